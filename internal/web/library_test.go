package web_test

import (
	"net/http"
	"os"
	"path/filepath"
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
	if text := find("tracebakcs"); !strings.Contains(text, "No talk has tracebakcs: found with tracebacks") || !strings.Contains(text, "Reading a Traceback") {
		t.Errorf("a mistyped word:\n%s", text)
	}
	if text := find("oquend", "X-Stevie: 1"); !strings.Contains(text, "Type Hints") || strings.Contains(text, "found with") {
		t.Errorf("the beginning of a name, while it is typed:\n%s", text)
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

// What is found is narrowed by links, and widened again.
func TestLibraryFacets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const query = "heronpy"
	page := w.get(t, "/library?q="+query)
	all := len(page.having("class", "item result"))
	links := page.having("href", "/library?q=year%3A2024+heronpy")
	if len(links) != 1 || !strings.Contains(textOf(links[0]), "2024") {
		t.Fatalf("no link to one year:\n%s", textOf(page.doc))
	}
	for _, address := range []string{"/library?q=event%3A" + demo.Event + "+heronpy", "/library?q=speaker%3A%22Zofia+%C5%BBurawska%22+heronpy", "/library?q=lang%3Aeng+heronpy"} {
		if len(page.having("href", address)) != 1 {
			t.Errorf("no link %s", address)
		}
	}
	year := w.get(t, attribute(links[0], "href"))
	some := len(year.having("class", "item result"))
	if some == 0 || some >= all || strings.Contains(textOf(year.having("id", "narrow")[0]), "HeronPy 2025") {
		t.Errorf("%d talks of %d in 2024:\n%s", some, all, textOf(year.doc))
	}
	if len(year.having("href", "/library?q=heronpy")) != 1 {
		t.Error("nothing leads back to all years")
	}
}

// A talk's page has its player, the languages of its captions and what was said.
func TestLibraryTranscript(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const name, target = "a-debugger-made-of-paper", "/library/event/heronpy-2024/a-debugger-made-of-paper"
	must(t, os.MkdirAll(filepath.Join(w.captions(), "heronpy-2024"), 0o755))
	for language, said := range map[string]string{"en": "the zymurgist <b>speaks</b> &lt;script&gt;", "pt-BR.machine": "cerveja"} {
		must(t, os.WriteFile(filepath.Join(w.captions(), "heronpy-2024", name+"."+language+".vtt"), []byte("WEBVTT\n\n00:01.000 --> 00:02.000\n"+said+"\n"), 0o644))
	}
	page := w.get(t, target)
	text := textOf(page.doc)
	for _, want := range []string{"en, pt-BR", "Transcript, pt-BR", "the zymurgist speaks <script>", "cerveja"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if players := page.having("class", "player script"); len(players) != 1 || !strings.HasPrefix(attribute(players[0], "data-player"), "https://www.youtube-nocookie.com/embed/") {
		t.Errorf("%d players", len(players))
	}
	if text := textOf(w.get(t, "/library?q=zymurgist").doc); !strings.Contains(text, "A Debugger Made of Paper") || !strings.Contains(text, "the zymurgist speaks") {
		t.Errorf("what was said is not found:\n%s", text)
	}
	must(t, os.RemoveAll(w.captions()))
	if text := textOf(w.get(t, target).doc); strings.Contains(text, "Transcript") {
		t.Errorf("captions that are gone:\n%s", text)
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
