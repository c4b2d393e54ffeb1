package bulkedit

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// fileTalk is a talk in the file. A key that is not there leaves its field as it is.
type fileTalk struct {
	Draft    string    `toml:"draft"`
	Status   *string   `toml:"status"`
	Take     int       `toml:"take"`
	Title    *string   `toml:"title"`
	Speakers *[]string `toml:"speakers"`
	Recorded any       `toml:"recorded"`
	Language *string   `toml:"language"`
}

// Apply returns the changes that the edited file makes to the talks. Path names the file
// in errors, which wrap a [*tomledit.SyntaxError] with the line to look at.
func Apply(path string, src []byte, talks []Talk) ([]draft.Change, error) {
	src = withoutUntouchedTakes(src)
	var f struct {
		Talk []fileTalk `toml:"talk"`
	}
	if err := tomledit.Decode(src, &f); err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	doc, err := tomledit.Parse(src, tomledit.Layout{})
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	var changes []draft.Change
	seen := map[string]bool{}
	for i, t := range f.Talk {
		wrong := func(key string, err error) error {
			line, column := doc.Locate("talk", i, key)
			at := &tomledit.SyntaxError{Line: line, Column: column, Message: fmt.Sprintf("draft %q: %v", t.Draft, err)}
			return ingest.WithHint(fmt.Errorf("%s:%w", path, at), cmp.Or(ingest.Hint(err), "mend that line, or take its [[talk]] out"))
		}
		at := slices.IndexFunc(talks, func(o Talk) bool { return o.Draft.File == t.Draft })
		switch {
		case at < 0:
			return nil, wrong("draft", ingest.WithHint(errors.New("there is no such draft in this event"), "leave the lines that begin with draft as they are"))
		case seen[t.Draft]:
			return nil, wrong("draft", errors.New("it stands there twice"))
		}
		seen[t.Draft] = true
		change, key, err := t.change(talks[at])
		if err != nil {
			return nil, wrong(key, err)
		}
		if len(change.Set) > 0 {
			changes = append(changes, change)
		}
	}
	return changes, nil
}

// change is what the file's talk changes, or the key that is wrong and why.
func (t fileTalk) change(talk Talk) (c draft.Change, key string, err error) {
	c = draft.Change{Path: talk.Draft.Path, Set: map[string]draft.Value{}, Was: map[string]draft.Value{}}
	values := t.values()
	for _, field := range draft.Fields() {
		value, given := values[field]
		if !given {
			continue
		}
		was, _ := talk.Draft.Get(field) // it is one of its fields
		if isSame(was, value) {
			continue
		}
		if err := check.Value(field, value); err != nil {
			return c, field, err
		}
		c.Set[field], c.Was[field] = value, was
	}
	if err := t.take(talk, &c); err != nil {
		return c, "take", err
	}
	settle(talk, &c)
	return c, "", nil
}

// values are the fields as they stand in the file.
func (t fileTalk) values() map[string]draft.Value {
	values := map[string]draft.Value{}
	if t.Status != nil {
		values[draft.FieldStatus] = statusOf(*t.Status)
	}
	if t.Title != nil {
		values[ingest.FieldTitle] = *t.Title
	}
	if t.Speakers != nil {
		values[ingest.FieldSpeakers] = *t.Speakers
	}
	if t.Recorded != nil {
		values[ingest.FieldRecorded] = fmt.Sprint(t.Recorded) // a date may stand there without quotes
	}
	if t.Language != nil {
		values[ingest.FieldLanguage] = *t.Language
	}
	return values
}

// statusOf is the status that a letter stands for, too.
func statusOf(text string) string {
	switch text {
	case "r":
		return string(draft.Ready)
	case "s":
		return string(draft.Skip)
	}
	return text
}

// isSame reports whether two values are the same, a list without elements being no other
// than one that is not there.
func isSame(a, b draft.Value) bool {
	if l, ok := a.([]string); ok {
		o, ok := b.([]string)
		return ok && slices.Equal(l, o)
	}
	return reflect.DeepEqual(a, b)
}

// take takes a reading over where the person has not written something else, and the talk
// is ready then.
func (t fileTalk) take(talk Talk, c *draft.Change) error {
	if t.Take == 0 {
		return nil
	}
	readings := talk.Readings
	if t.Take < 0 || t.Take > len(readings) {
		return ingest.WithHint(fmt.Errorf("there is no reading %d", t.Take), countOfReadings(len(readings)))
	}
	r := readings[t.Take-1]
	taken := map[string]draft.Value{
		draft.FieldStatus: string(draft.Ready), ingest.FieldTitle: r.Title, ingest.FieldSpeakers: r.Speakers,
	}
	for _, field := range []string{draft.FieldStatus, ingest.FieldTitle, ingest.FieldSpeakers} {
		value := taken[field]
		was, _ := talk.Draft.Get(field)
		if _, written := c.Set[field]; written || isSame(was, value) {
			continue
		}
		if err := check.Value(field, value); err != nil {
			return err
		}
		c.Set[field], c.Was[field] = value, was
	}
	return nil
}

func countOfReadings(n int) string {
	if n == 0 {
		return "this talk has no readings: write its title and speakers"
	}
	return fmt.Sprintf("take one of 1 to %d, or 0 for none", n)
}

// settle takes out stevie's notes of a talk that has become ready: a person has looked.
func settle(talk Talk, c *draft.Change) {
	if c.Set[draft.FieldStatus] != string(draft.Ready) {
		return
	}
	if open := draft.OpenNotes(talk.Draft, talk.Base); len(open) < len(talk.Draft.Notes) {
		c.Set[draft.FieldNotes], c.Was[draft.FieldNotes] = open, slices.Clone(talk.Draft.Notes)
	}
}

var (
	talkHeader = regexp.MustCompile(`(?m)^\[\[talk\]\]`)
	takeLine   = regexp.MustCompile(`(?m)^take[ \t]*=`)
	untouched  = regexp.MustCompile(`(?m)^` + takeNothing + `[ \t]*\r?$`)
)

// withoutUntouchedTakes blanks the line that takes nothing where a person has written one
// of their own beside it. All other lines stay where they are.
func withoutUntouchedTakes(src []byte) []byte {
	var b strings.Builder
	from := 0
	for _, head := range append(talkHeader.FindAllIndex(src, -1), []int{len(src)}) {
		talk := src[from:head[0]]
		if len(takeLine.FindAllIndex(talk, -1)) > 1 {
			talk = untouched.ReplaceAll(talk, nil)
		}
		b.Write(talk)
		from = head[0]
	}
	return []byte(b.String())
}
