package eventsyml

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/pyvideo/stevie/internal/termtext"
)

// maxValues is how many keys and values are read, those behind aliases each time; a
// long text counts as several. A few lines of aliases can stand for more than fits
// into memory.
const maxValues = 200_000

// longText is the length of text that counts as one value more.
const longText = 100

// maxFaults is how many mistakes are told.
const maxFaults = 10

// reader is one reading of a file. It goes on after a mistake, so that all are
// found at once.
type reader struct {
	path    string
	find    func(address string) (Collection, error)
	budget  int
	faults  SyntaxErrors
	file    File // but for its entries
	entries []*entryReader
}

// field is a key of a mapping and its value.
type field struct {
	key   string
	at    *yaml.Node // the key
	value *yaml.Node
}

// wrong takes down a mistake.
func (r *reader) wrong(at *yaml.Node, hint, format string, args ...any) {
	if len(r.faults) < maxFaults && r.budget >= 0 {
		r.faults = append(r.faults, r.fault(at.Line, at.Column, fmt.Sprintf(format, args...), hint))
	}
}

// spend reports whether n more values may be read.
func (r *reader) spend(at *yaml.Node, n int) bool {
	if r.budget < n && r.budget >= 0 {
		r.wrong(at, "write out what the aliases stand for", "the file has too many values, or aliases that repeat themselves")
		r.budget = -1
	}
	if r.budget < 0 {
		return false
	}
	r.budget -= n
	return true
}

// resolved follows an alias to what it stands for.
func resolved(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

// fields lists the keys of a mapping; null has none. Those that << merges in
// stand last, without those that the mapping has itself.
func (r *reader) fields(n *yaml.Node, what string) []field {
	n = resolved(n)
	if isNull(n) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "indent the keys below it, each with a colon and a value", "%s is wanted here, not %s", what, kindOf(n))
		return nil
	}
	if !r.spend(n, len(n.Content)) {
		return nil
	}
	var own, merged []field
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := resolved(n.Content[i]), n.Content[i+1]
		switch first, twice := seen[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			r.wrong(n.Content[i], "write a word and a colon", "a key cannot be %s", kindOf(key))
		case key.ShortTag() == "!!merge":
			for _, from := range r.list(value) {
				merged = append(merged, r.fields(from, what)...)
			}
			if !r.spend(value, len(merged)) {
				return nil
			}
		case twice:
			r.wrong(n.Content[i], "keep one of the two", "%q stands here a second time; it is in line %d already", termtext.Short(key.Value, 60), first)
		default:
			seen[key.Value] = key.Line
			own = append(own, field{key.Value, n.Content[i], value})
		}
	}
	for _, f := range merged {
		if _, has := seen[f.key]; !has {
			seen[f.key] = f.at.Line
			own = append(own, f)
		}
	}
	return own
}

// list lists the values of a sequence; null and {} have none, and anything else is
// a list of itself.
func (r *reader) list(n *yaml.Node) []*yaml.Node {
	n = resolved(n)
	switch {
	case isNull(n), n.Kind == yaml.MappingNode && len(n.Content) == 0:
		return nil
	case n.Kind != yaml.SequenceNode:
		return []*yaml.Node{n}
	case !r.spend(n, len(n.Content)):
		return nil
	}
	return n.Content
}

// text reads a single value, whatever YAML takes it for: a title may be a number
// and a day may stand without quotes. Null is "".
func (r *reader) text(n *yaml.Node, what string) string {
	n = resolved(n)
	switch {
	case n.Kind != yaml.ScalarNode:
		r.wrong(n, "write it on the line of its key, in quotes if it holds a colon", "%s is wanted here, not %s", what, kindOf(n))
	case n.Style&yaml.TaggedStyle != 0 && !isPlainTag(n.ShortTag()):
		r.wrong(n, "take the tag out", "the tag %s has no meaning here", termtext.Short(n.Tag, 60))
	case !isNull(n) && r.spend(n, len(n.Value)/longText):
		return termtext.Line(n.Value)
	}
	return ""
}

func isPlainTag(tag string) bool {
	switch tag {
	case "!!str", "!!int", "!!float", "!!bool", "!!timestamp", "!!null":
		return true
	}
	return false
}

// truth reads a yes or no. Python takes other values for one, too.
func (r *reader) truth(n *yaml.Node) bool {
	if n = resolved(n); n.Kind != yaml.ScalarNode {
		return len(n.Content) > 0
	}
	switch strings.ToLower(r.text(n, "true or false")) {
	case "", "false", "no", "off", "n", "0":
		return false
	}
	return true
}

// kindOf names the form of a value.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	}
	return fmt.Sprintf("%q", termtext.Short(n.Value, 40))
}
