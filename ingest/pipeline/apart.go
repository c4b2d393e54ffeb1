package pipeline

import (
	"slices"

	"github.com/pyvideo/stevie/internal/cachefile"
)

// Apart are two spellings of which somebody said that they are the names of two people.
// The first is a speaker's in an event, the second is whom that was taken for.
type Apart struct {
	Name  string `json:"name"`
	Other string `json:"other"`
}

// KeptApart returns what was said of the names in an event. Where that cannot be read,
// nothing was: at worst somebody is asked again.
func (k Desk) KeptApart() []Apart {
	var all map[string][]Apart
	_ = k.pipeline.cache.Read(cachefile.Apart, &all) // see above
	return all[k.event]
}

// KeepApart remembers that two names are two people's, or forgets it.
func (k Desk) KeepApart(names Apart, apart bool) error {
	p, event := k.pipeline, k.event
	p.acts.Lock()
	defer p.acts.Unlock()
	all := map[string][]Apart{}
	_ = p.cache.Read(cachefile.Apart, &all) // as for KeptApart
	rest := slices.DeleteFunc(all[event], func(a Apart) bool { return a == names })
	if apart {
		rest = append(rest, names)
	}
	if all[event] = rest; len(rest) == 0 {
		delete(all, event)
	}
	return p.cache.Write(cachefile.Apart, all)
}
