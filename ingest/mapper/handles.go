package mapper

import (
	"regexp"
	"strings"
)

// handle is somebody's name on another site.
var handle = regexp.MustCompile(`@[\pL\d_][\pL\d_.-]*`)

// cutHandles takes the handles behind names out of a list; between two names they
// divide it: "Ada Doe @ada Bo Roe @bo". Where there are only handles they stay.
func cutHandles(s string) string {
	found := handle.FindAllStringIndex(s, -1)
	if len(found) == 0 {
		return s
	}
	var b strings.Builder
	from := 0
	for _, f := range found {
		name := strings.TrimSpace(s[from:f[0]])
		if name == "" || strings.HasSuffix(name, ",") || strings.HasSuffix(name, "&") || linked(name) || lastWord(name) == "and" || strings.HasSuffix(name, "@") {
			return s
		}
		b.WriteString(s[from:f[0]])
		from = f[1]
		if rest := strings.TrimSpace(s[from:]); isUpperStart(rest) && rest[0] != ',' && lastWord(name) != "and" {
			b.WriteString(", ")
		}
	}
	b.WriteString(s[from:])
	return strings.TrimSpace(strings.ReplaceAll(strings.Join(strings.Fields(b.String()), " "), " ,", ","))
}

// readHandles learns from the description who is behind a handle: "Ada Doe @ada",
// "Ada Doe (@ada)".
func (e *evidence) readHandles() {
	for _, line := range e.lines {
		if !strings.Contains(line, "@") || len(line) > 200 {
			continue
		}
		from := 0
		for _, f := range handle.FindAllStringIndex(line, 8) {
			name := cleanName(strings.Trim(line[from:f[0]], " (-–—:,&"))
			if nameShaped(name) && strings.Contains(name, " ") {
				if e.handles == nil {
					e.handles = map[string]string{}
				}
				e.handles[strings.ToLower(line[f[0]+1:f[1]])] = name
			}
			from = f[1]
		}
	}
}

// resolve puts names in the places of handles.
func (e *evidence) resolve(names []string) []string {
	var resolved []string
	for i, n := range names {
		if name, ok := e.handles[strings.ToLower(n)]; ok {
			if resolved == nil {
				resolved = append([]string(nil), names...)
			}
			resolved[i] = name
		}
	}
	if resolved == nil {
		return names
	}
	return resolved
}

// confirms reports whether a name stands alone on a line of the description or ends
// the path of an address in it: that is how pseudonyms are told from words.
func (e *evidence) confirms(name string) bool {
	f := fold(name)
	for _, line := range e.folded {
		if line == f {
			return true
		}
		if i := strings.Index(line, "://"); i >= 0 && strings.HasSuffix(strings.TrimRight(line, "/"), "/"+f) {
			return true
		}
	}
	return false
}

// isRole tells words behind a name that say what its bearer is: "CTO/COO".
func isRole(w string) bool {
	for part := range strings.SplitSeq(strings.ToLower(w), "/") {
		if !jobWords[strings.Trim(part, ".,")] && part != "coo" {
			return false
		}
	}
	return true
}
