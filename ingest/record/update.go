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
	for _, f := range fields {
		there, present := root.Get(f.name)
		before, _ := f.value(&was, pyjson.Value{})
		after, wanted := f.value(&r, pyjson.Value{})
		if reflect.DeepEqual(before, after) && (present || !f.required) {
			continue
		}
		changed = true
		if !wanted {
			delete(out, f.name)
			continue
		}
		out[f.name], _ = f.value(&r, there)
	}
	if !changed {
		return slices.Clone(old), nil
	}
	return append(pyjson.Marshal(out), '\n'), nil
}
