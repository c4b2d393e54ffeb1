package mapper

import "strings"

// isKind tells whether a bare text names nothing but a type of session.
func isKind(b string) bool {
	_, ok := kindOf(b)
	return ok
}

// longestKind is more bytes than a type of session with its day and number has.
const longestKind = 100

// kindOf returns the tag of a text that names nothing but a type of session,
// possibly with a day or number: "lightning talks day 2".
func kindOf(text string) (tag string, ok bool) {
	if len(text) > longestKind {
		return "", false
	}
	var kept [3]string // more words name no type
	n := 0
	for w := range strings.FieldsSeq(text) {
		w = strings.ToLower(strings.Trim(w, ".,:;!-–—#()[]\"'"))
		if w == "" || w == "day" || w == "día" || w == "dia" || w == "part" || w == "opening" || w == "sponsor" || w == "sponsored" || w == "closing" || w == "session" || w == "ii" || w == "iii" || isOrdinal(w) {
			continue
		}
		if n == len(kept) {
			return "", false
		}
		kept[n] = w
		n++
	}
	if n == 0 {
		return "", false
	}
	tag, ok = kinds[strings.Join(kept[:n], " ")]
	return tag, ok
}

// isOrdinal tells numbers and their names in titles of sessions.
func isOrdinal(w string) bool {
	if isDigits(w) && len(w) < 4 {
		return true
	}
	switch w {
	case "1st", "2nd", "3rd", "4th", "first", "second", "third", "fourth", "one", "two", "three", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday", "thursday":
		return true
	}
	return false
}

// plainTalk tells the session types that say nothing: their names are noise in
// front of a title.
func plainTalk(text string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(text, ":-–—|. ")))
	if len(words) == 2 && (words[0] == "sponsored" || words[0] == "sponsor") {
		words = words[1:]
	}
	if len(words) != 1 {
		return false
	}
	switch words[0] {
	case "talk", "talks", "session", "charla", "palestra", "vortrag", "conférence", "lt":
		return true
	}
	return false
}

// leadingKind cuts a session type and its separator off the front of a title:
// "Keynote: X" gives "X". Without one it returns the title itself.
func leadingKind(s string) (tag, rest string, ok bool) {
	for _, c := range cuts(s) {
		if !c.sep.strong() {
			continue
		}
		if tag, ok := kindOf(s[:c.start]); ok {
			return tag, s[c.end:], true
		}
		break
	}
	return "", s, false
}

// groupKind does the same for a session type in brackets, wherever it stands:
// "X (Lightning Talk) by Y".
func groupKind(s string) (tag, rest string, ok bool) {
	for _, g := range groups(s) {
		if tag, ok := kindOf(s[g.start+1 : g.end-1]); ok {
			return tag, trimEnds(strings.TrimSpace(strings.TrimSpace(s[:g.start]) + " " + strings.TrimSpace(s[g.end:]))), true
		}
	}
	return "", s, false
}

// trailingKind does the same at the end: "X - Keynote".
func trailingKind(s string) (tag, rest string, ok bool) {
	found := cuts(s)
	for i := len(found) - 1; i >= 0; i-- {
		c := found[i]
		if c.sep.strong() || c.sep == sepComma {
			if tag, ok := kindOf(s[c.end:]); ok && tag != "" {
				return tag, s[:c.start], true
			}
			break
		}
	}
	return "", s, false
}

// namesKind tells whether a run of words holds the name of a type of session.
func namesKind(run string) bool {
	for w := range strings.FieldsSeq(run) {
		if _, ok := kinds[w]; ok {
			return true
		}
	}
	return false
}
