package web

import (
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fieldtext"
)

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

// typedField reads what somebody has typed into a field, and refuses what they cannot have
// meant to.
func typedField(field, text string) (draft.Value, error) {
	v, err := parseField(field, text)
	if err == nil {
		err = check.Form(field, v)
	}
	if err != nil {
		return nil, badRequest("%w", err)
	}
	return v, nil
}

// showValue words the value of a field, which may be a text of the draft's file.
func showValue(field string, v draft.Value) string {
	if text, ok := v.(draft.Text); ok {
		return text.Show(field)
	}
	return formatField(v)
}
