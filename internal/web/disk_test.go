package web_test

import (
	"net/http"
	"strings"
	"testing"
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
