package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/keyboard"
)

// chip is a filter.
type chip struct {
	name string
	has  func(pipeline.View) bool
}

// chips lists the filters; the first one is none.
func chips() []chip {
	level := func(l ingest.Level) func(pipeline.View) bool {
		return func(v pipeline.View) bool { return v.Level == l }
	}
	return []chip{
		{"all", func(pipeline.View) bool { return true }},
		{"sure", level(ingest.LevelSure)},
		{"likely", level(ingest.LevelLikely)},
		{"unsure", level(ingest.LevelUnsure)},
		{"none", level(ingest.LevelNone)},
		{"new or near speakers", func(v pipeline.View) bool {
			return slices.ContainsFunc(v.Names, func(n pipeline.Name) bool { return n.State != pipeline.NameKnown })
		}},
		{"with findings", func(v pipeline.View) bool { return len(v.Findings) > 0 }},
	}
}

// turnChip goes to another filter.
func (r *reviewing) turnChip(by int) {
	n := len(chips())
	r.chip = (r.chip + by + n) % n
	if !r.isShown(r.at) {
		r.at = r.first()
	}
}

// leaveFilters takes search, filter and marks back.
func (r *reviewing) leaveFilters() {
	r.search, r.chip, r.marked = "", 0, map[string]bool{}
	if r.at == "" {
		r.at = r.first()
	}
}

// current is the talk on the screen; the zero View if there is none.
func (r *reviewing) current() pipeline.View {
	if !r.isShown(r.at) {
		return pipeline.View{}
	}
	return r.views[r.at]
}

// isShown reports whether a talk passes search and filter.
func (r *reviewing) isShown(path string) bool {
	v, ok := r.views[path]
	if !ok || !chips()[r.chip].has(v) {
		return false
	}
	rec := v.Draft.Record
	text := strings.Join(slices.Concat([]string{rec.Title, v.Draft.Source.Title, v.Draft.File}, rec.Speakers, rec.Tags), " ")
	return strings.Contains(bare.Words(text), bare.Words(r.search))
}

// isOpen reports whether a talk is shown and waits for a decision.
func (r *reviewing) isOpen(path string) bool {
	return r.isShown(path) && !r.views[path].IsSettled()
}

// first is the first open talk, or the last one that is shown.
func (r *reviewing) first() string {
	for _, want := range []func(string) bool{func(p string) bool { return r.isOpen(p) && !r.later[p] }, r.isOpen} {
		if i := slices.IndexFunc(r.order, want); i >= 0 {
			return r.order[i]
		}
	}
	for _, path := range slices.Backward(r.order) {
		if r.isShown(path) {
			return path
		}
	}
	return ""
}

// near is the nearest talk before or behind the current one that somebody wants, from
// the other end if there is none, without those that were left for later as long as there
// are others; else the current one.
func (r *reviewing) near(step int, want func(string) bool) string {
	at, n := max(slices.Index(r.order, r.at), 0), len(r.order)
	for _, skipLater := range []bool{true, false} {
		for i := 1; i < n; i++ {
			path := r.order[((at+step*i)%n+n)%n]
			if want(path) && !(skipLater && r.later[path]) {
				return path
			}
		}
	}
	return r.at
}

// goOn leaves a talk that is settled for the next open one.
func (r *reviewing) goOn() {
	if !r.isOpen(r.at) {
		r.at = r.near(+1, r.isOpen)
	}
}

func (r *reviewing) toggleMark() {
	if r.marked[r.at] {
		delete(r.marked, r.at)
	} else {
		r.marked[r.at] = true
	}
	r.at = r.near(+1, r.isOpen)
}

// markAll marks all open talks that are shown, or none if they are marked already.
func (r *reviewing) markAll() {
	all := map[string]bool{}
	for _, path := range r.order {
		if r.isOpen(path) {
			all[path] = true
		}
	}
	if len(r.marked) == len(all) {
		all = map[string]bool{}
	}
	r.marked = all
}

// find narrows the talks down to those with some words, as they are typed.
func (r *reviewing) find(ctx context.Context) error {
	before := r.search
	line := keyboard.NewLine("")
	ok, err := r.keys.Edit(ctx, line, func(l *keyboard.Line) {
		r.search = string(l.Text)
		if !r.isShown(r.at) {
			r.at = r.first()
		}
		r.screen.paint(append(r.page(), r.lineEditor("search", l)...))
	})
	if !ok {
		r.search = before
	}
	if !r.isShown(r.at) {
		r.at = r.first()
	}
	return err
}
