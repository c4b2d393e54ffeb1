package record

import (
	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// KeyOf returns the identity of a place where a talk can be watched, the same for
// every form of its URL, and false for places that have none: see [host.KeyOf]. A plain
// file has none here, as all talks of a day may have the day's recording.
func KeyOf(l ingest.Location) (ingest.Key, bool) {
	key, ok := host.KeyOf(l.URL)
	return key, ok && key.Provider != host.File
}

// AllKeys are the entry's Keys, and those of its plain files.
func (e Entry) AllKeys() []ingest.Key {
	keys := e.Keys[:len(e.Keys):len(e.Keys)]
	for _, address := range e.URLs {
		if key, ok := host.KeyOf(address); ok {
			keys = append(keys, key)
		}
	}
	return keys
}
