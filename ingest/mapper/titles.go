package mapper

import (
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// titleAndSpeakers infers the two fields that belong together.
func (w *writer) titleAndSpeakers() (title Inferred[string], speakers Inferred[[]string]) {
	speakers.Value = []string{}
	t, ok := w.run.talks[w.index]
	if !ok {
		if title.Value = oneLine(w.video.Title); title.Value == "" {
			title.Reason = because("title-untold", "the host shows no title")
		}
		speakers.Value = w.named()
		return title, speakers
	}
	if t.correct != nil {
		title.Value, title.Confidence = t.correct.Title, 1
		speakers.Value, speakers.Confidence = t.correct.Speakers, 1
		return title, speakers
	}
	if names := w.named(); len(names) > 0 { // by a host that keeps speakers apart from titles
		title.Value, title.Confidence = t.core.text, 0.95
		speakers.Value, speakers.Confidence = names, 0.97
		return title, speakers
	}
	c := w.run.choices[w.index]
	m := w.run.matcher
	x := m.traits(t, c, w.run.others)
	title.Value, speakers.Value = c.title, w.spell(c.names)
	title.Confidence, speakers.Confidence = m.model.confidences(&x)
	w.loss(t, c, &title, &speakers)
	if c.runnerUp != nil {
		title.RunnerUp, speakers.RunnerUp = c.runnerUp.title, c.runnerUp.names
	}
	title.Reason = titleDoubt(t, c, title)
	speakers.Reason = w.speakerDoubt(c, speakers.Confidence)
	return title, speakers
}

// named are the speakers whom the host itself names, as they stand, but for what the
// settings say.
func (w *writer) named() []string {
	names := []string{}
	for _, n := range w.video.Speakers {
		n = oneLine(n)
		if s, ok := w.run.opt.Spell[n]; ok {
			n = s
		}
		if n != "" && !containsFold(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// spell writes speakers as the settings and the data tree do.
func (w *writer) spell(names []string) []string {
	spelled := []string{}
	for _, n := range names {
		written := w.run.opt.spelling(n)
		if written != n && bare.Words(written) != bare.Words(n) || fold(written) != fold(n) {
			w.note(ingest.FieldSpeakers, because("name-spelled", fmt.Sprintf("%q is written %q as elsewhere in the data tree or settings", n, written), n, written))
		}
		spelled = appendNames(spelled, written)
	}
	return spelled
}

// spelled does so for the names of a reading, without notes.
func (o *Options) spelled(names []string) []string {
	written := make([]string, len(names))
	for i, n := range names {
		written[i] = o.spelling(n)
	}
	return written
}

// spelling applies the settings, then the data tree.
func (o *Options) spelling(name string) string {
	if s, ok := o.Spell[name]; ok {
		return s
	}
	s := o.Known.spelling(name)
	if again, ok := o.Spell[s]; ok {
		return again
	}
	return s
}

// titleDoubt says what may be wrong with a title.
func titleDoubt(t *talk, c *choice, title Inferred[string]) Reason {
	switch {
	case c.restored:
		return because("title-completed", fmt.Sprintf("cut short on the host; completed from the description (was %q)", t.core.text), t.core.text)
	case strings.HasSuffix(c.title, "..") || strings.HasSuffix(c.title, "…"):
		return because("title-cut", "cut short on the host; look up the full title")
	case title.Confidence >= ingest.Sure:
		return Reason{}
	case title.RunnerUp != "" && title.RunnerUp != c.title && c.pTitle < 0.8:
		return because("title-or", fmt.Sprintf("may also be %q", title.RunnerUp), title.RunnerUp)
	}
	return because(ingest.NoteTitleRead, "read from "+quote(t.raw)+"; compare with the schedule", t.raw)
}

// marks tells which technical marks were taken out of the title.
func (w *writer) marks() {
	if t, ok := w.run.talks[w.index]; ok && t.correct == nil {
		for _, mark := range t.core.marks {
			w.note(ingest.FieldTitle, because("mark-left-out", fmt.Sprintf("the host's title says %q; left out", mark), mark))
		}
		if w.left.Text != "" {
			w.note(ingest.FieldTitle, w.left)
		}
	}
}

// speakerDoubt says where the speakers come from where that leaves doubt.
func (w *writer) speakerDoubt(c *choice, confidence float64) Reason {
	switch {
	case len(c.names) == 0:
		return because("speakers-untold", "the host names no speaker; look at the schedule or the first seconds of the video")
	case confidence >= ingest.Sure:
		return Reason{}
	}
	if w.cutName {
		return because("name-cut", "the host's limit may have cut the last name; look it up")
	}
	place := "taken from " + c.shape.source.String()
	if c.shape.source == fromTitle {
		place = "taken from the end of the title"
		if c.shape.first {
			place = "taken from the beginning of the title"
		}
	}
	var strangers []string
	for _, n := range c.names {
		if !w.run.opt.Known.hasLoosely(bare.Words(n)) {
			strangers = append(strangers, n)
		}
	}
	switch {
	case w.run.opt.Known == nil || len(strangers) == 0:
		return because("speakers-read", place, place)
	case len(c.names) == 1:
		return because("name-new", "name not known to pyvideo; "+place, append(strangers, place)...)
	}
	return because("name-new", "not known to pyvideo: "+strings.Join(strangers, ", ")+"; "+place, append(strangers, place)...)
}

// quote shortens a host's title for a note.
func quote(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:79]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
