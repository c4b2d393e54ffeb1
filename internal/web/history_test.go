package web_test

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/pyvideo/stevie/ingest/pipeline"
)

// forms are the forms of a page that send something to an address.
func (a answer) forms(action string) []*html.Node {
	var list []*html.Node
	for _, n := range a.having("action", action) {
		if n.Data == "form" && attribute(n, "method") == "post" {
			list = append(list, n)
		}
	}
	return list
}

// fieldsOf is what a browser would send for a form, of which no button was pressed.
func fieldsOf(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		chosen := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" })
		if kind := attribute(n, "type"); n.Type == html.ElementNode && (chosen || kind != "checkbox" && kind != "radio") {
			addField(values, n)
		}
	}
	values.Del("")
	return values
}

// buttonsOf are the words of a form's buttons.
func buttonsOf(form *html.Node) string {
	var words []string
	for n := range form.Descendants() {
		if n.Type == html.ElementNode && n.Data == "button" {
			words = append(words, strings.Join(strings.Fields(textOf(n)), " "))
		}
	}
	return strings.Join(words, "|")
}

// act does something to a talk by its form.
func (w *world) act(t *testing.T, name, act string, set ...string) {
	t.Helper()
	action, form := w.get(t, eventAt).form(t, name)
	form.Set("act", act)
	for i := 0; i < len(set); i += 2 {
		form.Set(set[i], set[i+1])
	}
	if a := w.ask(t, http.MethodPost, action, form); a.Code != http.StatusSeeOther {
		t.Fatalf("%s of %s: %d %s", act, name, a.Code, a.Body)
	}
}

const historyAt = eventAt + "/history"

func TestHistory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if text := textOf(w.get(t, historyAt).doc); !strings.Contains(text, "Nothing was done yet") {
		t.Errorf("without acts it says\n%s", text)
	}
	before := w.draft(t, talk)
	w.act(t, talk, "save", "title", "A better title")
	w.act(t, talk, "skip")
	page := w.get(t, historyAt)
	forms := page.forms(historyAt)
	if len(forms) != 2 || !strings.Contains(textOf(forms[0]), "Skip") || !strings.Contains(textOf(forms[1]), "Save") || !strings.HasPrefix(buttonsOf(forms[1]), "Undo") {
		t.Fatalf("forms %d:\n%s", len(forms), page.Body)
	}
	if text := textOf(page.doc); !strings.Contains(text, "A better title") || !strings.Contains(text, "Reading a Traceback") {
		t.Errorf("values before and after are not told:\n%s", text)
	}
	undo := func(form *html.Node) {
		t.Helper()
		if a := w.ask(t, http.MethodPost, historyAt, fieldsOf(form)); a.Code != http.StatusSeeOther {
			t.Fatalf("undo: %d %s", a.Code, textOf(a.doc))
		}
	}
	undo(forms[1]) // not the latest
	if got := w.draft(t, talk); strings.Contains(got, "A better title") || !strings.Contains(got, `status = "skip"`) {
		t.Errorf("after undoing the earlier act:\n%s", got)
	}
	undo(w.get(t, historyAt).forms(historyAt)[1])
	if got := w.draft(t, talk); got != before {
		t.Errorf("after undoing both:\n%s\nwant\n%s", got, before)
	}
	forms = w.get(t, historyAt).forms(historyAt)
	if len(forms) != 4 || !strings.HasPrefix(buttonsOf(forms[3]), "Redo") || !strings.HasPrefix(buttonsOf(forms[0]), "Undo") {
		t.Fatalf("%d forms, of which the first act's says %q", len(forms), buttonsOf(forms[3]))
	}
	undo(forms[3])
	if got := w.draft(t, talk); !strings.Contains(got, "A better title") {
		t.Errorf("after redoing:\n%s", got)
	}
}

