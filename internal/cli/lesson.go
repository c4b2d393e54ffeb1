package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

// sayLesson says what a person's corrections have changed in the other drafts of an event,
// or that they could change none and why.
func (a remapping) sayLesson(ctx context.Context, p *pipeline.Pipeline, s pipeline.Summary) {
	learned := s.Lesson
	if len(learned.Corrected) == 0 {
		return
	}
	head := fmt.Sprintf("%s: what you corrected in %s", s.Event, countOf(len(learned.Corrected), "draft"))
	if len(learned.Read) == 0 {
		views, _ := p.Drafts(ctx, s.Event) // what cannot be read was told already
		a.say("%s changes no other: %s", head, whyNoLesson(views, learned.Corrected))
		return
	}
	var parts []string
	for _, form := range slices.SortedFunc(maps.Keys(learned.Read), func(x, y string) int {
		return cmp.Or(learned.Read[y]-learned.Read[x], cmp.Compare(x, y))
	}) {
		parts = append(parts, fmt.Sprintf("%d more read as %s", learned.Read[form], termtext.Line(form)))
	}
	a.say("%s changed others: %s", head, strings.Join(parts, ", "))
}

// whyNoLesson says why corrections change no other draft.
func whyNoLesson(views []pipeline.View, corrected []string) string {
	alike, differ := 0, make(map[string]bool)
	for _, v := range views {
		if !slices.Contains(corrected, v.Path) {
			continue
		}
		for _, like := range pipeline.Alike(v, views) {
			alike++
			if like.Changes() {
				differ[like.Path] = true
			}
		}
	}
	switch {
	case alike == 0:
		return "no title that is still open is built like theirs"
	case len(differ) == 0:
		return "the titles that are built like theirs are read so already"
	}
	return fmt.Sprintf("%s may be read like them, which the key n of stevie review asks about", countOf(len(differ), "open title"))
}
