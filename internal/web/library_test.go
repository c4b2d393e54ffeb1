package web_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/demo"
)

func TestLibrary(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	find := func(query string, headers ...string) string {
		a := w.ask(t, http.MethodGet, "/library?q="+query, nil, headers...)
		if a.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", query, a.Code, a.Body)
		}
		return textOf(a.doc)
	}
	page := w.get(t, "/library")
	forms := page.having("action", "/library")
	if len(forms) != 1 || attribute(forms[0], "method") != "get" || len(page.having("name", "q")) != 1 {
		t.Error("the search is no GET form")
	}
	for query, want := range map[string]string{
		"zurawska+paper": "A Debugger Made of Paper", // of the data tree, by speaker and title
		"PENCIL":         "A Debugger Made of Paper", // by description
		"tracebacks":     "Reading a Traceback",      // a draft, by description
		"oquendo":        "Type Hints",
	} {
		if text := find(query); !strings.Contains(text, want) || !strings.Contains(text, "HeronPy 202") || !strings.Contains(text, "202") {
			t.Errorf("%s:\n%s", query, text)
		}
	}
	if text := find("nothing+like+this"); !strings.Contains(text, "Nothing has all of the words") {
		t.Errorf("nothing found:\n%s", text)
	}
	if text := find("oquendo", "X-Stevie: 1"); !strings.Contains(text, "Type Hints") || strings.Contains(text, "Search titles") {
		t.Errorf("to the script it gives\n%s", text)
	}
	w.edit(t, talk, "title", `"Renamed by hand"`)
	if text := find("renamed"); !strings.Contains(text, "Renamed by hand") {
		t.Errorf("a draft that changed on disk is not found:\n%s", text)
	}
	w.act(t, other, "skip")
	if text := find("packaging+tears"); !strings.Contains(text, "Nothing has") {
		t.Errorf("what is no talk is found:\n%s", text)
	}
}

func TestLibraryPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for target, wants := range map[string][]string{
		"/library/event/heronpy-2024":                          {"HeronPy 2024", "2 talks", "Counting Nests with Numpy", "Ingrid Sæther"},
		"/library/event/" + demo.Event:                         {"HeronPy 2025", "drafts", "Edit its drafts", "2025-06-13"},
		"/library/event/heronpy-2024/a-debugger-made-of-paper": {"A Debugger Made of Paper", "Zofia Żurawska", "pencil", "28:50", "youtube.com"},
		"/library/event/" + demo.Event + "/draft/" + talk:      {"Reading a Traceback", "in review", "Edit its draft"},
	} {
		text := textOf(w.get(t, target).doc)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", target, want, text)
			}
		}
	}
	for _, target := range []string{
		"/library/event/nothing", "/library/event/..", "/library/event/.git", "/library/event/nothing/x", "/library/event/heronpy-2024/nothing",
		"/library/event/heronpy-2024/..%2fcategory", "/library/event/heronpy-2024/draft/x", "/library/event/" + demo.Event + "/draft/nothing",
	} {
		if a := w.ask(t, http.MethodGet, target, nil); a.Code != http.StatusNotFound && a.Code != http.StatusTemporaryRedirect && a.Code != http.StatusMovedPermanently {
			t.Errorf("%s: %d", target, a.Code)
		}
	}
	w.act(t, talk, "take")
	form, _ := w.publish(t, "")
	if a := w.ask(t, http.MethodPost, publishAt, fieldsOf(form)); a.Code != http.StatusOK {
		t.Fatalf("publish: %d", a.Code)
	}
	text := textOf(w.get(t, "/library/event/"+demo.Event+"/"+talk).doc)
	if !strings.Contains(text, "Edit its draft") || strings.Contains(text, "in review") {
		t.Errorf("after publishing:\n%s", text)
	}
	if text := textOf(w.get(t, "/library?q=traceback+bottom").doc); strings.Count(text, "Reading a Traceback") != 1 {
		t.Errorf("a published talk is found as record and draft:\n%s", text)
	}
}

func TestStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.act(t, talk, "take")
	w.programme(t)
	must(t, os.WriteFile(w.path("broken"), []byte("title = "), 0o644))
	page := w.get(t, "/")
	text := textOf(page.doc)
	for _, want := range []string{"HeronPy 2025", "1 of 18 settled", "1 problem", "1 talk ready to be published", "sessions without a video", "never synced"} {
		if !strings.Contains(text, want) {
			t.Errorf("the start page does not say %q:\n%s", want, text)
		}
	}
	if len(page.having("action", "/library")) != 1 {
		t.Error("it has no search")
	}
}
