package check

import (
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Record finds the errors of one record by its content alone, as [record.Encode]
// would write it. What must be unique in a tree takes a [Batch].
func Record(r ingest.Record) []Finding {
	return withoutLines(Source("", record.Encode(r), Options{ErrorsOnly: true}))
}

// Category finds the errors of the category.json that [record.EncodeCategory]
// would write for an event.
func Category(ev ingest.Event) []Finding {
	return withoutLines(Source(record.CategoryFile, record.EncodeCategory(ev), Options{ErrorsOnly: true}))
}

// Lint warns of what one record of an event shows by itself, as [record.Encode]
// would write it. Dates are judged by now.
func Lint(ev ingest.Event, rec ingest.Record, now time.Time) []Finding {
	doc, err := pyjson.Parse(record.Encode(rec))
	if err != nil {
		return []Finding{unreadable("", err)}
	}
	var findings []Finding
	r := newReport("", &findings, Options{})
	lintRecord(r, newEventFacts(ev, now), doc.Root(), markup(r, doc.Root()))
	findings = slices.DeleteFunc(findings, func(f Finding) bool { return f.Level == Error })
	return withoutLines(findings)
}

// withoutLines forgets lines of a file that nobody has seen.
func withoutLines(findings []Finding) []Finding {
	for i := range findings {
		findings[i].Line = 0
	}
	return order(findings)
}

// Proposed is a record that is not on the disk yet.
type Proposed struct {
	// Path is what findings name: a draft's, say. It is not looked at.
	Path string
	// Category is the title of the event.
	Category string
	Record   ingest.Record
	// Source is the text of the file, when it is not what record.Encode makes of
	// Record: an old record with changes.
	Source []byte
	// File is the name of the file among the event's records, "" when not yet
	// chosen.
	File string
	// Replaces is where the record lies in the tree already.
	Replaces record.Place
}

// Batch finds the errors of records before they are written: each by itself, and
// against those added before and the tree where something must be unique. The zero Batch knows
// no tree. It is not safe for concurrent use.
type Batch struct {
	index  *record.Index        // nil: there is no tree
	known  map[string]bool      // titles of the categories that were read of the tree
	slugs  map[[2]string]string // category's title and slug -> path
	places map[string][2]string // the other way round, for what the tree holds
}

// NewBatch returns a Batch that compares with a data tree; nil stands for none.
func NewBatch(index *record.Index) *Batch {
	return &Batch{
		index: index, known: make(map[string]bool),
		slugs: make(map[[2]string]string), places: make(map[string][2]string),
	}
}

// know reads what the tree holds of a category before the first record of the batch is
// compared with it. Most categories are never asked for.
func (b *Batch) know(category string) {
	if b.index == nil || b.known[category] {
		return
	}
	b.known[category] = true
	for _, ev := range b.index.Events() {
		if ev.Title != category {
			continue
		}
		for _, r := range ev.Records {
			key, place := [2]string{ev.Title, r.Slug}, record.Place{Event: ev.Slug, File: r.File}.Path()
			b.slugs[key], b.places[place] = place, key
		}
	}
}

// knowPlace does so for the category that a record of the tree is in.
func (b *Batch) knowPlace(p record.Place) {
	if b.index != nil {
		if ev, ok := b.index.Event(p.Event); ok {
			b.know(ev.Title)
		}
	}
}

// Add checks one record and remembers it. Findings about a record that an
// earlier one of the batch makes no longer unique are about the later one.
func (b *Batch) Add(p Proposed) []Finding {
	src := p.Source
	if src == nil {
		src = record.Encode(p.Record)
	}
	doc, err := pyjson.Parse(src)
	if err != nil {
		return []Finding{unreadable(p.Path, err)}
	}
	var findings []Finding
	r := newReport(p.Path, &findings, Options{ErrorsOnly: true})
	recordFile(r, doc.Root())
	nameLength(r, p.File)
	b.unique(r, p, doc.Root())
	return withoutLines(findings)
}

func (b *Batch) unique(r report, p Proposed, root pyjson.Value) {
	if b.slugs == nil {
		b.slugs = make(map[[2]string]string)
	}
	b.know(p.Category)
	b.knowPlace(p.Replaces)
	if old, ok := b.places[p.Replaces.Path()]; ok && b.slugs[old] == p.Replaces.Path() {
		delete(b.slugs, old)
	}
	slug := factOf(p.Path, root).slug
	key := [2]string{p.Category, slug}
	if other, taken := b.slugs[key]; taken {
		r.fail(RuleSlugUnique, ingest.FieldTitle, pyjson.Value{}, slugTaken, quote(slug), other)
		return
	}
	b.slugs[key] = p.Path
}

// slugTaken says what to do about two records with one address.
const slugTaken = "the page address %s is also that of %s: make the titles differ, by the day or a number"
