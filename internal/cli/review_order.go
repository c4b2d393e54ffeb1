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

// pass is one way through an event's talks: their order, and which of them is current.
type pass struct {
	order  []string // drafts by path, in the order that is fixed when the pass begins
	views  map[string]pipeline.View
	at     string          // the current draft's path
	marked map[string]bool // by path
	later  map[string]bool
	search string
	chip   int
}

func newPass() pass { return pass{marked: map[string]bool{}, later: map[string]bool{}} }

// turnChip goes to another filter.
func (p *pass) turnChip(by int) {
	n := len(chips())
	p.chip = (p.chip + by + n) % n
	if !p.isShown(p.at) {
		p.at = p.first()
	}
}

// leaveFilters takes search, filter and marks back.
func (p *pass) leaveFilters() {
	p.search, p.chip, p.marked = "", 0, map[string]bool{}
	if p.at == "" {
		p.at = p.first()
	}
}

// current is the talk on the screen; the zero View if there is none.
func (p *pass) current() pipeline.View {
	if !p.isShown(p.at) {
		return pipeline.View{}
	}
	return p.views[p.at]
}

// isShown reports whether a talk passes search and filter.
func (p *pass) isShown(path string) bool {
	v, ok := p.views[path]
	if !ok || !chips()[p.chip].has(v) {
		return false
	}
	rec := v.Draft.Record
	text := strings.Join(slices.Concat([]string{rec.Title, v.Draft.Source.Title, v.Draft.File}, rec.Speakers, rec.Tags), " ")
	return strings.Contains(bare.Words(text), bare.Words(p.search))
}

// isOpen reports whether a talk is shown and waits for a decision.
func (p *pass) isOpen(path string) bool {
	return p.isShown(path) && !p.views[path].IsSettled()
}

// first is the first open talk, or the last one that is shown.
func (p *pass) first() string {
	for _, want := range []func(string) bool{func(path string) bool { return p.isOpen(path) && !p.later[path] }, p.isOpen} {
		if i := slices.IndexFunc(p.order, want); i >= 0 {
			return p.order[i]
		}
	}
	for _, path := range slices.Backward(p.order) {
		if p.isShown(path) {
			return path
		}
	}
	return ""
}

// near is the nearest talk before or behind the current one that somebody wants, from
// the other end if there is none, without those that were left for later as long as there
// are others; else the current one.
func (p *pass) near(step int, want func(string) bool) string {
	at, n := max(slices.Index(p.order, p.at), 0), len(p.order)
	for _, skipLater := range []bool{true, false} {
		for i := 1; i < n; i++ {
			path := p.order[((at+step*i)%n+n)%n]
			if want(path) && !(skipLater && p.later[path]) {
				return path
			}
		}
	}
	return p.at
}

// goOn leaves a talk that is settled for the next open one.
func (p *pass) goOn() {
	if !p.isOpen(p.at) {
		p.at = p.near(+1, p.isOpen)
	}
}

func (p *pass) toggleMark() {
	if p.marked[p.at] {
		delete(p.marked, p.at)
	} else {
		p.marked[p.at] = true
	}
	p.at = p.near(+1, p.isOpen)
}

// markAll marks all open talks that are shown, or none if they are marked already.
func (p *pass) markAll() {
	all := map[string]bool{}
	for _, path := range p.order {
		if p.isOpen(path) {
			all[path] = true
		}
	}
	if len(p.marked) == len(all) {
		all = map[string]bool{}
	}
	p.marked = all
}

// targets are the talks that an act is about.
func (p *pass) targets() []pipeline.View {
	if len(p.marked) == 0 {
		return []pipeline.View{p.views[p.at]}
	}
	var list []pipeline.View
	for _, path := range p.order {
		if v, ok := p.views[path]; ok && p.marked[path] {
			list = append(list, v)
		}
	}
	return list
}

// alike are the open talks whose titles have the same shape as that of a talk.
func (p *pass) alike(path string) []pipeline.Likeness {
	var views []pipeline.View
	for _, other := range p.order {
		if v, ok := p.views[other]; ok {
			views = append(views, v)
		}
	}
	return pipeline.Alike(p.views[path], views)
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
		r.screen.paint(append(r.page(), r.screen.lineEditor("search", l)...))
	})
	if !ok {
		r.search = before
	}
	if !r.isShown(r.at) {
		r.at = r.first()
	}
	return err
}
