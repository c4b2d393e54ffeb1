package record

import (
	"maps"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Encode returns the file of a new record in canonical bytes. Keys without a
// value are left out, but for those that pyvideo/data requires: description,
// speakers, recorded (null when unknown), title and videos.
func Encode(r ingest.Record) []byte {
	return append(pyjson.Marshal(members(&r)), '\n')
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
func members(r *ingest.Record) map[string]any {
	out := make(map[string]any, len(fields))
	for _, f := range fields {
		if value, wanted := f.value(r, pyjson.Value{}); wanted {
			out[f.name] = value
		}
	}
	return out
}

// encodeLink writes a related URL. One of old's that says the same stays as it is
// written there; one with the same URL keeps what it holds besides.
func encodeLink(l ingest.Link, old pyjson.Value) any {
	for e := range old.Elems() {
		if decodeLink(e) == l {
			return e
		}
	}
	return mergeObject(old, l.URL, map[string]any{"label": l.Label, "url": l.URL})
}

// encodeLocation writes one of a record's videos, with what old's with the same URL
// holds besides.
func encodeLocation(l ingest.Location, old pyjson.Value) any {
	out := map[string]any{"type": l.Type, "url": l.URL}
	if l.Size != 0 {
		out["size"] = l.Size
	}
	return mergeObject(old, l.URL, out)
}

// mergeObject lays keys over those of the object in list that has the same URL.
func mergeObject(list pyjson.Value, url string, keys map[string]any) map[string]any {
	for e := range list.Elems() {
		if textOf(e, "url") != url {
			continue
		}
		out := make(map[string]any)
		for key, value := range e.Members() {
			out[key.Text()] = value
		}
		delete(out, "size")
		maps.Copy(out, keys)
		return out
	}
	return keys
}
