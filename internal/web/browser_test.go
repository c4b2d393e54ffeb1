package web_test

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/pyvideo/stevie/internal/needs"
)

// browser starts a real browser for a test, which opens a tab for each of its parts.
func browser(t *testing.T) context.Context {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		needs.Missing(t, "chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox)
	allocated, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewContext(allocated)
	t.Cleanup(stop)
	must(t, chromedp.Do(ctx))
	return ctx
}

// tab is a page in a browser.
type tab struct {
	t      *testing.T
	ctx    context.Context
	origin string

	mu        sync.Mutex
	trouble   []string        // what the console complained of
	elsewhere map[string]bool // requests that went elsewhere
	forgive   bool            // what is asked for may be missing, or elsewhere
}

// open serves a world and shows one of its pages.
func (w *world) open(t *testing.T, browser context.Context, target string) *tab {
	t.Helper()
	serving, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	server := w.server
	go func() { done <- server.Serve(serving) }()
	t.Cleanup(func() {
		end()
		must(t, <-done)
	})
	return w.tab(t, browser, target)
}

// tab shows a page of a world that is served.
func (w *world) tab(t *testing.T, browser context.Context, target string) *tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	p := &tab{t: t, ctx: ctx, origin: w.origin, elsewhere: map[string]bool{}}
	must(t, chromedp.Listen(ctx, p.listen))
	t.Cleanup(func() {
		stop()
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.forgive {
			return
		}
		for _, line := range p.trouble {
			t.Errorf("the browser's console: %s", line)
		}
		for address := range p.elsewhere {
			t.Errorf("a request went to %s", address)
		}
	})
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	must(t, err)
	_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	must(t, err)
	p.do(chromedp.Navigate(w.origin + target))
	return p
}

func (p *tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.trouble = append(p.trouble, fmt.Sprint(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.trouble = append(p.trouble, e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, p.origin+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
			p.elsewhere[e.Request.URL] = true
		}
	}
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	must(p.t, chromedp.Do(ctx, steps...))
}

// is is what an expression in the page comes to.
func (p *tab) is(expression string) string {
	p.t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`String(`+expression+`)`))
	must(p.t, err)
	return text
}

// await waits until an expression in the page is what it should be.
func (p *tab) await(expression, want string) {
	p.t.Helper()
	var got string
	for range 200 {
		if got = p.is(expression); got == want {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.t.Fatalf("%s: %q, want %q", expression, got, want)
}

// awaitPrefix waits until an expression in the page begins as it should.
func (p *tab) awaitPrefix(expression, want string) {
	p.t.Helper()
	p.await(`(s => s.startsWith(`+quote(want)+`))(String(`+expression+`))`, "true")
}

func quote(s string) string { return fmt.Sprintf("%q", s) }

// awaitFile waits until a draft's file has a text.
func (w *world) awaitFile(t *testing.T, name, want string) {
	t.Helper()
	for range 200 {
		if strings.Contains(w.draft(t, name), want) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%s has no %s:\n%s", name, want, w.draft(t, name))
}

// press presses keys, one after the other: characters, or names of keys. S- before one is
// Shift.
func (p *tab) press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		key, shift := strings.CutPrefix(key, "S-")
		k := pressed{key: key, shift: shift}
		switch key {
		case "Enter":
			k.code, k.text, k.virtual = "Enter", "\r", 13
		case "Escape":
			k.code, k.virtual = "Escape", 27
		case "Space":
			k.key, k.code, k.text, k.virtual = " ", "Space", " ", 32
		case "Home":
			k.code, k.virtual = "Home", 36
		case "End":
			k.code, k.virtual = "End", 35
		case "ArrowLeft":
			k.code, k.virtual = "ArrowLeft", 37
		case "ArrowRight":
			k.code, k.virtual = "ArrowRight", 39
		case "ArrowUp":
			k.code, k.virtual = "ArrowUp", 38
		case "ArrowDown":
			k.code, k.virtual = "ArrowDown", 40
		default:
			k.text = key
		}
		p.pressKey(k)
	}
}

// pressed is one key: what it produces, and where it is.
type pressed struct {
	key, code, text string
	virtual         int64
	shift, ctrl     bool
}

func (p *tab) pressKey(k pressed) {
	p.t.Helper()
	event := input.DispatchKeyEventParams{Key: k.key, Code: k.code, WindowsVirtualKeyCode: k.virtual, Text: k.text}
	if k.shift {
		event.Modifiers |= shiftDown
	}
	if k.ctrl {
		event.Modifiers |= ctrlDown
		event.Text = ""
	}
	event.Type = input.DispatchKeyEventTypeKeyDown
	if event.Text == "" {
		event.Type = input.DispatchKeyEventTypeRawKeyDown
	}
	_, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, event)
	must(p.t, err)
	event.Type, event.Text = input.DispatchKeyEventTypeKeyUp, ""
	_, err = chromedp.Call(p.ctx, input.DispatchKeyEvent, event)
	must(p.t, err)
}

// Keys that are held down, as the browser counts them.
const (
	ctrlDown  = 2
	shiftDown = 8
)

// write types a text into what has the focus, in place of what is there.
func (p *tab) write(text string) {
	p.t.Helper()
	p.is(`document.activeElement.select()`)
	_, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text})
	must(p.t, err)
}

// current is the name of the current talk.
const current = `(document.querySelectorAll('[aria-current]').length === 1 ? document.querySelector('[aria-current="true"]').dataset.name : "not one")`

// nth is the name of a row, counted from 0.
func nth(n int) string {
	return fmt.Sprintf(`document.querySelectorAll("#list .row")[%d].dataset.name`, n)
}
