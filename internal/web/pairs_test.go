package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/pyvideo/stevie/internal/demo"
)

const pairsAt = eventAt + "/pairs"

// programme gives the sample conference a programme: a few of its talks, one that nobody
// filmed, and one that nobody was to film.
func (w *world) programme(t *testing.T) {
	t.Helper()
	const table = `id,title,speakers,start,duration,room,do_not_record
TRACE,Reading a Traceback from the Bottom Up,Zofia Żurawska,2025-06-13T10:00:00+02:00,30,Great Hall,false
PACK,Packaging Without Tears,Nkechi Obiora,2025-06-13T11:00:00+02:00,30,Reed Room,false
ASYNC,async def for the Rest of Us,Ravi Chandrasekar,2025-06-14T10:00:00+02:00,30,Great Hall,false
SECRET,What We Do Not Show,Somebody Shy,2025-06-14T11:00:00+02:00,30,Great Hall,true
NESTS,Nests and Their Owners,Ada Heronova,2025-06-14T12:00:00+02:00,30,Reed Room,false
`
	must(t, os.WriteFile(filepath.Join(w.dir, "drafts", demo.Event, "programme.csv"), []byte(table), 0o644))
	w.edit(t, "event", "schedule", `"programme.csv"`)
	w.edit(t, "event", "time_zone", `"Europe/Vienna"`)
	form := w.get(t, pairsAt).forms(pairsAt)[0]
	values := fieldsOf(form)
	values.Set("act", "refresh")
	if a := w.ask(t, http.MethodPost, pairsAt, values); a.Code != http.StatusSeeOther {
		t.Fatalf("read the programme: %d %s", a.Code, textOf(a.doc))
	}
}

// pairOf is the form of a video.
func (w *world) pairOf(t *testing.T, name string) *html.Node {
	t.Helper()
	for _, form := range w.get(t, pairsAt).forms(pairsAt) {
		if fieldsOf(form).Get("video") == name {
			return form
		}
	}
	t.Fatalf("no form for %s", name)
	return nil
}

func TestPairs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if text := textOf(w.get(t, pairsAt).doc); !strings.Contains(text, "has no programme") {
		t.Errorf("without a programme it says\n%s", text)
	}
	w.programme(t)
	page := w.get(t, pairsAt)
	text := textOf(page.doc)
	for _, want := range []string{
		"Friday 13 June 2025, Great Hall", "the same title", "Videos without a session", "Sessions without a video",
		"Nests and Their Owners", "not to be recorded, says the programme", "sure pairs",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
	send := func(form *html.Node, set ...string) answer {
		values := fieldsOf(form)
		for i := 0; i < len(set); i += 2 {
			values.Set(set[i], set[i+1])
		}
		return w.ask(t, http.MethodPost, pairsAt, values)
	}
	stale := w.pairOf(t, talk)
	if a := send(stale, "act", "none"); a.Code != http.StatusSeeOther || !strings.Contains(w.draft(t, talk), `session = ""`) {
		t.Errorf("no session: %d\n%s", a.Code, w.draft(t, talk))
	}
	if a := send(stale, "act", "pair NESTS"); a.Code != http.StatusConflict || !strings.Contains(textOf(a.doc), "Changed meanwhile") {
		t.Errorf("a stale form: %d\n%s", a.Code, textOf(a.doc))
	}
	if a := send(w.pairOf(t, talk), "act", "pair", "session", "NESTS"); a.Code != http.StatusSeeOther || !strings.Contains(w.draft(t, talk), `session = "NESTS"`) {
		t.Errorf("another session: %d\n%s", a.Code, w.draft(t, talk))
	}
	accept := w.get(t, pairsAt).forms(pairsAt)[0]
	if a := send(accept, "act", "accept"); a.Code != http.StatusSeeOther {
		t.Errorf("accept: %d %s", a.Code, textOf(a.doc))
	}
	if words := buttonsOf(w.pairOf(t, other)); strings.Contains(words, "Pair these") {
		t.Errorf("what was accepted can be accepted: %s", words)
	}
	for name, test := range map[string]struct {
		set  []string
		want int
	}{
		"no such session": {[]string{"act", "pair", "session", "NOTHING"}, 400},
		"no session":      {[]string{"act", "pair"}, 400},
		"no such act":     {[]string{"act", "dance"}, 400},
		"no such video":   {[]string{"act", "none", "video", "nothing"}, 404},
		"no token":        {[]string{"act", "none", "token", ""}, 403},
	} {
		if a := send(w.pairOf(t, other), test.set...); a.Code != test.want {
			t.Errorf("%s: %d, want %d", name, a.Code, test.want)
		}
	}
	if a := w.ask(t, http.MethodPost, "/event/nothing/pairs", url.Values{"token": fieldsOf(accept)["token"], "act": {"accept"}}); a.Code != 404 {
		t.Errorf("an unknown event: %d", a.Code)
	}
}

// Who only looks at the sessions and presses Enter takes none that resembles nothing.
func TestSessionsOfNoLikeness(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.programme(t)
	for name, want := range map[string]string{"panel-maintaining-in-public": "Leave it", "lightning-talks": "Leave it", talk: "Reading a Traceback from the Bottom Up"} {
		page := w.get(t, eventAt+"/draft/"+name+"/session")
		if n := len(page.having("value", "NESTS")); n > 1 {
			t.Errorf("%s: a session stands there %d times", name, n)
		}
		main := page.having("class", "main")
		if len(main) != 1 || !strings.HasPrefix(textOf(main[0]), want) {
			t.Errorf("%s: the button for Enter is not %q", name, want)
		}
	}
}

// The session that is chosen in a talk's row is its session, or it has none.
func TestChooseSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.programme(t)
	_, form := w.get(t, eventAt).form(t, talk)
	for _, test := range []struct{ session, want string }{{"NESTS", `session = "NESTS"`}, {"", `session = ""`}} {
		a := w.ask(t, http.MethodPost, eventAt+"/draft/"+talk+"/session", url.Values{"token": form["token"], "session": {test.session}})
		if a.Code != http.StatusSeeOther {
			t.Errorf("%q: %d %s", test.session, a.Code, a.Body)
		}
		w.has(t, talk, test.want)
	}
	if a := w.ask(t, http.MethodPost, eventAt+"/draft/"+talk+"/session", url.Values{"token": form["token"], "session": {"NOWHERE"}}); a.Code != http.StatusBadRequest {
		t.Errorf("a session that there is not: %d", a.Code)
	}
}
