package rst

// parser holds what belongs to the whole document.
type parser struct {
	document   *node
	directives map[string]directive
	classes    map[string]string // of messages
	severe     *Message          // the first at which docutils would stop
	depth      int               // of blocks in one another
	afterword  *node             // messages that belong to no place

	// How many there are, to know whether a search is worth while.
	messages, transitions, anonymous, substitutions int

	titleStyles []string
	names       map[string]nameEntry
	references  map[string][]*node
	roles       map[string]role  // defined by the text itself, "" is the default
	definitions map[string]*node // of substitutions

	definitionOrder            []*node
	indirectTargets            []*node
	numberedRefs, symbolRefs   []*node
	numberedNotes, symbolNotes []*node
	manualNotes                []*node // footnotes and citations with a label of their own
	pending                    []*node
}

// lineLimit is the length of line, in characters, at which docutils refuses to
// read a text.
const lineLimit = 10_000

// textLimit is the length of text, in bytes, up to which it is read. That takes some
// hundred times the memory, and docutils minutes; no description of pyvideo/data has
// a fiftieth of it.
const textLimit = 1 << 20

// maxDepth is how deep blocks may stand in one another. docutils itself gives
// up at little more.
const maxDepth = 100

func newParser() *parser {
	return &parser{
		document:   &node{kind: documentNode},
		directives: standardDirectives,
		names:      map[string]nameEntry{},
		references: map[string][]*node{},
		classes:    map[string]string{},
		afterword:  &node{kind: containerNode},
	}
}

// nested reads a block that stands inside another.
func (p *parser) nested(lines []line, parent *node) {
	if len(lines) == 0 {
		return
	}
	if p.depth == maxDepth {
		p.complain(parent, Error, lines[0].position(0), "Too many blocks inside one another.")
		return
	}
	p.depth++
	m := machine{parser: p, lines: lines, parent: parent}
	m.run()
	p.depth--
}
