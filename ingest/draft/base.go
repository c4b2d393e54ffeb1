package draft

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Proposed is everything that stevie wants to see in one draft: the video as
// fetched, the proposal that the mapper made of it, and the status that follows
// from the proposal's confidence.
type Proposed struct {
	Video    ingest.Video    `json:"video"`
	Proposal ingest.Proposal `json:"proposal"`
	// Copies are the videos of the same talk on other hosts, as fetched. The proposal has
	// them behind the video itself.
	Copies []ingest.Video `json:"copies,omitempty"`
	Status Status         `json:"status"` // Review or Ready; "" is Review
	// Session is the entry of the programme that the proposal follows, as it was then; its
	// ID is the proposal's. nil: none.
	Session *ingest.Session `json:"session,omitempty"`
	// Confirmed tells that a person said so, or that there is none.
	Confirmed bool `json:"confirmed,omitempty"`
	// Alone is what is proposed for title and speakers without the session, and what is
	// said about them.
	Alone *ingest.Proposal `json:"alone,omitempty"`
	// Incidents are what has become of the video. Their notes, unlike the proposal's
	// own, are also for settled drafts and for fields that a person has changed.
	Incidents []Incident `json:"incidents,omitempty"`
	// Record is the record of the data tree that the proposal is a change of, nil
	// where the proposal is what the mapper makes of the video.
	Record *ingest.Record `json:"record,omitempty"`
}

// FromRecord reports whether the proposal changes a record of the data tree.
func (p Proposed) FromRecord() bool { return p.Record != nil }

// Fetched are the videos as their hosts said them: the talk's own, unless nothing but a
// record tells of it, and those copies that can be watched.
func (p Proposed) Fetched() []ingest.Video {
	var all []ingest.Video
	if !p.FromRecord() {
		all = append(all, p.Video)
	}
	for _, v := range p.Copies {
		if v.Usable() {
			all = append(all, v)
		}
	}
	return all
}

// Key returns the identity of the video.
func (p Proposed) Key() ingest.Key { return p.Video.Key() }

// status is what a draft starts with. One of which something has happened to the
// video is for a person to look at.
func (p Proposed) status() Status {
	if p.Status == Ready && len(p.Incidents) == 0 {
		return Ready
	}
	return Review
}

// notes returns the proposal's notes and those of its incidents. What is true of the event
// as a whole stands in no draft.
func (p Proposed) notes() []WrittenNote {
	var notes []WrittenNote
	for _, n := range p.Proposal.Notes {
		if isOfEvent(n) {
			continue
		}
		w := WrittenNote{Note: n}
		w.Text = cleanText(n.Text)
		if c, ok := p.Proposal.Confidence.Of(n.Field); ok {
			w.Confidence = math.Round(c*100) / 100
		}
		notes = append(notes, w)
	}
	for _, i := range p.Incidents {
		notes = append(notes, WrittenNote{Note: i.Note()})
	}
	return notes
}

// Base is what stevie remembers about one draft: enough to propose again without
// asking the host, and to tell a person's edits from its own words. It is kept as
// JSON in the event's .base folder.
type Base struct {
	Proposed
	// Notes are all those that stevie wants in the draft, those that a person has
	// removed included, so that they stay away. Their texts are as written there.
	Notes []WrittenNote
	// Conflicts are the fields in which the draft has kept what it had when the
	// proposal moved, and those in which the data tree has another value.
	Conflicts []Incident
	// Settled is nil for a draft that follows its proposals.
	Settled *Settled
	// Published is the record as it was last written into the data tree, nil
	// before that. It tells a change made there from one made in the draft.
	Published *ingest.Record

	unfetched   bool
	before      *Base        // that the draft may stand by instead, see [Base.Unless]
	interrupted *interrupted // what a base of the first form may hold besides
}

// storedBase is a base's form in its file.
type storedBase struct {
	Version int `json:"version"`
	Proposed
	Notes     []WrittenNote  `json:"notes,omitempty"`
	Conflicts []Incident     `json:"conflicts,omitempty"`
	Settled   *Settled       `json:"settled,omitempty"`
	Published *ingest.Record `json:"published,omitempty"`
}

// baseVersion is the form of bases that this version of stevie writes.
const baseVersion = 2

// WrittenNote is a note of stevie's own, as it was last written.
type WrittenNote struct {
	ingest.Note
	Confidence float64 `json:"confidence,omitempty"`
}

// shown is the note as a draft has it.
func (w WrittenNote) shown() Note {
	return Note{Field: w.Field, Confidence: w.Confidence, Text: w.Text}
}

// words reports whether it is the wording of an incident.
func (w WrittenNote) words(i Incident) bool { return w.Same(i.Note()) }

// NewBase returns the base of a draft made by [New].
func NewBase(next Proposed) *Base {
	return &Base{Proposed: next, Published: next.Record, Notes: next.notes()}
}

