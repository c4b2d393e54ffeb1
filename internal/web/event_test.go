package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// send sends a talk's form with an act and other values in it.
func (w *world) send(t *testing.T, name, act string, values map[string]string, headers ...string) answer {
	t.Helper()
	action, form := w.get(t, eventAt).form(t, name)
	form.Set("act", act)
	for field, value := range values {
		form.Set(field, value)
	}
	return w.ask(t, http.MethodPost, action, form, headers...)
}

func (w *world) has(t *testing.T, name, want string) {
	t.Helper()
	if src := w.draft(t, name); !strings.Contains(src, want) {
		t.Errorf("%s has no %s:\n%s", name, want, src)
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.get(t, eventAt)
	if rows := len(w.names(t)); rows != 18 {
		t.Errorf("%d rows, want all 18", rows)
	}
	if now := a.having("aria-current", "true"); len(now) != 1 || !strings.Contains(textOf(now[0]), "HeronPy 2025") {
		t.Errorf("%d current rows, want one with its title as posted", len(now))
	}
	if strings.Contains(a.Body.String(), " style=") || strings.Contains(a.Body.String(), "<style") || strings.Contains(a.Body.String(), "<script>") {
		t.Error("there is style or script in the page")
	}
	_, form := a.form(t, talk)
	for _, field := range []string{"title", "speakers", "recorded", "language", "tags", "token", "fingerprint", "was"} {
		if !form.Has(field) {
			t.Errorf("the form lacks %s", field)
		}
	}
	w.send(t, talk, "skip", nil)
	if rows := len(w.names(t)); rows != 18 {
		t.Errorf("%d rows after one was skipped, want all 18", rows)
	}
	for _, target := range []string{"/", "/static/stevie.css", "/static/stevie.js", eventAt + "/sure", eventAt + "/draft/" + talk + "/row", eventAt + "/draft/" + talk + "/pane"} {
		w.get(t, target)
	}
}

func TestActs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.draft(t, talk)
	for _, step := range []struct {
		act    string
		values map[string]string
		want   string
	}{
		{"save", map[string]string{"title": "Tracebacks; read", "speakers": `Doe\; Jane; John Roe`}, "title = \"Tracebacks; read\""},
		{"save", nil, `speakers = ["Doe; Jane", "John Roe"]`},
		{"save", map[string]string{"recorded": "2025-06-14", "tags": "a; b"}, `tags = ["a", "b"]`},
		{"take", map[string]string{"language": "spa"}, `language = "spa"`},
		{"save", nil, `status = "ready"`},
		{"ready", nil, `status = "review"`},
		{"ready", nil, `status = "ready"`},
		{"skip", nil, `status = "skip"`},
		{"skip", nil, `status = "ready"`},
	} {
		if a := w.send(t, talk, step.act, step.values); a.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", step.act, a.Code, a.Body)
		}
		w.has(t, talk, step.want)
	}
	_, form := w.get(t, eventAt).form(t, talk)
	for range 7 {
		if a := w.ask(t, http.MethodPost, eventAt+"/undo", url.Values{"token": form["token"]}); a.Code != http.StatusSeeOther {
			t.Fatalf("undo: %d %s", a.Code, a.Body)
		}
	}
	if after := w.draft(t, talk); after != before {
		t.Errorf("undone, it is\n%s\nwant\n%s", after, before)
	}
	if a := w.send(t, talk, "explode", nil); a.Code != http.StatusBadRequest {
		t.Errorf("an act that there is not: %d", a.Code)
	}
	if a := w.send(t, talk, "read-9", nil); a.Code != http.StatusBadRequest {
		t.Errorf("a reading that there is not: %d", a.Code)
	}
}

// What is published stays so, whoever takes it, whatever else of it is changed.
func TestTakePublished(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	name, reading := w.withReadings(t, 2)
	w.edit(t, name, "status", `"published"`)
	_, form := w.get(t, eventAt).form(t, name)
	many := url.Values{"act": {"take"}, "token": form["token"], "name": {name}, "chosen": {name}, "fingerprint": form["fingerprint"]}
	if a := w.ask(t, http.MethodPost, eventAt+"/take", many); a.Code != http.StatusSeeOther {
		t.Errorf("take many: %d %s", a.Code, a.Body)
	}
	w.has(t, name, `status = "published"`)
	w.act(t, name, "take", "language", "spa")
	w.has(t, name, `language = "spa"`)
	w.has(t, name, `status = "published"`)
	w.act(t, name, "read-2")
	w.has(t, name, "title = "+quote(reading.Title))
	w.has(t, name, `status = "published"`)
	w.act(t, name, "ready")
	w.has(t, name, `status = "ready"`)
}

func TestStaleForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	action, form := w.get(t, eventAt).form(t, talk)
	w.edit(t, talk, "title", `"Theirs"`)
	form.Set("act", "save")
	form.Set("language", "spa")
	if a := w.ask(t, http.MethodPost, action, form); a.Code != http.StatusSeeOther {
		t.Errorf("another field: %d %s", a.Code, a.Body)
	}
	w.has(t, talk, `title = "Theirs"`)
	w.has(t, talk, `language = "spa"`)
	form.Set("title", "Mine")
	a := w.ask(t, http.MethodPost, action, form)
	if a.Code != http.StatusConflict || !strings.Contains(a.Body.String(), "Mine") || !strings.Contains(a.Body.String(), "Theirs") ||
		!strings.Contains(a.Body.String(), "Reading a Traceback") {
		t.Errorf("the same field: %d %s", a.Code, a.Body)
	}
	w.has(t, talk, `title = "Theirs"`)
	action, form = a.form(t, talk)
	form.Set("act", "save")
	if a := w.ask(t, http.MethodPost, action, form); a.Code != http.StatusSeeOther {
		t.Errorf("mine all the same: %d %s", a.Code, a.Body)
	}
	w.has(t, talk, `title = "Mine"`)
}

// Without script, too, what cannot be meant is not lost: the form comes again with all that
// was typed, as a change of what it was typed over.
func TestTypedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	action, form := w.get(t, eventAt+"?at="+talk).form(t, talk)
	before := w.draft(t, talk)
	form.Set("act", "save")
	form.Set("title", "Typed")
	form.Set("recorded", "yesterday")
	form.Set("description", "Typed,\r\nin two lines\r\n")
	a := w.ask(t, http.MethodPost, action, form)
	if a.Code != http.StatusBadRequest || !strings.Contains(textOf(a.doc), "is not a date") || w.draft(t, talk) != before {
		t.Fatalf("a day that is none: %d %s", a.Code, textOf(a.doc))
	}
	checkInert(t, "the form again", a)
	w.edit(t, talk, "title", `"Theirs"`)
	_, form = a.form(t, talk)
	form.Set("act", "save")
	form.Set("recorded", "2025-06-14")
	a = w.ask(t, http.MethodPost, action, form)
	if a.Code != http.StatusConflict || !strings.Contains(textOf(a.doc), "Theirs") {
		t.Errorf("what others have changed meanwhile: %d %s", a.Code, textOf(a.doc))
	}
	w.has(t, talk, `recorded = "2025-06-14"`)
	w.has(t, talk, "Typed,\nin two lines\n")
	w.has(t, talk, `title = "Theirs"`)
}

// A description that somebody else has changed is not lost either.
func TestDescriptionConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	action, form := w.get(t, eventAt+"?at="+talk).form(t, talk)
	form.Set("act", "save")
	theirs := url.Values{}
	for name := range form {
		theirs.Set(name, form.Get(name))
	}
	theirs.Set("description", "Theirs")
	w.ask(t, http.MethodPost, action, theirs)
	form.Set("description", "Mine")
	a := w.ask(t, http.MethodPost, action, form)
	if a.Code != http.StatusConflict {
		t.Fatalf("%d %s", a.Code, textOf(a.doc))
	}
	_, form = a.form(t, talk)
	form.Set("act", "save")
	if a := w.ask(t, http.MethodPost, action, form); a.Code != http.StatusSeeOther {
		t.Errorf("mine all the same: %d %s", a.Code, textOf(a.doc))
	}
	w.has(t, talk, "Mine")
}

// What is taken together is what was listed, as it was then, and one act.
func TestTakeMany(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := w.names(t)[:3]
	form := url.Values{"act": {"take"}}
	page := w.get(t, eventAt)
	for _, name := range names {
		_, own := page.form(t, name)
		form.Set("token", own.Get("token"))
		form.Add("name", name)
		form.Add("chosen", name)
		form.Add("fingerprint", own.Get("fingerprint"))
	}
	w.edit(t, names[1], "title", `"Theirs"`)
	if a := w.ask(t, http.MethodPost, eventAt+"/take", form); a.Code != http.StatusConflict {
		t.Errorf("one has changed since: %d", a.Code)
	}
	for i, want := range []string{"ready", "review", "ready"} {
		w.has(t, names[i], `status = "`+want+`"`)
	}
	w.ask(t, http.MethodPost, eventAt+"/undo", url.Values{"token": form["token"]})
	for _, name := range names {
		w.has(t, name, `status = "review"`)
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send(t, talk, "skip", nil)
	a := w.get(t, eventAt+"?show=status:skip")
	if rows := a.having("aria-current", "true"); len(rows) != 1 || attribute(rows[0], "data-name") != talk {
		t.Errorf("the skipped talk is not the current one of those shown")
	}
	if strings.Contains(a.Body.String(), "f-lightning") {
		t.Error("others are shown")
	}
	if !strings.Contains(textOf(a.having("id", "head")[0]), "1 of 18 settled") {
		t.Errorf("the head says %s", textOf(a.having("id", "head")[0]))
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.get(t, eventAt)
	form := url.Values{}
	for _, n := range a.having("action", eventAt+"/settings") {
		for field := range n.Descendants() {
			addField(form, field)
		}
	}
	form.Set("tags", "herons; python")
	if a := w.ask(t, http.MethodPost, eventAt+"/settings", form); a.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.Code, a.Body)
	}
	w.has(t, "event", `tags = ["herons", "python"]`)
	w.has(t, talk, `"herons"`)
	form = fieldsOf(w.get(t, eventAt).forms(eventAt + "/settings")[0])
	form.Set("start_date", "yesterday")
	form.Set("tags", "typed")
	again := w.ask(t, http.MethodPost, eventAt+"/settings", form)
	if again.Code != http.StatusBadRequest || !strings.Contains(textOf(again.doc), "start_date") {
		t.Fatalf("a day that is none: %d %s", again.Code, textOf(again.doc))
	}
	form = fieldsOf(again.forms(eventAt + "/settings")[0])
	form.Set("start_date", "2025-06-12")
	if a := w.ask(t, http.MethodPost, eventAt+"/settings", form); a.Code != http.StatusSeeOther {
		t.Errorf("mended: %d %s", a.Code, a.Body)
	}
	w.has(t, "event", `tags = ["typed"]`)
	w.has(t, "event", `start_date = "2025-06-12"`)
}

