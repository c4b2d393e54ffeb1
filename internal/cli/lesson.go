package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

// sayLesson says what a person's corrections have changed in the other drafts of an event,
// or that they could change none and why.
func (a *app) sayLesson(event string, before, after []pipeline.View) {
	was, corrected := make(map[string]pipeline.View), make(map[string]bool)
	for _, v := range before {
		was[v.Path] = v
		if isCorrected(v) {
			corrected[v.Path] = true
		}
	}
	if len(corrected) == 0 {
		return
	}
	forms := make(map[string]int) // how many read otherwise now, by how they are read
	for _, v := range after {
		old, ok := was[v.Path]
		if !ok || corrected[v.Path] || len(v.Readings) == 0 || sayTheSame(old, v) {
			continue
		}
		forms[v.Readings[0].Reason]++
	}
	head := fmt.Sprintf("%s: what you corrected in %s", event, countOf(len(corrected), "draft"))
	if len(forms) == 0 {
		a.say("%s changes no other: %s", head, whyNoLesson(after, corrected))
		return
	}
	var parts []string
	for _, form := range slices.SortedFunc(maps.Keys(forms), func(x, y string) int { return forms[y] - forms[x] }) {
		parts = append(parts, fmt.Sprintf("%d more read as %s", forms[form], termtext.Line(form)))
	}
	a.say("%s changed others: %s", head, strings.Join(parts, ", "))
}

// isCorrected reports whether a person has written another title or other speakers than
// were proposed.
func isCorrected(v pipeline.View) bool {
	return v.Base != nil && (v.Base.Differs(ingest.FieldTitle, v.Draft.Record) || v.Base.Differs(ingest.FieldSpeakers, v.Draft.Record))
}

func sayTheSame(x, y pipeline.View) bool {
	return x.Draft.Record.Title == y.Draft.Record.Title && slices.Equal(x.Draft.Record.Speakers, y.Draft.Record.Speakers)
}

// whyNoLesson says why corrections change no other draft.
func whyNoLesson(views []pipeline.View, corrected map[string]bool) string {
	alike, differ := 0, make(map[string]bool)
	for _, v := range views {
		if !corrected[v.Path] {
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
