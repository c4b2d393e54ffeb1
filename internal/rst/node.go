package rst

import "iter"

// nodeKind is what a node of the document tree is.
type nodeKind uint8

const (
	documentNode nodeKind = iota
	sectionNode
	titleNode
	paragraphNode
	quoteNode
	attributionNode
	bulletListNode
	numberListNode
	itemNode
	definitionListNode
	termNode
	definitionNode
	fieldListNode
	fieldNode
	fieldNameNode
	fieldBodyNode
	optionListNode
	optionNode
	optionTextNode // what an option means
	literalBlockNode
	doctestNode
	lineBlockNode
	lineNode
	tableNode
	rowNode
	entryNode
	footnoteNode
	citationNode
	commentNode
	targetNode
	substitutionDefNode
	transitionNode
	admonitionNode
	topicNode
	rubricNode
	imageNode
	figureNode
	captionNode
	containerNode
	rawNode
	mathNode
	pendingNode // a place holder that a transform looks at
	metaNode
	messageNode
	// What stands inside of paragraphs.
	textNode
	emphasisNode
	strongNode
	literalNode
	citeNode // title reference
	superscriptNode
	subscriptNode
	inlineNode
	referenceNode
	footnoteRefNode
	citationRefNode
	substitutionRefNode
	problematicNode
)

// node is an element of the document tree.
type node struct {
	kind nodeKind
	at   position
	text string // of text with escape marks; of what is taken literally, or kept for the preview, without

	// name is what a reference refers to, the label of a footnote, the style
	// and start of a numbered list, the kind of an admonition.
	name  string
	names []string // by which references find a target
	uri   string
	label string // of footnote references: the number or symbol in the end

	auto      byte // of footnotes and references to them: '#' numbered, '*' with a symbol
	anonymous bool // of references and targets
	indirect  bool // of targets: it refers to another target
	header    bool // of table entries
	// span is how many more columns and rows how many more rows a table entry
	// takes; span is also the width of a table and the indentation of a line.
	span, rows int

	// What the transforms find out.
	resolved bool  // nothing needs to be said about it any more
	visited  bool  // references are being followed through it
	broken   bool  // of targets: it leads nowhere
	lostName bool  // a name was taken away, as others have it too
	heir     *node // of targets: the one that gets the names
	content  *node // of substitution references: the definition

	message *Message

	parent           *node
	firstChild, last *node
	next, previous   *node
}

// inline reports whether the node is a part of a paragraph's text.
func (n *node) inline() bool {
	return n.kind >= textNode || n.kind == imageNode || n.kind == rawNode || n.kind == targetNode
}

// position is a place in the source, both counted from 1. Columns are characters.
type position struct{ line, column int32 }

// append makes child the last child of n, taking it away from where it was.
func (n *node) append(child *node) {
	child.remove()
	child.parent, child.previous = n, n.last
	if n.last != nil {
		n.last.next = child
	} else {
		n.firstChild = child
	}
	n.last = child
}

// insertBefore makes child the sibling in front of n.
func (n *node) insertBefore(child *node) {
	child.remove()
	child.parent, child.previous, child.next = n.parent, n.previous, n
	if n.previous != nil {
		n.previous.next = child
	} else {
		n.parent.firstChild = child
	}
	n.previous = child
}

// prepend makes child the first child of n.
func (n *node) prepend(child *node) {
	if n.firstChild != nil {
		n.firstChild.insertBefore(child)
		return
	}
	n.append(child)
}

// remove takes n out of its parent.
func (n *node) remove() {
	if n.parent == nil {
		return
	}
	if n.previous != nil {
		n.previous.next = n.next
	} else {
		n.parent.firstChild = n.next
	}
	if n.next != nil {
		n.next.previous = n.previous
	} else {
		n.parent.last = n.previous
	}
	n.parent, n.previous, n.next = nil, nil, nil
}

// takeAll moves all children of other to the end of n.
func (n *node) takeAll(other *node) {
	for child := range other.children() {
		n.append(child)
	}
}

// children yields the children. The one yielded may be moved away.
func (n *node) children() iter.Seq[*node] {
	return func(yield func(*node) bool) {
		for child := n.firstChild; child != nil; {
			next := child.next
			if !yield(child) {
				return
			}
			child = next
		}
	}
}

// count returns the number of children.
func (n *node) count() int {
	count := 0
	for range n.children() {
		count++
	}
	return count
}

// all yields n and everything below it in document order.
func (n *node) all() iter.Seq[*node] {
	return func(yield func(*node) bool) {
		for at := n; at != nil; at = at.following(n) {
			if !yield(at) {
				return
			}
		}
	}
}

// following is the node after n in document order, within root.
func (n *node) following(root *node) *node {
	if n.firstChild != nil {
		return n.firstChild
	}
	return n.skipping(root)
}

// skipping is the node after n and everything below n.
func (n *node) skipping(root *node) *node {
	for n != root {
		if n.next != nil {
			return n.next
		}
		if n = n.parent; n == nil {
			break
		}
	}
	return nil
}
