package web_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/pyvideo/stevie/internal/keys"
)

// Each key of the list does what the list says: here those that change no draft.
func TestKeysThatOnlyLook(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	const focused = `document.activeElement.name || document.activeElement.id`
	tested := map[string]bool{}
	p := w.open(t, b, eventAt)
	for _, test := range []struct {
		act  string
		keys []string
		is   string
		want string
	}{
		{"next", []string{"j"}, current + ` === ` + nth(1), "true"},
		{"previous", []string{"j", "j", "k"}, current + ` === ` + nth(1), "true"},
		{"next-any", []string{"J"}, current + ` === ` + nth(1), "true"},
		{"previous-any", []string{"j", "K"}, current + ` === ` + nth(0), "true"},
		{"title", []string{"e"}, focused, "title"},
		{"speakers", []string{"s"}, focused, "speakers"},
		{"date", []string{"d"}, focused, "recorded"},
		{"language", []string{"l"}, focused, "language"},
		{"tags", []string{"g"}, focused, "tags"},
		{"description", []string{"b"}, focused, "description"},
		{"words", []string{"w"}, `document.querySelectorAll(".picking .word.at").length`, "1"},
		{"session", []string{"m"}, `document.querySelector("#say").textContent.includes("no schedule")`, "true"},
		{"later", []string{"f"}, `document.querySelector(".row.later").dataset.name === ` + nth(0) + ` && ` + current + ` === ` + nth(1), "true"},
		{"mark", []string{"Space"}, `document.querySelectorAll(".row.marked").length`, "1"},
		{"mark", []string{"Space", "Space"}, `document.querySelectorAll(".row.marked").length`, "0"},
		{"mark-all", []string{"v"}, `document.querySelectorAll(".row.marked").length === document.querySelectorAll(".row").length`, "true"},
		{"search", []string{"/"}, focused, "seek"},
		{"chip-next", []string{"]"}, `document.querySelectorAll(".chips .on").length`, "1"},
		{"chip-previous", []string{"]", "]", "["}, `document.querySelector(".chips .on").textContent.startsWith("settled")`, "true"},
		{"one", []string{"z"}, `[...document.querySelectorAll(".row")].filter(r => r.offsetHeight).length`, "1"},
		{"keys", []string{"?"}, `document.querySelector("#keys").open`, "true"},
		{"keys", []string{"?", "Escape"}, `document.querySelector("#keys").open`, "false"},
		{"out", []string{"z", "Escape"}, `document.body.classList.contains("one")`, "false"},
		{"out", []string{"v", "Escape"}, `document.querySelectorAll(".row.marked").length`, "0"},
		{"out", []string{"e", "Escape"}, `document.activeElement === document.querySelector('[aria-current]')`, "true"},
		{"out", []string{"w", "Escape"}, `document.querySelectorAll(".picking").length`, "0"},
		{"open", []string{"o"}, `opened.join()`, "https://www.youtube.com/watch"},
		{"play", []string{"p"}, `document.querySelector(".player iframe")?.src ?? ""`, "https://www.youtube-nocookie.com/embed/"},
		{"history", []string{"U"}, `location.pathname`, eventAt + "/history"},
		{"publish", []string{"P"}, `location.pathname`, eventAt + "/publish"},
	} {
		tested[test.act] = true
		t.Run(test.act+" "+strings.Join(test.keys, " "), func(t *testing.T) {
			p.t = t
			p.forgive = p.forgive || test.act == "play" || test.act == "history" || test.act == "publish" // asked for, and pages of others
			p.do(chromedp.Navigate(w.origin + eventAt))
			p.is(`(window.opened = [], window.open = (address) => window.opened.push(address), 0)`)
			p.press(test.keys...)
			p.awaitPrefix(test.is, test.want)
		})
	}
	for _, act := range []string{"take", "read-1", "read-2", "read-3", "read-4", "read-5", "skip", "ready", "undo", "take-sure", "again", "alike"} {
		tested[act] = true // below
	}
	for _, act := range keys.Acts() {
		if !tested[act.Name] {
			t.Errorf("the key of %s has no test", act.Name)
		}
	}
}

