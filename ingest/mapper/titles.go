package mapper

import (
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// titleAndSpeakers fills in the two fields that belong together.
func (w *writer) titleAndSpeakers() {
	t, ok := w.run.talks[w.index]
	if !ok {
		w.unread()
		return
	}
	c := w.run.choices[w.index]
	p := w.proposal
	if t.correct != nil {
		p.Record.Title, p.Record.Speakers = t.correct.Title, t.correct.Speakers
		p.Confidence.Title, p.Confidence.Speakers = 1, 1
		return
	}
	if len(w.video.Speakers) > 0 {
		w.named(t.core.text)
		return
	}
	m := w.run.matcher
	x := m.traits(t, c, len(w.run.talks), w.run.certain)
	p.Record.Title = c.title
	p.Confidence.Title, p.Confidence.Speakers = m.model.confidences(&x)
	w.spell(c.names)
	w.titleNotes(t, c)
	w.speakerNotes(c)
}

// named proposes what a host says that keeps speakers apart from titles. They come as
// they stand, but for what the settings say.
func (w *writer) named(title string) {
	p := w.proposal
	p.Record.Title = title
	for _, n := range w.video.Speakers {
		n = oneLine(n)
		if s, ok := w.run.opt.Spell[n]; ok {
			n = s
		}
		if n != "" && !containsFold(p.Record.Speakers, n) {
			p.Record.Speakers = append(p.Record.Speakers, n)
		}
	}
	p.Confidence.Title, p.Confidence.Speakers = 0.95, 0.97
}

// unread proposes what it can for a video that is not read with the others.
func (w *writer) unread() {
	w.named(oneLine(w.video.Title))
	w.proposal.Confidence.Title, w.proposal.Confidence.Speakers = 0, 0
	if w.proposal.Record.Title == "" {
		w.note(ingest.FieldTitle, "the host shows no title")
	}
}

// spell writes the speakers as the settings and the data tree do.
func (w *writer) spell(names []string) {
	for _, n := range names {
		written := w.run.opt.spelling(n)
		if written != n && bare(written) != bare(n) || fold(written) != fold(n) {
			w.note(ingest.FieldSpeakers, fmt.Sprintf("%q is written %q as elsewhere in the data tree or settings", n, written))
		}
		if !containsFold(w.proposal.Record.Speakers, written) {
			w.proposal.Record.Speakers = append(w.proposal.Record.Speakers, written)
		}
	}
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

// titleNotes says what may be wrong with a title.
func (w *writer) titleNotes(t *talk, c *choice) {
	sure := w.proposal.Confidence.Title >= ingest.Sure
	switch {
	case c.restored:
		w.note(ingest.FieldTitle, fmt.Sprintf("cut short on the host; completed from the description (was %q)", t.core.text))
	case strings.HasSuffix(c.title, "..") || strings.HasSuffix(c.title, "…"):
		w.note(ingest.FieldTitle, "cut short on the host; look up the full title")
	case sure:
	case c.runnerUp != nil && c.runnerUp.title != c.title && c.pTitle < 0.8:
		w.note(ingest.FieldTitle, fmt.Sprintf("may also be %q", c.runnerUp.title))
	default:
		w.note(ingest.FieldTitle, "read from "+quote(t.raw)+"; compare with the schedule")
	}
	for _, mark := range t.core.marks {
		w.note(ingest.FieldTitle, fmt.Sprintf("the host's title says %q; left out", mark))
	}
}

// speakerNotes says where the speakers come from where that leaves doubt.
func (w *writer) speakerNotes(c *choice) {
	if len(c.names) == 0 {
		w.note(ingest.FieldSpeakers, "the host names no speaker; look at the schedule or the first seconds of the video")
		return
	}
	if w.proposal.Confidence.Speakers >= ingest.Sure {
		return
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
		if !w.run.opt.Known.hasLoosely(bare(n)) {
			strangers = append(strangers, n)
		}
	}
	switch {
	case w.run.opt.Known == nil || len(strangers) == 0:
		w.note(ingest.FieldSpeakers, place)
	case len(c.names) == 1:
		w.note(ingest.FieldSpeakers, "name not known to pyvideo; "+place)
	default:
		w.note(ingest.FieldSpeakers, "not known to pyvideo: "+strings.Join(strangers, ", ")+"; "+place)
	}
}

// quote shortens a host's title for a note.
func quote(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:79]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
