package web_test

import (
	"strings"
	"testing"
)

// A title that was split wrongly is mended by picking words, and what is like it is read
// alike.
func TestPickWords(t *testing.T) {
	b := browser(t)
	w := newWorldOf(t, []string{
		"OtterPy 2025 | Ada Example | Fast Parsers in Practice", "OtterPy 2025 | Bea Sample | Slow Cooking with Queues",
		"OtterPy 2025 | Cy Instance | Quiet Logs for Loud Systems", "OtterPy 2025 | Dee Specimen | Small Maps of Large Cities",
		"Lightning Talks",
	})
	names := w.names(t)
	var four []string
	for _, name := range names {
		if src := w.draft(t, name); !strings.Contains(src, "Lightning") {
			four = append(four, name)
			w.edit(t, name, "title", `"OtterPy 2025"`)
			w.edit(t, name, "speakers", `[]`)
		}
	}
	p := w.open(t, b, "/event/"+w.event)
	for p.is(current) != four[0] {
		p.press("j")
	}
	raw := p.is(`document.querySelector("[aria-current] .raw").textContent`)
	p.press("w")
	p.await(`document.querySelector(".word.at").textContent`, "OtterPy")
	p.press("End")
	p.await(`document.querySelector(".word.at").textContent`, raw[strings.LastIndex(raw, " ")+1:])
	p.press("S-ArrowLeft", "S-ArrowLeft", "S-ArrowLeft", "t")
	p.press("Home", "ArrowRight", "ArrowRight", "ArrowRight", "S-ArrowRight", "s", "Enter")
	piece := strings.Split(raw, " | ")
	w.awaitFile(t, four[0], "title = "+quote(piece[2]))
	w.awaitFile(t, four[0], "speakers = ["+quote(piece[1])+"]")
	p.await(`document.querySelector("dialog[open] h2")?.textContent`, "Read these 3 alike?")
	p.press("Enter")
	for _, name := range four[1:] {
		raw := p.is(`document.querySelector("#t-` + name + ` .raw").textContent`)
		piece := strings.Split(raw, " | ")
		w.awaitFile(t, name, "title = "+quote(piece[2]))
		w.awaitFile(t, name, "speakers = ["+quote(piece[1])+"]")
		w.awaitFile(t, name, `status = "ready"`)
	}
	p.await(`document.querySelectorAll('.row[data-stage="settled"]').length`, "3")
	p.press("u")
	for _, name := range four[1:] {
		w.awaitFile(t, name, `title = "OtterPy 2025"`)
	}
	if !strings.Contains(w.draft(t, four[0]), "title = "+quote(piece[2])) {
		t.Error("undo took back more than the last act")
	}
	p.await(`document.querySelectorAll("dialog[open]").length`, "0")
	for p.is(current) != four[0] {
		p.press("j")
	}
	p.press("n")
	p.await(`document.querySelector("dialog[open] h2")?.textContent`, "Read these 3 alike?")
	p.press("Escape")
	p.await(`document.querySelectorAll("dialog[open]").length`, "0")
}

// Without keys words are picked with the finger.
func TestPickWordsByHand(t *testing.T) {
	b := browser(t)
	w := newWorldOf(t, []string{"Fast Parsers in Practice", "Slow Cooking with Queues"})
	p := w.open(t, b, "/event/"+w.event)
	first := p.first()
	p.is(`document.querySelector('[data-act="words"]').click()`)
	p.is(`document.querySelector('[data-word="1"]').click()`)
	p.is(`document.querySelector('[data-word="2"]').click()`)
	p.is(`document.querySelector('[data-pick="t"]').click()`)
	p.is(`document.querySelector('[data-pick="Enter"]').click()`)
	want := strings.Join(strings.Fields(p.is(`document.querySelector("[aria-current] .raw").textContent`))[1:3], " ")
	w.awaitFile(t, first, "title = "+quote(want))
	p.await(`document.querySelector("#pane .acts-done")?.textContent.includes("Save")`, "true")
	p.is(`document.querySelector("#pane [data-undo] button").click()`)
	p.await(`document.querySelector("[aria-current] [name=title]").value.includes(`+quote(strings.Fields(want)[0])+`)`, "true")
	p.await(`document.querySelector("#pane .acts-done")?.textContent.includes("undone")`, "true")
}

func TestDropWords(t *testing.T) {
	b := browser(t)
	w := newWorldOf(t, []string{"Fast Parsers in Practice", "Slow Cooking with Queues"})
	p := w.open(t, b, "/event/"+w.event)
	first := p.first()
	before := w.draft(t, first)
	p.press("w", "End", "x", "Escape")
	p.await(`document.querySelectorAll(".picking").length`, "0")
	p.press("w", "End", "x", "Enter")
	want := strings.Join(strings.Fields(p.is(`document.querySelector("[aria-current] .raw").textContent`))[:3], " ")
	w.awaitFile(t, first, "title = "+quote(want))
	p.press("u")
	w.awaitFile(t, first, before)
}

// A dropped word is that word, not letters within another one.
func TestDropShortWord(t *testing.T) {
	b := browser(t)
	w := newWorldOf(t, []string{"Python on Rails - A Parser in a Nutshell"})
	name := w.names(t)[0]
	w.edit(t, name, "title", `"Python on Rails - A Parser in a Nutshell"`)
	w.edit(t, name, "speakers", `[]`)
	p := w.open(t, b, "/event/"+w.event)
	p.press("w", "ArrowRight", "x", "ArrowRight", "x", "Enter") // on, -
	w.awaitFile(t, name, `title = "Python Rails A Parser in a Nutshell"`)
	p.await(`document.querySelector("[aria-current] [name=title]").value`, "Python Rails A Parser in a Nutshell")
	p.press("u")
	p.await(`document.querySelector("[aria-current] [name=title]").value`, "Python on Rails - A Parser in a Nutshell")
	p.press("w", "Home")
	for range 7 {
		p.press("ArrowRight")
	}
	p.press("x", "Enter") // the second a
	w.awaitFile(t, name, `title = "Python on Rails - A Parser in Nutshell"`)
}
