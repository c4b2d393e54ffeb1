package mapper

import (
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/bare"
)

// core is a host's title without the event's name and without technical marks.
type core struct {
	text     string
	event    bool   // the event's name was found and taken out
	language string // of a mark such as [EN], ISO 639-1 or 639-3 in lower case
	marks    []string
	number   bool   // a slot number was taken off the front
	kind     string // the tag of a type of session that went with the event's name
}

// strip takes the event's name and technical marks off a title's ends and out of
// its middle, until nothing more is found. It never empties a title.
func (o *occasion) strip(title string) core {
	c := core{text: title}
	full := utf8.RuneCountInString(title) >= host.TitleLimit-5
	for range 8 {
		next := strings.TrimSpace(o.stripOnce(&c, full))
		if next == c.text || bare.Words(next) == "" {
			return c
		}
		c.text = next
	}
	return c
}

func (o *occasion) stripOnce(c *core, full bool) string {
	s := c.text
	if o.numbered && !c.number {
		if number := slotNumber.FindString(s); number != "" && len(number) < len(s) {
			c.number = true
			return s[len(number):]
		}
	}
	if rest, ok := o.stripGroup(c, s); ok {
		return rest
	}
	all := cuts(s)
	for _, cut := range all[:min(1, len(all))] {
		if cut.sep.strong() && plainTalk(s[:cut.start]) {
			c.marks = append(c.marks, s[:cut.start])
			return s[cut.end:]
		}
	}
	for _, strip := range []func(c *core, s string) (string, bool){o.stripHashtags, o.stripJoined, o.stripTail} {
		if rest, ok := strip(c, s); ok {
			return rest
		}
	}
	if rest, ok := o.stripCut(s, full); ok {
		c.event = true
		return rest
	}
	if rest, ok := o.stripSegment(c, s, all); ok {
		c.event = true
		return rest
	}
	if rest, ok := o.stripPrefix(s, c.event); ok {
		c.event = true
		return rest
	}
	if rest, ok := o.stripInner(s, all); ok {
		c.event = true
		return rest
	}
	if rest, ok := o.stripSuffix(s, c.event); ok {
		c.event = true
		return rest
	}
	return s
}

// stripGroup removes one bracketed event name, language tag or remark on the
// recording.
func (o *occasion) stripGroup(c *core, s string) (string, bool) {
	for _, g := range groups(s) {
		inner := s[g.start+1 : g.end-1]
		outer := g.start == 0 || g.end == len(s)
		lang, named := languageMark(inner)
		switch {
		case named && lang == "":
			c.marks = append(c.marks, inner)
		case named:
			c.language = lang
		case technical(inner):
			c.marks = append(c.marks, inner)
		case outer && (o.match(inner) == 2 || o.mistyped(inner)):
			c.event = true
		default:
			continue
		}
		rest := strings.TrimSpace(s[:g.start]) + " " + strings.TrimSpace(s[g.end:])
		return strings.TrimSpace(trimEnds(rest)), true
	}
	return s, false
}

// mistyped reports whether a bracketed text is one letter away from what the
// other titles have in brackets.
func (o *occasion) mistyped(inner string) bool {
	b := digitless(bare.Words(inner))
	if len(b) < 5 || !strings.Contains(b, "0") {
		return false
	}
	for s := range o.segments {
		if edits(b, s, 1) {
			return true
		}
	}
	return false
}

// stripCut removes what the host's limit left of the event's name at the end.
func (o *occasion) stripCut(s string, full bool) (string, bool) {
	if !full {
		return s, false
	}
	all := cuts(s + " x")
	if len(all) == 0 {
		return s, false
	}
	last := all[len(all)-1]
	if !last.sep.strong() || last.sep == sepColon {
		return s, false
	}
	if last.end >= len(s) {
		return s[:last.start], true // nothing but the separator is left
	}
	rest := bare.Compact(s[last.end:])
	if rest == "" {
		return s, false
	}
	for name := range o.compacts {
		if strings.HasPrefix(name, rest) {
			return s[:last.start], true
		}
	}
	for name := range o.segments {
		if strings.HasPrefix(strings.ReplaceAll(name, " ", ""), rest) {
			return s[:last.start], true
		}
	}
	return s, false
}

