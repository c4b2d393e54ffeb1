package bulkedit

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
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

// Apply returns the changes to talks that lead from what the file showed to what it says
// now. Path names the file in errors, which wrap a [*tomledit.SyntaxError] with the line to
// look at.
func Apply(path string, src []byte, shown Shown, talks []pipeline.View) ([]draft.Change, error) {
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
		at := slices.IndexFunc(talks, func(v pipeline.View) bool { return v.Draft.File == t.Draft })
		switch {
		case at < 0:
			return nil, wrong("draft", ingest.WithHint(errors.New("there is no such draft in this event"), "leave the lines that begin with draft as they are"))
		case seen[t.Draft]:
			return nil, wrong("draft", errors.New("it stands there twice"))
		}
		seen[t.Draft] = true
		was, ok := shown[t.Draft]
		if !ok {
			was = ShownOf(talks[at : at+1])[t.Draft]
		}
		change, key, err := t.change(was, talks[at])
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
func (t fileTalk) change(shown ShownTalk, talk pipeline.View) (c draft.Change, key string, err error) {
	was := shown.values()
	written := changed(was, t.values())
	for _, field := range draft.Fields() { // the first wrong one is told
		if value, ok := written[field]; ok {
			if err := check.Value(field, value); err != nil {
				return c, field, err
			}
		}
	}
	taken, err := t.taken(shown, talk)
	if err != nil {
		return c, "take", err
	}
	values := changed(was, taken)
	maps.Copy(values, written)
	c = talk.Set(values)
	for field := range values {
		c.Was[field] = was[field]
	}
	return c, "", nil
}

// changed are the values that are others than those that were shown.
func changed(was, values map[string]draft.Value) map[string]draft.Value {
	others := map[string]draft.Value{}
	for field, v := range values {
		if !isSame(was[field], v) {
			others[field] = v
		}
	}
	return others
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

// taken are the values by which the talk is taken with the reading that the file names.
func (t fileTalk) taken(shown ShownTalk, talk pipeline.View) (map[string]draft.Value, error) {
	if t.Take == 0 {
		return nil, nil
	}
	if t.Take < 0 || t.Take > len(shown.Readings) {
		return nil, ingest.WithHint(fmt.Errorf("there is no reading %d", t.Take), countOfReadings(len(shown.Readings)))
	}
	r := shown.Readings[t.Take-1]
	return talk.Taken(r.Title, r.Speakers), nil
}

func countOfReadings(n int) string {
	if n == 0 {
		return "this talk has no readings: write its title and speakers"
	}
	return fmt.Sprintf("take one of 1 to %d, or 0 for none", n)
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
