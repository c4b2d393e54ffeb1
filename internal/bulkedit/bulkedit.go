// Package bulkedit shows the talks of one event in a single TOML file, for going
// through a whole conference at once in an editor ([Encode]), and takes back what was
// changed there ([Apply]).
//
// Only the fields that are short enough for that are shown: status, title,
// speakers, recorded and language.
package bulkedit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/internal/tomledit"
)

const introduction = `# The talks of %s. Change what you like, save and close the editor.
# status is review, ready or skip. Take a [[talk]] out to leave its draft alone.
`

type talk struct {
	Draft    string   `toml:"draft"`
	Status   string   `toml:"status"`
	Title    string   `toml:"title"`
	Speakers []string `toml:"speakers"`
	Recorded any      `toml:"recorded"`
	Language string   `toml:"language"`
}

// Encode returns the file for the drafts of an event, with the host's title of
// each as a comment.
func Encode(event string, drafts []*draft.Draft) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, introduction, event)
	for _, d := range drafts {
		b.WriteString("\n[[talk]]\n")
		if d.Source.Title != "" {
			fmt.Fprintf(&b, "# %s\n", termtext.Line(d.Source.Title))
		}
		b.WriteString(tomledit.Line("draft", tomledit.String(d.File), "# which draft this is"))
		b.WriteString(tomledit.Line("status", tomledit.String(string(d.Status)), ""))
		b.WriteString(tomledit.Line("title", tomledit.String(d.Record.Title), ""))
		b.WriteString(tomledit.Line("speakers", tomledit.Strings(d.Record.Speakers), ""))
		b.WriteString(tomledit.Line("recorded", tomledit.String(d.Record.Recorded), ""))
		b.WriteString(tomledit.Line("language", tomledit.String(d.Record.Language), ""))
	}
	return []byte(b.String())
}

// Apply returns the drafts that the edited file changes, as they shall become,
// paired with what they were. Path names the file in errors.
func Apply(path string, src []byte, drafts []*draft.Draft) ([]Change, error) {
	var f struct {
		Talk []talk `toml:"talk"`
	}
	if err := tomledit.Decode(src, &f); err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	var changes []Change
	seen := map[string]bool{}
	for _, t := range f.Talk {
		at := slices.IndexFunc(drafts, func(d *draft.Draft) bool { return d.File == t.Draft })
		switch {
		case at < 0:
			return nil, ingest.WithHint(fmt.Errorf("%s: there is no draft %q in this event", path, t.Draft),
				"leave the lines that begin with draft as they are")
		case seen[t.Draft]:
			return nil, fmt.Errorf("%s: draft %q stands there twice", path, t.Draft)
		}
		seen[t.Draft] = true
		changed, err := t.apply(drafts[at])
		if err != nil {
			return nil, fmt.Errorf("%s: draft %q: %w", path, t.Draft, err)
		}
		if changed != nil {
			changes = append(changes, Change{drafts[at], changed})
		}
	}
	return changes, nil
}

// Change is a draft before and after.
type Change struct{ Old, New *draft.Draft }

// apply returns the draft with the talk's fields, nil when nothing differs.
func (t talk) apply(d *draft.Draft) (*draft.Draft, error) {
	status := draft.Status(t.Status)
	if !slices.Contains(draft.Statuses(), status) {
		return nil, fmt.Errorf("status %q is none of %v", t.Status, draft.Statuses())
	}
	recorded := ""
	if t.Recorded != nil {
		recorded = fmt.Sprint(t.Recorded)
	}
	if _, err := ingest.ParseDate(recorded); err != nil && recorded != d.Record.Recorded {
		return nil, fmt.Errorf("recorded: %w", err)
	}
	if strings.TrimSpace(t.Title) == "" {
		return nil, fmt.Errorf("the title is empty")
	}
	c := d.Clone()
	c.Status = status
	c.Record.Title, c.Record.Recorded, c.Record.Language = t.Title, recorded, t.Language
	if !slices.Equal(c.Record.Speakers, t.Speakers) {
		c.Record.Speakers = t.Speakers
	}
	same := c.Status == d.Status && c.Record.Title == d.Record.Title && c.Record.Recorded == d.Record.Recorded &&
		c.Record.Language == d.Record.Language && slices.Equal(c.Record.Speakers, d.Record.Speakers)
	if same {
		return nil, nil
	}
	return c, nil
}