func TestHistoryOfTheDisk(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.get(t, eventAt)
	w.act(t, talk, "save", "title", "Mine")
	w.edit(t, talk, "title", `"Theirs"`)
	page := w.get(t, historyAt)
	forms := page.forms(historyAt)
	if len(forms) != 2 || !strings.Contains(textOf(forms[0]), "Changed on disk") {
		t.Fatalf("%d acts:\n%s", len(forms), textOf(page.doc))
	}
	a := w.ask(t, http.MethodPost, eventAt+"/undo", url.Values{"token": fieldsOf(forms[0])["token"]})
	if got := w.draft(t, talk); !strings.Contains(got, `"Theirs"`) {
		t.Errorf("%d: the key for undo took back what others did:\n%s", a.Code, got)
	}
}

func TestUndoConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.act(t, talk, "save", "title", "Mine")
	w.edit(t, talk, "title", `"Theirs"`)
	w.reopen(t) // nobody has seen that
	a := w.ask(t, http.MethodPost, historyAt, fieldsOf(w.get(t, historyAt).forms(historyAt)[0]))
	text := textOf(a.doc)
	if a.Code != http.StatusConflict || !strings.Contains(text, "Theirs") || !strings.Contains(text, "Reading a Traceback") || !strings.Contains(text, "Mine") {
		t.Errorf("%d, and of three values it shows\n%s", a.Code, text)
	}
	if got := w.draft(t, talk); !strings.Contains(got, `"Theirs"`) {
		t.Errorf("undoing has lost what others wrote:\n%s", got)
	}
}

// reopen starts stevie again.
func (w *world) reopen(t *testing.T) {
	t.Helper()
	must(t, w.pipeline.Close())
	var err error
	w.pipeline, err = pipeline.Open(t.Context(), pipeline.Config{
		Drafts: filepath.Join(w.dir, "drafts"), Cache: filepath.Join(w.dir, ".stevie"), Data: filepath.Join(w.dir, "data"),
	})
	must(t, err)
	w.start(t, "127.0.0.1:0")
}

func TestHistoryRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.act(t, talk, "skip")
	form := fieldsOf(w.get(t, historyAt).forms(historyAt)[0])
	changed := func(name, value string) url.Values {
		next := url.Values{}
		for k, v := range form {
			next[k] = v
		}
		next.Set(name, value)
		return next
	}
	for _, test := range []struct {
		name, at string
		form     url.Values
		headers  []string
		want     int
	}{
		{"another site", historyAt, form, []string{"Origin: http://evil.example"}, 403},
		{"no token", historyAt, changed("token", ""), nil, 403},
		{"no act", historyAt, changed("id", ""), nil, 400},
		{"an act that there is not", historyAt, changed("id", "nothing"), nil, 409},
		{"another event", "/event/nothing/history", form, nil, 404},
		{"once", historyAt, form, nil, 303},
		{"twice", historyAt, form, nil, 409},
	} {
		if a := w.ask(t, http.MethodPost, test.at, test.form, test.headers...); a.Code != test.want {
			t.Errorf("%s: %d, want %d: %s", test.name, a.Code, test.want, a.Body)
		}
	}
	if a := w.ask(t, http.MethodGet, "/event/nothing/history", nil); a.Code != 404 || !strings.Contains(textOf(a.doc), "no event") {
		t.Errorf("an unknown event: %d", a.Code)
	}
}

// An act that others have written over since is taken back, and theirs stays: it says so.
func TestUndoBelowAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send(t, talk, "save", map[string]string{"speakers": "Jane Doe; John Roe"})
	w.edit(t, talk, "speakers", `["Their One", "Their Other"]`)
	_, form := w.get(t, eventAt).form(t, talk)
	a := w.ask(t, http.MethodPost, eventAt+"/undo", url.Values{"token": form["token"]}, "X-Stevie: 1")
	if want := `"message":"Undone: Save; what was changed there since stays"`; !strings.Contains(a.Body.String(), want) {
		t.Errorf("the answer lacks %s: %s", want, a.Body)
	}
	w.has(t, talk, `["Their One", "Their Other"]`)
}
