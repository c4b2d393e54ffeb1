package tomledit

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// splice replaces a range of the document; an empty one inserts.
type splice struct {
	span
	text string
}

// apply changes the document by splices, if the outcome passes a check, which
// gets the document's tree before and after.
func (d *Document) apply(what string, list []splice, check func(before, after map[string]any) bool) error {
	slices.SortStableFunc(list, func(a, b splice) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	var src []byte
	at := 0
	for _, s := range list {
		if s.start < at && s.text != "" {
			return fmt.Errorf("%s: %w: changes overlap", what, ErrNotInPlace)
		}
		src = append(src, d.outline.src[at:max(at, s.start)]...)
		src = append(src, d.lines(s.text)...)
		at = max(at, s.end)
	}
	src = append(src, d.outline.src[at:]...)
	next, err := readOutline(src)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", what, ErrNotInPlace, err)
	}
	if !check(d.outline.tree, next.tree) {
		return fmt.Errorf("%s: %w: it would change more than that", what, ErrNotInPlace)
	}
	d.outline = next
	return nil
}

// lines gives text the document's line ends.
func (d *Document) lines(text string) string {
	if d.eol == "\n" {
		return text
	}
	return strings.ReplaceAll(text, "\n", d.eol)
}

// changesOnly reports whether two trees are the same but for one path. Tables on
// the way to it that hold nothing else count as absent.
func changesOnly(before, after map[string]any, path []string) bool {
	return reflect.DeepEqual(without(before, path), without(after, path))
}

// without returns tree less what stands at path.
func without(tree map[string]any, path []string) map[string]any {
	rest := make(map[string]any, len(tree))
	for k, v := range tree {
		if k != path[0] {
			rest[k] = unixLines(v)
		}
	}
	if sub, ok := tree[path[0]].(map[string]any); ok && len(path) > 1 {
		if sub = without(sub, path[1:]); len(sub) > 0 {
			rest[path[0]] = sub
		}
	}
	return rest
}

// at returns what stands at path.
func at(tree map[string]any, path []string) (any, bool) {
	v, ok := tree[path[0]]
	if !ok || len(path) == 1 {
		return v, ok
	}
	sub, ok := v.(map[string]any)
	if !ok {
		return nil, false
	}
	return at(sub, path[1:])
}

// unixLines returns v with LF line ends in its strings. A person's editor may
// give a file, and with it the multi-line strings in it, other line ends; that is
// no change of value.
func unixLines(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, "\r\n", "\n")
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = unixLines(v[i])
		}
		return list
	case map[string]any:
		table := make(map[string]any, len(v))
		for k := range v {
			table[k] = unixLines(v[k])
		}
		return table
	}
	return v
}
