package draft

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// Value is what a field holds: a string; an int for the duration; a []string for
// speakers and tags; []ingest.Link for related_urls, []ingest.Location for videos and
// []Note for notes. The status is a string too, the session a [Session]. A [Text] stands for
// any of them.
type Value any

// ValueOf is the value of a record's field, false for a name that is none's.
func ValueOf(r ingest.Record, field string) (Value, bool) {
	for _, f := range recordFields() {
		if f.name == field {
			return f.get(&r), true
		}
	}
	return nil, false
}

// Fields that are not the record's.
const (
	FieldStatus = "status" // the name of a draft's status where fields are listed
	FieldNotes  = "notes"
	// FieldSession is the entry in the programme, which stands in [source].
	FieldSession = "session"
)

// Change is what somebody wants changed in a draft: with a form, a sheet or a flag.
type Change struct {
	Path string           // of the draft
	Set  map[string]Value // by field, as the draft's file calls them
	// Was has the values that the person saw, so that what others have changed since
	// can be told apart.
	Was map[string]Value
	// Fingerprint is that of the file that they saw. A field that Was lacks is set
	// without further ado when the file is still that one, or when there is no
	// fingerprint: then whatever is there is to be replaced.
	Fingerprint string
	// Back has the bytes that the file shall have, if it still is the one that Back is
	// about and they hold what the change makes of it.
	Back *Splice
	// AllOrNothing has a conflict in one field leave all fields as they are.
	AllOrNothing bool
}

// Outcome is what became of a [Change].
type Outcome struct {
	Path      string
	Changed   []string // fields, in the draft's order
	Edits     []FieldEdit
	Back      *Splice // leads back to the bytes before, nil if Edits do
	Conflicts []FieldConflict
	// Err tells why nothing of the change was saved, nil otherwise.
	Err error
}

// Failure is why not all of the change was made, nil if it was. Conflicts are an error
// that wraps [ErrChanged].
func (o Outcome) Failure() error {
	if o.Err != nil || len(o.Conflicts) == 0 {
		return o.Err
	}
	var c carrying
	for _, conflict := range o.Conflicts {
		c.clashes = append(c.clashes, conflict.Field)
	}
	return fmt.Errorf("change %s: %w", o.Path, c.err())
}

// FieldEdit is what a change did to one of the Changed fields in the draft's file.
type FieldEdit struct {
	Field  string `json:"field"`
	Before Text   `json:"before"`
	After  Text   `json:"after"`
}

// FieldConflict is a field that somebody else has changed meanwhile to something else.
// It is left as it is.
type FieldConflict struct {
	Field        string
	Mine, Theirs Value
	Was          Value // nil where that is not known
}

// ChangeOf is the change that leads from one version of a draft to another one.
func ChangeOf(old, new *Draft) Change {
	c := Change{Path: old.Path, Set: map[string]Value{}, Was: map[string]Value{}, Fingerprint: Fingerprint(old.text)}
	for _, f := range fields() {
		if !f.same(old, new) {
			c.Set[f.name], c.Was[f.name] = f.get(new), f.get(old)
		}
	}
	return c
}

// Apply makes a change to a draft as it is now. A field that was changed by others too
// is merged where it is a list, as [Merge] does; what cannot be is a conflict and stays,
// while the other fields of the change are made unless it is to be all or nothing.
func (c Change) Apply(now *Draft) (*Draft, Outcome) {
	out := Outcome{Path: c.Path}
	next := now.Clone()
	for _, field := range inOrder(slices.Collect(maps.Keys(c.Set))) {
		f, ok := fieldNamed(field)
		if !ok {
			return now, Outcome{Path: c.Path, Err: unknownField(field)}
		}
		conflict, err := c.applyField(f, next)
		if err != nil {
			return now, Outcome{Path: c.Path, Err: err}
		}
		if conflict != nil {
			out.Conflicts = append(out.Conflicts, *conflict)
		}
		if !f.same(now, next) {
			out.Changed = append(out.Changed, field)
		}
	}
	if c.AllOrNothing && len(out.Conflicts) > 0 {
		return now, Outcome{Path: c.Path, Conflicts: out.Conflicts}
	}
	return next, out
}

// applyField changes one field of d, or finds that it cannot.
func (c Change) applyField(f field, d *Draft) (*FieldConflict, error) {
	before := d.Clone()
	theirs := f.get(d)
	mine, form, err := f.read(c.Set[f.name])
	if err != nil {
		return nil, err
	}
	was, seen := c.Was[f.name]
	if was, _, err = f.read(was); err != nil {
		return nil, err
	}
	if !seen && (c.Fingerprint == "" || c.Fingerprint == Fingerprint(d.text)) {
		was, seen = theirs, true
	}
	wanted, saw := d.Clone(), d.Clone()
	if err := f.set(wanted, mine); err != nil {
		return nil, err
	}
	if seen {
		if err := f.set(saw, was); err != nil {
			return nil, err
		}
		if f.merge(d, saw, wanted) {
			if form != nil && f.same(d, wanted) {
				d.setForm(f.name, *form)
			}
			return nil, nil
		}
	} else if f.same(d, wanted) {
		return nil, nil
	}
	*d = *before
	return &FieldConflict{Field: f.name, Mine: f.get(wanted), Theirs: theirs, Was: was}, nil
}

