package cli

import (
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// hush keeps the secrets that this run knows out of everything that it prints: a
// person may give an address that has one, and a host may say one back.
type hush struct {
	mu       sync.Mutex
	replacer *strings.Replacer
	known    []string
}

// shortestSecret is the length below which a secret would be found in ordinary words.
const shortestSecret = 8

// know adds secrets, as they are and as they stand in addresses.
func (h *hush) know(secrets ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range secrets {
		if s = strings.TrimSpace(s); len(s) < shortestSecret {
			continue
		}
		for _, form := range []string{s, url.QueryEscape(s), url.PathEscape(s)} {
			if !slices.Contains(h.known, form) {
				h.known = append(h.known, form)
			}
		}
	}
	// The longest first, as one may begin like another.
	slices.SortFunc(h.known, func(a, b string) int { return len(b) - len(a) })
	pairs := make([]string, 0, 2*len(h.known))
	for _, s := range h.known {
		pairs = append(pairs, s, "[redacted]")
	}
	h.replacer = strings.NewReplacer(pairs...)
}

func (h *hush) text(s string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.replacer == nil {
		return s
	}
	return h.replacer.Replace(s)
}

// writer returns w without the secrets. What is printed comes a line or more at a
// time, so that no secret is divided.
func (h *hush) writer(w io.Writer) io.Writer { return &hushed{w, h} }

type hushed struct {
	to   io.Writer
	hush *hush
}

// Write implements [io.Writer].
func (w *hushed) Write(p []byte) (int, error) {
	text := string(p)
	clean := w.hush.text(text)
	if clean == text {
		return w.to.Write(p)
	}
	if _, err := io.WriteString(w.to, clean); err != nil {
		return 0, err
	}
	return len(p), nil
}

// unhushed is the stream below, for programs that need the terminal itself.
func unhushed(w io.Writer) io.Writer {
	if h, ok := w.(*hushed); ok {
		return h.to
	}
	return w
}
