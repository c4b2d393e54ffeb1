package record

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Update returns the file old with the values of r in it. A key whose value r
// does not change stays as it is written there, keys that stevie does not know
// stay, in entries of videos and related_urls too, and an optional key that r has
// no value for goes. The result is in canonical form, but for a file that already
// says all that r says: its own bytes come back. Update fails like [Decode].
func Update(old []byte, r ingest.Record) ([]byte, error) {
	root, err := parseObject(old)
	if err != nil {
		return nil, fmt.Errorf("update: %w", err)
	}
	was, changed := decode(root), false
	out := make(map[string]any)
	for key, value := range root.Members() {
		out[key.Text()] = value
	}
	before, after := members(was), members(r)
	for _, key := range known {
		value, wanted := after[key]
		_, present := out[key]
		missing := !present && slices.Contains(required, key)
		if reflect.DeepEqual(before[key], value) && !missing {
			continue
		}
		changed = true
		if !wanted {
			delete(out, key)
			continue
		}
		out[key] = keepUnknown(key, value, root, r)
	}
	if !changed {
		return slices.Clone(old), nil
	}
	return append(pyjson.Marshal(out), '\n'), nil
}

// known are the keys that stevie writes.
var known = append(slices.Clone(required),
	ingest.FieldLanguage, ingest.FieldTags, ingest.FieldDuration, ingest.FieldCopyrightText,
	ingest.FieldThumbnailURL, ingest.FieldRelatedURLs)

// keepUnknown returns value, for lists of objects with what the old file's
// entries for the same URL hold besides.
func keepUnknown(key string, value any, root pyjson.Value, r ingest.Record) any {
	list, _ := root.Get(key)
	switch key {
	case ingest.FieldVideos:
		out := make([]any, len(r.Videos))
		for i, l := range r.Videos {
			out[i] = mergeEntry(list, l.URL, location(l))
		}
		return out
	case ingest.FieldRelatedURLs:
		out := make([]any, len(r.RelatedURLs))
		for i, l := range r.RelatedURLs {
			out[i] = mergeLink(list, l)
		}
		return out
	}
	return value
}

// mergeEntry lays the keys of entry over those of the object in list that has
// the same URL.
func mergeEntry(list pyjson.Value, url string, entry map[string]any) map[string]any {
	for e := range list.Elems() {
		if textOf(e, "url") != url {
			continue
		}
		out := make(map[string]any)
		for key, value := range e.Members() {
			out[key.Text()] = value
		}
		delete(out, "size")
		for key, value := range entry {
			out[key] = value
		}
		return out
	}
	return entry
}

// mergeLink keeps a related URL as it is written when nothing about it changes.
func mergeLink(list pyjson.Value, l ingest.Link) any {
	for e := range list.Elems() {
		if decodeLink(e) == l {
			return e
		}
	}
	return mergeEntry(list, l.URL, map[string]any{"label": l.Label, "url": l.URL})
}
