package record

import (
	"github.com/pyvideo/stevie/internal/pyjson"
)

// SyntaxError is what [Canonical], [Decode] and [Update] say of a text that
// Python's json.loads refuses. It names line and column.
type SyntaxError = pyjson.SyntaxError

// Canonical rewrites any JSON that Python's json.loads accepts into the bytes of
// json.dumps(indent=2, separators=(",", ": "), sort_keys=True) and a newline,
// which is what tools/reserialize.py of pyvideo/data makes of it. It fails with
// a [*SyntaxError] where Python fails.
func Canonical(src []byte) ([]byte, error) {
	doc, err := pyjson.Parse(src)
	if err != nil {
		return nil, err
	}
	// Indentation and escapes seldom make a text a third longer.
	dst := make([]byte, 0, len(src)+len(src)/3+64)
	return append(doc.Root().Canonical(dst), '\n'), nil
}

// parseObject parses a text that must be a JSON object.
func parseObject(src []byte) (pyjson.Value, error) {
	doc, err := pyjson.Parse(src)
	if err != nil {
		return pyjson.Value{}, err
	}
	root := doc.Root()
	if root.Kind() != pyjson.Object {
		return pyjson.Value{}, &SyntaxError{Line: root.Line(), Column: 1, Message: "the file must hold an object in braces"}
	}
	return root, nil
}
