package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/pyvideo/stevie/internal/demo"
)

// hostile are texts as hosts may have them.
func hostile() []string {
	return []string{
		`<script>alert(1)</script><img src=x onerror=alert(2)>`,
		`"><svg onload=alert(3)> ' onmouseover='alert(4)`,
		"javascript:alert(5) {{.Token}} ${7*7}",
		"right \u202Eto left\u2066 and back",
		"\u0000\u0007\u001b[31mcontrol\u009b",
		"日本語の講演 " + strings.Repeat("長い", 20),
		strings.Repeat("W", 300),
	}
}

// TestHostilePages has every page with every text in titles, speakers and descriptions.
func TestHostilePages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.programme(t)
	for _, text := range hostile() {
		quoted, err := json.Marshal(text)
		must(t, err)
		toml := strings.NewReplacer(`\u0000`, `\u0001`, "\u009b", `\u009b`).Replace(string(quoted))
		w.edit(t, talk, "title", toml)
		w.edit(t, talk, "speakers", "["+toml+"]")
		w.edit(t, talk, "status", `"ready"`)
		w.act(t, other, "save", "title", text)
		for _, target := range []string{
			"/", namesAt, pairsAt, publishAt, historyAt, "/library?q=control+script+W", "/library",
			"/library/event/" + demo.Event, "/library/event/" + demo.Event + "/draft/" + talk,
		} {
			a := w.ask(t, http.MethodGet, target, nil)
			if a.Code != http.StatusOK {
				t.Errorf("%.20q: %s: %d %s", text, target, a.Code, a.Body)
				continue
			}
			checkInert(t, target, a)
		}
	}
	for _, target := range []string{"/library?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/event/%3Cscript%3E/names", "/library/event/%3Cscript%3E"} {
		checkInert(t, target, w.ask(t, http.MethodGet, target, nil))
	}
}

// checkInert makes sure that nothing of a page came out of a text.
func checkInert(t *testing.T, name string, a answer) {
	t.Helper()
	ids := map[string]bool{}
	for n := range a.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case n.Data == "script" && !strings.HasPrefix(attribute(n, "src"), "/static/"):
			t.Errorf("%s: a script: %s", name, textOf(n))
		case n.Data == "img" || n.Data == "svg" || n.Data == "iframe" || n.Data == "style":
			t.Errorf("%s: there is a %s", name, n.Data)
		}
		for _, attr := range n.Attr {
			switch {
			case strings.HasPrefix(attr.Key, "on"), attr.Key == "style":
				t.Errorf("%s: %s has %s", name, n.Data, attr.Key)
			case (attr.Key == "href" || attr.Key == "action") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(attr.Val)), "javascript:"):
				t.Errorf("%s: %s leads to %s", name, n.Data, attr.Val)
			case attr.Key == "id" && ids[attr.Val]:
				t.Errorf("%s: two elements are called %q", name, attr.Val)
			case attr.Key == "id":
				ids[attr.Val] = true
			}
		}
	}
	checkHeaders(t, name, a)
	checkForReaders(t, name, a)
}

// checkForReaders makes sure that a screen reader finds its way: one heading of the first
// level, a name for each field, words on each button.
func checkForReaders(t *testing.T, name string, a answer) {
	t.Helper()
	first := 0
	for n := range a.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "h1":
			first++
		case "button":
			if strings.TrimSpace(textOf(n)) == "" {
				t.Errorf("%s: a button without words", name)
			}
		case "input":
			if attribute(n, "type") != "hidden" && !labelled(n) {
				t.Errorf("%s: the field %s has no label", name, attribute(n, "name"))
			}
		case "section":
			if id := attribute(n, "aria-labelledby"); id != "" && len(a.having("id", id)) != 1 {
				t.Errorf("%s: a section is named by %q, which is not there", name, id)
			}
		}
	}
	if first != 1 {
		t.Errorf("%s: %d headings of the first level", name, first)
	}
}

func labelled(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.Type == html.ElementNode && p.Data == "label" && strings.TrimSpace(textOf(p)) != "" {
			return true
		}
	}
	return attribute(n, "aria-label") != ""
}
