package cli

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/pyvideo/stevie/internal/termtext"
)

// writeJSON writes a value on a line of its own. What hosts say in it steers no
// terminal, though it is the same when it is read back.
func writeJSON(w io.Writer, v any) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(termtext.JSON(line.Bytes()))
	return err
}
