package tomledit

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Locate returns where the value of a key stands, for messages about what it
// says: line and column from 1, both 1 if there is no such key. A path leads
// through tables by key and through arrays of tables by index; of an array
// written inline it gives the array's place.
func (d *Document) Locate(path ...any) (line, column int) {
	exprs := d.outline.exprs
	var keys []string
	for _, p := range path {
		switch p := p.(type) {
		case string:
			keys = append(keys, p)
		case int:
			if elements := d.outline.elements(keys[len(keys)-1]); p < len(elements) {
				exprs = exprs[elements[p].head : elements[p].last+1]
			}
		}
	}
	for n := len(keys); n > 0; n-- {
		for i := range exprs {
			if e := findIn(&exprs[i], keys[:n]); e != nil {
				return d.outline.position(e.value.start)
			}
			if e := exprs[i]; e.kind != unstable.KeyValue && len(e.path) == n && hasPrefix(keys, e.path) {
				return d.outline.position(e.own[0].start)
			}
		}
	}
	return 1, 1
}

// Text returns the TOML of the value that a key has, as it stands in the document but
// for its line ends, which are LF; false if no key at path stands there by itself.
func (d *Document) Text(path ...string) (text string, ok bool) {
	e := d.outline.find(path)
	if e == nil {
		return "", false
	}
	return strings.ReplaceAll(string(d.outline.src[e.value.start:e.value.end]), "\r\n", "\n"), true
}
