package file

import (
	"bytes"
	"fmt"
	"mime"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/httpx"
)

// named is an address that a page or a list names, with what it says of it.
type named struct {
	address *url.URL
	text    string
}

// contents are what a page has.
type contents struct {
	title string
	named []named
}

// addressOf says which attribute of an element has an address that may be a video's.
var addressOf = map[atom.Atom]string{atom.A: "href", atom.Video: "src", atom.Source: "src", atom.Iframe: "src"}

// read finds the addresses of a page, in its order, and what the page is called.
func (p page) read() (contents, error) {
	kind, _, _ := mime.ParseMediaType(p.header.Get("Content-Type"))
	if kind != "" && kind != "text/html" && kind != "application/xhtml+xml" {
		return contents{}, nonsense(p.url, fmt.Sprintf("%s instead of a page", kind))
	}
	text, err := charset.NewReader(bytes.NewReader(p.body), p.header.Get("Content-Type"))
	if err != nil {
		return contents{}, nonsense(p.url, "its letters cannot be read")
	}
	doc, err := html.Parse(text)
	if err != nil {
		return contents{}, nonsense(p.url, "it cannot be read")
	}
	var found contents
	base, heading := p.url, ""
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.DataAtom == atom.Title && found.title == "" && n.Parent.DataAtom == atom.Head:
			found.title = textOf(n)
		case n.DataAtom == atom.H1 && heading == "":
			heading = textOf(n)
		case n.DataAtom == atom.Base:
			if u, err := p.url.Parse(attribute(n, "href")); err == nil {
				base = u
			}
		case addressOf[n.DataAtom] != "":
			if u, err := base.Parse(strings.TrimSpace(attribute(n, addressOf[n.DataAtom]))); err == nil {
				found.named = append(found.named, named{u, textOf(n)})
			}
		}
	}
	if found.title == "" {
		found.title = heading
	}
	return found, nil
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf is what an element says, in one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// lines reads the addresses of a list, one a line; what begins with # is for people.
func (p page) lines() (contents, error) {
	if httpx.IsHTML(p.header, p.body) {
		return contents{}, nonsense(p.url, "a web page instead of a list")
	}
	var found contents
	for line := range strings.Lines(string(bytes.TrimPrefix(p.body, []byte("\ufeff")))) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		u, err := p.url.Parse(line)
		if err != nil {
			u = &url.URL{Opaque: line}
		}
		found.named = append(found.named, named{address: u})
	}
	return found, nil
}

// nonsense is the error for an answer that is not what was asked for.
func nonsense(u *url.URL, message string) error {
	return ingest.WithHint(&ingest.HostError{Provider: Name, Op: opOf(u), Err: ingest.ErrHostFault, Message: httpx.Plain(message, 100)},
		"open the address in a browser, and see that it is the right one")
}

// ofFiles are the words of links that say of a talk no more than how it is to be had.
var ofFiles = regexp.MustCompile(`(?i)^(?:mp4|webm|ogv|mkv|hd|sd|full|download|watch|play|view|video|recording|file|link|here|\d+(?:p|[kmg]i?b?)?|[kmg]i?b)$`)

// saysNothing reports whether a link's text is no title: "Download (mp4, 300 MB)".
func saysNothing(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return !slices.ContainsFunc(words, func(word string) bool { return !ofFiles.MatchString(word) })
}

// titleOf is what a video is called: by the link to it, else by its file.
func titleOf(text string, u *url.URL) string {
	if !saysNothing(text) && text != path.Base(u.Path) && !strings.Contains(text, "://") {
		return text
	}
	name := path.Base(u.Path)
	name = strings.TrimSuffix(name, path.Ext(name))
	if strings.Contains(name, " ") {
		return name
	}
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' || r == '+' }), " ")
}

// stem is an address without the extension.
func stem(u *url.URL) string {
	address := host.Canonical(&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path})
	return strings.TrimSuffix(address, path.Ext(address)) + "?" + u.RawQuery
}
