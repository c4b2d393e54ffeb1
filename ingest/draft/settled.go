package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// Settled is what stevie remembers of the moment at which a draft became a person's
// altogether: they marked it as ready, or it was published.
type Settled struct {
	Video     ingest.Video `json:"video"`               // as it was known then
	Incidents []Incident   `json:"incidents,omitempty"` // what had become of it by then
	// Session is its entry in the programme then, or the first that it got afterwards.
	Session *ingest.Session `json:"session,omitempty"`
	// Title and Speakers are what was proposed then.
	Title    string   `json:"title"`
	Speakers []string `json:"speakers"`
	// Confirmed tells that a person has marked it as ready.
	Confirmed bool `json:"confirmed,omitempty"`
	// Reopened tells that stevie has put it back to review over a change of its video.
	Reopened bool `json:"reopened,omitempty"`
}

// settledAt is the state of a draft that is settled now, and was last proposed as b.
func settledAt(b *Base, confirmed bool) Settled {
	proposed := cleanRecord(b.Proposal.Record)
	return Settled{
		Video: b.Video, Incidents: b.Incidents, Session: b.Session, Confirmed: confirmed,
		Title: proposed.Title, Speakers: proposed.Speakers,
	}
}

// IsSettled reports whether all fields of a draft are a person's: it is published, they
// marked it as ready, or it was put back to review over a change of its video. One that
// was proposed as ready is not as long as nobody has touched it.
func (d *Draft) IsSettled(b *Base) bool {
	switch d.Status {
	case Published:
		return true
	case Ready:
		return b == nil || b.Settled != nil || b.status() != Ready || !d.isAsProposed(b)
	case Review:
		return b != nil && b.Settled != nil && b.Settled.Reopened
	}
	return false
}

// isAsProposed reports whether a draft's record has what was last proposed.
func (d *Draft) isAsProposed(b *Base) bool {
	proposed := cleanRecord(b.Proposal.Record)
	return !slices.ContainsFunc(recordFields(), func(f recordField) bool { return !f.same(&d.Record, &proposed) })
}

// IsCorrected reports whether a person has had a say in a draft's title and speakers:
// they marked it as ready, or wrote others than were proposed.
func (d *Draft) IsCorrected(b *Base) bool {
	if b == nil { // what was proposed is not known yet
		return false
	}
	title, speakers := b.Proposal.Record.Title, b.Proposal.Record.Speakers
	if s := b.Settled; s != nil && d.IsSettled(b) {
		if s.Confirmed {
			return true
		}
		title, speakers = s.Title, s.Speakers
	} else if d.Status == Ready && d.IsSettled(b) {
		return true
	}
	return d.Record.Title != cleanText(title) || !slices.Equal(d.Record.Speakers, cleanRecord(ingest.Record{Speakers: speakers}).Speakers)
}

// keep merges a settled draft: none of its fields moves. Only what has become of its
// own video since is told, which puts one that is ready back to review; when the cause
// has gone so has the note, and the draft is ready again.
func (m *merger) keep() *Base {
	d := m.draft
	if m.base == nil {
		b := NewBase(m.next)
		s := settledAt(b, d.Status == Ready)
		b.Settled, b.Notes = &s, nil
		return b
	}
	s := settledAt(m.base, d.Status == Ready)
	before := causes(s, m.base.Proposed)
	if was := m.base.Settled; was != nil {
		before = causes(*was, m.base.Proposed)
		if !was.Reopened || d.Status == Review { // else a person has settled it once more, with what had happened
			s = *was
		}
		s.Confirmed = was.Confirmed || d.Status == Ready
	}
	if s.Session == nil {
		s.Session = m.next.Session
	}
	now := causes(s, m.next)
	b := &Base{
		Proposed: m.next, Published: m.published(), Settled: &s,
		Conflicts: m.withheld(), Notes: slices.Clone(m.base.Notes),
	}
	opened := !m.next.Video.IsPrivate()
	gone := func(w WrittenNote) bool {
		return opened && w.Kind == ingest.NotePrivate || slices.ContainsFunc(before, w.words) && !slices.ContainsFunc(now, w.words)
	}
	d.Notes = slices.DeleteFunc(slices.Clone(d.Notes), func(n Note) bool {
		w := m.base.written(n)
		return w != nil && gone(*w)
	})
	b.Notes = slices.DeleteFunc(b.Notes, gone)
	told := false
	for _, cause := range now {
		if slices.ContainsFunc(b.Notes, func(w WrittenNote) bool { return w.words(cause) }) {
			continue // it is there, or a person has removed it
		}
		w := WrittenNote{Note: cause.Note()}
		b.Notes = append(b.Notes, w)
		d.Notes = append(d.Notes, w.shown())
		told = true
	}
	switch {
	case told && d.Status == Ready:
		d.Status, s.Reopened = Review, true
		m.followed = append(m.followed, FieldStatus)
	case len(now) == 0 && s.Reopened && d.Status == Review:
		d.Status, s.Reopened = Ready, false
		m.followed = append(m.followed, FieldStatus)
	}
	return b
}

