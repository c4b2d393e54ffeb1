package draft

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// recordField is one field of a record in a draft: how to tell whether two records
// differ in it, how to take it over and merge it, and its form in the file.
type recordField struct {
	name string
	same func(a, b *ingest.Record) bool
	take func(to, from *ingest.Record)
	get  func(*ingest.Record) Value
	set  func(*ingest.Record, Value) error
	// join merges lists that differ all three; it is nil for what is no list.
	join func(to, base, next *ingest.Record) (all bool)
	// clean gives the value the form in which it would come back from a file.
	clean func(r *ingest.Record)
	// read finishes a value that was just decoded from a file, or says what is wrong
	// with it; nil: there is nothing to do.
	read func(r *ingest.Record) error
	show func(r *ingest.Record) string
	// A field is a key of the draft or an array of tables; the other one is nil.
	value  func(r *ingest.Record) tomledit.Value
	tables func(r *ingest.Record) []tomledit.Table
}

// recordFields lists the fields of a record in the order of a draft.
func recordFields() []recordField { return fieldsOfRecord }

type rec = ingest.Record

// fieldsOfRecord is made once: it is gone through for every draft that is read.
var fieldsOfRecord = []recordField{
	text(ingest.FieldTitle, func(r *rec) *string { return &r.Title }, tomledit.String),
	texts(ingest.FieldSpeakers, func(r *rec) *[]string { return &r.Speakers }, lists[string]{key: nameKey, unknown: true}),
	text(ingest.FieldRecorded, func(r *rec) *string { return &r.Recorded }, tomledit.Date),
	text(ingest.FieldLanguage, func(r *rec) *string { return &r.Language }, tomledit.String),
	texts(ingest.FieldTags, func(r *rec) *[]string { return &r.Tags }, lists[string]{key: tagKey}),
	number(ingest.FieldDuration, func(r *rec) *int { return &r.Duration }, "seconds"),
	text(ingest.FieldCopyrightText, func(r *rec) *string { return &r.CopyrightText }, tomledit.String),
	text(ingest.FieldThumbnailURL, func(r *rec) *string { return &r.ThumbnailURL }, tomledit.String),
	prose(ingest.FieldDescription, func(r *rec) *string { return &r.Description }),
	objects(ingest.FieldRelatedURLs, func(r *rec) *[]ingest.Link { return &r.RelatedURLs }, lists[ingest.Link]{key: linkKey}, linkForm()),
	objects(ingest.FieldVideos, func(r *rec) *[]ingest.Location { return &r.Videos }, lists[ingest.Location]{key: locationKey}, locationForm()),
}

// fileRecord is the shape of a record in a draft's file: its own, but for values that
// people may write in another type.
type fileRecord struct {
	ingest.Record
	Recorded any `toml:"recorded"`
}

// record returns the record that the file holds. In an error, field is the one that it
// is about.
func (f *fileRecord) record() (r ingest.Record, field string, err error) {
	r = f.Record
	if r.Recorded, err = dayText(f.Recorded); err != nil {
		return r, ingest.FieldRecorded, err
	}
	r = cleanRecord(r)
	for _, field := range recordFields() {
		if field.read == nil {
			continue
		}
		if err := field.read(&r); err != nil {
			return r, field.name, err
		}
	}
	return r, "", nil
}

// merge takes what has changed from base to next over to to. What was changed there
// too stays; all is false when something of next's was left out for that.
func (f recordField) merge(to, base, next *ingest.Record) (all bool) {
	switch {
	case f.same(base, next), f.same(to, next):
		return true
	case f.same(to, base):
		f.take(to, next)
		return true
	}
	return f.join != nil && f.join(to, base, next)
}

// cleanText gives text the form that survives being written to a file: valid
// UTF-8 with LF line ends.
func cleanText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, string(utf8.RuneError)), "\r\n", "\n")
}

// cleanRecord returns a copy of r as it would come back from a draft's file.
func cleanRecord(r ingest.Record) ingest.Record {
	r = cloneRecord(r)
	for _, f := range recordFields() {
		f.clean(&r)
	}
	return r
}

// cloneRecord returns a copy that shares no lists with r.
func cloneRecord(r ingest.Record) ingest.Record {
	from := r
	for _, f := range recordFields() {
		f.take(&r, &from)
	}
	return r
}

// maxShown is the number of characters of a value that a note shows.
const maxShown = 200

// show gives a field's value for a note, on one line.
func show(field string, r ingest.Record) string {
	for _, f := range recordFields() {
		if f.name == field {
			return cmp.Or(brief(f.show(&r)), "nothing")
		}
	}
	return "nothing"
}

// brief is a text on one line, cut where it is long.
func brief(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > maxShown {
		s = string([]rune(s)[:maxShown]) + "…"
	}
	return s
}