// What hosts say is text.
func TestHostileText(t *testing.T) {
	t.Parallel()
	w := newWorldOf(t, []string{`<script>alert(1)</script> "onload=x - Jane <b>Doe</b>`, `{{.Token}} </textarea><img src=x onerror=y>`})
	body := w.get(t, "/event/"+w.event).Body.String()
	for _, bad := range []string{"<script>alert", "<img src=x", "<b>Doe</b>"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
}

func TestLive(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	action, form := w.get(t, eventAt+"?at="+talk).form(t, talk)
	if !form.Has("description") || !form.Has("was.description") {
		t.Fatalf("the current talk's form has no description: %v", form)
	}
	form.Set("description", "An *open emphasis")
	before := w.draft(t, talk)
	a := w.ask(t, http.MethodPost, action+"/live", form)
	if a.Code != http.StatusOK || !strings.Contains(a.Body.String(), "line 1") {
		t.Errorf("%d %s", a.Code, a.Body)
	}
	if w.draft(t, talk) != before {
		t.Error("what is only being typed was saved")
	}
}

// Without script, too, what stevie is sure of is listed and taken in one act; parts of the
// page are there for the script.
func TestSure(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.surer(t)
	sure := map[string]bool{}
	for _, row := range w.get(t, eventAt).having("data-level", "sure") {
		sure[attribute(row, "data-name")] = true
	}
	page := w.get(t, eventAt+"/sure")
	form := fieldsOf(page.forms(eventAt + "/take")[0])
	if len(sure) == 0 || len(form["name"]) != len(sure) || !strings.Contains(textOf(page.doc), fmt.Sprintf("Take %d sure talks?", len(sure))) {
		t.Fatalf("%d are sure, listed are %q", len(sure), form["name"])
	}
	form.Set("act", "take")
	left := form["chosen"][1]
	form["chosen"] = slices.Delete(form["chosen"], 1, 2)
	if a := w.ask(t, http.MethodPost, eventAt+"/take", form); a.Code != http.StatusSeeOther {
		t.Fatalf("take them: %d %s", a.Code, a.Body)
	}
	for name := range sure {
		want := "ready"
		if name == left {
			want = "review"
		}
		w.has(t, name, `status = "`+want+`"`)
	}
}

// The script asks for rows by themselves, and for what has changed since it last asked.
func TestParts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	row := w.get(t, eventAt+"/draft/"+talk+"/row")
	if len(row.having("id", "t-"+talk)) != 1 || len(row.having("data-name", talk)) != 1 {
		t.Errorf("the row is %s", row.Body)
	}
	if pane := textOf(w.get(t, eventAt+"/draft/"+talk+"/pane").doc); !strings.Contains(pane, "As posted") || !strings.Contains(pane, "Readings") {
		t.Errorf("the pane says %s", pane)
	}
	since := attribute(w.get(t, eventAt).having("class", "count")[0], "data-revision")
	if a := w.ask(t, http.MethodGet, eventAt+"/changes?since="+since, nil); a.Code != http.StatusNoContent {
		t.Errorf("nothing has changed: %d %s", a.Code, a.Body)
	}
	w.edit(t, talk, "title", `"Theirs"`)
	var changed struct {
		Rows  map[string]string
		Names []string
	}
	must(t, json.Unmarshal(w.get(t, eventAt+"/changes?since="+since).Body.Bytes(), &changed))
	if len(changed.Rows) != 1 || !strings.Contains(changed.Rows[talk], "Theirs") || len(changed.Names) != 18 {
		t.Errorf("one has changed: %+v", changed)
	}
}