// stripSegment removes one segment that names the event, first, last or between.
func (o *occasion) stripSegment(c *core, s string, all []cut) (string, bool) {
	strong := all[:0:0]
	divided := 0 // by what divides segments for certain
	for _, cut := range all {
		if cut.sep.strong() || cut.sep == sepComma || cut.sep == sepTight && cut.start < 30 || cut.sep == sepQuote {
			strong = append(strong, cut)
			divided += int(flag(cut.sep.strong()))
		}
	}
	from := 0
	for i := 0; i <= len(strong); i++ {
		end, next := len(s), len(s)
		sep := sepNone
		if i < len(strong) {
			end, next, sep = strong[i].start, strong[i].end, strong[i].sep
		}
		inner := i > 0 && i < len(strong)
		weak := sep == sepComma && i > 0 || i > 0 && strong[i-1].sep == sepComma && i < len(strong) || inner && sep == sepColon
		if len(strong) > 0 && !weak && (o.match(s[from:end]) == 2 || divided > 1 && i > 0 && o.withKind(c, s[from:end])) {
			switch {
			case from == 0:
				return s[next:], true
			case next == len(s):
				return s[:strong[i-1].start], true
			}
			return s[:from] + s[next:], true
		}
		from = next
	}
	return s, false
}

// stripPrefix removes the event's name from the front though only a space
// follows it. Once the event was found what merely repeats may be the talk's.
func (o *occasion) stripPrefix(s string, found bool) (string, bool) {
	ends := wordEnds(s)
	for k := min(6, len(ends)-1); k >= 1; k-- {
		head := s[:ends[k-1]]
		b := digitless(bare.Words(head))
		if b == "" {
			continue
		}
		repeated := o.prefixes[b] && !found
		numbered := strings.HasPrefix(head, "#")
		if !repeated && !(!isDigits(b) && (numbered || o.dated(head) && o.closed(head)) && o.match(head) == 2) {
			continue
		}
		rest := trimEnds(s[ends[k-1]:])
		if repeated && !o.matches(head) && joinsOn(rest) {
			continue
		}
		return rest, true
	}
	return s, false
}

// closed tells whether a run of words ends with its year, or has it in front.
func (o *occasion) closed(head string) bool {
	words := strings.Fields(bare.Words(head))
	return o.dated(words[len(words)-1]) || o.dated(words[0])
}

// stripInner removes the dated event name from the front of a later segment:
// "SPEAKER - ExConf 2024 Closing Keynote".
func (o *occasion) stripInner(s string, all []cut) (string, bool) {
	for _, c := range all {
		if !c.sep.strong() {
			continue
		}
		tail := s[c.end:]
		ends := wordEnds(tail)
		for k := min(6, len(ends)-1); k >= 1; k-- {
			if head := tail[:ends[k-1]]; o.dated(head) && o.closed(head) && o.match(head) == 2 && !isDigits(bare.Compact(head)) {
				return s[:c.end] + trimEnds(tail[ends[k-1]:]), true
			}
		}
	}
	return s, false
}

// stripSuffix does so at the end, unless the words before need the name: a
// "Welcome to ExConf 2024" stays whole.
func (o *occasion) stripSuffix(s string, found bool) (string, bool) {
	if i := strings.LastIndexAny(s, "-–—"); i > 10 {
		if tail := strings.TrimLeft(s[i:], "-–— "); o.dated(tail) && o.match(tail) == 2 && !isDigits(bare.Compact(tail)) {
			return trimEnds(strings.ToValidUTF8(s[:i], "")), true
		}
	}
	if rest, ok := o.stripName(s, found, o.calls); ok {
		return rest, true
	}
	return o.stripName(s, found, func(tail string) bool { return o.match(tail) == 2 })
}

