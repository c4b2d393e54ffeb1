package review

import (
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/bare"
)

// Review is what a person should know about one draft. Its lists are never nil.
type Review struct {
	Level    ingest.Level     `json:"level"`
	Reasons  []string         `json:"reasons"`  // why the level is not sure
	ByScore  bool             `json:"-"`        // nothing but the score is: what notes say tells more
	Readings []ingest.Reading `json:"readings"` // the first is what was proposed
	Names    []Name           `json:"names"`    // of the speakers, in their order
	Findings []Finding        `json:"findings"`
}

// Reviewer knows what a data tree has to say about drafts. It is safe for concurrent use.
type Reviewer struct {
	tree       *record.Index
	people     *People
	neighbours *check.Neighbours
}

// New makes a Reviewer for a data tree; nil stands for none.
func New(tree *record.Index) *Reviewer {
	r := &Reviewer{tree: tree, neighbours: check.NewNeighbours(tree)}
	if tree == nil {
		r.people = NewPeople(nil)
	} else {
		r.people = NewPeople(tree.Speakers())
	}
	return r
}

// Event are the drafts of one event as they were read, beside the data tree.
type Event struct {
	reviewer *Reviewer
	folder   *workspace.Folder
	people   *company
}

// Event makes ready to review the drafts in an event's folder.
func (r *Reviewer) Event(f *workspace.Folder) *Event {
	return &Event{r, f, r.people.with(speakersOf(f))}
}

// Drafts reviews all drafts, in their order. The bases are theirs, in the same order, nil
// for a person's own draft.
func (e *Event) Drafts(bases []*draft.Base) []Review {
	found := e.check(e.folder)
	counts := titlesOf(e.folder, bases, e.reviewer.tree)
	reviews := make([]Review, len(bases))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range e.folder.Drafts {
		group.Go(func() error {
			findings := findingsOf(d, found[filepath.ToSlash(d.Path)])
			j := proposedAs(bases[i])
			j.capAll(e.folder.Event, d, counts.shared(d, bases[i]), findings)
			readings := readingsOf(bases[i])
			byScore := j.wordScore(bases[i], readings)
			reviews[i] = Review{
				Level: j.level, Reasons: append([]string{}, j.reasons...), ByScore: byScore, Readings: readings,
				Names: e.people.look(d.Path, d.Record.Speakers), Findings: findings,
			}
			return nil
		})
	}
	_ = group.Wait() // none of them fails
	return reviews
}

// Draft tells what is found in one draft by itself, as it is being written. The names
// are compared with those of the other drafts as they were read.
func (e *Event) Draft(d *draft.Draft) ([]Name, []Finding) {
	alone := *e.folder
	alone.Drafts, alone.Problems = []*draft.Draft{d}, nil
	found := e.check(&alone)[filepath.ToSlash(d.Path)]
	return e.people.look(d.Path, d.Record.Speakers), findingsOf(d, found)
}

// check returns what check says of the drafts in a folder, by their paths.
func (e *Event) check(f *workspace.Folder) map[string][]check.Finding {
	found := make(map[string][]check.Finding)
	for _, finding := range e.reviewer.neighbours.Drafts([]*workspace.Folder{f}, check.Options{WithoutLines: true}) {
		found[finding.Path] = append(found[finding.Path], finding)
	}
	return found
}

// Check checks drafts, as [check.Drafts] does with the tree.
func (r *Reviewer) Check(folders []*workspace.Folder) []check.Finding {
	return r.neighbours.Drafts(folders, check.Options{})
}

func speakersOf(f *workspace.Folder) map[string][]string {
	speakers := make(map[string][]string, len(f.Drafts))
	for _, d := range f.Drafts {
		if d.Status != draft.Skip {
			speakers[d.Path] = d.Record.Speakers
		}
	}
	return speakers
}

// readingsOf are the readings of a draft's base: what was proposed, and its rivals.
func readingsOf(b *draft.Base) []ingest.Reading {
	if b == nil {
		return []ingest.Reading{}
	}
	p := b.Proposal
	first := ingest.Reading{
		Title: p.Record.Title, Speakers: p.Record.Speakers, Session: p.Session,
		Score: p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers), Reason: "as proposed",
	}
	switch {
	case len(p.Readings) > 0 && alike(p.Readings[0], first):
		first.Reason = p.Readings[0].Reason
	case p.Session != "":
		first.Reason = "from the programme"
	case b.FromRecord():
		first.Reason = reasonRecord
	}
	readings := []ingest.Reading{first}
	for _, next := range p.Readings {
		if len(readings) < ingest.MaxReadings && !slices.ContainsFunc(readings, func(r ingest.Reading) bool { return alike(r, next) }) {
			next.Score = min(next.Score, readings[len(readings)-1].Score)
			readings = append(readings, next)
		}
	}
	for i := range readings {
		readings[i].Speakers = append([]string{}, readings[i].Speakers...)
	}
	return readings
}

// alike reports whether two readings say the same after normalising.
func alike(a, b ingest.Reading) bool {
	return bare.Words(a.Title) == bare.Words(b.Title) && slices.EqualFunc(a.Speakers, b.Speakers, func(x, y string) bool { return bare.Words(x) == bare.Words(y) })
}
