// Package markdown writes pages for forges such as GitHub in which text of
// unknown origin stays text: a video's title in a pull request mentions nobody,
// refers to no issue, closes none, loads no image, links nowhere and ends no
// table. Use it for everything that stevie leaves on other people's pages.
//
// Forges find mentions and references in whatever a page shows, so that escaping
// alone does not help: "&#x40;name" mentions like "@name". They leave code alone.
// Text therefore stands in <code> and <pre> within blocks of HTML, which Markdown
// does not look into, with every character that could mean something written as
// a reference to it.
package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/termtext"
)

// special are the characters of ASCII that mean something to Markdown, HTML or
// a forge.
const special = "&<>\"'`@#!|[]*_~:\\$^{}"

// encode writes special characters as references, in hexadecimal: "&#35;" has in it
// what it is to keep out, a number sign before a number.
func encode(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf && strings.ContainsRune(special, r) {
			fmt.Fprintf(&b, "&#x%x;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Cell is what stands in one cell of a [Table]: HTML that this package made.
type Cell struct{ markup string }

// Text returns a text of unknown origin as a cell, on one line and cut to at most
// width characters.
func Text(s string, width int) Cell {
	s = encode(termtext.Short(s, width))
	if s == "" {
		return Cell{}
	}
	return Cell{"<code>" + s + "</code>"}
}

// Texts returns several texts as a cell, each on a line of its own.
func Texts(list []string, width int) Cell {
	var cells []Cell
	for _, s := range list {
		cells = append(cells, Text(s, width))
	}
	return Lines(cells...)
}

// Words returns words of stevie's own as a cell. They must not hold text of
// unknown origin.
func Words(s string) Cell { return Cell{words(s)} }

// words escapes what would be a tag.
func words(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// Lines puts cells below each other. Empty ones are left out.
func Lines(cells ...Cell) Cell {
	var parts []string
	for _, c := range cells {
		if c.markup != "" {
			parts = append(parts, c.markup)
		}
	}
	return Cell{strings.Join(parts, "<br>")}
}

// Join puts cells behind each other on one line.
func Join(cells ...Cell) Cell {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.markup)
	}
	return Cell{b.String()}
}

// Page is a page under construction that never grows beyond a limit.
type Page struct {
	b     strings.Builder
	limit int
}

// NewPage begins a page of at most limit bytes. GitHub takes 65,536 characters in
// the body of a pull request.
func NewPage(limit int) *Page { return &Page{limit: limit} }

// String returns the page.
func (p *Page) String() string { return p.b.String() }

// room is how many bytes may still be written.
func (p *Page) room() int { return p.limit - p.b.Len() }

// Markdown adds a block of Markdown that stevie itself has written, in which
// there is no text of unknown origin. It is left out where the page is full.
func (p *Page) Markdown(block string) {
	block = strings.TrimSpace(block) + "\n\n"
	if len(block) <= p.room() {
		p.b.WriteString(block)
	}
}

// Pre adds text of unknown origin with its lines as they are, under a summary of
// stevie's own that opens it. Where the page is full it is cut at a line.
func (p *Page) Pre(summary, text string) {
	head := "<details><summary>" + encode(summary) + "</summary>\n<pre>"
	const cut, foot = "…", "</pre>\n</details>\n\n"
	room := p.room() - len(head) - len(cut) - len(foot)
	if room <= 0 {
		return
	}
	body := withoutBlankLines(encode(strings.Trim(termtext.Block(text), "\n")))
	if len(body) > room {
		body = body[:strings.LastIndexByte(body[:room], '\n')+1] + cut
	}
	p.b.WriteString(head + body + foot)
}

// withoutBlankLines puts a space where lines are blank, since a blank line ends a
// block of HTML even within <pre>, and Markdown begins again.
func withoutBlankLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			lines[i] = "&#x20;"
		}
	}
	return strings.Join(lines, "\n")
}

// Table adds a table. A folded one stands under a summary of stevie's own that
// opens it. Where the page is full the rows that are left are counted instead, so
// the first rows are to be those that matter most.
func (p *Page) Table(folded string, header []string, rows [][]Cell) {
	if len(rows) == 0 {
		return
	}
	head, foot := "<table>\n<tr>", "</table>\n\n"
	for _, h := range header {
		head += "<th>" + encode(h) + "</th>"
	}
	head += "</tr>\n"
	if folded != "" {
		head = "<details><summary>" + encode(folded) + "</summary>\n" + head
		foot = "</table>\n</details>\n\n"
	}
	const note = len("<tr><td colspan=99></td></tr>\n") + 40
	room := p.room() - len(head) - len(foot) - note
	if room <= 0 {
		p.Markdown(fmt.Sprintf("%d rows are left out, the page would be too long.", len(rows)))
		return
	}
	p.b.WriteString(head)
	for i, row := range rows {
		line := tableRow(row)
		if room -= len(line); room < 0 {
			fmt.Fprintf(&p.b, "<tr><td colspan=%d>and %d more</td></tr>\n", len(header), len(rows)-i)
			break
		}
		p.b.WriteString(line)
	}
	p.b.WriteString(foot)
}

func tableRow(row []Cell) string {
	var b strings.Builder
	b.WriteString("<tr>")
	for _, c := range row {
		b.WriteString("<td>" + c.markup + "</td>")
	}
	b.WriteString("</tr>\n")
	return b.String()
}

// plainAddress are addresses that hold nothing but letters, digits and what parts
// them, and no credentials.
var plainAddress = regexp.MustCompile(`^https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/_@?=&%.+-]*)?$`)

// Link returns an address as a cell that leads there, under a label of stevie's
// own, or the address itself where there is none. What is not a plain https address is
// shown as text and leads nowhere.
func Link(label, address string) Cell {
	const width = 200
	if len(address) > width || !plainAddress.MatchString(address) {
		return Text(address, width)
	}
	if label == "" {
		label = address
	}
	return Cell{`<a href="` + words(address) + `">` + encode(label) + "</a>"}
}
