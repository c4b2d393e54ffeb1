package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"
)

// manyTitles are those of a large conference.
func manyTitles(n int) []string {
	titles := make([]string, n)
	for i := range titles {
		titles[i] = fmt.Sprintf("OtterPy 2025 | Speaker Number%04d | A talk about subject %04d of many", i, i)
	}
	return titles
}

func BenchmarkPage(b *testing.B) {
	w := newWorldOf(b, manyTitles(1000))
	w.get(b, "/event/"+w.event)
	for b.Loop() {
		w.get(b, "/event/"+w.event)
	}
}

func BenchmarkSave(b *testing.B) {
	w := newWorldOf(b, manyTitles(1000))
	page := w.get(b, "/event/"+w.event)
	var actions []string
	var forms []url.Values
	for _, name := range w.names(b) {
		action, form := page.form(b, name)
		form.Set("act", "skip")
		actions, forms = append(actions, action), append(forms, form)
	}
	i := 0
	for b.Loop() {
		a := w.ask(b, http.MethodPost, actions[i%1000], forms[i%1000], "X-Stevie: 1")
		if a.Code != http.StatusOK {
			b.Fatal(a.Body)
		}
		i++
	}
}

// A thousand rows: the page, and a key until what it does is drawn.
func TestThousandRows(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	browser := browser(t)
	w := newWorldOf(t, manyTitles(1000))
	start := time.Now()
	<-w.server.Warm(t.Context())
	t.Logf("until it serves: %v", time.Since(start))
	start = time.Now()
	page := w.get(t, "/event/"+w.event)
	t.Logf("the page for the first time: %v, %d kB", time.Since(start), page.Body.Len()/1000)
	start = time.Now()
	w.get(t, "/event/"+w.event)
	t.Logf("the page: %v", time.Since(start))
	p := w.open(t, browser, "/event/"+w.event)
	t.Logf("the page in the browser: %s", p.is(`(n => JSON.stringify({answer: n.responseEnd, interactive: n.domInteractive, loaded: n.loadEventEnd}))(performance.getEntriesByType("navigation")[0])`))
	p.is(`addEventListener("keydown", () => { const at = performance.now(); requestAnimationFrame(() => setTimeout(() => (window.took = performance.now() - at))) }, true)`)
	for _, key := range []string{"j", "j", "Enter", "Enter", "x", "J", "v", "v"} {
		p.is(`window.took = 0`)
		p.press(key)
		for p.is(`window.took`) == "0" {
			time.Sleep(5 * time.Millisecond)
		}
		t.Logf("%s: %s ms until it is drawn", key, p.is(`window.took`))
	}
}
