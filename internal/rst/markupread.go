package rst

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNesting is how deep elements are followed; what lies deeper is left out.
const maxNesting = 200

// htmlReader takes a page apart into blocks.
type htmlReader struct {
	Markup
	depth int
}

// blocks returns the blocks within an element.
func (r *htmlReader) blocks(parent *html.Node) []markupBlock {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return nil
	}
	defer func() { r.depth-- }()
	var found []markupBlock
	var open []textRun // text outside of any block, so far
	flush := func() {
		found = append(found, paragraphs(open)...)
		open = nil
	}
	for n := parent.FirstChild; n != nil; n = n.NextSibling {
		if isInline(n) {
			open = append(open, r.runs(n, textRun{})...)
			continue
		}
		flush()
		found = append(found, r.block(n)...)
	}
	flush()
	return found
}

// block returns what becomes of one block element.
func (r *htmlReader) block(n *html.Node) []markupBlock {
	switch n.DataAtom {
	case atom.Head, atom.Iframe, atom.Object, atom.Svg, atom.Hr:
		return nil
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Summary:
		var runs []textRun
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			runs = append(runs, r.runs(c, textRun{kind: strongRun})...)
		}
		return paragraphs(runs)
	case atom.Pre:
		return r.literal(n)
	case atom.Ul, atom.Menu, atom.Ol:
		return r.list(n)
	case atom.Blockquote:
		if inner := r.blocks(n); len(inner) > 0 {
			return []markupBlock{{kind: markupQuote, items: [][]markupBlock{inner}}}
		}
		return nil
	case atom.Table:
		return r.table(n)
	}
	return r.blocks(n)
}

func (r *htmlReader) literal(n *html.Node) []markupBlock {
	text := r.clean(strings.Trim(textOf(n, 0), "\n"))
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return []markupBlock{{kind: markupLiteral, text: text}}
}

func (r *htmlReader) list(n *html.Node) []markupBlock {
	list := markupBlock{kind: markupBullets, number: 1}
	if n.DataAtom == atom.Ol {
		list.kind = markupNumbers
		if start, err := strconv.Atoi(attribute(n, "start")); err == nil && start >= 0 && start < 1000 {
			list.number = start
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		var item []markupBlock
		switch {
		case c.DataAtom == atom.Li:
			item = r.blocks(c)
		case isInline(c):
			item = paragraphs(r.runs(c, textRun{}))
		default:
			item = r.block(c)
		}
		if len(item) > 0 {
			list.items = append(list.items, item)
		}
	}
	if len(list.items) == 0 {
		return nil
	}
	return []markupBlock{list}
}

// table returns a table, and only its contents when it has one column, as
// tables that make a layout have.
func (r *htmlReader) table(n *html.Node) []markupBlock {
	table := markupBlock{kind: markupTable}
	columns := 0
	var flat []markupBlock
	for _, row := range rowsOf(n, 0) {
		var cells []markupCell
		header := true
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			header = header && c.DataAtom == atom.Th
			cells = append(cells, r.blocks(c))
			flat = append(flat, cells[len(cells)-1]...)
		}
		if len(cells) == 0 {
			continue
		}
		table.header = table.header || header && len(table.rows) == 0
		table.rows = append(table.rows, cells)
		columns = max(columns, len(cells))
	}
	if columns < 2 || len(table.rows) < 2 || columns*len(table.rows) > maxMarkupCells {
		return flat
	}
	for i, row := range table.rows {
		table.rows[i] = append(row, make([]markupCell, columns-len(row))...)
	}
	return []markupBlock{table}
}

// maxMarkupCells bounds a table; a larger one becomes its contents.
const maxMarkupCells = 5000

func rowsOf(n *html.Node, depth int) []*html.Node {
	var rows []*html.Node
	for c := n.FirstChild; c != nil && depth < 3; c = c.NextSibling {
		if c.DataAtom == atom.Tr {
			rows = append(rows, c)
		} else {
			rows = append(rows, rowsOf(c, depth+1)...)
		}
	}
	return rows
}

var inlineAtoms = []atom.Atom{
	atom.A, atom.Abbr, atom.B, atom.Big, atom.Br, atom.Button, atom.Cite, atom.Code, atom.Del, atom.Dfn, atom.Em, atom.Font,
	atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike,
	atom.Script, atom.Strong, atom.Style, atom.Sub, atom.Sup, atom.Template, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr,
}