// BaseOf returns the base of a draft that is known to be as it was proposed, while what
// the host said of its video is not known, see [Base.IsFetched].
func BaseOf(d *Draft) *Base {
	b := &Base{Proposed: Proposed{
		Video:    ingest.Video{Provider: d.Source.Provider, ID: d.Source.ID, Hash: d.Source.Hash, Title: d.Source.Title, Published: d.Source.Published},
		Proposal: ingest.Proposal{Provider: d.Source.Provider, ID: d.Source.ID, Record: d.Record},
		Status:   d.Status,
	}, unfetched: true}
	for _, n := range d.Notes {
		b.Notes = append(b.Notes, WrittenNote{ingest.Note{Field: n.Field, Text: n.Text}, n.Confidence})
	}
	return b
}

// Unless returns the base for a draft that a person has edited after a run was ended
// between writing this base and the draft: it may never have been written, and stand by
// the base before. Then nothing that equals an earlier proposal is overwritten, and what
// was to be told is told.
func (b *Base) Unless(before *Base) *Base {
	c := *b
	c.before = before
	return &c
}

// IsUncertain reports whether it is not known which proposal the draft stands by.
func (b *Base) IsUncertain() bool { return b.before != nil }

// IsFetched reports whether the base has all that the host said of the video.
func (b *Base) IsFetched() bool { return !b.unfetched }

// Kept reports whether the draft has kept what it had in a field when the proposal
// for it moved: it was settled, or a person had changed the field. What is
// proposed was never in the draft then.
func (b *Base) Kept(field string) bool {
	return slices.ContainsFunc(b.Conflicts, func(c Incident) bool { return c.Kind == ProposedNow && c.Field == field })
}

// written returns the note of stevie's own that a draft shows as n, nil for a
// person's.
func (b *Base) written(n Note) *WrittenNote {
	if b == nil {
		return nil
	}
	for i := range b.Notes {
		if b.Notes[i].Field == n.Field && b.Notes[i].Text == n.Text {
			return &b.Notes[i]
		}
	}
	return nil
}

// KindOf is the kind of a draft's note that stevie has written, "" for a person's own.
func (b *Base) KindOf(n Note) string {
	if w := b.written(n); w != nil {
		return w.Kind
	}
	return ""
}

// IsSure reports whether title and speakers were proposed with [ingest.Sure] or more.
func (b *Base) IsSure() bool {
	return b.Proposal.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers) >= ingest.Sure
}

// IsIncident reports whether a draft's note tells what has become of its video, or what
// has come between a person and a proposal.
func (b *Base) IsIncident(n Note) bool {
	w := b.written(n)
	return w != nil && (slices.ContainsFunc(b.Incidents, w.words) || slices.ContainsFunc(b.Conflicts, w.words) ||
		b.Settled != nil && slices.ContainsFunc(causes(*b.Settled, b.Proposed), w.words))
}

// DecodeBase reads a base, in this version's form or in the first one.
func DecodeBase(src []byte) (*Base, error) {
	b, err := decodeBase(src)
	if err != nil {
		return nil, fmt.Errorf("read base: %w", err)
	}
	if b.Video.Provider == "" || b.Video.ID == "" {
		return nil, fmt.Errorf("read base: it names no video")
	}
	return b, nil
}

func decodeBase(src []byte) (*Base, error) {
	var s storedBase
	if err := json.Unmarshal(src, &s); err != nil || s.Version != baseVersion {
		return decodeOtherForm(src)
	}
	return &Base{Proposed: s.Proposed, Notes: s.Notes, Conflicts: s.Conflicts, Settled: s.Settled, Published: s.Published}, nil
}

// decodeOtherForm reads what is no base of this version's form, or says what it is.
func decodeOtherForm(src []byte) (*Base, error) {
	var form struct {
		Version int `json:"version"`
	}
	switch err := json.Unmarshal(src, &form); {
	case err != nil:
		return nil, err
	case form.Version > baseVersion:
		return nil, ingest.WithHint(fmt.Errorf("its form %d is of a later stevie", form.Version), "update stevie")
	case form.Version < baseVersion:
		return decodeFirstForm(src)
	}
	return nil, json.Unmarshal(src, new(storedBase))
}

// Encode returns the base as JSON, the same bytes for the same base.
func (b *Base) Encode() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	s := storedBase{baseVersion, b.Proposed, b.Notes, b.Conflicts, b.Settled, b.Published}
	if err := enc.Encode(s); err != nil {
		return nil, fmt.Errorf("write base of %s: %w", b.Key(), err)
	}
	return buf.Bytes(), nil
}

// Fingerprint tells texts apart: the SHA-256 in hexadecimal digits.
func Fingerprint[T string | []byte](src T) string {
	sum := sha256.Sum256([]byte(src))
	return hex.EncodeToString(sum[:])
}
