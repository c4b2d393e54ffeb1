package schedule

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// page is a file of data with prose below it: front matter, or a head above one
// line of dashes.
type page struct {
	head any
	body string
}

var (
	dashes   = regexp.MustCompile(`(?m)^---[ \t]*$`)
	headLine = regexp.MustCompile(`^(?:[A-Za-z_][\w -]*:(?:\s.*)?|\s+.*|-\s.*|#.*)?$`)
)

// readPage reads a file with front matter. ok is false for one without.
func readPage(data []byte) (p page, ok bool, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("---")):
		head, body, found := cutAt(data[3:], dashes)
		if !found || !bytes.HasPrefix(bytes.TrimLeft(data[3:], " \t\r"), []byte("\n")) {
			return page{}, false, nil
		}
		p.head, err = readYAML(head)
		p.body = body
	case bytes.HasPrefix(data, []byte("+++")):
		head, body, found := bytes.Cut(data[3:], []byte("\n+++"))
		if !found {
			return page{}, false, nil
		}
		p.head, err = readTOML(head)
		p.body = string(body)
	default:
		if o, ok := readLektor(data); ok {
			return page{head: o}, true, nil
		}
		head, body, found := cutAt(data, dashes)
		if !found || !looksLikeHead(head) {
			return page{}, false, nil
		}
		p.head, err = readYAML(head)
		p.body = body
	}
	if _, isObject := p.head.(*object); err == nil && !isObject {
		return page{}, false, nil
	}
	p.body = strings.TrimSpace(p.body)
	return p, err == nil, err
}

var lektorField = regexp.MustCompile(`^([a-z_][a-z0-9_]*):(?:\s|$)`)

// readLektor reads fields with lines of dashes between them, as Lektor has them.
func readLektor(data []byte) (*object, bool) {
	sections := dashes.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), -1)
	o := newObject()
	for _, section := range sections {
		section = strings.TrimSpace(section)
		m := lektorField.FindStringSubmatch(section)
		if m == nil {
			return nil, false
		}
		o.set(m[1], strings.TrimSpace(section[len(m[0]):]))
	}
	first, _, _ := strings.Cut(strings.TrimSpace(sections[0]), "\n")
	return o, len(sections) > 1 && strings.TrimSpace(sections[0]) == first
}

var heading = regexp.MustCompile(`^:?([A-Za-z][\w-]*):\s+(\S.*)$`)

// readHeadings reads a page as Pelican has it: lines of "Title: …" up to the
// first blank one.
func readHeadings(data []byte) (page, bool) {
	head, body, found := strings.Cut(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n\n")
	o := newObject()
	for line := range strings.Lines(head) {
		m := heading.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			return page{}, false
		}
		o.set(m[1], m[2])
	}
	return page{o, strings.TrimSpace(body)}, found && len(o.keys) > 1
}

func cutAt(data []byte, line *regexp.Regexp) (head []byte, body string, found bool) {
	at := line.FindIndex(data)
	if at == nil {
		return data, "", false
	}
	return data[:at[0]], string(data[at[1]:]), true
}

// looksLikeHead reports whether a text is nothing but "key: value" and what
// belongs to it.
func looksLikeHead(head []byte) bool {
	keys := 0
	for line := range strings.Lines(string(head)) {
		line = strings.TrimRight(line, "\r\n")
		if !headLine.MatchString(line) {
			return false
		}
		if line != "" && line[0] != ' ' && line[0] != '#' && strings.Contains(line, ":") {
			keys++
		}
	}
	return keys > 0
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
