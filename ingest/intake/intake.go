package intake

import (
	"net/http"
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
	// Programmes asks for the programmes of events; nil is a client without a name or a log.
	Programmes *http.Client

	once    sync.Once
	known   *mapper.Known   // the people of the tree
	earlier *mapper.Earlier // the talks of the tree
}

// mapperOptions are the settings for what is mapped of an event, with the people whom the
// data tree knows beside it. What the tree has of the event itself is for corrections to
// tell: that stevie's own records stand there now is no news.
//
// The people of the event's programme are known, too.
func (in *Intake) mapperOptions(event string, sessions []ingest.Session) mapper.Options {
	if in.Tree == nil {
		return in.Mapping.options(nil, nil)
	}
	in.once.Do(func() { in.known, in.earlier = mapper.NewKnown(in.Tree.Speakers()), talksOf(in.Tree) })
	known := in.known
	if entry, _ := in.Tree.Event(event); len(sessions) > 0 || len(entry.Records) > 0 {
		known = peopleOf(in.Tree, event, sessions)
	}
	return in.Mapping.options(known, in.earlier)
}
