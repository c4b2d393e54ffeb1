package schedule

import (
	"errors"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// readJSON reads a text that must be JSON as a whole.
func readJSON(data []byte) (any, error) {
	doc, err := pyjson.Parse(data)
	if syntax, ok := errors.AsType[*pyjson.SyntaxError](err); ok {
		syntax.Message = "no JSON: " + syntax.Message
		return nil, ingest.WithHint(syntax,
			"the file may be cut off: fetch or export it again")
	}
	if err != nil {
		return nil, err
	}
	return fromJSON(doc.Root()), nil
}

func fromJSON(v pyjson.Value) any {
	switch v.Kind() {
	case pyjson.True:
		return true
	case pyjson.False:
		return false
	case pyjson.Number:
		return string(v.Raw())
	case pyjson.String:
		return v.Text()
	case pyjson.Array:
		list := make([]any, 0, 4)
		for e := range v.Elems() {
			list = append(list, fromJSON(e))
		}
		return list
	case pyjson.Object:
		o := newObject()
		for key, member := range v.Members() {
			o.set(key.Text(), fromJSON(member))
		}
		return o
	}
	return nil
}