// isInline reports whether a node is text or an element within a line. A textRun or a
// link around whole paragraphs is none.
func isInline(n *html.Node) bool {
	if n.Type == html.TextNode {
		return true
	}
	return n.Type == html.ElementNode && (slices.Contains(inlineAtoms, n.DataAtom) || n.DataAtom == 0) && !holdsBlock(n, 0)
}

func holdsBlock(n *html.Node, depth int) bool {
	if depth > maxNesting {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (!slices.Contains(inlineAtoms, c.DataAtom) && c.DataAtom != 0 || holdsBlock(c, depth+1)) {
			return true
		}
	}
	return false
}

// runKinds are what the elements within a line become.
var runKinds = map[atom.Atom]runKind{
	atom.Em: emphasisRun, atom.I: emphasisRun, atom.Cite: emphasisRun, atom.Dfn: emphasisRun, atom.Var: emphasisRun,
	atom.Strong: strongRun, atom.B: strongRun,
	atom.Code: codeRun, atom.Tt: codeRun, atom.Kbd: codeRun, atom.Samp: codeRun,
}

// runs returns the runs of text of a node. outer is the markup around it, which stays.
func (r *htmlReader) runs(n *html.Node, outer textRun) []textRun {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return nil
	}
	defer func() { r.depth-- }()
	switch {
	case n.Type == html.TextNode:
		outer.text = r.clean(n.Data)
		return []textRun{outer}
	case n.Type != html.ElementNode, n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Template:
		return nil
	case n.DataAtom == atom.Br:
		return []textRun{{kind: breakRun}}
	}
	if outer.kind == plainRun {
		outer.kind = runKinds[n.DataAtom]
	}
	if n.DataAtom == atom.A && outer.link == "" {
		if link := r.address(attribute(n, "href")); link != "" {
			return []textRun{{kind: linkRun, text: r.clean(textOf(n, 0)), link: link}}
		}
	}
	var all []textRun
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		all = append(all, r.runs(c, outer)...)
	}
	return all
}

// paragraphs makes paragraphs of runs of text. Two line ends in a row part them,
// and lines that all begin with a bullet are a list.
func paragraphs(runs []textRun) []markupBlock {
	var found []markupBlock
	for begin, i := 0, 0; i <= len(runs); i++ {
		if i < len(runs) && !isGap(runs, i) {
			continue
		}
		if p := tidyRuns(runs[begin:i]); len(p) > 0 {
			found = append(found, bulleted(p))
		}
		for i < len(runs) && (runs[i].kind == breakRun || strings.TrimSpace(runs[i].text) == "") {
			i++
		}
		begin = i
	}
	return found
}

// isGap reports whether two line ends stand in a row from i on.
func isGap(runs []textRun, i int) bool {
	if runs[i].kind != breakRun {
		return false
	}
	for _, s := range runs[i+1:] {
		if s.kind == breakRun {
			return true
		}
		if strings.TrimSpace(s.text) != "" {
			return false
		}
	}
	return false
}

// bulleted makes a list of a paragraph whose lines all begin with a bullet.
func bulleted(runs []textRun) markupBlock {
	var items [][]markupBlock
	for line := range splitRuns(runs) {
		text, ok := "", false
		if len(line) > 0 && line[0].kind == plainRun {
			text, ok = cutBullet(strings.TrimLeftFunc(line[0].text, unicode.IsSpace))
		}
		if !ok {
			return markupBlock{runs: runs}
		}
		line = slices.Clone(line)
		line[0].text = text
		if line = tidyRuns(line); len(line) == 0 {
			return markupBlock{runs: runs}
		}
		items = append(items, []markupBlock{{runs: line}})
	}
	if len(items) < 2 {
		return markupBlock{runs: runs}
	}
	return markupBlock{kind: markupBullets, items: items}
}

// splitRuns yields the lines of a paragraph.
func splitRuns(runs []textRun) func(yield func([]textRun) bool) {
	return func(yield func([]textRun) bool) {
		begin := 0
		for i := 0; i <= len(runs); i++ {
			if i < len(runs) && runs[i].kind != breakRun {
				continue
			}
			if !yield(runs[begin:i]) {
				return
			}
			begin = i + 1
		}
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is all text within a node.
func textOf(n *html.Node, depth int) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.DataAtom == atom.Br {
		return "\n"
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil && depth < maxNesting; c = c.NextSibling {
		b.WriteString(textOf(c, depth+1))
	}
	if n.DataAtom == atom.Img && b.Len() == 0 {
		return attribute(n, "alt")
	}
	return b.String()
}
