// Package htmltext makes plain text of the HTML that some hosts give as a description:
// paragraphs, lists and addresses of links stay, markup and what is not meant to be
// read goes.
package htmltext

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Is reports whether a text that may be either is HTML: it has a tag that people write
// paragraphs, links and lists with.
func Is(s string) bool { return tag.MatchString(s) }

var tag = regexp.MustCompile(`(?i)</?(?:p|br|a|ul|ol|li|em|strong|b|i|div)(?:\s[^<>]*)?/?>`)

// maxLength bounds what is read of a text, in bytes.
const maxLength = 1 << 20

// Plain returns the text of a fragment of HTML. A text without any markup comes back
// as it is, but for entities.
func Plain(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return fragment
	}
	fragment = fragment[:min(len(fragment), maxLength)]
	w := &writer{}
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		switch z.Next() {
		case html.ErrorToken: // the end: the tokenizer takes everything else
			return w.String()
		case html.TextToken:
			w.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			w.open(z.Token())
		case html.EndTagToken:
			w.close(z.Token())
		}
	}
}

// writer collects the text.
type writer struct {
	b      strings.Builder
	breaks int    // line ends that are due before the next text
	space  bool   // a blank is due
	unread int    // elements around that are not meant to be read
	href   string // of the link that is open
	since  int    // where its text begins
	mark   string // of the list's next element
}

// String ends what is open.
func (w *writer) String() string { return strings.TrimSpace(w.b.String()) }

func (w *writer) text(s string) {
	if w.unread > 0 {
		return
	}
	for i, word := range strings.Fields(s) {
		if i > 0 || strings.TrimLeft(s, " \t\r\n\f") != s {
			w.space = true
		}
		w.word(word)
	}
	if strings.TrimRight(s, " \t\r\n\f") != s {
		w.space = true
	}
}

func (w *writer) word(s string) {
	switch {
	case w.b.Len() == 0:
	case w.breaks > 0:
		w.b.WriteString(strings.Repeat("\n", w.breaks))
	case w.space:
		w.b.WriteByte(' ')
	}
	w.breaks, w.space = 0, false
	w.b.WriteString(w.mark)
	w.mark = ""
	w.b.WriteString(s)
}

func (w *writer) lines(n int) { w.breaks = max(w.breaks, n) }

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Pre, atom.Table, atom.Hr, atom.Section:
		return true
	}
	return false
}

func isUnread(a atom.Atom) bool {
	return a == atom.Script || a == atom.Style || a == atom.Template || a == atom.Iframe || a == atom.Noscript
}

func (w *writer) open(t html.Token) {
	switch a := t.DataAtom; {
	case isUnread(a) && t.Type == html.StartTagToken:
		w.unread++
	case a == atom.Br:
		w.breaks = min(w.breaks+1, 2)
	case a == atom.Li:
		w.lines(1)
		w.mark = "- "
	case a == atom.Tr || a == atom.Dt || a == atom.Dd:
		w.lines(1)
	case isBlock(a):
		w.lines(2)
	case a == atom.A:
		w.href, w.since = "", w.b.Len()
		for _, attr := range t.Attr {
			if attr.Key == "href" && (strings.HasPrefix(attr.Val, "http://") || strings.HasPrefix(attr.Val, "https://")) {
				w.href = strings.TrimSpace(attr.Val)
			}
		}
	}
}

func (w *writer) close(t html.Token) {
	switch a := t.DataAtom; {
	case isUnread(a):
		w.unread = max(0, w.unread-1)
	case a == atom.Li:
		w.lines(1)
		w.mark = ""
	case isBlock(a):
		w.lines(2)
	case a == atom.A && w.href != "":
		// An address that is its own text says all that there is.
		if said := strings.TrimSpace(w.b.String()[w.since:]); said != w.href && w.unread == 0 {
			w.space = said != ""
			w.word("(" + w.href + ")")
		}
		w.href = ""
	}
}