// stripName removes the longest run of words at the end that is the event's name.
func (o *occasion) stripName(s string, found bool, named func(tail string) bool) (string, bool) {
	ends := wordEnds(s)
	for k := max(1, len(ends)-6); k < len(ends); k++ {
		head, tail := s[:ends[k-1]], strings.TrimSpace(s[ends[k-1]:])
		b := digitless(bare.Words(tail))
		if b == "" {
			continue
		}
		repeated := o.suffixes[b] && !found
		if !repeated && !(o.dated(tail) && named(tail) && !isDigits(b)) {
			continue
		}
		word := lastWord(head)
		switch {
		case !needsMore[word]:
			return trimEnds(head), true
		case word == "@" || word == "at":
			return trimEnds(strings.TrimSpace(head[:len(head)-len(word)])), true
		}
	}
	return s, false
}

// needsMore are words that cannot end a title.
var needsMore = set("to", "the", "of", "for", "in", "at", "@", "and", "with", "from", "a", "an", "on", "by", "de", "en", "la", "el", "do", "da", "em", "no", "na", "di", "du", "à", "&", "about", "beyond", "your", "our", "my", "is", "are", "zu", "im", "auf", "into", "vs", "vs.", "using", "al", "del")

// dated tells whether the text holds one of the event's years.
func (o *occasion) dated(s string) bool {
	if !strings.ContainsAny(s, "0123456789") {
		return false
	}
	for w := range strings.FieldsSeq(bare.Words(s)) {
		if o.years[w] || isYear(w) {
			return true
		}
		if _, year := cutYear(w); year != "" && (o.years[year] || isYear(year)) {
			return true
		}
	}
	return false
}

func (o *occasion) matches(s string) bool { return o.match(s) > 0 }

// joinsOn tells whether a rest begins so that the words before it belong to it.
func joinsOn(rest string) bool {
	word, _, _ := strings.Cut(strings.ToLower(rest), " ")
	return needsMore[word] && word != "from"
}

// wordEnds returns where each word of s ends.
func wordEnds(s string) []int {
	var ends []int
	for i := 1; i <= len(s); i++ {
		if (i == len(s) || s[i] == ' ') && s[i-1] != ' ' {
			ends = append(ends, i)
		}
	}
	return ends
}

func lastWord(s string) string {
	s = strings.TrimSpace(s)
	return strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:])
}

// technical tells remarks on the recording, not on the talk: "re-upload, better
// sound".
func technical(s string) bool {
	if head, _, ok := strings.Cut(s, ","); ok {
		return technical(head)
	}
	switch bare.Words(s) {
	case "low quality", "improved audio", "no sound", "no sound sorry", "audio only", "bad audio", "poor audio", "fixed audio", "better audio", "hd", "full hd", "4k", "video", "full", "reupload", "re upload", "re uploaded", "remastered", "english subtitles", "audio fixed", "with subtitles", "subtitled", "sub", "uncut", "new version", "updated":
		return true
	}
	return false
}

// languageMark reads a mark of one or several languages in brackets: EN, English,
// PT|EN, "in English". Of several the code is "".
func languageMark(s string) (code string, ok bool) {
	s = strings.TrimSpace(s)
	for _, in := range []string{"in ", "en ", "em ", "auf "} {
		if len(s) > len(in) && strings.EqualFold(s[:len(in)], in) {
			s = s[len(in):]
		}
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("|/,&+", r) })
	for _, part := range parts {
		part = strings.TrimSpace(part)
		c, known := languageNames[strings.ToLower(part)]
		if !known || len(part) <= 3 && strings.ToUpper(part) != part {
			return "", false
		}
		code = c
	}
	if len(parts) > 1 {
		code = ""
	}
	return code, len(parts) > 0
}
