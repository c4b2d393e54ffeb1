package rst

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidyRuns joins runs of one kind, makes one space of white space, moves the
// spaces at the ends of marked runs outside, and drops what is empty.
func tidyRuns(runs []textRun) []textRun {
	var apart []textRun
	for _, s := range joinedRuns(runs) {
		inner := trimSpace(s.text)
		switch {
		case s.kind == plainRun || s.kind == breakRun:
			apart = append(apart, s)
			continue
		case inner == "":
			apart = append(apart, textRun{text: s.text})
			continue
		}
		before, after, _ := strings.Cut(s.text, inner)
		apart = append(apart, textRun{text: before}, textRun{kind: s.kind, text: inner, link: s.link}, textRun{text: after})
	}
	return trimmedRuns(joinedRuns(apart))
}

// joinedRuns makes one run of those of one kind in a row.
func joinedRuns(runs []textRun) []textRun {
	var joined []textRun
	for i := 0; i < len(runs); {
		s, end := runs[i], i+1
		if s.kind != linkRun && s.kind != breakRun {
			var text strings.Builder
			for text.WriteString(s.text); end < len(runs) && runs[end].kind == s.kind; end++ {
				text.WriteString(runs[end].text)
			}
			s.text = text.String()
		}
		if s.text = collapse(s.text); s.text != "" || s.kind == breakRun || s.kind == linkRun {
			joined = append(joined, s)
		}
		i = end
	}
	return joined
}

// trimmedRuns drops white space at the ends of each line.
func trimmedRuns(runs []textRun) []textRun {
	for i := range runs {
		if runs[i].kind != plainRun {
			continue
		}
		if i == 0 || runs[i-1].kind == breakRun {
			runs[i].text = strings.TrimLeftFunc(runs[i].text, spaceRune)
		}
		if i+1 == len(runs) || runs[i+1].kind == breakRun {
			runs[i].text = trimRight(runs[i].text)
		}
	}
	runs = slices.DeleteFunc(runs, func(s textRun) bool { return s.text == "" && s.kind != breakRun })
	for len(runs) > 0 && runs[0].kind == breakRun {
		runs = runs[1:]
	}
	for len(runs) > 0 && runs[len(runs)-1].kind == breakRun {
		runs = runs[:len(runs)-1]
	}
	return runs
}

// collapse makes one space, or one line end, of each run of white space and drops
// control characters and those that stand for markup while a paragraph is written.
func collapse(text string) string {
	var b strings.Builder
	var space byte
	for _, r := range text {
		switch {
		case r == '\n':
			space = '\n'
			continue
		case spaceRune(r):
			if space == 0 {
				space = ' '
			}
			continue
		case unicode.IsControl(r), r >= firstPiece:
			continue
		}
		if space != 0 {
			b.WriteByte(space)
			space = 0
		}
		b.WriteRune(r)
	}
	if space != 0 {
		b.WriteByte(space)
	}
	return b.String()
}

// firstPiece is the first of the characters that stand for pieces of markup in a
// paragraph under way: the last plane for private use.
const firstPiece = '\U00100000'

// maxPieces is how many of them a paragraph may have.
const maxPieces = 60000

// markupWriter writes blocks as reStructuredText.
type markupWriter struct {
	failed bool // markup had to be left out
}

// blocks writes blocks, blank lines between them.
func (w *markupWriter) blocks(blocks []markupBlock) string {
	var parts []string
	for i, b := range blocks {
		if i > 0 && b.kind == markupQuote && blocks[i-1].kind != markupParagraph {
			parts = append(parts, "..") // or it would belong to what stands above
		}
		parts = append(parts, w.block(b))
	}
	return strings.Join(parts, "\n\n")
}

func (w *markupWriter) block(b markupBlock) string {
	switch b.kind {
	case markupParagraph:
		return w.paragraph(b.runs)
	case markupLiteral:
		return "::\n\n" + indented(codeLines(b.text), "    ")
	case markupQuote:
		return indented(dashedSource.ReplaceAllString(w.blocks(b.items[0]), `$1\$2`), "    ")
	case markupTable:
		return w.table(b)
	}
	var items []string
	apart := "\n"
	for i, item := range b.items {
		marker := "- "
		if b.kind == markupNumbers {
			marker = strconv.Itoa(b.number+i) + ". "
		}
		if len(item) > 1 || item[0].kind != markupParagraph {
			apart = "\n\n"
		}
		items = append(items, marker+w.behind(item, len(marker)))
	}
	return strings.Join(items, apart)
}