// first is the talk that the page begins with.
func (p *tab) first() string { return p.is(current) }

func TestKeysThatAct(t *testing.T) {
	b := browser(t)
	for _, test := range []struct {
		name string
		do   func(t *testing.T, w *world, p *tab)
	}{
		{"take", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			p.press("Enter")
			w.awaitFile(t, first, `status = "ready"`)
			p.await(current+` === `+nth(1), "true")
			p.await(`document.querySelector(".count").textContent.startsWith("1 of")`, "true")
		}},
		{"skip", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			p.press("x")
			w.awaitFile(t, first, `status = "skip"`)
			p.await(current+` === `+nth(1), "true")
			p.await(nthIs(0, "level"), "skip")
			p.press("K", "x")
			w.awaitFile(t, first, `status = "review"`)
			p.await(current, first)
		}},
		{"skip gives back what was", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			p.press("r")
			w.awaitFile(t, first, `status = "ready"`)
			p.await(nthIs(0, "level"), "ready")
			p.press("x")
			w.awaitFile(t, first, `status = "skip"`)
			p.await(nthIs(0, "level"), "skip")
			p.press("K", "x")
			w.awaitFile(t, first, `status = "ready"`)
		}},
		{"ready", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			p.press("r")
			w.awaitFile(t, first, `status = "ready"`)
			p.await(current, first)
			p.await(nthIs(0, "level"), "ready")
			p.press("r")
			w.awaitFile(t, first, `status = "review"`)
		}},
		{"undo", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			before := w.draft(t, first)
			p.press("e")
			p.write("Something else")
			p.press("Enter")
			w.awaitFile(t, first, `title = "Something else"`)
			p.press("j", "u")
			w.awaitFile(t, first, before)
			p.await(current, first)
		}},
		{"again", func(t *testing.T, w *world, p *tab) {
			second := p.is(nth(1))
			p.press("x", ".")
			w.awaitFile(t, second, `status = "skip"`)
		}},
		{"again, what was typed", func(t *testing.T, w *world, p *tab) {
			third := p.is(nth(2))
			p.press("l")
			p.write("spa")
			p.press("Enter", "j", "j", ".")
			w.awaitFile(t, third, `language = "spa"`)
			w.has(t, third, `status = "review"`)
			p.await(current, third)
		}},
		{"marked together", func(t *testing.T, w *world, p *tab) {
			names := []string{p.is(nth(0)), p.is(nth(1))}
			p.press("Space", "j", "Space", "x")
			p.await(`document.querySelectorAll("dialog[open] li").length`, "2")
			p.press("Enter")
			for _, name := range names {
				w.awaitFile(t, name, `status = "skip"`)
			}
			p.await(current+` === `+nth(2), "true")
		}},
		{"take all sure ones", func(t *testing.T, w *world, p *tab) {
			w.surer(t)
			p.await(`document.querySelectorAll(".row.sure").length > 2`, "true")
			names := strings.Split(p.is(`[...document.querySelectorAll(".row.sure")].map(r => r.dataset.name).join()`), ",")
			other := p.is(`document.querySelector(".row:not(.sure)").dataset.name`)
			p.press("a", "Escape", "a")
			p.await(`document.querySelectorAll("dialog[open] li").length`, strconv.Itoa(len(names)))
			if title := p.is(`document.querySelector("dialog[open] h2").textContent`); !strings.Contains(title, strconv.Itoa(len(names))) {
				t.Errorf("%q does not say how many", title)
			}
			w.has(t, names[0], `status = "review"`)
			p.press("Enter")
			for _, name := range names {
				w.awaitFile(t, name, `status = "ready"`)
			}
			w.has(t, other, `status = "review"`)
			p.await(`document.querySelectorAll("dialog[open]").length`, "0")
			p.press("u")
			for _, name := range names {
				w.awaitFile(t, name, `status = "review"`)
			}
		}},
		{"take the sure ones but for one", func(t *testing.T, w *world, p *tab) {
			w.surer(t)
			p.await(`document.querySelectorAll(".row.sure").length > 2`, "true")
			names := strings.Split(p.is(`[...document.querySelectorAll(".row.sure")].map(r => r.dataset.name).join()`), ",")
			p.press("a")
			p.await(`document.querySelectorAll("dialog[open] li").length`, strconv.Itoa(len(names)))
			p.press("ArrowDown", "ArrowDown", "Space")
			p.await(`document.querySelector("dialog[open] button.main").textContent`, fmt.Sprintf("Take %d", len(names)-1))
			p.press("ArrowUp", "Space", "Space", "ArrowDown", "Enter")
			for i, name := range names {
				if i != 1 {
					w.awaitFile(t, name, `status = "ready"`)
				}
			}
			w.has(t, names[1], `status = "review"`)
		}},
		{"search", func(t *testing.T, w *world, p *tab) {
			p.press("/")
			p.write("lightning")
			p.await(`[...document.querySelectorAll(".row")].filter(r => !r.hidden).length`, "1")
			p.press("Escape")
			p.await(`[...document.querySelectorAll(".row")].filter(r => !r.hidden).length`, "18")
			p.await(`document.activeElement === document.querySelector('[aria-current]')`, "true")
		}},
		{"nothing is shown", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			p.press("/")
			p.write("no talk is called this")
			p.is(`document.activeElement.blur()`)
			p.press("x")
			p.await(`document.querySelector("#say").textContent.includes("Nothing is shown")`, "true")
			w.has(t, first, `status = "review"`)
			p.press("Escape")
			p.await(`document.querySelectorAll(".row:not([hidden])").length`, "18")
		}},
		{"typing has no keys", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			p.press("e")
			p.is(`document.activeElement.select()`)
			p.press("x", "u", "j", "Enter")
			w.awaitFile(t, first, `title = "xuj"`)
			p.await(current, first)
			p.await(`document.activeElement === document.querySelector('[aria-current]')`, "true")
		}},
		{"Ctrl is not ours", func(t *testing.T, w *world, p *tab) {
			p.pressKey(pressed{key: "x", code: "KeyX", ctrl: true})
			p.press("j")
			p.await(current+` === `+nth(1), "true")
			p.await(nthIs(0, "stage")+` !== "settled"`, "true")
		}},
		{"description", func(t *testing.T, w *world, p *tab) {
			first := p.first()
			p.press("b")
			p.await(`document.activeElement.name`, "description")
			p.write("One line")
			p.press("Enter")
			p.is(`document.execCommand("insertText", false, "and *another*")`)
			p.await(`document.querySelector(".rendered em")?.textContent`, "another")
			p.pressKey(pressed{key: "Enter", code: "Enter", virtual: 13, ctrl: true})
			w.awaitFile(t, first, "One line\nand *another*\n")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			test.do(t, w, w.open(t, b, eventAt))
		})
	}
}

