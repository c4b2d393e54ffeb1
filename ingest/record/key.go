package record

import (
	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// KeyOf returns the identity of a place where a talk can be watched, the same for
// every form of its URL, and false for places that have none: see [host.KeyOf].
func KeyOf(l ingest.Location) (ingest.Key, bool) { return host.KeyOf(l.URL) }
