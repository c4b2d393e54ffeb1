package pipeline

import (
	"maps"
	"sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/record"
)

// Pipeline is a workspace with the data tree that it feeds.
type Pipeline struct {
	Workspace *draft.Workspace
	// Tree is the data tree as it stands; nil when there is none yet.
	Tree    *record.Index
	DataDir string // the data tree's folder, which Publish writes to
	Mapping Mapping
	// Resolve understands an address of event.toml; nil leaves addresses to be
	// compared as they are written.
	Resolve func(url string) (ingest.Ref, error)

	knownOnce sync.Once
	known     *mapper.Known
}

// Mapping says how proposals are made.
type Mapping struct {
	Description  mapper.Mode
	KeepHostTags bool
	// ReadyAbove is the confidence in title and in speakers from which a new
	// draft starts as ready; 0 is never.
	ReadyAbove float64
	Speakers   map[string]string // spelling on the left, always written as on the right
}

// MapperOptions are the mapper's settings with the people whom the data tree
// knows.
func MapperOptions(m Mapping, known *mapper.Known) mapper.Options {
	spell := check.Spellings()
	maps.Copy(spell, m.Speakers)
	return mapper.Options{Description: m.Description, KeepHostTags: m.KeepHostTags, Spell: spell, Known: known}
}

// Known are the people whom a data tree names; tree may be nil.
func Known(tree *record.Index) *mapper.Known {
	if tree == nil {
		return nil
	}
	return mapper.NewKnown(tree.Speakers())
}

// people are those of the data tree. They are looked up once: that takes longer
// than to map an event.
func (p *Pipeline) people() *mapper.Known {
	p.knownOnce.Do(func() { p.known = Known(p.Tree) })
	return p.known
}

// startsAs is the status that a proposal's confidence earns.
func (m Mapping) startsAs(p ingest.Proposal) draft.Status {
	sure := p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers)
	if m.ReadyAbove > 0 && sure >= m.ReadyAbove {
		return draft.Ready
	}
	return draft.Review
}
