package rst

import (
	"strings"
	"unicode/utf8"
)

// endOf returns where the text that a start-string opens ends and where the
// end-string ends. Without an end-string textEnd is -1.
func (in *inlineParser) endOf(start inlineStart) (textEnd, end int) {
	bit := uint16(1) << start.kind
	if in.noEnd&bit != 0 {
		return -1, -1
	}
	mark := in.text[start.begin:start.end]
	if start.kind == targetStart || start.kind == interpretedStart {
		mark = "`"
	}
	for at := start.end; ; at++ {
		skip := strings.Index(in.text[at:], mark)
		if skip < 0 {
			// Nor can anything that starts further on find one.
			in.noEnd |= bit
			return -1, -1
		}
		at += skip
		if at > start.end && !in.mayEnd(at, start.kind) {
			continue
		}
		if end, ok := in.endStringEnd(at+len(mark), start.kind); ok {
			return at, end
		}
	}
}

// mayEnd reports whether what stands before text[at] lets an end-string begin
// there.
func (in *inlineParser) mayEnd(at int, kind startKind) bool {
	before, size := utf8.DecodeLastRuneInString(in.text[:at])
	if kind == literalStart {
		return !is(before, isSpace)
	}
	if !is(before, isSpace) && before != escapeMark {
		return true
	}
	return kind == interpretedStart && at-size > 0 && in.text[at-size-1] == escapeMark
}

// endStringEnd returns where an end-string ends whose own characters end at
// end: references and roles have more behind them.
func (in *inlineParser) endStringEnd(end int, kind startKind) (int, bool) {
	switch kind {
	case substitutionStart:
		return in.referenceMark(end)
	case interpretedStart:
		return in.interpretedEnd(end)
	}
	return end, endsInlineAt(in.text, end)
}

// referenceMark looks for two underscores, one or none.
func (in *inlineParser) referenceMark(at int) (end int, ok bool) {
	for end := at + 2; end >= at; end-- {
		if end <= len(in.text) && strings.Trim(in.text[at:end], "_") == "" && endsInlineAt(in.text, end) {
			return end, true
		}
	}
	return 0, false
}

// interpretedEnd looks for a role, a reference mark or nothing behind the
// closing back quote.
func (in *inlineParser) interpretedEnd(at int) (end int, ok bool) {
	if in.byteAt(at) == ':' {
		colon := simpleNameEnd(in.text, at+1)
		for ; colon > at+1; colon = strings.LastIndexByte(in.text[:colon], ':') {
			if in.byteAt(colon) != ':' {
				continue
			}
			if end, ok := in.referenceMark(colon + 1); ok {
				return end, true
			}
		}
	}
	return in.referenceMark(at)
}
