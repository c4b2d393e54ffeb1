package mapper

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// links collects related addresses, each once.
type links struct{ all []ingest.Link }

func newLinks(event []ingest.Link) *links {
	return &links{all: slices.Clone(event)}
}

func (l *links) add(label, address string) {
	if slices.ContainsFunc(l.all, func(k ingest.Link) bool { return sameAddress(k.URL, address) }) {
		return
	}
	l.all = append(l.all, ingest.Link{Label: label, URL: address})
}

func sameAddress(a, b string) bool {
	tidy := func(s string) string {
		_, s, _ = strings.Cut(s, "://")
		return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
	}
	return tidy(a) == tidy(b)
}

// address finds web addresses in running text, and what the host's own page
// makes of them.
var address = regexp.MustCompile(`https?://[^\s<>"]+|/redirect\?[^\s<>"]+`)

// mayLink is a quick look before the pattern.
func mayLink(line string) bool {
	return strings.Contains(line, "://") || strings.Contains(line, "/redirect?")
}

// linkLine reads a line that holds nothing but a link that belongs to the talk,
// perhaps with a label.
func (c *cleaner) linkLine(text string) (link ingest.Link, ok bool) {
	line := strings.TrimSpace(text)
	if !mayLink(line) || c.w.run.matcher.boilerplate[strings.Join(strings.Fields(line), " ")] {
		return ingest.Link{}, false // no link, or the event's
	}
	found := address.FindAllStringIndex(line, 3)
	if len(found) != 1 {
		return ingest.Link{}, false
	}
	target := directAddress(line[found[0][0]:found[0][1]])
	before := strings.Trim(line[:found[0][0]], " \t:-–—*•>→(|📎🔗👉")
	after := strings.Trim(line[found[0][1]:], " \t.)")
	if target == "" || after != "" || len(strings.Fields(before)) > 6 || footnote.MatchString(before) {
		return ingest.Link{}, false
	}
	label := labelFor(before, target)
	if label == "" && strings.HasSuffix(strings.TrimSpace(line[:found[0][0]]), ":") && len(strings.Fields(before)) <= 3 && isUpperStart(before) {
		label = before
	}
	if label == "" && before == "" && c.w.run.texts.talkPages(hostOf(target)) {
		label = "Talk Page"
	}
	return ingest.Link{Label: label, URL: target}, label != ""
}

// takeLinks takes over the links that stand before the talk's text or after it.
// Those in the midst of it are part of what it says and stay, unless they lead
// through the host's redirection.
func (c *cleaner) takeLinks() {
	first, last := len(c.lines), -1
	for i, l := range c.lines {
		if !c.drop[i] && !l.blank() && !mayLink(l.text) {
			first, last = min(first, i), i
		}
	}
	for i := range c.lines {
		link, ok := c.related[i]
		switch {
		case !ok:
		case first < i && i < last && strings.Contains(c.lines[i].text, link.URL):
			c.drop[i] = false
		default:
			c.links.add(link.Label, link.URL)
		}
	}
}

// footnote marks an address to which the text refers by number.
var footnote = regexp.MustCompile(`^\[?\d+[\]).]?$`)

// directAddress undoes the redirections that hosts put around addresses, and
// takes off punctuation that belongs to the sentence.
func directAddress(s string) string {
	s = host.Target(strings.TrimRight(s, ".,;:!?)]}>'\""))
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return s
}

// hostOf is the host of an address without "www.".
func hostOf(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// siteOf is the host of an address that stands alone on a line and leads to
// more than the front page, "" for other lines.
func siteOf(line string) string {
	line = strings.TrimSpace(line)
	if len(line) > 400 || !mayLink(line) || strings.Contains(line, " ") || !address.MatchString(line) {
		return ""
	}
	target := directAddress(line)
	if u, err := url.Parse(target); err != nil || len(u.Path) < 2 {
		return ""
	}
	return hostOf(target)
}

// linkLabels maps words of a label to the label that the data tree uses.
var linkLabels = []struct {
	words []string
	label string
}{
	{[]string{"slide", "slides", "deck", "presentation", "diapositivas", "diapos", "slideshow", "folien", "transparencias", "発表資料", "スライド", "슬라이드", "발표자료"}, "Slides"},
	{[]string{"repo", "repository", "github", "gitlab", "code", "source", "código", "notebook", "notebooks", "sources"}, "Repository"},
	{[]string{"paper", "preprint", "arxiv", "artículo"}, "Paper"},
	{[]string{"proposal", "schedule", "abstract", "session", "program", "talk page"}, "Talk Page"},
	{[]string{"transcript"}, "Transcript"},
	{[]string{"blog", "post", "article"}, "Article"},
}

// hostLabels tell by the host of an address what it leads to.
var hostLabels = map[string]string{
	"speakerdeck.com": "Slides", "slideshare.net": "Slides", "slides.com": "Slides", "prezi.com": "Slides",
	"github.com": "Repository", "gitlab.com": "Repository", "bitbucket.org": "Repository", "codeberg.org": "Repository", "gist.github.com": "Repository",
	"arxiv.org": "Paper", "doi.org": "Paper", "nbviewer.jupyter.org": "Notebook", "nbviewer.org": "Notebook", "colab.research.google.com": "Notebook",
}

// labelFor says in a word what an address leads to, by the text before it, else
// by its host; "" when neither tells.
func labelFor(before, target string) string {
	text := strings.ToLower(before)
	for _, l := range linkLabels {
		for _, w := range l.words {
			if containsWord(text, w) {
				return l.label
			}
		}
	}
	u, err := url.Parse(target)
	if err != nil || before != "" && len(strings.Fields(before)) > 3 {
		return ""
	}
	site := hostOf(target)
	if site == "docs.google.com" && strings.HasPrefix(u.Path, "/presentation") {
		return "Slides"
	}
	if site == "github.com" && strings.Count(strings.Trim(u.Path, "/"), "/") < 1 {
		return "" // somebody's profile
	}
	return hostLabels[site]
}
