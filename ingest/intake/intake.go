package intake

import (
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Intake brings the videos of hosts into the drafts of a workspace.
type Intake struct {
	Workspace *workspace.Workspace
	Tree      *record.Index // the data tree as it stands; nil when there is none yet
	DataDir   string        // its folder
	Mapping   Mapping
	Resolve   gather.Resolver
}
