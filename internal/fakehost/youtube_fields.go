package fakehost

import (
	"encoding/json"
	"strings"
)

// mask is a parsed fields parameter: the keys to keep, and what to keep below
// them; nothing below is all. Google's APIs call that a partial response:
// https://developers.google.com/youtube/v3/getting-started#fields.
type mask map[string]mask

// parseMask reads a list like "etag,items(id,snippet/title)". It reports whether
// all of it made sense.
func parseMask(fields string) (mask, bool) {
	m, rest := mask{}, fields
	ok := m.parse(&rest)
	return m, ok && rest == ""
}

func (m mask) parse(rest *string) bool {
	for {
		n := strings.IndexAny(*rest, ",/()")
		if n < 0 {
			n = len(*rest)
		}
		name := (*rest)[:n]
		if name == "" {
			return false
		}
		*rest = (*rest)[n:]
		below := mask{}
		m[name] = below
		for strings.HasPrefix(*rest, "/") {
			path, _, _ := strings.Cut((*rest)[1:], ",")
			if end := strings.IndexAny(path, "/()"); end >= 0 {
				path = path[:end]
			}
			next := mask{}
			below[path], below = next, next
			*rest = (*rest)[1+len(path):]
		}
		if strings.HasPrefix(*rest, "(") {
			*rest = (*rest)[1:]
			if !below.parse(rest) || !strings.HasPrefix(*rest, ")") {
				return false
			}
			*rest = (*rest)[1:]
		}
		if !strings.HasPrefix(*rest, ",") {
			return true
		}
		*rest = (*rest)[1:]
	}
}

// apply keeps of an answer what the mask names.
func (m mask) apply(answer object) (object, error) {
	body, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(body, &tree); err != nil {
		return nil, err
	}
	kept, _ := m.keep(tree).(map[string]any)
	return kept, nil
}

func (m mask) keep(tree any) any {
	if len(m) == 0 {
		return tree
	}
	switch node := tree.(type) {
	case []any:
		for i := range node {
			node[i] = m.keep(node[i])
		}
	case map[string]any:
		for key, value := range node {
			if below, ok := m[key]; ok {
				node[key] = below.keep(value)
			} else {
				delete(node, key)
			}
		}
	}
	return tree
}
