package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest/draft"
)

// TryDrafts tells what [Pipeline.SaveDrafts] would do, and does nothing.
func (p *Pipeline) TryDrafts(ctx context.Context, event string, changes []draft.Change) []draft.Outcome {
	outcomes := make([]draft.Outcome, len(changes))
	contents, err := p.workspace.Load(ctx, event)
	for i, c := range changes {
		if err != nil {
			outcomes[i] = draft.Outcome{Path: c.Path, Err: err}
			continue
		}
		now := contents.Folder(event).Drafts
		at := slices.IndexFunc(now, func(d *draft.Draft) bool { return d.File == filepath.Base(c.Path) })
		if at < 0 {
			outcomes[i] = draft.Outcome{Path: c.Path, Err: fmt.Errorf("change %s: it is not there any more", c.Path)}
			continue
		}
		outcomes[i] = c.Try(now[at])
	}
	return outcomes
}
