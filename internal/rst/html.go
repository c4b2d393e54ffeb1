package rst

import (
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// HTML returns the text as a fragment of HTML, for a preview. It is safe to put
// into a page: all text is escaped, links lead to http, https and mailto
// addresses only, images are named instead of loaded, and raw HTML is left out.
// What docutils complains of shows in elements of the class "problem".
func (d *Document) HTML() string {
	w := htmlWriter{limit: 4*len(d.text) + 1<<16}
	if d.unread {
		w.wrap("pre", "problem", func() { w.text(d.text) })
		return w.String()
	}
	w.children(d.parser.document)
	return w.String()
}

// htmlWriter writes nodes as HTML.
type htmlWriter struct {
	strings.Builder
	level  int // of the section
	inLink bool
	depth  int // of substitutions in one another
	limit  int // length beyond which no substitutions are put in
}

// maxExpansion is how deep substitutions may stand in one another.
const maxExpansion = 50

// htmlTags names the elements that need nothing but a tag and a class.
var htmlTags = map[nodeKind]struct{ tag, class string }{
	paragraphNode:      {"p", ""},
	quoteNode:          {"blockquote", ""},
	attributionNode:    {"footer", ""},
	bulletListNode:     {"ul", ""},
	itemNode:           {"li", ""},
	definitionListNode: {"dl", ""},
	termNode:           {"dt", ""},
	definitionNode:     {"dd", ""},
	fieldListNode:      {"dl", "fields"},
	fieldNameNode:      {"dt", ""},
	fieldBodyNode:      {"dd", ""},
	optionListNode:     {"dl", "options"},
	optionTextNode:     {"dd", ""},
	lineBlockNode:      {"div", "lines"},
	rowNode:            {"tr", ""},
	rubricNode:         {"p", "rubric"},
	figureNode:         {"figure", ""},
	captionNode:        {"figcaption", ""},
	emphasisNode:       {"em", ""},
	strongNode:         {"strong", ""},
	citeNode:           {"cite", ""},
	superscriptNode:    {"sup", ""},
	subscriptNode:      {"sub", ""},
}

// node writes one node.
func (w *htmlWriter) node(n *node) {
	if tag, ok := htmlTags[n.kind]; ok {
		w.wrap(tag.tag, tag.class, func() { w.children(n) })
		return
	}
	switch n.kind {
	case textNode:
		w.linked(n.text)
	case referenceNode:
		w.reference(n)
	case literalNode, optionNode, literalBlockNode, doctestNode, mathNode:
		w.literal(n)
	case problematicNode:
		w.wrap("span", "problem", func() { w.text(n.text) })
	case footnoteRefNode, citationRefNode:
		w.footnoteReference(n)
	case substitutionRefNode:
		w.substitution(n)
	case commentNode, targetNode, substitutionDefNode, pendingNode, metaNode:
		if n.inText() {
			w.children(n)
		}
	case inlineNode, fieldNode, documentNode, containerNode:
		w.children(n)
	default:
		w.block(n)
	}
}

// block writes the block elements that need more than a tag.
func (w *htmlWriter) block(n *node) {
	switch n.kind {
	case sectionNode:
		w.level++
		w.children(n)
		w.level--
	case titleNode:
		w.wrap(fmt.Sprintf("h%d", min(2+max(1, w.level), 6)), "", func() { w.children(n) })
	case numberListNode:
		style, start, _ := strings.Cut(n.name, " ")
		w.WriteString(`<ol type="` + style + `" start="` + start + `">`)
		w.children(n)
		w.WriteString("</ol>\n")
	case lineNode:
		w.wrap("div", "", func() {
			w.WriteString(strings.Repeat("&#160;", max(0, min(n.span, 40))))
			w.children(n)
		})
	case tableNode:
		w.table(n)
	case entryNode:
		w.entry(n)
	case footnoteNode, citationNode:
		w.wrap("div", "footnote", func() {
			w.wrap("span", "label", func() { w.text("[" + n.name + "]") })
			w.children(n)
		})
	case admonitionNode, topicNode:
		w.wrap("aside", n.name, func() { w.children(n) })
	case transitionNode:
		w.WriteString("<hr>\n")
	case imageNode:
		w.image(n)
	case rawNode:
		w.wrap("span", "left-out", func() { w.text("[raw markup, not shown here]") })
	case messageNode:
		w.message(n)
	}
}

func (w *htmlWriter) children(n *node) {
	for child := range n.children() {
		w.node(child)
	}
}

// inlineTags are the elements that no line end is put behind.
var inlineTags = []string{"em", "strong", "cite", "sup", "sub", "span", "a", "code"}

// wrap writes an element around what contents writes.
func (w *htmlWriter) wrap(tag, class string, contents func()) {
	w.WriteString("<" + tag)
	if class != "" {
		w.WriteString(` class="` + html.EscapeString(class) + `"`)
	}
	w.WriteByte('>')
	contents()
	w.WriteString("</" + tag + ">")
	if !slices.Contains(inlineTags, tag) {
		w.WriteByte('\n')
	}
}

// text writes text, without control characters.
func (w *htmlWriter) text(s string) {
	w.WriteString(html.EscapeString(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)))
}

