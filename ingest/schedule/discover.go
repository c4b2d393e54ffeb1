package schedule

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/pyvideo/stevie/internal/httpx"
)

// maxGuesses is how many addresses that a page names are asked for.
const maxGuesses = 3

// programme finds the programme behind a web page: pretalx's own pages, and those
// of conferences that show the grid of pretalx or Sessionize.
func (a answer) programme(ctx context.Context, client *http.Client) (answer, bool) {
	for _, address := range a.guesses(ctx) {
		if found, err := ask(ctx, Source{Address: address}, client); err == nil && !isWebPage(found.data) {
			return found, true
		}
	}
	return answer{}, false
}

// guesses are the addresses at which the programme of a page may be. What a page names
// lies in a private network only if the page does.
func (a answer) guesses(ctx context.Context) []string {
	var found []string
	private := httpx.IsPrivate(ctx, a.url.Hostname())
	for _, address := range append(namedBy(a.data), a.ownExport()...) {
		u, err := a.url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || slices.Contains(found, u.String()) {
			continue
		}
		if len(found) < maxGuesses && (private || !httpx.IsPrivate(ctx, u.Hostname())) {
			found = append(found, u.String())
		}
	}
	return found
}

// ownExport is the export of a page of pretalx itself: "/exconf/talk/ABC123/".
func (a answer) ownExport() []string {
	event, _, _ := strings.Cut(strings.TrimPrefix(a.url.Path, "/"), "/")
	if event == "" || !bytes.Contains(bytes.ToLower(a.data), []byte("pretalx")) {
		return nil
	}
	return []string{"/" + event + pretalxExport}
}

const pretalxExport = "/schedule/export/schedule.json"

var (
	widget         = regexp.MustCompile(`^(.+?)(?:/schedule)?/widget/v\d`)
	sessionizeView = regexp.MustCompile(`^https?://sessionize\.com/api/v2/([A-Za-z0-9]+)/view/`)
)

// namedBy collects what elements of a page name as the source of its grid.
func namedBy(page []byte) []string {
	var found []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return found
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		token := z.Token()
		for _, attr := range token.Attr {
			value := strings.TrimSpace(attr.Val)
			switch {
			case attr.Key == "event-url": // <pretalx-schedule event-url="https://pretalx.example/exconf/">
				found = append(found, strings.TrimSuffix(value, "/")+pretalxExport)
			case token.DataAtom == atom.Script && attr.Key == "src":
				if m := widget.FindStringSubmatch(value); m != nil {
					found = append(found, m[1]+pretalxExport)
				}
				if m := sessionizeView.FindStringSubmatch(value); m != nil {
					found = append(found, "https://sessionize.com/api/v2/"+m[1]+"/view/All")
				}
			case attr.Key == "href" && strings.HasSuffix(value, "/schedule.json"):
				found = append(found, value)
			}
		}
	}
}

// maxPages is how many pages of one answer are asked for.
const maxPages = 100

// otherPages asks for what follows on the first page of an answer of pretalx's API. Pages lie
// on the host of the first.
func (a answer) otherPages(ctx context.Context, client *http.Client) ([]File, error) {
	var files []File
	size := len(a.data)
	asked := map[string]bool{}
	for page := a; len(files) < maxPages; {
		next := page.next()
		if next == "" || asked[next] {
			break
		}
		asked[next] = true
		var err error
		if page, err = ask(ctx, Source{Address: next}, client); err != nil {
			return nil, err
		}
		if size += len(page.data); size > maxFolder {
			return nil, tooLarge(plainAddress(a.url))
		}
		files = append(files, File{Path: strings.Trim(page.url.Path, "/"), Data: page.data, URL: page.url, Asked: true})
	}
	return files, nil
}

// next is the address of the next page, "" behind the last.
func (a answer) next() string {
	if !bytes.Contains(a.data, []byte(`"next"`)) {
		return ""
	}
	tree, err := readJSON(a.data)
	root, ok := tree.(*object)
	if err != nil || !ok || !root.has("results") {
		return ""
	}
	u, err := url.Parse(root.text("next"))
	if err != nil || u.Host != a.url.Host || u.Scheme != a.url.Scheme {
		return ""
	}
	return u.String()
}