// causes are what has become of a settled draft's video, or of its session, by the time
// of a proposal.
func causes(s Settled, p Proposed) []Incident {
	list := append(hostChanges(s.Video, p.Video), sessionChanges(s.Session, p.Session)...)
	for _, i := range p.Incidents {
		if !hasIncident(s.Incidents, i) {
			list = append(list, i)
		}
	}
	return list
}

// withheld are the fields that are proposed otherwise than they stand in a settled
// draft, since it was settled.
func (m *merger) withheld() []Incident {
	next, last := cleanRecord(m.next.Proposal.Record), cleanRecord(m.base.Proposal.Record)
	var list []Incident
	for _, c := range m.base.Conflicts {
		if c.Kind == ChangedInTree {
			list = append(list, c)
		}
	}
	for _, f := range recordFields() {
		if f.same(&m.draft.Record, &next) || f.same(&last, &next) && !m.base.Kept(f.name) {
			continue
		}
		list = append(list, Incident{Kind: ProposedNow, Field: f.name, Value: show(f.name, next)})
	}
	return list
}

// sessionChanges are what the programme says otherwise about a session than it did. That
// a draft has another one is no change of it.
func sessionChanges(was, now *ingest.Session) []Incident {
	if was == nil || now == nil || was.ID != now.ID {
		return nil
	}
	var list []Incident
	add := func(field, before, after string) {
		if before != after {
			list = append(list, Incident{Kind: SessionChanged, Field: field, Was: brief(before), Value: brief(after)})
		}
	}
	add(ingest.FieldTitle, cleanText(was.Title), cleanText(now.Title))
	add(ingest.FieldSpeakers, cleanText(strings.Join(was.Speakers, ", ")), cleanText(strings.Join(now.Speakers, ", ")))
	add(ingest.FieldRecorded, ingest.DateOf(was.Start).String(), ingest.DateOf(now.Start).String())
	add(ingest.FieldLanguage, was.Language, now.Language)
	add(ingest.FieldCopyrightText, cleanText(was.License), cleanText(now.License))
	if was.DoNotRecord != now.DoNotRecord {
		add(ingest.FieldVideos, permission(was), permission(now))
	}
	if text := was.Abstract + was.Description; text != now.Abstract+now.Description {
		list = append(list, Incident{Kind: SessionChanged, Field: ingest.FieldDescription, Reason: Fingerprint(now.Abstract + now.Description)})
	}
	return list
}

func permission(s *ingest.Session) string {
	if s.DoNotRecord {
		return "not to be recorded"
	}
	return "may be recorded"
}

// hostChanges are what a host says otherwise about a video than it did.
func hostChanges(was, now ingest.Video) []Incident {
	var list []Incident
	add := func(field, before, after string) {
		if before != after {
			list = append(list, Incident{Kind: HostChanged, Field: field, Was: brief(before), Value: brief(after)})
		}
	}
	seconds := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%d seconds", n)
	}
	add(ingest.FieldTitle, cleanText(was.Title), cleanText(now.Title))
	add(ingest.FieldRecorded, was.Recorded.String(), now.Recorded.String())
	add(ingest.FieldLanguage, was.Language, now.Language)
	add(ingest.FieldDuration, seconds(was.Duration), seconds(now.Duration))
	add(ingest.FieldCopyrightText, was.License, now.License)
	if cleanText(was.Description) != cleanText(now.Description) {
		// Too long to be quoted; which one it is still has to tell one change from another.
		list = append(list, Incident{Kind: HostChanged, Field: ingest.FieldDescription, Reason: Fingerprint(now.Description)})
	}
	return list
}