// linked writes text with escape marks; addresses in it become links.
func (w *htmlWriter) linked(text string) {
	done := 0
	for !w.inLink {
		found, ok := findLink(text, done)
		if !ok {
			break
		}
		scheme := strings.ToLower(found.scheme)
		if scheme != "" && !slices.Contains(knownSchemes, scheme) {
			break // docutils takes all the rest for text then
		}
		address := unmark(text[found.begin:found.end])
		w.text(unmark(text[done:found.begin]))
		if scheme == "" {
			w.link("mailto:"+address, func() { w.text(address) })
		} else {
			w.link(address, func() { w.text(address) })
		}
		done = found.end
	}
	w.text(unmark(text[done:]))
}

// link writes a link, if the address may be one.
func (w *htmlWriter) link(address string, contents func()) {
	if w.inLink || !isSafeLink(address) {
		contents()
		return
	}
	w.inLink = true
	w.WriteString(`<a rel="nofollow noopener noreferrer" href="` + html.EscapeString(address) + `">`)
	contents()
	w.WriteString("</a>")
	w.inLink = false
}

// isSafeLink allows addresses that only open a page or a letter.
func isSafeLink(address string) bool {
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(address, unicode.IsControl) {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != ""
	case "mailto":
		return true
	}
	return false
}

func (w *htmlWriter) reference(n *node) {
	switch {
	case n.uri != "":
		w.link(n.uri, func() { w.children(n) })
	case n.anonymous || n.resolved || n.firstChild == nil || n.firstChild.kind == imageNode:
		w.children(n)
	default:
		w.wrap("span", "reference", func() { w.children(n) })
	}
}

func (w *htmlWriter) literal(n *node) {
	tags := map[nodeKind]string{literalNode: "code", optionNode: "dt"}
	tag := tags[n.kind]
	if tag == "" {
		tag = "pre"
	}
	w.wrap(tag, "", func() {
		w.text(n.text)
		w.children(n) // of a parsed literal
	})
}

func (w *htmlWriter) footnoteReference(n *node) {
	label := n.label
	if label == "" {
		label = n.name
	}
	w.wrap("sup", "", func() { w.text("[" + label + "]") })
}

func (w *htmlWriter) substitution(n *node) {
	if n.content == nil || w.depth == maxExpansion || w.Len() > w.limit {
		w.wrap("span", "problem", func() { w.text(n.text) })
		return
	}
	w.depth++
	w.children(n.content)
	w.depth--
}

func (w *htmlWriter) table(n *node) {
	w.WriteString("<table>\n")
	for child := range n.children() {
		if child.kind == titleNode {
			w.wrap("caption", "", func() { w.children(child) })
			continue
		}
		w.node(child)
	}
	w.WriteString("</table>\n")
}

func (w *htmlWriter) entry(n *node) {
	tag := "td"
	if n.header {
		tag = "th"
	}
	w.WriteString("<" + tag)
	if n.span > 0 {
		fmt.Fprintf(w, ` colspan="%d"`, n.span+1)
	}
	if n.rows > 0 {
		fmt.Fprintf(w, ` rowspan="%d"`, n.rows+1)
	}
	w.WriteByte('>')
	w.children(n)
	w.WriteString("</" + tag + ">\n")
}

func (w *htmlWriter) image(n *node) {
	name := n.text
	if name == "" {
		name = n.uri
	}
	w.link(n.uri, func() {
		w.wrap("span", "image", func() { w.text("[image: " + name + "]") })
	})
}

// message writes what docutils would put in a box on the page.
func (w *htmlWriter) message(n *node) {
	if n.message.Level < Warning {
		return
	}
	w.wrap("div", "problem", func() {
		m := n.message
		w.text(fmt.Sprintf("Line %d: %s %s", m.Line, m.Text, m.Remedy))
		if n.text != "" {
			w.wrap("pre", "", func() { w.text(n.text) })
		}
	})
}
