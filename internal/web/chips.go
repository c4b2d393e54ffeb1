package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest/pipeline"
)

// chip is a filter with the number of talks that it leaves.
type chip struct {
	ID    string
	Kind  string // what it filters by
	Label string
	Count int
	On    bool
	Query string // of the address that turns it on or off
}

// Kinds of chips in their order.
const (
	chipStage    = "stage"
	chipLevel    = "level"
	chipStatus   = "status"
	chipReason   = "reason"
	chipDay      = "day"
	chipLanguage = "language"
	chipSpeaker  = "speaker"
	chipCheck    = "check"
	chipDisk     = "disk"
)

// Reasons have chips when they are those of several talks; there are no more than these.
const (
	leastOfReason = 2
	mostReasons   = 8
)

// chipID names a chip in addresses and attributes: no blanks, nothing to be escaped.
func chipID(kind, label string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r > 127 && r != ' ':
			return r
		case r >= 'A' && r <= 'Z':
			return r + ('a' - 'A')
		}
		return '-'
	}, strings.Join(strings.Fields(label), "-"))
	return kind + ":" + plain
}

// labelled is what a talk has of a kind of chips.
type labelled struct{ kind, label string }

// ID names the chip of it.
func (l labelled) ID() string { return chipID(l.kind, l.label) }

func labelsOf(t *talk) []labelled {
	list, _ := t.labels.get(func() ([]labelled, error) { return t.findLabels(), nil })
	return list
}

func (t *talk) findLabels() []labelled {
	var list []labelled
	list = append(list, labelled{chipStage, string(stageOf(t))}, labelled{chipStatus, string(t.Draft.Status)})
	if !t.IsSettled() {
		list = append(list, labelled{chipLevel, string(t.Level)})
		for _, reason := range t.Reasons {
			list = append(list, labelled{chipReason, reason})
		}
	}
	day := t.Draft.Record.Recorded
	list = append(list, labelled{chipDay, cmp.Or(day[:min(len(day), len("2024-05-18"))], "no day")})
	list = append(list, labelled{chipLanguage, cmp.Or(t.Draft.Record.Language, "no language")})
	if t.hasNewSpeaker() {
		list = append(list, labelled{chipSpeaker, "new speaker"})
	}
	switch {
	case t.errors() > 0:
		list = append(list, labelled{chipCheck, "check errors"})
	case len(t.Findings) > 0:
		list = append(list, labelled{chipCheck, "check warnings"})
	}
	if t.OnDisk {
		list = append(list, labelled{chipDisk, "changed on disk"})
	}
	return list
}

// hasNewSpeaker reports whether a speaker is unknown to the data tree.
func (t *talk) hasNewSpeaker() bool {
	return slices.ContainsFunc(t.Names, func(n pipeline.Name) bool { return n.State != pipeline.NameKnown })
}

func chipsOf(t *talk) []string {
	var ids []string
	for _, l := range labelsOf(t) {
		ids = append(ids, l.ID())
	}
	return ids
}

// chipsFor counts the chips of an event. Those that would leave everything are left out.
func chipsFor(talks []*talk, on []string) []chip {
	count := map[labelled]int{}
	for _, t := range talks {
		for _, l := range labelsOf(t) {
			count[l]++
		}
	}
	var list []chip
	for l, n := range count {
		c := chip{ID: chipID(l.kind, l.label), Kind: l.kind, Label: l.label, Count: n}
		c.On = slices.Contains(on, c.ID)
		if l.kind == chipStage || n == len(talks) && !c.On {
			continue
		}
		c.Query = toggled(on, c.ID)
		list = append(list, c)
	}
	kinds := []string{chipLevel, chipStatus, chipReason, chipDay, chipLanguage, chipSpeaker, chipCheck, chipDisk}
	slices.SortFunc(list, func(a, b chip) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), compareOfKind(a, b), strings.Compare(a.Label, b.Label))
	})
	return fewReasons(list)
}

// compareOfKind puts levels and statuses in their own order, days by the calendar, and the
// others with the most frequent first.
func compareOfKind(a, b chip) int {
	orders := map[string][]string{
		chipLevel:  {"sure", "likely", "unsure", "none"},
		chipStatus: {"review", "ready", "published", "skip"},
	}
	if order, ok := orders[a.Kind]; ok {
		return slices.Index(order, a.Label) - slices.Index(order, b.Label)
	}
	if a.Kind == chipDay {
		return strings.Compare(a.Label, b.Label)
	}
	return b.Count - a.Count
}

func fewReasons(list []chip) []chip {
	n := 0
	return slices.DeleteFunc(list, func(c chip) bool {
		if c.Kind != chipReason || c.On {
			return false
		}
		n++
		return c.Count < leastOfReason || n > mostReasons
	})
}

// toggled is the query with a chip turned on, or off. Of a kind one is on at a time.
func toggled(on []string, id string) string {
	kind, _, _ := strings.Cut(id, ":")
	next := slices.DeleteFunc(slices.Clone(on), func(o string) bool { return strings.HasPrefix(o, kind+":") })
	if !slices.Contains(on, id) {
		next = append(next, id)
	}
	return "?" + url.Values{"show": next}.Encode()
}

// shown are the talks that have all the chips that are on.
func shown(talks []*talk, on []string) []*talk {
	if len(on) == 0 {
		return talks
	}
	var list []*talk
	for _, t := range talks {
		ids := chipsOf(t)
		if !slices.ContainsFunc(on, func(id string) bool { return !slices.Contains(ids, id) }) {
			list = append(list, t)
		}
	}
	return list
}
