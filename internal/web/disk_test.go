package web_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// What others change on disk is seen before one types; the same field shows both.
func TestChangedOnDisk(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	p := w.open(t, b, eventAt)
	first := p.first()
	w.edit(t, first, "tags", `["theirs"]`)
	p.await(`document.querySelector("[aria-current] .tag.disk")?.textContent`, "changed on disk")
	p.await(`document.querySelector("[aria-current] [name=tags]").value`, "theirs")
	p.press("e")
	p.write("Mine")
	w.edit(t, first, "title", `"Theirs"`)
	p.await(`document.querySelector("[aria-current] .will b").textContent`, "Theirs")
	p.await(`document.activeElement.value`, "Mine")
	p.press("Enter")
	p.await(`[...document.querySelectorAll("[aria-current] .conflicts td")].slice(0, 2).map(td => td.textContent).join()`, "Mine,Theirs")
	if !strings.Contains(w.draft(t, first), `title = "Theirs"`) {
		t.Error("theirs is gone")
	}
	p.press("e", "Enter")
	w.awaitFile(t, first, `title = "Mine"`)
	p.await(`document.querySelectorAll(".conflicts").length`, "0")
}

// A conflict that nobody has seen coming stays until it is decided.
func TestConflictStays(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	p := w.open(t, b, eventAt)
	first := p.first()
	p.press("e")
	p.write("Mine")
	w.edit(t, first, "title", `"Theirs"`)
	p.press("Enter")
	p.await(`document.querySelectorAll("[aria-current] .conflicts").length`, "1")
	time.Sleep(2 * time.Second) // longer than it takes to look for changes
	p.await(`[...document.querySelectorAll("[aria-current] .conflicts td")].slice(0, 2).map(td => td.textContent).join()`, "Mine,Theirs")
	p.is(`document.querySelector("[data-reload]").click()`)
	p.await(`document.querySelectorAll(".conflicts").length`, "0")
	p.await(`document.querySelector("[aria-current] [name=title]").value`, "Theirs")
}

// Two tabs agree.
func TestTwoTabs(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	one := w.open(t, b, eventAt)
	other := w.tab(t, b, eventAt)
	name := one.first()
	one.press("e")
	one.write("Said in one")
	one.press("Enter")
	other.await(`document.querySelector("#t-`+name+` .will b").textContent`, "Said in one")
	other.await(`document.querySelectorAll(".tag.disk").length`, "0")
}

// Acts are undone after a restart, too.
func TestUndoAfterRestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.draft(t, talk)
	action, form := w.get(t, eventAt).form(t, talk)
	form.Set("act", "skip")
	if a := w.ask(t, http.MethodPost, action, form); a.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.Code, a.Body)
	}
	w.start(t, "127.0.0.1:0")
	_, form = w.get(t, eventAt).form(t, talk)
	a := w.ask(t, http.MethodPost, eventAt+"/undo", form)
	if a.Code != http.StatusSeeOther || w.draft(t, talk) != before {
		t.Errorf("%d\n%s", a.Code, w.draft(t, talk))
	}
}

// A draft that cannot be read for a while keeps its place in the list, and one that is
// deleted leaves the page.
func TestDraftsComeAndGo(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	names := w.names(t)
	p := w.open(t, b, eventAt)
	whole := w.draft(t, names[1])
	must(t, os.WriteFile(w.path(names[1]), []byte("title = \n"), 0o644))
	p.await(`document.querySelector("#head .fault")?.textContent.includes("1 file cannot be used")`, "true")
	must(t, os.WriteFile(w.path(names[1]), []byte(whole), 0o644))
	must(t, os.Remove(w.path(names[3])))
	p.await(`document.querySelector("#t-`+names[3]+`")`, "null")
	want := strings.Join(append(append([]string{}, names[:3]...), names[4:]...), ",")
	p.await(`[...document.querySelectorAll("#list .row")].map(r => r.dataset.name).join()`, want)
	if now := strings.Join(w.names(t), ","); now != want {
		t.Errorf("the order is\n%s\nwant\n%s", now, want)
	}
}

// A draft that can be read again, and another one that has changed at the same time.
func TestMendedBesideChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := w.names(t)
	whole := w.draft(t, names[0])
	must(t, os.WriteFile(w.path(names[0]), []byte("title = \n"), 0o644))
	if now := w.names(t); len(now) != len(names)-1 {
		t.Fatalf("with one that cannot be read there are %d rows", len(now))
	}
	must(t, os.WriteFile(w.path(names[0]), []byte(whole), 0o644))
	w.edit(t, names[1], "title", `"Theirs"`)
	if now := w.names(t); strings.Join(now, ",") != strings.Join(names, ",") {
		t.Errorf("the order is %v, want %v", now, names)
	}
}
