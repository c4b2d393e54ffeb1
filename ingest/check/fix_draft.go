package check

import (
	"fmt"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
)

// FixDraft mends a draft as [Fix] mends a record, and says what it changed. The
// draft itself is not touched: take the one returned to [draft.Edit] or
// workspace.Workspace.Save, which change only the bytes of the keys that differ.
func FixDraft(d *draft.Draft) (*draft.Draft, []Change, error) {
	text, changes, err := FixSource("", record.Encode(d.Record))
	if err != nil || len(changes) == 0 {
		return d, nil, err
	}
	mended, err := record.Decode(text)
	if err != nil {
		return d, nil, fmt.Errorf("mend %s: %w", d.Path, err)
	}
	out := d.Clone()
	for i, c := range changes {
		changes[i].Path = filepath.ToSlash(d.Path)
		record.Take(&out.Record, &mended, c.Key())
	}
	return out, changes, nil
}
