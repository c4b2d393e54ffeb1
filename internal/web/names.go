package web

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/bare"
)

// namesPage lists the speakers of an event by what is known of their names.
func namesPage() page {
	return page{name: "names", tab: "Names", at: "names", event: true, routes: func(s *Server) routes {
		return routes{
			"GET /event/{event}/names":  namesAnswers{s}.showNames,
			"POST /event/{event}/names": namesAnswers{s}.decideName,
		}
	}}
}

// The acts of the names page.
const (
	actMerge    = "merge"
	actApart    = "apart"
	actTogether = "together" // takes apart back
)

type namesData struct {
	frame
	New, Known []speaker
	Near       []nearGroup
	Problems   []error
	Stale      string // what a form was about that is no longer so
	Conflicts  []undoConflict
}

// speaker is a name with the talks of the event that have it.
type speaker struct {
	Event, Token string
	Name         string
	Talks        int    // in the data tree
	Near         string // whom it probably means, "" for nobody else
	NearTalks    int
	Apart        string // whom it was taken for, and somebody said that it is not
	Drafts       []speakerDraft
	Next         string // the item that comes after it
}

type speakerDraft struct{ Name, Title, Address string }

// nearGroup are spellings that are near to one, which the data tree has or most talks here.
type nearGroup struct {
	Name   string
	Talks  int // of the data tree
	Others []speaker
}

// ID is the name's in the page.
func (s speaker) ID() string { return "n-" + draft.Fingerprint(s.Name)[:12] }

// Here counts the talks of the event.
func (s speaker) Here() string { return countOf(len(s.Drafts), "talk") + " here" }

// Elsewhere counts the talks of the data tree.
func (s speaker) Elsewhere() string { return countOf(s.Talks, "talk") }

// Elsewhere counts the talks of the data tree.
func (g nearGroup) Elsewhere() string { return countOf(g.Talks, "talk") }

// namesAnswers are the answers for the page of an event's names.
type namesAnswers struct{ *Server }

func (s namesAnswers) showNames(w http.ResponseWriter, r *http.Request) error {
	b, err := s.board(r)
	if err != nil {
		return err
	}
	data, err := s.names(r.Context(), b)
	if err != nil {
		return err
	}
	s.show(w, http.StatusOK, "names", data)
	return nil
}

func (s namesAnswers) names(ctx context.Context, b seen) (namesData, error) {
	slug := b.event.Slug
	data := namesData{frame: s.frameOf("Names of "+titleOf(b.event), slug), Problems: b.problems}
	list := speakersOf(b, s.pipeline.Desk(slug).KeptApart())
	if err := s.countNear(ctx, slug, list); err != nil {
		return data, err
	}
	for _, sp := range list {
		sp.Event, sp.Token = slug, s.guard.form
		switch {
		case sp.Talks > 0:
			data.Known = append(data.Known, sp)
		case sp.Near == "":
			data.New = append(data.New, sp)
		default:
			data.group(sp)
		}
	}
	data.chain()
	return data, nil
}

