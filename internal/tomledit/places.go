package tomledit

import (
	"bytes"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// attached returns where the comment lines directly above an expression begin.
func (o *outline) attached(e expr) int {
	pos := e.line
	for pos > 0 {
		line := lineStart(o.src, pos-1)
		if !o.isComment(line) {
			break
		}
		pos = line
	}
	return pos
}

// sectionEnd returns the end of an expression and of the comment lines directly
// below it, unless they belong to what follows them.
func (o *outline) sectionEnd(i int) int {
	end := o.exprs[i].end
	pos := end
	for pos < len(o.src) && o.isComment(pos) {
		pos = lineEnd(o.src, pos)
	}
	if pos == len(o.src) || strings.TrimSpace(string(o.src[pos:lineEnd(o.src, pos)])) == "" {
		return pos
	}
	return end
}

// lastOf returns the last expression below a header, its subtables includeo.
func (o *outline) lastOf(head int) int {
	last := head
	for i := head + 1; i < len(o.exprs); i++ {
		e := o.exprs[i]
		sub := len(e.path) > len(o.exprs[head].path) && hasPrefix(e.path, o.exprs[head].path)
		if e.kind != unstable.KeyValue && !sub {
			break
		}
		last = i
	}
	return last
}

// isComment reports whether the line at pos holds a comment and nothing else.
// It must not be asked of a line inside a multi-line value.
func (o *outline) isComment(pos int) bool {
	i := skipBlanks(o.src, pos)
	return i < len(o.src) && o.src[i] == '#' && !o.inValue(pos)
}

// inValue reports whether pos lies inside an expression.
func (o *outline) inValue(pos int) bool {
	for _, e := range o.exprs {
		if e.line <= pos && pos < e.end {
			return true
		}
	}
	return false
}

func lineStart(src []byte, i int) int {
	for i > 0 && src[i-1] != '\n' {
		i--
	}
	return i
}

// indent is the white space before an expression.
func (o *outline) indent(e expr) string { return string(o.src[e.line:e.own[0].start]) }

func (o *outline) isBlank(pos int) bool {
	i := skipBlanks(o.src, pos)
	return i == len(o.src) || o.src[i] == '\n' || o.src[i] == '\r'
}

func (o *outline) position(offset int) (line, column int) {
	return 1 + bytes.Count(o.src[:offset], []byte("\n")), offset - lineStart(o.src, offset) + 1
}

func skipBlanks(src []byte, i int) int {
	for i < len(src) && (src[i] == ' ' || src[i] == '\t') {
		i++
	}
	return i
}

// lineEnd returns the index behind the line end that follows i.
func lineEnd(src []byte, i int) int {
	if n := bytes.IndexByte(src[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(src)
}

// comment returns the comment that stands behind an expression, on the line where it
// ends.
func (o *outline) comment(e expr) string {
	behind := e.value.end
	if e.kind != unstable.KeyValue {
		behind = e.own[len(e.own)-1].end
	}
	rest := o.src[behind:e.end]
	if i := bytes.IndexByte(rest, '#'); i >= 0 {
		return strings.TrimSpace(string(rest[i:]))
	}
	return ""
}

// withoutLine takes a key out with its line, but for the comment behind it.
func (o *outline) withoutLine(e expr) splice {
	s := splice{span: span{e.line, e.end}}
	if c := o.comment(e); c != "" {
		s.text = o.indent(e) + c + "\n"
	}
	return s
}
