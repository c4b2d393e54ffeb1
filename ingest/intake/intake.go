package intake

import (
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// Intake brings the videos of hosts into the drafts of a workspace. It must not be
// copied.
type Intake struct {
	Workspace *workspace.Workspace
	Tree      *record.Index // the data tree as it stands; nil when there is none yet
	DataDir   string        // its folder
	Mapping   Mapping
	Hosts     ingest.Hosts // nil leaves addresses to be compared as they are written
	Cache     *cachefile.Dir
	Now       func() time.Time

	people sync.Once
	known  *mapper.Known // the people of the tree
}

// mapperOptions are the settings for all that is mapped.
func (in *Intake) mapperOptions() mapper.Options {
	in.people.Do(func() {
		if in.Tree != nil {
			in.known = mapper.NewKnown(in.Tree.Speakers())
		}
	})
	return in.Mapping.options(in.known)
}
