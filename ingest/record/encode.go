package record

import (
	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// required are the keys that every record has, whether they hold something or not.
var required = []string{
	ingest.FieldDescription, ingest.FieldRecorded, ingest.FieldSpeakers, ingest.FieldTitle, ingest.FieldVideos,
}

// Encode returns the file of a new record in canonical bytes. Keys without a
// value are left out, but for those that pyvideo/data requires: description,
// speakers, recorded (null when unknown), title and videos.
func Encode(r ingest.Record) []byte {
	return append(pyjson.Marshal(members(r)), '\n')
}

// EncodeCategory returns the category.json of an event in canonical bytes:
// title, and of url, start_date and end_date those that have a value.
func EncodeCategory(ev ingest.Event) []byte {
	out := map[string]any{"title": ev.Title}
	for key, value := range map[string]string{
		"url":        ev.URL,
		"start_date": ev.StartDate.String(),
		"end_date":   ev.EndDate.String(),
	} {
		if value != "" {
			out[key] = value
		}
	}
	return append(pyjson.Marshal(out), '\n')
}

// members returns the keys and values of a record as [pyjson.Marshal] takes them.
func members(r ingest.Record) map[string]any {
	out := map[string]any{
		ingest.FieldTitle:       r.Title,
		ingest.FieldSpeakers:    texts(r.Speakers),
		ingest.FieldRecorded:    nil,
		ingest.FieldDescription: r.Description,
		ingest.FieldVideos:      locations(r.Videos),
	}
	for key, value := range map[string]string{
		ingest.FieldRecorded:      r.Recorded,
		ingest.FieldLanguage:      r.Language,
		ingest.FieldCopyrightText: r.CopyrightText,
		ingest.FieldThumbnailURL:  r.ThumbnailURL,
	} {
		if value != "" {
			out[key] = value
		}
	}
	if r.Duration != 0 {
		out[ingest.FieldDuration] = r.Duration
	}
	if len(r.Tags) > 0 {
		out[ingest.FieldTags] = texts(r.Tags)
	}
	if len(r.RelatedURLs) > 0 {
		out[ingest.FieldRelatedURLs] = links(r.RelatedURLs)
	}
	return out
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

func links(list []ingest.Link) []any {
	out := make([]any, len(list))
	for i, l := range list {
		out[i] = map[string]any{"label": l.Label, "url": l.URL}
	}
	return out
}

func locations(list []ingest.Location) []any {
	out := make([]any, len(list))
	for i, l := range list {
		out[i] = location(l)
	}
	return out
}

func location(l ingest.Location) map[string]any {
	out := map[string]any{"type": l.Type, "url": l.URL}
	if l.Size != 0 {
		out["size"] = l.Size
	}
	return out
}
