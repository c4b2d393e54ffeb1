package workspace

import (
	"errors"
	"io/fs"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// OfOneDraft reports whether an error concerns one draft alone, which is as its
// owner left it a moment ago: saved, broken, moved or deleted.
func OfOneDraft(err error) bool {
	_, broken := errors.AsType[*draft.SyntaxError](err)
	return broken || errors.Is(err, draft.ErrChanged) || errors.Is(err, tomledit.ErrNotInPlace) || errors.Is(err, fs.ErrNotExist)
}
