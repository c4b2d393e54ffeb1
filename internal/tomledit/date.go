package tomledit

import (
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// isDate reports whether s may stand unquoted in a document as a date or a time.
func isDate(s string) bool {
	for _, form := range []string{time.DateOnly, time.RFC3339} { // most are of these, and soon told
		if t, err := time.Parse(form, s); err == nil && t.Year() > 0 && t.Format(form) == s {
			return true
		}
	}
	_, ok := readDate(s)
	return ok
}

func readDate(s string) (any, bool) {
	if s == "" || strings.ContainsAny(s, "#,]}= \n\r\t") {
		return nil, false
	}
	tree := map[string]any{}
	if err := toml.Unmarshal([]byte("v = "+s), &tree); err != nil {
		return nil, false
	}
	_, ok := dateText(tree["v"])
	return tree["v"], ok
}

// dateText returns one text for each unquoted date or time, as read.
func dateText(v any) (string, bool) {
	switch d := v.(type) {
	case toml.LocalDate:
		return d.String(), true
	case toml.LocalDateTime:
		return d.String(), true
	case toml.LocalTime:
		return d.String(), true
	case time.Time:
		return d.Format(time.RFC3339Nano), true
	}
	return "", false
}
