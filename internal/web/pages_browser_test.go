package web_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/pyvideo/stevie/internal/demo"
)

// look is how a page is looked at.
func (p *tab) look(width int64, scheme, target string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: 1100, DeviceScaleFactor: 1, Mobile: width < 800,
	})
	must(p.t, err)
	_, err = chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	must(p.t, err)
	p.do(chromedp.Navigate(p.origin + target))
}

// busy is a world in which there is something to be seen on every page.
func busy(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.programme(t)
	w.act(t, talk, "take")
	form, _ := w.publish(t, "")
	if a := w.ask(t, http.MethodPost, publishAt, fieldsOf(form)); a.Code != http.StatusOK {
		t.Fatalf("publish: %d", a.Code)
	}
	w.act(t, talk, "save", "language", "fra", "speakers", "Zofia Zurawska")
	w.act(t, other, "save", "title", "Packaging Without Too Many Tears, and What Came of It")
	w.act(t, other, "take")
	w.act(t, "lightning-talks", "skip")
	w.act(t, "maps-from-open-data", "take", "title", "")
	w.edit(t, "a-compiler-in-an-afternoon", "language", `"fra"`)
	must(t, os.WriteFile(w.path("broken"), []byte("title = "), 0o644))
	return w
}

func otherPages() map[string]string {
	return map[string]string{
		"start": "/", "names": namesAt, "pairs": pairsAt, "publish": publishAt, "history": historyAt, "library": "/library",
		"found": "/library?q=heron", "library-event": "/library/event/" + demo.Event, "talk": "/library/event/heronpy-2024/a-debugger-made-of-paper",
	}
}

// TestPagesOnAPhone has nothing that goes beyond the screen, and nothing that the console
// complains of.
func TestPagesOnAPhone(t *testing.T) {
	t.Parallel()
	b := browser(t)
	w := busy(t)
	w.edit(t, "profiling-with-patience", "title", fmt.Sprintf("%q", hostile()[6]))
	p := w.open(t, b, "/")
	for name, target := range otherPages() {
		for _, width := range []int64{390, 1280} {
			p.look(width, "light", target)
			if got := p.is(`document.documentElement.scrollWidth <= innerWidth`); got != "true" {
				t.Errorf("%s scrolls sideways at %d: %s", name, width, p.is(`document.documentElement.scrollWidth`))
			}
		}
	}
}

// TestPageKeys decides by keys alone.
func TestPageKeys(t *testing.T) {
	t.Parallel()
	b := browser(t)
	w := busy(t)
	p := w.open(t, b, eventAt+"/names")
	p.press("?")
	p.await(`document.querySelector("#pagekeys").open`, "true")
	p.press("Escape")
	p.await(`document.querySelector("#pagekeys").open`, "false")
	p.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-on~="session"]').closest("[data-item]").focus()`))
	p.press("m")
	w.awaitFile(t, talk, `speakers = ["Zofia Żurawska"]`)
	p.await(`location.pathname`, namesAt)
	p.await(`document.readyState`, "complete")
	p.press("U")
	p.await(`location.pathname`, historyAt)
	p.await(`document.readyState`, "complete")
	p.press("j", "Enter")
	w.awaitFile(t, talk, `speakers = ["Zofia Zurawska"]`)
	p.await(`document.readyState`, "complete")
	p.press("P")
	p.await(`location.pathname`, publishAt)
	p.await(`document.readyState`, "complete")
	p.press("Escape")
	p.await(`location.pathname`, eventAt)
	p.do(chromedp.Navigate(w.origin + "/library"))
	p.press("/")
	p.await(`document.activeElement.id`, "find")
	p.press("p", "e", "n", "c", "i", "l")
	p.await(`document.querySelectorAll("#found [data-item]").length`, "1")
	p.await(`location.search`, "?q=pencil")
	p.press("Escape", "j", "Enter")
	p.await(`location.pathname`, "/library/event/heronpy-2024/a-debugger-made-of-paper")
}

// TestShotsOfPages takes pictures for people to look at.
func TestShotsOfPages(t *testing.T) {
	if *shots == "" {
		t.Skip("skipped: -shots DIR takes pictures of the pages")
	}
	must(t, os.MkdirAll(*shots, 0o755))
	w := busy(t)
	p := w.open(t, browser(t), "/")
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			for name, target := range otherPages() {
				p.look(width, scheme, target)
				p.shoot(p.ctx, fmt.Sprintf("%s-%d-%s.png", name, width, scheme))
			}
			p.look(width, scheme, publishAt)
			p.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => (d.open = true))`))
			p.shoot(p.ctx, fmt.Sprintf("publish-open-%d-%s.png", width, scheme))
		}
	}
}

func (p *tab) shoot(ctx context.Context, name string) {
	p.t.Helper()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	must(p.t, err)
	must(p.t, os.WriteFile(filepath.Join(*shots, name), png, 0o644))
}

// TestLibraryByTyping finds, narrows and plays as somebody types and clicks.
func TestLibraryByTyping(t *testing.T) {
	t.Parallel()
	b := browser(t)
	w := newWorld(t)
	p := w.open(t, b, "/library")
	p.forgive = true // the player is another's page
	p.is(`(() => { const find = document.querySelector("#find"); find.value = "debugg"; find.dispatchEvent(new Event("input")); })()`)
	p.await(`document.querySelector("#found .result b")?.textContent`, "A Debugger Made of Paper")
	p.await(`location.search`, "?q=debugg")
	p.is(`document.querySelector('.facets a[href*="lang%3Aeng"]').click()`)
	p.await(`document.querySelector("#find")?.value`, "lang:eng debugg")
	p.await(`document.querySelector(".result a") !== null`, "true")
	p.is(`document.querySelector(".result a").click()`)
	p.await(`document.querySelector("iframe") === null && document.querySelector("[data-play]") !== null`, "true")
	// The script may come after the page.
	p.await(`(document.querySelector("[data-play]")?.click(), document.querySelector(".player iframe")?.src.startsWith("https://www.youtube-nocookie.com/embed/"))`, "true")
}
