package web

import (
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fieldtext"
)

// piece is a piece of a title as posted.
type piece struct {
	Text, Use string
}

func piecesOf(raw, title string, speakers []string) []piece {
	rest := raw
	var list []piece
	for rest != "" {
		at, end, use := len(rest), len(rest), "dropped"
		find := func(what, as string) {
			if i := strings.Index(rest, what); what != "" && i >= 0 && i < at {
				at, end, use = i, i+len(what), as
			}
		}
		find(title, "title")
		for _, s := range speakers {
			find(s, "speaker")
		}
		if at > 0 {
			list = append(list, piece{rest[:at], "dropped"})
		}
		if at < len(rest) {
			list = append(list, piece{rest[at:end], use})
		}
		rest = rest[end:]
	}
	return list
}

// formatField is the text of a value in a form; of one as it stands in a file, that.
func formatField(v draft.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case draft.Text:
		return string(v)
	}
	return fieldtext.Format(v)
}

// parseField reads the text of a field. Blanks around it are nobody's intention.
func parseField(field, text string) (draft.Value, error) {
	if field != ingest.FieldDescription {
		text = strings.Join(strings.Fields(text), " ")
	}
	return fieldtext.Parse(field, text)
}
