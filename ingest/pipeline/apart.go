package pipeline

import (
	"slices"

	"github.com/pyvideo/stevie/ingest/journal"
)

// Apart are two spellings of which somebody said that they are the names of two people.
// The first is a speaker's in an event, the second is whom that was taken for.
type Apart struct {
	Name  string
	Other string
}

// KeptApart returns what was said of the names in an event, as its history has it. Where that
// cannot be read, nothing was: at worst somebody is asked again.
func (k Desk) KeptApart() []Apart {
	acts, _ := k.pipeline.journal.Acts(k.event) // see above
	var kept []Apart
	for _, a := range journal.KeptApart(acts) {
		kept = append(kept, Apart{a.Name, a.Other})
	}
	return kept
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
	act := Act{Event: k.event, Verb: VerbTogether, Time: k.pipeline.config.Now().UTC(), Apart: &journal.Apart{Name: names.Name, Other: names.Other, Apart: apart}}
	if apart {
		act.Verb = VerbApart
	}
	return k.pipeline.journal.Append(act)
}
