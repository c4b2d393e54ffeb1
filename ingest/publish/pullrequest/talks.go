package pullrequest

import (
	"fmt"
	"math"
	"path"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/internal/markdown"
)

// How much of a text is shown, in characters.
const (
	titleWidth   = 160
	nameWidth    = 60
	noteWidth    = 200
	mostSpeakers = 10
)

// rows makes a row of each talk; last gives what stands in the last column.
func rows(talks []publish.Talk, last func(publish.Talk) markdown.Cell) [][]markdown.Cell {
	var rows [][]markdown.Cell
	for _, t := range talks {
		rows = append(rows, []markdown.Cell{
			markdown.Lines(markdown.Text(path.Base(t.Path), titleWidth), watch(t.Record)),
			markdown.Text(t.Draft.Source.Title, titleWidth),
			markdown.Text(t.Record.Title, titleWidth),
			speakers(t.Record.Speakers),
			last(t),
		})
	}
	return rows
}

// watch leads to the talk's first video.
func watch(r ingest.Record) markdown.Cell {
	if len(r.Videos) == 0 {
		return markdown.Cell{}
	}
	return markdown.Link("watch", r.Videos[0].URL)
}

func speakers(names []string) markdown.Cell {
	if len(names) <= mostSpeakers {
		return markdown.Texts(names, nameWidth)
	}
	more := markdown.Words(fmt.Sprintf("and %d more", len(names)-mostSpeakers))
	return markdown.Lines(markdown.Texts(names[:mostSpeakers], nameWidth), more)
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
	for _, field := range t.Doubts() {
		about := markdown.Text(field, nameWidth)
		if c, ok := confidence(t, field); ok {
			about = markdown.Words(field + " " + percent(c))
		}
		noted := false
		for _, n := range t.Draft.Notes {
			if n.Field == field {
				lines = append(lines, markdown.Join(about, markdown.Words(": "), markdown.Text(n.Text, noteWidth)))
				noted = true
			}
		}
		if !noted {
			lines = append(lines, about)
		}
	}
	return markdown.Lines(lines...)
}

// surely says of each inferred field how sure it is, or that a person wrote it.
func surely(t publish.Talk) markdown.Cell {
	var lines []markdown.Cell
	for _, field := range ingest.InferredFields() {
		if c, ok := confidence(t, field); ok {
			lines = append(lines, markdown.Words(field+" "+percent(c)))
		} else {
			lines = append(lines, markdown.Words(field+" by hand"))
		}
	}
	return markdown.Lines(lines...)
}

// percent rounds down, so that what is not quite sure does not look it.
func percent(c float64) string { return fmt.Sprintf("%.0f %%", math.Floor(c*100+1e-9)) }