// setForm demands the form in which a field's value is to be written.
func (d *Draft) setForm(field string, form Text) {
	if _, tables := d.arrayNamed(field); tables || field == FieldSession {
		return // they have one form
	}
	if d.form == nil {
		d.form = map[string]Text{}
	}
	d.form[field] = form
}

// read gives a value that may be a text, and the text.
func (f field) read(v Value) (Value, *Text, error) {
	t, ok := v.(Text)
	if !ok {
		return v, nil, nil
	}
	d, err := t.draft(f)
	if err != nil {
		return nil, nil, err
	}
	return f.get(d), &t, nil
}

// field is a field of a draft.
type field struct {
	name  string
	get   func(*Draft) Value
	set   func(*Draft, Value) error
	same  func(a, b *Draft) bool
	merge func(to, base, next *Draft) (all bool)
	show  func(*Draft) string // in words, "" for nothing
}

// fields lists all fields of a draft that can be changed.
func fields() []field {
	list := []field{statusField()}
	for _, f := range recordFields() {
		list = append(list, ofRecord(f))
	}
	return append(list, notesField(), sessionField())
}

func fieldNamed(name string) (field, bool) {
	list := fields()
	if i := slices.IndexFunc(list, func(f field) bool { return f.name == name }); i >= 0 {
		return list[i], true
	}
	return field{}, false
}

func ofRecord(f recordField) field {
	return field{
		name: f.name,
		get:  func(d *Draft) Value { return f.get(&d.Record) },
		set: func(d *Draft, v Value) error {
			if err := f.set(&d.Record, v); err != nil {
				return err
			}
			d.Record = cleanRecord(d.Record)
			return nil
		},
		same:  func(a, b *Draft) bool { return f.same(&a.Record, &b.Record) },
		merge: func(to, base, next *Draft) bool { return f.merge(&to.Record, &base.Record, &next.Record) },
		show: func(d *Draft) string {
			if f.same(&d.Record, &ingest.Record{}) {
				return ""
			}
			return f.show(&d.Record)
		},
	}
}

func statusField() field {
	return field{
		name: FieldStatus,
		get:  func(d *Draft) Value { return string(d.Status) },
		set: func(d *Draft, v Value) error {
			s, ok := v.(string)
			if !ok {
				return wrongValue(FieldStatus, v, "")
			}
			if !slices.Contains(Statuses(), Status(s)) {
				return badStatus(s)
			}
			d.Status = Status(s)
			return nil
		},
		same: func(a, b *Draft) bool { return a.Status == b.Status },
		show: func(d *Draft) string { return string(d.Status) },
		merge: func(to, base, next *Draft) bool {
			if to.Status != base.Status {
				return to.Status == next.Status || next.Status == base.Status
			}
			to.Status = next.Status
			return true
		},
	}
}

// notesField joins notes by what was taken out and put in, so that there are no
// conflicts.
func notesField() field {
	return field{
		name: FieldNotes,
		get:  func(d *Draft) Value { return slices.Clone(d.Notes) },
		set: func(d *Draft, v Value) error {
			notes, ok := v.([]Note)
			if !ok {
				return wrongValue(FieldNotes, v, []Note{})
			}
			d.Notes = slices.Clone(notes)
			return nil
		},
		same: func(a, b *Draft) bool { return slices.Equal(a.Notes, b.Notes) },
		show: func(d *Draft) string {
			var texts []string
			for _, n := range d.Notes {
				texts = append(texts, n.Text)
			}
			return strings.Join(texts, "; ")
		},
		merge: func(to, base, next *Draft) bool {
			carryList(base.Notes, next.Notes, &to.Notes)
			return true
		},
	}
}

// sessionField is what the draft says of its entry in the programme.
func sessionField() field {
	return field{
		name: FieldSession,
		get:  func(d *Draft) Value { return d.Source.Session },
		set: func(d *Draft, v Value) error {
			s, ok := v.(Session)
			if !ok {
				return wrongValue(FieldSession, v, Session{})
			}
			d.Source.Session = s
			return nil
		},
		same: func(a, b *Draft) bool { return a.Source.Session == b.Source.Session },
		show: func(d *Draft) string { return d.Source.Session.ID },
		merge: func(to, base, next *Draft) bool {
			if to.Source.Session != base.Source.Session {
				return to.Source.Session == next.Source.Session || next.Source.Session == base.Source.Session
			}
			to.Source.Session = next.Source.Session
			return true
		},
	}
}

func wrongValue(field string, got, want Value) error {
	return fmt.Errorf("%s: %T given, where a %s belongs", field, got, reflect.TypeOf(want))
}

func unknownField(name string) error {
	names := Fields()
	err := fmt.Errorf("drafts have no field %.40q", name)
	if near := tomledit.Nearest(name, names); near != "" {
		return ingest.WithHint(err, fmt.Sprintf("did you mean %q?", near))
	}
	return err
}
