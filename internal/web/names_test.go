package web_test

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const namesAt = eventAt + "/names"

// nameForm is the form with which a name is decided on.
func (w *world) nameForm(t *testing.T, name, button string) (*html.Node, answer) {
	t.Helper()
	page := w.get(t, namesAt)
	for _, form := range page.forms(namesAt) {
		if fieldsOf(form).Get("name") == name && strings.Contains(buttonsOf(form), button) {
			return form, page
		}
	}
	t.Fatalf("no form with %q for %s:\n%s", button, name, textOf(page.doc))
	return nil, page
}

func (w *world) decide(t *testing.T, form *html.Node, act string, set ...string) answer {
	t.Helper()
	values := fieldsOf(form)
	values.Set("act", act)
	for i := 0; i < len(set); i += 2 {
		values.Set(set[i], set[i+1])
	}
	return w.ask(t, http.MethodPost, namesAt, values)
}

func TestNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	// The data tree has Zofia Żurawska.
	w.act(t, talk, "save", "speakers", "Zofia Zurawska; Ada Heron")
	w.act(t, other, "save", "speakers", "Zofia Zurawska")
	form, page := w.nameForm(t, "Zofia Zurawska", "Merge")
	text := textOf(page.doc)
	if at, known := strings.Index(text, "Gustaf Lindqvist"), strings.Index(text, "did you mean Zofia Żurawska?"); at < 0 || known < at {
		t.Errorf("new ones are not first, or not as text:\n%s", text)
	}
	for _, want := range []string{"2 talks here", "1 talk in the data tree", "Packaging Without Tears"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if a := w.decide(t, form, "merge"); a.Code != http.StatusSeeOther {
		t.Fatalf("merge: %d %s", a.Code, textOf(a.doc))
	}
	if got := w.draft(t, talk) + w.draft(t, other); strings.Count(got, `speakers = ["Zofia Żurawska"`) != 2 || !strings.Contains(got, "Ada Heron") {
		t.Errorf("after merging:\n%s", got)
	}
	if forms := w.get(t, historyAt).forms(historyAt); !strings.Contains(textOf(forms[0]), "Merge names") {
		t.Errorf("the history says %s", textOf(forms[0]))
	}
	if a := w.decide(t, form, "merge"); a.Code != http.StatusConflict || !strings.Contains(textOf(a.doc), "any more") {
		t.Errorf("a stale form: %d", a.Code)
	}
}

func TestNamesApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.act(t, other, "save", "speakers", "Zofia Zurawska")
	before := w.draft(t, other)
	form, _ := w.nameForm(t, "Zofia Zurawska", "Keep apart")
	if a := w.decide(t, form, "apart"); a.Code != http.StatusSeeOther {
		t.Fatalf("keep apart: %d %s", a.Code, textOf(a.doc))
	}
	w.reopen(t)
	form, page := w.nameForm(t, "Zofia Zurawska", "Compare again")
	if strings.Contains(textOf(page.doc), "did you mean Zofia Żurawska?") || w.draft(t, other) != before {
		t.Error("kept apart, it is still asked for, or the draft has changed")
	}
	w.decide(t, form, "together")
	w.nameForm(t, "Zofia Zurawska", "Keep apart")
	forms := w.get(t, historyAt).forms(historyAt)
	if said := textOf(forms[1]); !strings.Contains(said, "Keep apart") || !strings.Contains(said, "Zofia Żurawska") {
		t.Errorf("the history says %s", said)
	}
	for _, button := range []string{"Compare again", "Keep apart"} { // the newest act taken back, and that
		if a := w.ask(t, "POST", historyAt, fieldsOf(w.get(t, historyAt).forms(historyAt)[0])); a.Code != http.StatusSeeOther {
			t.Fatalf("undo: %d %s", a.Code, textOf(a.doc))
		}
		w.nameForm(t, "Zofia Zurawska", button)
	}
}

func TestNamesOtherwise(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	must(t, os.WriteFile(w.path("broken"), []byte("title = "), 0o644))
	form, page := w.nameForm(t, "Nkechi Obiora", "Write that")
	if !strings.Contains(textOf(page.doc), "broken.toml") {
		t.Error("a draft that cannot be read is not told")
	}
	if a := w.decide(t, form, "merge", "to", "  Nkechi  O'Biora "); a.Code != http.StatusSeeOther {
		t.Fatalf("write it otherwise: %d %s", a.Code, textOf(a.doc))
	}
	if got := w.draft(t, other); !strings.Contains(got, `"Nkechi O'Biora"`) {
		t.Errorf("got\n%s", got)
	}
	values := fieldsOf(form)
	for _, test := range []struct {
		name, act, to, at string
		headers           []string
		want              int
	}{
		{"another site", "merge", "A", namesAt, []string{"Origin: http://evil.example"}, 403},
		{"no name", "merge", " ", namesAt, nil, 400},
		{"no such act", "dance", "A", namesAt, nil, 400},
		{"another event", "merge", "A", "/event/nothing/names", nil, 404},
	} {
		next := url.Values{"act": {test.act}, "to": {test.to}, "name": values["name"], "draft": values["draft"], "token": values["token"]}
		if a := w.ask(t, http.MethodPost, test.at, next, test.headers...); a.Code != test.want {
			t.Errorf("%s: %d, want %d", test.name, a.Code, test.want)
		}
	}
	next := url.Values{"act": {"merge"}, "to": {"A"}, "name": values["name"], "draft": {"../event"}, "token": values["token"]}
	if a := w.ask(t, http.MethodPost, namesAt, next); a.Code != 404 {
		t.Errorf("a path for a draft: %d", a.Code)
	}
}
