package rst

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Document is a text read: its structure and what docutils would say about it.
type Document struct {
	parser  *parser
	verdict Verdict
	text    string
	unread  bool // the text was not read at all
}

// Verdict is what docutils says about a text.
type Verdict struct {
	// First is what pyvideo/data's tests go by: the first message in document
	// order, or the one that stops docutils. Its level is None without any.
	First Message
	// Problems are all messages of level Warning and above that a full publish
	// gives, in the order of the text. They break the site or show on it.
	Problems []Message
}

// Valid reports whether pyvideo/data's tests accept the text.
func (v Verdict) Valid() bool { return v.First.Level < Warning }

// Published reports whether the site can show the text without complaint. It
// can be false for a valid text, never true for one that is not.
func (v Verdict) Published() bool { return len(v.Problems) == 0 }

// Check tells what docutils says about a text. It is [Parse] for those who need
// the verdict alone.
func Check(text string) Verdict { return Parse(text).Verdict() }

// Parse reads a text. Every text can be read; what is wrong with it is in the
// [Verdict]. Time and memory grow with the length of the text, whatever it
// holds; one beyond a megabyte is refused unread.
func Parse(text string) *Document {
	p := newParser()
	d := &Document{parser: p, text: text}
	if len(text) > textLimit {
		d.unread = true
		p.complain(p.document, Error, position{1, 1}, "Text exceeds the limit of a megabyte.")
		d.verdict = Verdict{p.firstMessage(), p.problems()}
		return d
	}
	lines := splitLines(text)
	if i := slices.IndexFunc(lines, tooLong); i >= 0 {
		d.unread = true
		p.complain(p.document, Error, position{int32(i + 1), 1}, "Line %d exceeds the line-length-limit.", i+1)
	} else {
		m := machine{parser: p, lines: lines, parent: p.document, titles: true}
		m.run()
		d.verdict.First = p.firstMessage()
	}
	p.transform()
	d.verdict.Problems = p.problems()
	return d
}

// Verdict returns what docutils says about the text.
func (d *Document) Verdict() Verdict { return d.verdict }

func tooLong(l line) bool {
	return len(l.text) > lineLimit && utf8.RuneCountInString(l.text) > lineLimit
}

// firstMessage returns the message that pyvideo/data's tests go by.
func (p *parser) firstMessage() Message {
	if p.severe != nil {
		return *p.severe
	}
	if p.messages > 0 {
		for n := range p.document.all() {
			if n.kind == messageNode {
				return *n.message
			}
		}
	}
	return Message{}
}

// problems returns all messages in the tree that matter.
func (p *parser) problems() []Message {
	if p.messages == 0 {
		return nil
	}
	var problems []Message
	for _, root := range []*node{p.document, p.afterword} {
		for n := range root.all() {
			if n.kind == messageNode && n.message.Level >= Warning {
				problems = append(problems, *n.message)
			}
		}
	}
	slices.SortStableFunc(problems, func(a, b Message) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return problems
}
