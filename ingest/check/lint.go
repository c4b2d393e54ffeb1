package check

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// The rules of level [Warning]: nothing that pyvideo/data's tests refuse, but
// what a reviewer would ask to be mended.
const (
	RuleRSTStrict      = "rst-strict"      // a description or summary that breaks on the site, though the tests accept it
	RuleCanonical      = "canonical"       // not the bytes that Python writes
	RuleDuplicateKey   = "duplicate-key"   // a key that stands twice, of which the last counts
	RuleNumberRange    = "number-range"    // a number that is too large to be read
	RuleUnknownKey     = "unknown-key"     // a key that nothing reads
	RuleTagStyle       = "tag-style"       // capitals, commas, stray signs
	RuleURLForm        = "url-form"        // an address that the site or a reader cannot use
	RuleRelatedLabel   = "related-label"   // a related address without a label of its own
	RuleRecordedRange  = "recorded-range"  // no date, or one that cannot be
	RuleSpeakerMissing = "speaker-missing" // nobody, or a placeholder
	RuleSpeakerForm    = "speaker-form"    // an entry that is no single name
	RuleTitleNoise     = "title-noise"     // speaker, event or decoration left in the title
	RuleLanguageGuess  = "language-guess"  // no language, or one that the text is not in
	RuleVideoMissing   = "video-missing"   // nowhere to watch the talk
	RuleDuplicateVideo = "duplicate-video" // a video that another record has
	RuleSameDate       = "same-date"       // one day for all talks of a large event
	RuleSpeakerVariant = "speaker-variant" // a name that is usually spelled otherwise
	RuleTagVariant     = "tag-variant"
)

// eventFacts are what the lints know of a record's event.
type eventFacts struct {
	title      string
	names      []string // ways in which a talk's title may name the event
	year       int      // in the event's title; 0 for none, or several
	start, end ingest.Date
	today      ingest.Date
}

func newEventFacts(ev ingest.Event, now time.Time) eventFacts {
	o := eventFacts{
		title: ev.Title, names: []string{ev.Title}, start: ev.StartDate, end: ev.EndDate, today: ingest.DateOf(now),
	}
	years := yearInTitle.FindAllString(ev.Title, -1)
	if len(years) == 1 {
		o.year, _ = strconv.Atoi(years[0]) // four digits
	}
	if len(years) > 0 {
		o.names = append(o.names, strings.TrimSpace(yearInTitle.ReplaceAllString(ev.Title, "")))
	}
	return o
}

var yearInTitle = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// eventOf reads what the lints need of a category.json. The schema rule reports
// what is wrong there.
func eventOf(category pyjson.Value) ingest.Event {
	var ev ingest.Event
	if title, ok := category.Get("title"); ok {
		ev.Title = title.Text()
	}
	for key, day := range map[string]*ingest.Date{"start_date": &ev.StartDate, "end_date": &ev.EndDate} {
		if v, ok := category.Get(key); ok {
			*day, _ = ingest.ParseDate(v.Text())
		}
	}
	return ev
}

// lintRecord warns of what one record shows by itself.
func lintRecord(r report, o eventFacts, root pyjson.Value, description string) {
	if root.Kind() != pyjson.Object {
		return
	}
	unknownKeys(r, root)
	tagStyle(r, root)
	urlForms(r, root)
	relatedLabels(r, root)
	recordedRange(r, o, root)
	speakerMissing(r, root)
	speakerForm(r, root)
	speakerSpace(r, root)
	titleNoise(r, o, root)
	languageGuess(r, root, description)
	videoMissing(r, root)
}

// canonical warns of a file that Python would write otherwise, or with less in it.
// It uses the memory of scratch and returns it.
func canonical(r report, src []byte, root pyjson.Value, scratch []byte) []byte {
	whole := true
	for l := range root.Losses() {
		whole = false
		err := lossError{l}
		r.warn(err.rule(), clean(l.Key), l.At, "%s", err.reason())
	}
	if !whole {
		return scratch // fmt does not rewrite it
	}
	want := append(root.Canonical(scratch[:0]), '\n')
	switch {
	case bytes.Equal(src, want):
	case bytes.Equal(src, want[:len(want)-1]):
		r.warn(RuleCanonical, "", pyjson.Value{}, "the file does not end with a newline: stevie fmt adds it")
	default:
		r.warn(RuleCanonical, "", pyjson.Value{}, "not in canonical form (sorted keys, two spaces, ASCII escapes): stevie fmt rewrites it")
	}
	return want
}

// lossError says why a file is not rewritten: something in it would be gone.
type lossError struct{ pyjson.Loss }

func (e lossError) Error() string { return fmt.Sprintf("%d:1: %s", e.At.Line(), e.reason()) }

func (e lossError) rule() string {
	if e.At.Kind() == pyjson.Number {
		return RuleNumberRange
	}
	return RuleDuplicateKey
}

func (e lossError) reason() string {
	if e.At.Kind() == pyjson.Number {
		return fmt.Sprintf("the number %s is too large to be read: mend it", clean(string(e.At.Raw())))
	}
	return fmt.Sprintf("the key %s stands twice, and only the last is read: remove one", quote(e.Key))
}

// lossless returns an error if the canonical form of a file would have less in it.
func lossless(root pyjson.Value) error {
	for l := range root.Losses() {
		return &lossError{l}
	}
	return nil
}

// unknownKeys warns of keys that neither the schema nor the site knows: mostly
// misspelled ones.
func unknownKeys(r report, root pyjson.Value) {
	for key := range unknown(root, videoProperties) {
		if record.IsField(key.Text()) {
			continue
		}
		r.warn(RuleUnknownKey, clean(key.Text()), key, "nothing reads the key %s: mend its name or remove it", quote(key.Text()))
	}
}
