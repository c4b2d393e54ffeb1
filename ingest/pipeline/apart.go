package pipeline

import (
	"slices"

	"github.com/pyvideo/stevie/ingest/journal"
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

// The words in the history for what is said of names, those of the buttons.
const (
	VerbApart    = "Keep apart"
	VerbTogether = "Compare again"
)

// KeepApart remembers that two names are two people's, or forgets it. It is an act of the
// [Pipeline.History].
func (k Desk) KeepApart(names Apart, apart bool) error {
	k.pipeline.acts.Lock()
	defer k.pipeline.acts.Unlock()
	if slices.Contains(k.KeptApart(), names) == apart {
		return nil
	}
	if err := k.keepApart(names, apart); err != nil {
		return err
	}
	act := Act{Event: k.event, Verb: VerbTogether, Time: k.pipeline.config.Now().UTC(), Apart: &journal.Apart{Name: names.Name, Other: names.Other, Apart: apart}}
	if apart {
		act.Verb = VerbApart
	}
	acting{k.pipeline}.warnOfJournal(k.pipeline.journal.Append(act))
	return nil
}

// undoApart has two names be as they are without an act about them, and tells how.
func (k Desk) undoApart(acts []Act, act Act) (*journal.Apart, error) {
	said := journal.Subject(acts, act).Apart
	if said == nil {
		return nil, nil
	}
	then := journal.Apart{Name: said.Name, Other: said.Other, Apart: journal.IsApart(journal.Without(acts, act.ID), said.Name, said.Other)}
	return &then, k.keepApart(Apart{said.Name, said.Other}, then.Apart)
}

func (k Desk) keepApart(names Apart, apart bool) error {
	all := map[string][]Apart{}
	_ = k.pipeline.cache.Read(cachefile.Apart, &all) // as for KeptApart
	rest := slices.DeleteFunc(all[k.event], func(a Apart) bool { return a == names })
	if apart {
		rest = append(rest, names)
	}
	if all[k.event] = rest; len(rest) == 0 {
		delete(all, k.event)
	}
	return k.pipeline.cache.Write(cachefile.Apart, all)
}
