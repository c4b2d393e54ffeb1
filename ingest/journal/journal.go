// Package journal remembers what people did to the drafts of a workspace, act by act, so
// that each can be taken back: in any order, after a restart too, and never at the cost of
// what was done since.
//
// An act is a line of JSON: what the button said, and for each draft the text of each
// field before and after. One of many drafts is as many lines with one ID, each written as
// soon as its draft is. Undoing is an act of its own. [Text] tells what a field would
// hold had some of the acts not been: it is what undoing puts there.
//
// The file, .stevie/journal.jsonl, can be deleted: nothing but undo is lost.
package journal

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// Act is one thing that somebody did.
type Act struct {
	ID     string    `json:"id"`
	Time   time.Time `json:"time"`
	Event  string    `json:"event"`
	Verb   string    `json:"verb"`            // the button's or the command's word
	Field  string    `json:"field,omitempty"` // the field that it changed, "" where there are several
	Drafts []Edit    `json:"drafts"`
	// Apart is what was said of two names, nil for an act that is about drafts.
	Apart  *Apart `json:"apart,omitempty"`
	Undoes string `json:"undoes,omitempty"` // the ID of the act that this one takes back
	// OnDisk tells that somebody changed the files by other means than an act.
	OnDisk bool `json:"on_disk,omitempty"`
	// Outside tells that it also did something outside the drafts, which undoing it does
	// not take back: it published them.
	Outside bool `json:"outside,omitempty"`
	// Followed tells that the drafts followed what was decided, their status too: whether
	// one is ready is no word of a person's there.
	Followed bool `json:"followed,omitempty"`

	// Undone tells that a later act has taken this one back.
	Undone bool `json:"-"`
}

// Apart tells whether two names are those of two people.
type Apart struct {
	Name  string `json:"name"`
	Other string `json:"other"`
	Apart bool   `json:"apart"`
}

// Edit is what an act did to one draft.
type Edit struct {
	File   string            `json:"file"` // of the event's folder
	Fields []draft.FieldEdit `json:"fields"`
	Back   *draft.Splice     `json:"back,omitempty"` // to the bytes before, where Fields do not tell all
}

// Then is the edit and another one of the same draft after it, as one.
func (e Edit) Then(next Edit) Edit {
	fields := slices.Clone(e.Fields)
	for _, f := range next.Fields {
		if i := slices.IndexFunc(fields, func(g draft.FieldEdit) bool { return g.Field == f.Field }); i >= 0 {
			fields[i].After = f.After
		} else {
			fields = append(fields, f)
		}
	}
	return Edit{File: e.File, Fields: fields}
}

// Journal is the journal of a workspace. Its methods may be called concurrently, by
// several processes too.
type Journal struct {
	cache *cachefile.Dir
}

// Open opens the journal in a cache directory. It need not be there yet.
func Open(cache *cachefile.Dir) *Journal { return &Journal{cache} }

// NewID is the ID of an act that is written down piece by piece.
func NewID() string {
	id := make([]byte, 6)
	rand.Read(id)
	return hex.EncodeToString(id)
}