// speakersOf are the names of an event's drafts in alphabetical order. Videos that are no
// talks have none that matter.
func speakersOf(b seen, apart []pipeline.Apart) []speaker {
	byName := map[string]*speaker{}
	for _, t := range b.talks {
		if t.Draft.Status == draft.Skip {
			continue
		}
		for _, n := range t.Names {
			sp := byName[n.Name]
			if sp == nil {
				sp = &speaker{Name: n.Name, Talks: n.Talks}
				byName[n.Name] = sp
			}
			if slices.Contains(apart, pipeline.Apart{Name: n.Name, Other: n.Near}) {
				sp.Apart = n.Near
			} else {
				sp.Near = cmp.Or(sp.Near, n.Near)
			}
			sp.Drafts = append(sp.Drafts, speakerDraft{t.Name, cmp.Or(t.Draft.Record.Title, "no title"), rowAddress(b.event.Slug, t.Name)})
		}
	}
	var list []speaker
	for _, sp := range byName {
		list = append(list, *sp)
	}
	slices.SortFunc(list, func(a, b speaker) int {
		return cmp.Or(strings.Compare(bare.Words(a.Name), bare.Words(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return oneWay(list)
}

// oneWay leaves of two names that are each near to the other one as the right spelling: that
// of more talks.
func oneWay(list []speaker) []speaker {
	at := map[string]int{}
	for i, sp := range list {
		at[sp.Name] = i
	}
	for i := range list {
		sp := &list[i]
		j, here := at[sp.Near]
		if !here || list[j].Near != sp.Name || list[j].Talks > 0 {
			continue
		}
		if better := cmp.Or(len(sp.Drafts)-len(list[j].Drafts), len(sp.Name)-len(list[j].Name), strings.Compare(list[j].Name, sp.Name)); better > 0 {
			sp.Near = ""
		}
	}
	return list
}

// countNear finds out how many talks those have whom names probably mean.
func (s namesAnswers) countNear(ctx context.Context, slug string, list []speaker) error {
	talks := map[string]int{}
	for _, sp := range list {
		if sp.Near != "" {
			talks[sp.Near] = 0
		}
	}
	if len(talks) == 0 {
		return nil
	}
	asked := ingest.Record{Speakers: slices.Sorted(maps.Keys(talks))}
	known, _, err := s.pipeline.Desk(slug).Preview(ctx, draft.New(draft.Proposed{Proposal: ingest.Proposal{Record: asked}}))
	if err != nil {
		return err
	}
	for _, n := range known {
		talks[n.Name] = n.Talks
	}
	for i := range list {
		list[i].NearTalks = talks[list[i].Near]
	}
	return nil
}

// group puts a name beside those that are near to the same one.
func (d *namesData) group(sp speaker) {
	i := slices.IndexFunc(d.Near, func(g nearGroup) bool { return g.Name == sp.Near })
	if i < 0 {
		i = len(d.Near)
		d.Near = append(d.Near, nearGroup{Name: sp.Near, Talks: sp.NearTalks})
	}
	d.Near[i].Others = append(d.Near[i].Others, sp)
}

// chain tells each name which one follows, for the page after a decision.
func (d *namesData) chain() {
	var all []*speaker
	for i := range d.New {
		all = append(all, &d.New[i])
	}
	for i := range d.Near {
		for j := range d.Near[i].Others {
			all = append(all, &d.Near[i].Others[j])
		}
	}
	for i, sp := range all[:max(len(all)-1, 0)] {
		sp.Next = all[i+1].ID()
	}
}

// decideName does what a form of the page asks for.
func (s namesAnswers) decideName(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	form := r.PostForm
	from, to := form.Get("name"), strings.Join(strings.Fields(form.Get("to")), " ")
	if from == "" || to == "" {
		return badRequest("which name, and what instead?")
	}
	switch act := form.Get("act"); act {
	case actMerge:
		if err := check.Form(ingest.FieldSpeakers, []string{to}); err != nil {
			return badRequest("%w", err)
		}
		return s.merge(w, r, slug, from, to)
	case actApart, actTogether:
		if err := s.pipeline.Desk(slug).KeepApart(pipeline.Apart{Name: from, Other: to}, act == actApart); err != nil {
			return err
		}
		s.backToNames(w, r, slug, form)
		return nil
	default:
		return badRequest("there is no act %.40q of names", act)
	}
}

func (s namesAnswers) backToNames(w http.ResponseWriter, r *http.Request, slug string, form url.Values) {
	back := eventAddress(slug) + "/names"
	if next := form.Get("next"); next != "" {
		back += "#" + url.PathEscape(next)
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// merge writes one name instead of another in the drafts that a form lists: one act.
func (s namesAnswers) merge(w http.ResponseWriter, r *http.Request, slug, from, to string) error {
	var outcomes []draft.Outcome
	after, err := s.boards.act(r.Context(), slug, func(ctx context.Context, b seen) ([]string, error) {
		changes, err := respelling(b, r.PostForm["draft"], from, to)
		if err == nil && len(changes) > 0 {
			outcomes = s.pipeline.SaveDrafts(ctx, slug, "Merge names", changes)
		}
		return nil, err
	})
	if err != nil {
		return err
	}
	if len(outcomes) == 0 {
		return s.showNamesAgain(w, r, after, fmt.Sprintf("No talk of those has the name %q any more.", from), nil)
	}
	if conflicts, faults := notUndone(outcomes); len(conflicts)+len(faults) > 0 {
		return s.showNamesAgain(w, r, after, strings.Join(append(faults, "Not all talks have the other spelling now."), " "), conflicts)
	}
	s.backToNames(w, r, slug, r.PostForm)
	return nil
}

// showNamesAgain shows the page with what was in the way.
func (s namesAnswers) showNamesAgain(w http.ResponseWriter, r *http.Request, b seen, why string, conflicts []undoConflict) error {
	data, err := s.names(r.Context(), b)
	if err != nil {
		return err
	}
	data.Stale, data.Conflicts = why, conflicts
	s.show(w, http.StatusConflict, "names", data)
	return nil
}

// respelling are the changes that write one speaker's name instead of another in those of
// the named drafts that have that one.
func respelling(b seen, names []string, from, to string) ([]draft.Change, error) {
	var changes []draft.Change
	for _, name := range names {
		t, known := b.talk(name)
		if !known {
			return nil, noTalk(name)
		}
		if change, has := respelled(t.Draft, from, to); has {
			changes = append(changes, change)
		}
	}
	return changes, nil
}

// respelled is the change that writes one speaker's name instead of another in a draft, if
// it has that one.
func respelled(d *draft.Draft, from, to string) (draft.Change, bool) {
	was := d.Record.Speakers
	if !slices.Contains(was, from) {
		return draft.Change{}, false
	}
	var next []string
	for _, name := range was {
		if name == from {
			name = to
		}
		if !slices.Contains(next, name) {
			next = append(next, name)
		}
	}
	return draft.Change{
		Path: d.Path,
		Set:  map[string]draft.Value{ingest.FieldSpeakers: next},
		Was:  map[string]draft.Value{ingest.FieldSpeakers: slices.Clone(was)},
	}, true
}
