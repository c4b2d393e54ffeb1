package record

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// field is one field of a record: how it is read from a file and written to one.
type field struct {
	name string
	take func(to, from *ingest.Record)
	read func(to *ingest.Record, v pyjson.Value)
	// write gives the value as [pyjson.Marshal] takes it, nil when there is none.
	// Old is the value that the file has now: what stevie does not know stays in it.
	write func(r *ingest.Record, old pyjson.Value) any
	// required fields stand in every record; without a value as otherwise.
	required  bool
	otherwise any
}

// fields are all that stevie knows. Any other key of a file stays as it is.
var fields = []field{
	required("", text(ingest.FieldTitle, func(r *ingest.Record) *string { return &r.Title })),
	required([]any{}, texts(ingest.FieldSpeakers, func(r *ingest.Record) *[]string { return &r.Speakers })),
	required(nil, text(ingest.FieldRecorded, func(r *ingest.Record) *string { return &r.Recorded })),
	text(ingest.FieldLanguage, func(r *ingest.Record) *string { return &r.Language }),
	texts(ingest.FieldTags, func(r *ingest.Record) *[]string { return &r.Tags }),
	number(ingest.FieldDuration, func(r *ingest.Record) *int { return &r.Duration }),
	text(ingest.FieldCopyrightText, func(r *ingest.Record) *string { return &r.CopyrightText }),
	text(ingest.FieldThumbnailURL, func(r *ingest.Record) *string { return &r.ThumbnailURL }),
	required("", text(ingest.FieldDescription, func(r *ingest.Record) *string { return &r.Description })),
	objects(ingest.FieldRelatedURLs, func(r *ingest.Record) *[]ingest.Link { return &r.RelatedURLs }, decodeLinks, encodeLink),
	required([]any{}, objects(ingest.FieldVideos, func(r *ingest.Record) *[]ingest.Location { return &r.Videos }, decodeLocations, encodeLocation)),
}

// IsField reports whether records have a field with a name.
func IsField(name string) bool {
	return slices.ContainsFunc(fields, func(f field) bool { return f.name == name })
}

// value is what a file that has old shall hold, and whether it holds the key at all.
func (f field) value(r *ingest.Record, old pyjson.Value) (value any, wanted bool) {
	if value = f.write(r, old); value != nil {
		return value, true
	}
	return f.otherwise, f.required
}

// Take gives to the value that from has in the field with a name, which may be any.
func Take(to, from *ingest.Record, name string) {
	for _, f := range fields {
		if f.name == name {
			f.take(to, from)
		}
	}
}

func required(otherwise any, f field) field {
	f.required, f.otherwise = true, otherwise
	return f
}

func text(name string, of func(*ingest.Record) *string) field {
	return field{
		name: name,
		take: func(to, from *ingest.Record) { *of(to) = *of(from) },
		read: func(to *ingest.Record, v pyjson.Value) { *of(to) = v.Text() },
		write: func(r *ingest.Record, _ pyjson.Value) any {
			if *of(r) == "" {
				return nil
			}
			return *of(r)
		},
	}
}

func number(name string, of func(*ingest.Record) *int) field {
	return field{
		name: name,
		take: func(to, from *ingest.Record) { *of(to) = *of(from) },
		read: func(to *ingest.Record, v pyjson.Value) {
			n, _ := v.Int()
			*of(to) = int(n)
		},
		write: func(r *ingest.Record, _ pyjson.Value) any {
			if *of(r) == 0 {
				return nil
			}
			return *of(r)
		},
	}
}

func texts(name string, of func(*ingest.Record) *[]string) field {
	write := func(s string, _ pyjson.Value) any { return s }
	return objects(name, of, decodeTexts, write)
}

// objects is a list; write encodes one element, given the list that the file has.
func objects[T any](
	name string, of func(*ingest.Record) *[]T, read func(pyjson.Value) []T, write func(T, pyjson.Value) any,
) field {
	return field{
		name: name,
		take: func(to, from *ingest.Record) { *of(to) = slices.Clone(*of(from)) },
		read: func(to *ingest.Record, v pyjson.Value) { *of(to) = read(v) },
		write: func(r *ingest.Record, old pyjson.Value) any {
			if len(*of(r)) == 0 {
				return nil
			}
			list := make([]any, 0, len(*of(r)))
			for _, e := range *of(r) {
				list = append(list, write(e, old))
			}
			return list
		},
	}
}
