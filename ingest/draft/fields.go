package draft

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
)

// recordField is one field of a record: how to tell whether two records differ in
// it, how to take it over, and for lists how to join what two have changed.
type recordField struct {
	name string
	same func(a, b *ingest.Record) bool
	take func(to, from *ingest.Record)
	get  func(*ingest.Record) Value
	set  func(*ingest.Record, Value) error
	// join merges lists that differ all three; it is nil for what is no list.
	join func(to, base, next *ingest.Record) (all bool)
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

// recordFields lists the fields of a record in the order of a draft.
func recordFields() []recordField {
	type rec = ingest.Record
	return []recordField{
		scalar(ingest.FieldTitle, func(r *rec) *string { return &r.Title }),
		list(ingest.FieldSpeakers, func(r *rec) *[]string { return &r.Speakers }, lists[string]{key: nameKey, unknown: true}),
		scalar(ingest.FieldRecorded, func(r *rec) *string { return &r.Recorded }),
		scalar(ingest.FieldLanguage, func(r *rec) *string { return &r.Language }),
		list(ingest.FieldTags, func(r *rec) *[]string { return &r.Tags }, lists[string]{key: tagKey}),
		scalar(ingest.FieldDuration, func(r *rec) *int { return &r.Duration }),
		scalar(ingest.FieldCopyrightText, func(r *rec) *string { return &r.CopyrightText }),
		scalar(ingest.FieldThumbnailURL, func(r *rec) *string { return &r.ThumbnailURL }),
		scalar(ingest.FieldDescription, func(r *rec) *string { return &r.Description }),
		list(ingest.FieldRelatedURLs, func(r *rec) *[]ingest.Link { return &r.RelatedURLs }, lists[ingest.Link]{key: linkKey}),
		list(ingest.FieldVideos, func(r *rec) *[]ingest.Location { return &r.Videos }, lists[ingest.Location]{key: locationKey}),
	}
}

func scalar[T comparable](name string, of func(*ingest.Record) *T) recordField {
	return recordField{
		name: name,
		same: func(a, b *ingest.Record) bool { return *of(a) == *of(b) },
		take: func(to, from *ingest.Record) { *of(to) = *of(from) },
		get:  func(r *ingest.Record) Value { return *of(r) },
		set: func(r *ingest.Record, v Value) error {
			t, ok := v.(T)
			if !ok {
				return wrongValue(name, v, *of(r))
			}
			*of(r) = t
			return nil
		},
	}
}

// list is a list whose elements are joined as how says.
func list[T comparable](name string, of func(*ingest.Record) *[]T, how lists[T]) recordField {
	return recordField{
		name: name,
		same: func(a, b *ingest.Record) bool { return slices.Equal(*of(a), *of(b)) },
		take: func(to, from *ingest.Record) { *of(to) = slices.Clone(*of(from)) },
		get:  func(r *ingest.Record) Value { return slices.Clone(*of(r)) },
		set: func(r *ingest.Record, v Value) error {
			elements, ok := v.([]T)
			if !ok {
				return wrongValue(name, v, *of(r))
			}
			*of(r) = slices.Clone(elements)
			return nil
		},
		join: func(to, base, next *ingest.Record) (all bool) {
			l := lists[T]{*of(base), *of(to), *of(next), how.key, how.unknown}
			*of(to), all = l.join()
			return all
		},
	}
}

// cleanText gives text the form that survives being written to a file: valid
// UTF-8 with LF line ends.
func cleanText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, string(utf8.RuneError)), "\r\n", "\n")
}

// cleanRecord returns a copy of r as it would come back from a draft's file.
func cleanRecord(r ingest.Record) ingest.Record {
	r = cloneRecord(r)
	for _, s := range []*string{
		&r.Title, &r.Recorded, &r.Language, &r.CopyrightText, &r.ThumbnailURL, &r.Description,
	} {
		*s = cleanText(*s)
	}
	for i := range r.Speakers {
		r.Speakers[i] = cleanText(r.Speakers[i])
	}
	for i := range r.Tags {
		r.Tags[i] = cleanText(r.Tags[i])
	}
	for i, l := range r.RelatedURLs {
		r.RelatedURLs[i] = ingest.Link{Label: cleanText(l.Label), URL: cleanText(l.URL)}
	}
	for i, v := range r.Videos {
		r.Videos[i].Type, r.Videos[i].URL = cleanText(v.Type), cleanText(v.URL)
	}
	return r
}

func cloneRecord(r ingest.Record) ingest.Record {
	r.Speakers = slices.Clone(r.Speakers)
	r.Tags = slices.Clone(r.Tags)
	r.RelatedURLs = slices.Clone(r.RelatedURLs)
	r.Videos = slices.Clone(r.Videos)
	return r
}
