package pyjson

import (
	"bytes"
	"math"
	"unicode/utf8"
)

// MaxDepth is how deep arrays and objects may be nested. Python's reader gives
// up at its recursion limit of 1000 calls, a few of which the caller has used.
const MaxDepth = 990

// maxDigits is the longest integer that Python converts (sys.set_int_max_str_digits).
const maxDigits = 4300

// Doc is a parsed text. Its values refer to the text, which must not change
// while they are in use. The zero Doc is ready for [Doc.Parse].
type Doc struct {
	src   []byte
	nodes []node
}

// node is one value, or one key of an object. The nodes of an array's elements,
// and of an object's keys and values in turn, follow the node of the container.
type node struct {
	start, end uint32 // in src; of a string without its quotes
	next       uint32 // the first node after this value and all within it
	kind       Kind
	flags      uint8
}

// What is known of a string or number after its first reading.
const (
	flagEscaped  uint8 = 1 << iota // a string holds a backslash
	flagNotASCII                   // a string holds what canonical form escapes
	flagFloat                      // a number has a fraction, an exponent, or is no finite number
)

// Parse reads a text. A failure is a [*SyntaxError].
func Parse(src []byte) (*Doc, error) {
	d := new(Doc)
	if err := d.Parse(src); err != nil {
		return nil, err
	}
	return d, nil
}

// Parse reads another text into d and forgets the one before, reusing its
// memory. Values of the earlier text must not be used any more.
func (d *Doc) Parse(src []byte) error {
	d.src, d.nodes = src, d.nodes[:0]
	if int64(len(src)) > math.MaxUint32 {
		return &SyntaxError{Line: 1, Column: 1, Message: "the file is larger than 4 GB"}
	}
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		return syntaxError(src, 0, "the file begins with a byte order mark: save it as UTF-8 without BOM")
	}
	if !utf8.Valid(src) {
		return syntaxError(src, invalidUTF8(src), "not UTF-8")
	}
	p := parser{doc: d, src: src}
	p.space()
	if err := p.value(1); err != nil {
		return err
	}
	p.space()
	if p.pos < len(src) {
		return p.fail("there is more text after the end of the JSON value")
	}
	return nil
}

// Root returns the outermost value.
func (d *Doc) Root() Value { return Value{d, 0} }

func invalidUTF8(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(src)
}

// parser walks once over src and appends to doc.nodes.
type parser struct {
	doc *Doc
	src []byte
	pos int
}

func (p *parser) fail(message string) error { return syntaxError(p.src, p.pos, message) }

// peek returns the byte at the position, 0 at the end. A NUL in the text is
// no start of anything either.
func (p *parser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *parser) space() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\n', '\t', '\r':
			p.pos++
		default:
			return
		}
	}
}

// open appends the node of a value that starts here; done completes it.
func (p *parser) open(kind Kind) int {
	p.doc.nodes = append(p.doc.nodes, node{start: uint32(p.pos), kind: kind})
	return len(p.doc.nodes) - 1
}

func (p *parser) done(i int) {
	p.doc.nodes[i].end = uint32(p.pos)
	p.doc.nodes[i].next = uint32(len(p.doc.nodes))
}

func (p *parser) value(depth int) error {
	switch c := p.peek(); {
	case c == '"':
		return p.string()
	case c == '{' || c == '[':
		if depth > MaxDepth {
			return p.fail("nested too deep for Python to read")
		}
		if c == '{' {
			return p.container(Object, '}', depth)
		}
		return p.container(Array, ']', depth)
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	case p.pos == len(p.src):
		return p.fail("the text ends where a value should stand")
	}
	return p.literal()
}

func (p *parser) literal() error {
	for _, l := range [...]struct {
		text  string
		kind  Kind
		flags uint8
	}{
		{"null", Null, 0},
		{"true", True, 0},
		{"false", False, 0},
		{"NaN", Number, flagFloat},
		{"Infinity", Number, flagFloat},
		{"-Infinity", Number, flagFloat},
	} {
		if bytes.HasPrefix(p.src[p.pos:], []byte(l.text)) {
			i := p.open(l.kind)
			p.doc.nodes[i].flags = l.flags
			p.pos += len(l.text)
			p.done(i)
			return nil
		}
	}
	return p.fail("a value should stand here: a text in double quotes, a number, true, false, null, [ or {")
}

// container reads an array or an object, which end with its last byte.
func (p *parser) container(kind Kind, end byte, depth int) error {
	i := p.open(kind)
	p.pos++
	p.space()
	if p.peek() == end {
		p.pos++
		p.done(i)
		return nil
	}
	for {
		var err error
		if kind == Object {
			err = p.member(depth)
		} else {
			err = p.value(depth + 1)
		}
		if err != nil {
			return err
		}
		p.space()
		switch p.peek() {
		case ',':
			p.pos++
			p.space()
		case end:
			p.pos++
			p.done(i)
			return nil
		default:
			return p.fail("a comma or " + string(end) + " is missing")
		}
	}
}

func (p *parser) member(depth int) error {
	if p.peek() != '"' {
		return p.fail("a key in double quotes should stand here")
	}
	if err := p.string(); err != nil {
		return err
	}
	p.space()
	if p.peek() != ':' {
		return p.fail("a colon is missing after the key")
	}
	p.pos++
	p.space()
	return p.value(depth + 1)
}