// behind writes blocks behind a marker of some width. A quote cannot be the first of
// them.
func (w *markupWriter) behind(blocks []markupBlock, width int) string {
	for blocks[0].kind == markupQuote {
		blocks = slices.Concat(blocks[0].items[0], blocks[1:])
	}
	return strings.TrimLeft(indented(w.blocks(blocks), strings.Repeat(" ", width)), " ")
}

func (w *markupWriter) table(b markupBlock) string {
	out := ".. list-table::\n"
	if b.header {
		out += "   :header-rows: 1\n"
	}
	for _, row := range b.rows {
		for i, cell := range row {
			marker := "     -"
			if i == 0 {
				marker = "   * -"
			}
			out += "\n" + marker
			if len(cell) > 0 {
				out += " " + w.behind(cell, 7)
			}
		}
	}
	return out
}

// dashedSource is the line at the end of a quote that docutils would take for its
// source, and show without its dashes.
var dashedSource = regexp.MustCompile(`(\n\n)(--|—)`)

// indented puts an indentation before each line that is not blank.
func indented(text, by string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = by + line
		}
	}
	return strings.Join(lines, "\n")
}

func codeLines(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		lines = append(lines, strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && r != '\t' {
				return -1
			}
			return r
		}, line))
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\t", "    ")
}

// paragraph writes runs of text. While it is under way one character stands for
// each piece of markup, so that the text around it is escaped as any other.
func (w *markupWriter) paragraph(runs []textRun) string {
	var text strings.Builder
	var pieces []string
	for i, s := range runs {
		piece := ""
		if s.kind != plainRun && s.kind != breakRun && len(pieces) < maxPieces {
			piece = s.markup()
		}
		switch {
		case s.kind == breakRun:
			text.WriteByte('\n')
		case piece == "":
			text.WriteString(s.text)
		default:
			if !mayBegin(text.String(), s.text) {
				text.WriteString(string(escapeMark) + " ")
			}
			text.WriteRune(firstPiece + rune(len(pieces)))
			pieces = append(pieces, piece)
			if i+1 < len(runs) && !mayFollow(runs[i+1]) {
				text.WriteString(string(escapeMark) + " ")
			}
		}
	}
	var b strings.Builder
	writeParagraph(&b, strings.Split(text.String(), "\n"), "")
	return expand(b.String(), pieces)
}

// mayBegin reports whether markup around inner may stand behind text.
func mayBegin(text, inner string) bool {
	if text == "" || strings.HasSuffix(text, string(escapeMark)+" ") {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(inner)
	return before == '\n' || is(before, isBefore) && !closesQuote(before, first)
}

// mayFollow reports whether a run may stand right behind markup.
func mayFollow(next textRun) bool {
	return next.kind == breakRun || next.kind == plainRun && endsInlineAt(next.text, 0)
}

// expand puts the pieces of markup where their characters stand.
func expand(text string, pieces []string) string {
	if len(pieces) == 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if i := int(r - firstPiece); i >= 0 && i < len(pieces) {
			b.WriteString(pieces[i])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var (
	starEscapes = strings.NewReplacer(`\`, `\\`, "*", `\*`)
	linkEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "<", `\<`)
)

// markup writes a run with its markup, "" where reST has none for it.
func (s textRun) markup() string {
	switch s.kind {
	case emphasisRun:
		return "*" + starEscapes.Replace(s.text) + "*"
	case strongRun:
		return "**" + starEscapes.Replace(s.text) + "**"
	case codeRun:
		return literalMarkup(s.text)
	}
	if s.text == s.link || strings.TrimSuffix(s.link, "/") == s.text {
		return "" // docutils links it itself
	}
	link := s.link
	if strings.HasSuffix(link, "_") {
		link = strings.TrimSuffix(link, "_") + "%5F"
	}
	return "`" + linkEscapes.Replace(s.text) + " <" + link + ">`__"
}

// literalMarkup writes code, "" where it holds what no literal can.
func literalMarkup(text string) string {
	piece := "``" + text + "``"
	if !strings.Contains(text, "`") {
		return piece
	}
	if p := Parse(piece).parser.document.firstChild; p != nil && p.kind == paragraphNode {
		if n := p.firstChild; n != nil && n.next == nil && n.kind == literalNode && n.text == text {
			return piece
		}
	}
	return ""
}