// Readings are taken by their number, whether the work pane is there yet or not.
func TestReadingKeys(t *testing.T) {
	b := browser(t)
	for n, key := range []string{"1", "2", "3", "4", "5"} {
		t.Run(key, func(t *testing.T) {
			w := newWorld(t)
			name, want := w.withReadings(t, n+1)
			p := w.open(t, b, eventAt+"?at="+name)
			p.await(current, name)
			p.press(key)
			w.awaitFile(t, name, `status = "ready"`)
			if got := w.draft(t, name); !strings.Contains(got, "title = "+quote(want.Title)) {
				t.Errorf("reading %s is %q: %s", key, want.Title, got)
			}
			p.await(current+` !== "`+name+`"`, "true")
		})
	}
}

func nthIs(n int, data string) string {
	return strings.TrimSuffix(nth(n), ".name") + "." + data
}

// Keys are found by where they are when what they produce is no key of ours.
func TestOtherKeyboards(t *testing.T) {
	b := browser(t)
	for _, test := range []struct {
		name string
		key  pressed
		want string // what has become of the first talk
	}{
		{"x of Dvorak, where b is", pressed{key: "x", code: "KeyB", text: "x"}, "skip"},
		{"Cyrillic", pressed{key: "ч", code: "KeyX", text: "ч"}, "skip"},
		{"1 of AZERTY", pressed{key: "&", code: "Digit1", text: "&"}, "ready"},
		{"Enter of the numbers", pressed{key: "Enter", code: "NumpadEnter", text: "\r", virtual: 13}, "ready"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.open(t, b, eventAt)
			first := p.first()
			p.pressKey(test.key)
			w.awaitFile(t, first, `status = "`+test.want+`"`)
		})
	}
}

