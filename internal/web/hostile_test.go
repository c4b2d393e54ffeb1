package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"

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
		w.types(t, other, "title", text)
		w.edit(t, other, "title", toml)
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

// types saves a text as somebody types it into a row: what has control characters is
// refused, the draft stays, and the form comes again with the text in it.
func (w *world) types(t *testing.T, name, field, text string) {
	t.Helper()
	if !strings.ContainsFunc(text, unicode.IsControl) {
		w.act(t, name, "save", field, text)
		return
	}
	before := w.draft(t, name)
	a := w.send(t, name, "save", map[string]string{field: text})
	if a.Code != http.StatusBadRequest || !strings.Contains(textOf(a.doc), field+": the control character U+00") || w.draft(t, name) != before {
		t.Errorf("%s %q: %d %s", field, text, a.Code, textOf(a.doc))
		return
	}
	checkInert(t, "the form again", a)
	_, form := a.form(t, name)
	if typed := strings.NewReplacer("\x00", "\ufffd").Replace(text); form.Get(field) != typed {
		t.Errorf("%s: the form again has %q, want %q", field, form.Get(field), typed)
	}
}

// TestControlCharacters has them refused wherever somebody types, and blanks and line ends
// that came with a paste taken for blanks. A draft that has some keeps them as long as
// nobody changes that field.
func TestControlCharacters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, field := range []string{"title", "speakers", "language", "tags", "description"} {
		for _, c := range []string{"\x00", "\x07", "\x1b[31m", "\x7f", "\u009b"} {
			w.types(t, talk, field, "some "+c+"text")
		}
	}
	asked := func(at string, form url.Values) {
		t.Helper()
		form.Set("token", w.form(t).Get("token"))
		before := w.draft(t, talk) + w.draft(t, "event")
		if a := w.ask(t, http.MethodPost, eventAt+at, form); a.Code != http.StatusBadRequest || !strings.Contains(textOf(a.doc), "control character U+0007") {
			t.Errorf("%s: %d %s", at, a.Code, textOf(a.doc))
		}
		if w.draft(t, talk)+w.draft(t, "event") != before {
			t.Errorf("%s: it is saved", at)
		}
	}
	asked("/names", url.Values{"act": {"merge"}, "name": {"Ada Example"}, "to": {"Ada \aExample"}, "draft": {talk}})
	settings := fieldsOf(w.get(t, eventAt).forms(eventAt + "/settings")[0])
	settings.Set("tags", "a\ab")
	asked("/settings", settings)
	listed := url.Values{"name": {talk}, "chosen": {talk}, "fingerprint": {w.form(t).Get("fingerprint")}, "title": {"A title"}, "speakers": {"Ada\a"}}
	asked("/alike", listed)
	listed.Set("speakers", "Ada")
	listed.Set("title", "A \atitle")
	asked("/alike", listed)

	w.edit(t, talk, "tags", `["a\u0007"]`)
	w.act(t, talk, "save", "title", " A\ttitle\r\nof \u2028 two\vlines\n", "speakers", "Jane\n Doe;\tJohn\u0085Roe", "description", "One,\r\n\tand two.")
	w.has(t, talk, `title = "A title of two lines"`)
	w.has(t, talk, `speakers = ["Jane Doe", "John Roe"]`)
	w.has(t, talk, "One,\n\tand two.")
	w.has(t, talk, `tags = ["a\u0007"]`)
}

// form is the form of a talk's row.
func (w *world) form(t *testing.T) url.Values {
	t.Helper()
	_, form := w.get(t, eventAt).form(t, talk)
	return form
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
