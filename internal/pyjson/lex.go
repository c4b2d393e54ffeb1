package pyjson

import "bytes"

// class sorts the bytes that may stand in a string.
type class uint8

const (
	plain   class = iota // printable ASCII that stands for itself
	quote                // "
	slash                // \
	control              // refused by Python's strict reader
	foreign              // DEL and UTF-8 bytes, which canonical form escapes
)

var classes = func() (t [256]class) {
	for c := range t {
		switch {
		case c == '"':
			t[c] = quote
		case c == '\\':
			t[c] = slash
		case c < ' ':
			t[c] = control
		case c > '~':
			t[c] = foreign
		}
	}
	return t
}()

func (p *parser) string() error {
	opening := p.pos
	i := p.open(String)
	p.pos++
	p.doc.nodes[i].start = uint32(p.pos)
	var flags uint8
	for p.pos < len(p.src) {
		switch classes[p.src[p.pos]] {
		case plain:
			p.pos++
		case foreign:
			flags |= flagNotASCII
			p.pos++
		case slash:
			flags |= flagEscaped
			if err := p.escape(); err != nil {
				return err
			}
		case control:
			return p.fail("a control character or line break stands in a text: write it as an escape like \\n")
		case quote:
			p.done(i)
			p.doc.nodes[i].flags = flags
			p.pos++
			return nil
		}
	}
	p.pos = opening
	return p.fail("the text that starts here has no closing quote")
}

// escape steps over one escape sequence. Halves of surrogate pairs are as good
// as any other \u escape to Python.
func (p *parser) escape() error {
	rest := p.src[p.pos+1:]
	switch {
	case len(rest) == 0:
		return p.fail("the text ends within an escape")
	case bytes.IndexByte([]byte(`"\/bfnrt`), rest[0]) >= 0:
		p.pos += 2
		return nil
	case rest[0] == 'u' && len(rest) >= 5 && isHex(rest[1:5]):
		p.pos += 6
		return nil
	case rest[0] == 'u':
		return p.fail("\\u needs four hexadecimal digits")
	}
	return p.fail("a backslash must be written as \\\\")
}

func isHex(digits []byte) bool {
	for _, c := range digits {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f', 'A' <= c && c <= 'F':
		default:
			return false
		}
	}
	return true
}

func (p *parser) number() error {
	if p.src[p.pos] == '-' && p.pos+1 < len(p.src) && p.src[p.pos+1] == 'I' {
		return p.literal()
	}
	i := p.open(Number)
	if p.src[p.pos] == '-' {
		p.pos++
	}
	first := p.pos
	switch digits := p.digits(); {
	case digits == 0:
		return p.fail("a digit is missing")
	case digits > 1 && p.src[first] == '0':
		p.pos = first
		return p.fail("a number may not begin with 0")
	case digits > maxDigits && !p.isFraction():
		p.pos = first
		return p.fail("an integer of more than 4300 digits, which Python refuses")
	}
	if p.isFraction() {
		p.doc.nodes[i].flags = flagFloat
	}
	if p.peek() == '.' {
		p.pos++
		if p.digits() == 0 {
			return p.fail("a digit is missing after the point")
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		if p.digits() == 0 {
			return p.fail("a digit is missing in the exponent")
		}
	}
	p.done(i)
	return nil
}

// isFraction reports whether the integer just read goes on as a float.
func (p *parser) isFraction() bool {
	c := p.peek()
	return c == '.' || c == 'e' || c == 'E'
}

func (p *parser) digits() int {
	from := p.pos
	for p.pos < len(p.src) && '0' <= p.src[p.pos] && p.src[p.pos] <= '9' {
		p.pos++
	}
	return p.pos - from
}
