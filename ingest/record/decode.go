package record

import (
	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Decode reads a record's file, new or old. It is lenient about what old
// records hold: null for no value, numbers like 30.0, related URLs without a
// label. A value of a wrong kind counts as absent; ingest/check is there to
// complain of it. Decode fails when the text is not JSON, with a [*SyntaxError],
// or not an object.
func Decode(src []byte) (ingest.Record, error) {
	root, err := parseObject(src)
	if err != nil {
		return ingest.Record{}, err
	}
	return decode(root), nil
}

func decode(root pyjson.Value) ingest.Record {
	var r ingest.Record
	for key, value := range root.Members() {
		for _, f := range fields {
			if key.Is(f.name) {
				f.read(&r, value)
			}
		}
	}
	return r
}

func decodeTexts(list pyjson.Value) []string {
	var out []string
	for e := range list.Elems() {
		if e.Kind() == pyjson.String {
			out = append(out, e.Text())
		}
	}
	return out
}

func decodeLinks(list pyjson.Value) []ingest.Link {
	var out []ingest.Link
	for e := range list.Elems() {
		switch e.Kind() {
		case pyjson.String, pyjson.Object:
			out = append(out, decodeLink(e))
		}
	}
	return out
}

// decodeLink reads a related URL in either form.
func decodeLink(v pyjson.Value) ingest.Link {
	if v.Kind() == pyjson.String {
		return ingest.Link{URL: v.Text()}
	}
	return ingest.Link{Label: textOf(v, "label"), URL: textOf(v, "url")}
}

func decodeLocations(list pyjson.Value) []ingest.Location {
	var out []ingest.Location
	for e := range list.Elems() {
		if e.Kind() == pyjson.Object {
			out = append(out, decodeLocation(e))
		}
	}
	return out
}

func decodeLocation(v pyjson.Value) ingest.Location {
	l := ingest.Location{Type: textOf(v, "type"), URL: textOf(v, "url")}
	if size, ok := v.Get("size"); ok {
		l.Size, _ = size.Int()
	}
	return l
}

func textOf(object pyjson.Value, key string) string {
	v, _ := object.Get(key)
	return v.Text()
}

// DecodeCategory reads the category.json of an event, as leniently as [Decode]. It knows
// neither the event's slug nor its records.
func DecodeCategory(src []byte) (EventEntry, error) {
	root, err := parseObject(src)
	if err != nil {
		return EventEntry{}, err
	}
	var e EventEntry
	category(root, &e)
	return e, nil
}