// An event is settled by keys alone, and at each step one row is current and has the focus.
func TestSettleByKeys(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	p := w.open(t, b, eventAt)
	for i := range 18 {
		p.await(`document.activeElement.getAttribute("aria-current")`, "true")
		key := "Enter"
		if i%5 == 4 {
			key = "x"
		}
		p.press(key)
	}
	p.await(`document.querySelector(".count").textContent`, "18 of 18 settled, 0 to look at, 0 to type")
	p.await(current+` === `+nth(17), "true")
	var left []string
	views, _ := w.pipeline.Drafts(context.Background(), "heronpy-2025")
	for _, v := range views {
		if v.Status == "review" {
			left = append(left, v.Path)
		}
	}
	if len(left) > 0 {
		t.Errorf("left in review: %v", left)
	}
}

// A page that was opened with a filter has all rows once that is taken back.
func TestFilteredPageIsUnfiltered(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	w.edit(t, talk, "status", `"skip"`)
	const visible = `[...document.querySelectorAll("#list .row")].filter(r => !r.hidden).length`
	p := w.open(t, b, eventAt+"?show=status:skip")
	p.await(visible, "1")
	p.press("Escape")
	p.await(visible, "18")
	p.await(`[...document.querySelectorAll("#list .row")].map(r => r.dataset.name).join()`, strings.Join(w.names(t), ","))
	p.await(current, talk)
	p.press("j", "Enter")
	p.await(`document.querySelector(".count").textContent.startsWith("2 of 18")`, "true")
}

// What cannot be saved is not lost: it stands where it was typed, and the row is as unsettled
// as before.
func TestWhatCannotBeSavedStays(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	p := w.open(t, b, eventAt)
	p.forgive = true // the answer is an error, which browsers put into their console
	first := p.first()
	before := w.draft(t, first)
	p.press("d")
	p.write("yesterday")
	p.press("Enter")
	p.await(`document.querySelector("#say").textContent.includes("is not a date")`, "true")
	p.await(`document.querySelector("[aria-current] [name=recorded]").value`, "yesterday")
	p.press("Enter")
	p.await(current+` === `+nth(1), "true")
	p.await(`document.querySelector(".row").dataset.stage !== "settled" && !document.querySelector(".row").classList.contains("sending")`, "true")
	if after := w.draft(t, first); after != before {
		t.Errorf("it was saved:\n%s", after)
	}
}

// What is typed and saved before the save before it is answered is a change of that, and
// nobody else's.
func TestTypedFasterThanSaved(t *testing.T) {
	b := browser(t)
	w := newWorld(t)
	p := w.open(t, b, eventAt)
	first := p.first()
	p.is(`(fetch => (window.fetch = (...given) => new Promise(r => setTimeout(r, 300)).then(() => fetch(...given)), 0))(window.fetch)`)
	for _, title := range []string{"Said once", "Said twice", "Said thrice"} {
		p.press("e")
		p.write(title)
		p.press("Enter")
	}
	w.awaitFile(t, first, `title = "Said thrice"`)
	if said := p.is(`document.querySelector("#say").textContent`); said != "" {
		t.Errorf("the page says %q", said)
	}
}
