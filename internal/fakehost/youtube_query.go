package fakehost

import (
	"slices"
	"strconv"
	"strings"
)

// query reads lists given as repeated parameters, with commas, or both.
type query struct {
	values map[string][]string
	owner  bool // it is the owner who asks
}

func (q query) get(key string) string {
	if v := q.values[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (q query) list(key string) []string {
	var all []string
	for _, v := range q.values[key] {
		all = append(all, strings.FieldsFunc(v, func(r rune) bool { return r == ',' })...)
	}
	return all
}

// parts keeps of all the parts of a resource those that were asked for.
func (q query) parts(resource object) object {
	for part := range resource {
		always := part == "kind" || part == "etag" || part == "id"
		if !always && !slices.Contains(q.list("part"), part) {
			delete(resource, part)
		}
	}
	return resource
}

// fields cuts an answer down to those that were asked for, if any were.
func (q query) fields(answer object) (object, string) {
	if q.get("fields") == "" {
		return answer, ""
	}
	m, ok := parseMask(q.get("fields"))
	if !ok {
		return nil, "invalidParameter"
	}
	kept, err := m.apply(answer)
	if err != nil {
		return nil, "internalError"
	}
	return kept, ""
}

// maxResults is 5 where nobody asked for more, and -1 when it is no such number.
func (q query) maxResults() int {
	if q.get("maxResults") == "" {
		return 5
	}
	n, err := strconv.Atoi(q.get("maxResults"))
	if err != nil || n < 0 || n > 50 {
		return -1
	}
	return n
}
