package rst

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	markup "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// Markup says how [FromMarkdown] and [FromHTML] read a text.
type Markup struct {
	// Base is the address that relative links count from. Without it they become
	// their text.
	Base *url.URL
	// Clean is what becomes of each run of text, code included. nil changes nothing.
	Clean func(string) string
}

// FromMarkdown turns Markdown as forms of conferences take it (CommonMark with
// tables, HTML allowed) into reStructuredText. See [FromHTML].
func FromMarkdown(text string, m Markup) string {
	if len(text) > maxMarkup || absurd.MatchString(text) {
		return FromPlain(m.clean(text))
	}
	var page bytes.Buffer
	converter := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
		goldmark.WithRendererOptions(markup.WithUnsafe()),
	)
	if err := converter.Convert([]byte(lineFeeds(text)), &page); err != nil {
		return FromPlain(m.clean(text))
	}
	return FromHTML(page.String(), m)
}

// FromHTML turns a fragment of HTML into reStructuredText that keeps
// paragraphs, lists, links to http and https addresses, code, emphasis, quotes
// and tables. Headings become bold lines, pictures go, what reST cannot nest
// keeps its outermost markup. docutils has nothing to object to the result, neither
// its parser nor a full publish: where it would, all markup is left out.
// The result ends without a line end.
func FromHTML(text string, m Markup) string {
	if len(text) > 16*maxMarkup { // Markdown grows on its way here
		return FromPlain(m.clean(text))
	}
	root, err := html.Parse(strings.NewReader(lineFeeds(text)))
	if err != nil {
		return FromPlain(m.clean(text))
	}
	r := htmlReader{Markup: m}
	blocks := r.blocks(root)
	var w markupWriter
	if rest := w.blocks(blocks); !w.failed && Check(rest).Published() {
		return rest
	}
	return FromPlain(plainOf(blocks))
}

// maxMarkup is the length up to which text is looked through for markup. Nobody
// writes longer descriptions by hand, and some markup takes parsers a time that
// grows with the square of the length.
const maxMarkup = 64 << 10

// absurd are quotes in quotes and lists in lists that nobody writes and no parser
// gets through in time.
var absurd = regexp.MustCompile(`(?m)^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])[ \t]?){40}`)

func (m Markup) clean(text string) string {
	if m.Clean == nil {
		return text
	}
	return m.Clean(text)
}

// address returns the target of a link, "" where it leads nowhere on the web.
func (m Markup) address(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	if m.Base != nil {
		u = m.Base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return safeInAddress.Replace(u.String())
}

// safeInAddress writes what would end an embedded address in reST.
var safeInAddress = strings.NewReplacer("`", "%60", "<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20", "*", "%2A", "|", "%7C")

func lineFeeds(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.ToValidUTF8(text, "\uFFFD"))
}

// markupBlock is one element of a text with markup.
type markupBlock struct {
	kind   markupKind
	runs   []textRun       // of a paragraph
	text   string          // of a literal block
	items  [][]markupBlock // of a list, or a quote's only one
	number int             // of a numbered list's first element
	rows   [][]markupCell  // of a table
	header bool            // the table's first row is one
}

type markupCell []markupBlock

type markupKind uint8

const (
	markupParagraph markupKind = iota
	markupLiteral
	markupBullets
	markupNumbers
	markupQuote
	markupTable
)

// textRun is a run of text with one kind of markup.
type textRun struct {
	kind runKind
	text string
	link string
}

type runKind uint8

const (
	plainRun runKind = iota
	emphasisRun
	strongRun
	codeRun
	linkRun
	breakRun // a line end that is meant
)

// plainOf is the text of blocks alone.
func plainOf(blocks []markupBlock) string {
	var parts []string
	for _, b := range blocks {
		switch b.kind {
		case markupParagraph:
			var line strings.Builder
			for _, s := range b.runs {
				if s.kind == breakRun {
					line.WriteByte('\n')
				}
				line.WriteString(s.text)
			}
			parts = append(parts, line.String())
		case markupLiteral:
			parts = append(parts, b.text)
		case markupTable:
			for _, row := range b.rows {
				for _, cell := range row {
					parts = append(parts, plainOf(cell))
				}
			}
		default:
			for _, item := range b.items {
				text := plainOf(item)
				if b.kind != markupQuote {
					text = "- " + text
				}
				parts = append(parts, text)
			}
		}
	}
	return strings.Join(parts, "\n\n")
}