// Append writes down an act, or one more piece of it, with the field that it is about. One
// without an ID gets one.
func (j *Journal) Append(a Act) error {
	a.ID, a.Field = cmp.Or(a.ID, NewID()), onlyField(a.Drafts)
	if err := j.cache.Append(cachefile.Journal, a); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// onlyField is the field that all edits are about, "" if there are several.
func onlyField(edits []Edit) string {
	var only string
	for _, e := range edits {
		for _, f := range e.Fields {
			if only != "" && f.Field != only {
				return ""
			}
			only = f.Field
		}
	}
	return only
}

// Acts returns the acts of an event in the order in which they were written, which clocks
// that are set back do not change. Lines that cannot be read are left out: a run was killed
// over one, or a later version wrote it.
func (j *Journal) Acts(event string) ([]Act, error) {
	lines, err := j.cache.Lines(cachefile.Journal)
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	var acts []Act
	place := map[string]int{} // of the acts by ID
	for _, line := range lines {
		var a Act
		if json.Unmarshal(line, &a) != nil || a.ID == "" || a.Event != event {
			continue
		}
		if at, ok := place[a.ID]; ok {
			acts[at] = acts[at].with(a.Drafts)
			continue
		}
		place[a.ID] = len(acts)
		acts = append(acts, a)
	}
	for i := range acts {
		acts[i].Field = onlyField(acts[i].Drafts)
	}
	markUndone(acts)
	return acts, nil
}

// with is an act with more edits, one for each draft.
func (a Act) with(edits []Edit) Act {
	for _, e := range edits {
		if i := slices.IndexFunc(a.Drafts, func(other Edit) bool { return other.File == e.File }); i >= 0 {
			a.Drafts[i] = a.Drafts[i].Then(e)
		} else {
			a.Drafts = append(a.Drafts, e)
		}
	}
	return a
}

// markUndone goes from the newest act to the oldest: one that was taken back itself takes
// back nothing.
func markUndone(acts []Act) {
	taken := map[string]bool{}
	for i := range slices.Backward(acts) {
		a := &acts[i]
		a.Undone = taken[a.ID]
		if a.Undoes != "" && !a.Undone {
			taken[a.Undoes] = true
		}
	}
}

// Text is the text that a field of a draft has by its acts, without those that are undone;
// "" if no act was about it.
//
// An act stands on the one before it: when that is undone, it stands on what was before
// both. Where somebody changed the field in between, unnoticed, it stands on that.
func Text(acts []Act, file, field string) draft.Text {
	var text, written draft.Text // as the acts leave it that are not undone; as it was written last
	first := true
	for _, a := range acts {
		f, ok := a.Edit(file, field)
		if !ok {
			continue
		}
		if first || f.Before != written {
			text = f.Before
		}
		if a.Undoes == "" && !a.Undone {
			text = f.After
		}
		written, first = f.After, false
	}
	return text
}

// TakesBack reports whether undoing an act takes back that a person has given a draft a
// status: the act did, and no later one that stands. The draft may have another one all
// the same, by an act that it followed.
func TakesBack(acts []Act, act Act, file, status string) bool {
	gives := func(a Act) bool {
		f, ok := a.Edit(file, draft.FieldStatus)
		return ok && f.After.Show(f.Field) == status
	}
	if !gives(act) || Subject(acts, act).Followed {
		return false
	}
	without := Without(acts, act.ID)
	at := slices.IndexFunc(without, func(a Act) bool { return a.ID == act.ID })
	return !slices.ContainsFunc(without[at+1:], func(a Act) bool {
		return a.Undoes == "" && !a.Undone && !a.Followed && gives(a)
	})
}

// KeptApart returns what was said last of each two names, without the acts that are undone,
// where they are those of two people.
func KeptApart(acts []Act) []Apart {
	var kept []Apart
	for _, a := range acts {
		if a.Apart == nil || a.Undone || a.Undoes != "" {
			continue
		}
		kept = slices.DeleteFunc(kept, func(k Apart) bool { return k.Name == a.Apart.Name && k.Other == a.Apart.Other })
		if a.Apart.Apart {
			kept = append(kept, *a.Apart)
		}
	}
	return kept
}

// Back leads from the file of a draft as the act has left it to the bytes before, nil
// where what it did to the fields is all that is known.
func (a Act) Back(file string) *draft.Splice {
	for _, e := range a.Drafts {
		if e.File == file {
			return e.Back
		}
	}
	return nil
}

// Edit is what an act did to a field of a draft, false if nothing.
func (a Act) Edit(file, field string) (draft.FieldEdit, bool) {
	for _, e := range a.Drafts {
		if e.File != file {
			continue
		}
		for _, f := range e.Fields {
			if f.Field == field {
				return f, true
			}
		}
	}
	return draft.FieldEdit{}, false
}

// Find returns the act with an ID.
func Find(acts []Act, id string) (Act, bool) {
	i := slices.IndexFunc(acts, func(a Act) bool { return a.ID == id })
	if i < 0 {
		return Act{}, false
	}
	return acts[i], true
}

// Without returns the acts as they will be once one of them is undone.
func Without(acts []Act, id string) []Act {
	next := append(slices.Clone(acts), Act{Undoes: id})
	markUndone(next)
	return next
}

// Subject is the act that an undoing, or the undoing of one, is about in the end; of
// another act the act itself.
func Subject(acts []Act, a Act) Act {
	for a.Undoes != "" {
		undone, ok := Find(acts, a.Undoes)
		if !ok {
			break
		}
		a = undone
	}
	return a
}

// IsPlain reports whether pressing undo means an act: it stands, undoes nothing, was not
// done on disk by others, and did nothing outside the drafts.
func (a Act) IsPlain() bool { return !a.Undone && a.Undoes == "" && !a.OnDisk && !a.Outside }

// Latest is the last act that is plain.
func Latest(acts []Act) (Act, bool) {
	for _, a := range slices.Backward(acts) {
		if a.IsPlain() {
			return a, true
		}
	}
	return Act{}, false
}
