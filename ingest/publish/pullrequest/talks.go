package pullrequest

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/internal/markdown"
)

// How much of a text is shown, in characters.
const (
	titleWidth   = 160
	shortTitle   = 100
	nameWidth    = 60
	noteWidth    = 110
	mostSources  = 8
	mostSpeakers = 10
)

// rows makes a row of each talk that a person shall look at.
func (r Request) rows(talks []publish.Talk) [][]markdown.Cell {
	var rows [][]markdown.Cell
	for _, t := range talks {
		file := markdown.Text(path.Base(t.Path), titleWidth)
		if r.Publication.Files != "" {
			file = markdown.Link("file", r.Publication.Files+t.Path)
		}
		links := markdown.Join(file, markdown.Words(" "), watch(t.Record))
		rows = append(rows, []markdown.Cell{
			markdown.Lines(markdown.Text(t.Record.Title, shortTitle), speakers(t.Record.Speakers), links),
			markdown.Text(t.Draft.Source.Title, titleWidth),
			doubts(t),
		})
	}
	return rows
}

// doubtsOf are the fields in doubt of a talk, without a day that is the event's: that is
// said once.
func doubtsOf(t publish.Talk) []string {
	fields := t.Doubts()
	if dayOf(t) != draft.OwnDay {
		fields = slices.DeleteFunc(fields, func(field string) bool { return field == ingest.FieldRecorded })
	}
	return fields
}

// dayOf tells where the day of a talk comes from, before anybody looked at it.
func dayOf(t publish.Talk) draft.GuessedDay {
	d := *t.Draft
	d.Status = draft.Review
	return draft.DayGuessed(&d, t.Base)
}

// watch leads to the talk's first video.
func watch(r ingest.Record) markdown.Cell {
	if len(r.Videos) == 0 {
		return markdown.Cell{}
	}
	return markdown.Link("watch", r.Videos[0].URL)
}

func speakers(names []string) markdown.Cell {
	text := strings.Join(names, ", ")
	if len(names) > mostSpeakers {
		text = strings.Join(names[:mostSpeakers], ", ") + fmt.Sprintf(" and %d more", len(names)-mostSpeakers)
	}
	if text == "" {
		return markdown.Words("nobody named")
	}
	return markdown.Text(text, titleWidth)
}

// confidence is how sure stevie was of a field that it has inferred and nobody has
// changed since.
func confidence(t publish.Talk, field string) (float64, bool) {
	if t.Base == nil || t.Base.Differs(field, t.Record) {
		return 0, false
	}
	return t.Base.Proposal.Confidence.Of(field)
}

// doubts says why a talk needs a look, field by field.
func doubts(t publish.Talk) markdown.Cell {
	var lines []markdown.Cell
	for _, field := range doubtsOf(t) {
		about := markdown.Text(field, nameWidth)
		if c, ok := confidence(t, field); ok {
			about = markdown.Words(field + " " + percent(c))
		}
		for _, n := range t.Draft.Notes {
			if n.Field == field && t.Base.KindOf(n) != ingest.NoteTitleRead { // that is the row
				about = markdown.Join(about, markdown.Words(": "), markdown.Text(n.Text, noteWidth))
				break
			}
		}
		lines = append(lines, about)
	}
	return markdown.Lines(lines...)
}

// percent rounds down, so that what is not quite sure does not look it.
func percent(c float64) string { return fmt.Sprintf("%.0f %%", math.Floor(c*100+1e-9)) }
