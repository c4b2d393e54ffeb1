package draft

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// Proposed is everything that stevie wants to see in one draft: the video as
// fetched, the proposal that the mapper made of it, and the status that follows
// from the proposal's confidence.
type Proposed struct {
	Video    ingest.Video    `json:"video"`
	Proposal ingest.Proposal `json:"proposal"`
	Status   Status          `json:"status"` // Review or Ready; "" is Review
	// News are notes about what has become of the video on its host. Unlike the
	// proposal's own they are for published drafts and for fields that a person has
	// changed, too, and a draft that is ready goes back to review over them.
	News []ingest.Note `json:"news,omitempty"`
	// Record is the record of the data tree that the proposal is a change of, nil
	// where the proposal is what the mapper makes of the video.
	Record *ingest.Record `json:"record,omitempty"`
}

// FromRecord reports whether the proposal changes a record of the data tree.
func (p Proposed) FromRecord() bool { return p.Record != nil }

// Key returns the identity of the video.
func (p Proposed) Key() ingest.Key { return p.Video.Key() }

func (p Proposed) status() Status {
	if p.Status == Ready {
		return Ready
	}
	return Review
}

// notes returns the proposal's notes as a draft shows them.
func (p Proposed) notes() []Note {
	var notes []Note
	for _, n := range p.Proposal.Notes {
		note := Note{Field: n.Field, Text: cleanText(n.Text)}
		if c, ok := p.Proposal.Confidence.Of(n.Field); ok {
			note.Confidence = math.Round(c*100) / 100
		}
		notes = append(notes, note)
	}
	for _, n := range p.News {
		notes = append(notes, Note{Field: n.Field, Text: cleanText(n.Text)})
	}
	return notes
}

// isNews reports whether a note is among the news.
func (p Proposed) isNews(n Note) bool {
	return slices.ContainsFunc(p.News, func(news ingest.Note) bool {
		return news.Field == n.Field && cleanText(news.Text) == n.Text
	})
}

// Base is what stevie remembers about one draft: enough to propose again without
// asking the host, and to tell a person's edits from its own words. It is kept as
// JSON in the event's .base folder.
type Base struct {
	Proposed
	// Notes are all those that stevie wants in the draft, those that a person has
	// removed included, so that they stay away.
	Notes []WrittenNote `json:"notes,omitempty"`
	// Published is the record as it was last written into the data tree, nil
	// before that. It tells a change made there from one made in the draft.
	Published *ingest.Record `json:"published,omitempty"`
	// Before is the base that this one replaced, while it may be that the draft
	// was not written after it because the run was killed. It holds no further
	// Before.
	Before *Base `json:"before,omitempty"`
	// Was is the SHA-256 of the draft's bytes that were to be replaced.
	Was string `json:"was,omitempty"`
}

// WrittenNote is a note of stevie's own.
type WrittenNote struct {
	Note
	// Conflict marks the notes that say that the proposal moved under a person's
	// edit. They stay for as long as the edit and the proposal do.
	Conflict bool `json:"conflict,omitempty"`
}

// NewBase returns the base of a draft made by [New].
func NewBase(next Proposed) *Base {
	b := &Base{Proposed: next, Published: next.Record}
	for _, n := range next.notes() {
		b.Notes = append(b.Notes, WrittenNote{Note: n})
	}
	return b
}

// Kept reports whether the draft has kept what it had in a field when the proposal
// for it moved: it was published, or a person had changed the field. What is
// proposed was never in the draft then.
func (b *Base) Kept(field string) bool {
	return slices.ContainsFunc(b.Notes, func(w WrittenNote) bool {
		return w.Conflict && w.Field == field && strings.HasPrefix(w.Text, proposedText)
	})
}

// proposedText begins the notes about values that are proposed now, and that a draft
// has not taken.
const proposedText = "now proposed: "

// DecodeBase reads a base.
func DecodeBase(src []byte) (*Base, error) {
	var b Base
	if err := json.Unmarshal(src, &b); err != nil {
		return nil, fmt.Errorf("read base: %w", err)
	}
	if b.Video.Provider == "" || b.Video.ID == "" {
		return nil, fmt.Errorf("read base: it names no video")
	}
	return &b, nil
}

// Encode returns the base as JSON, the same bytes for the same base.
func (b *Base) Encode() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(b); err != nil {
		return nil, fmt.Errorf("write base of %s: %w", b.Key(), err)
	}
	return buf.Bytes(), nil
}
