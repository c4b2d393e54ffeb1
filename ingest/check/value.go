package check

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// Value tells why a field of a draft cannot have a value, whatever else the draft holds:
// it is of another kind or form, or an error of [Drafts].
func Value(field string, v draft.Value) error {
	d := &draft.Draft{Status: draft.Review, Record: ingest.Record{Title: "A title"}}
	d, out := draft.Change{Set: map[string]draft.Value{field: v}}.Apply(d)
	if out.Err != nil {
		return out.Err
	}
	if err := formIn(field, d.Record); err != nil {
		return err
	}
	if err := plainValue(field, d.Record); err != nil {
		return fmt.Errorf("%s: %w", field, err)
	}
	for _, f := range Record(d.Record) {
		if f.Level == Error && (f.Field == field || strings.HasPrefix(f.Field, field+"[")) {
			return fmt.Errorf("%s: %w", field, errors.New(f.Message))
		}
	}
	return nil
}

// Form tells why a value is not of the form that a field has, whatever it says: it is of
// another kind, or has in it what nobody sees or means. It is the part of [Value] for work
// in progress.
func Form(field string, v draft.Value) error {
	d, out := draft.Change{Set: map[string]draft.Value{field: v}}.Apply(&draft.Draft{Status: draft.Review})
	if out.Err != nil {
		return out.Err
	}
	return formIn(field, d.Record)
}

const lineEnds = "\n\r\v\f\u0085\u2028\u2029"

// isUnseen reports whether a character is a control character that no text needs.
func isUnseen(c rune) bool {
	return unicode.IsControl(c) && c != '\t' && !strings.ContainsRune(lineEnds, c)
}

// webAddressForm is that of an address of the web, spaces and the like aside.
var webAddressForm = regexp.MustCompile(`^(?i:https?)://[^/]`)

// formIn tells why a record's value is not of the form that its field has: nothing is in it
// that nobody sees, all but the description and the licence are on one line, and addresses
// are those of the web.
func formIn(field string, r ingest.Record) error {
	v, ok := draft.ValueOf(r, field)
	if !ok {
		return nil
	}
	var texts, addresses []string
	remedy := "write it on one line"
	switch v := v.(type) {
	case string:
		if texts = []string{v}; field == ingest.FieldThumbnailURL && v != "" {
			addresses = texts
		}
	case []string:
		texts, remedy = v, `write it on one line, with "; " between two of them`
	case []ingest.Link:
		for _, l := range v {
			texts, addresses = append(texts, l.Label, l.URL), append(addresses, l.URL)
		}
	case []ingest.Location:
		for _, l := range v {
			texts, addresses = append(texts, l.Type, l.URL), append(addresses, l.URL)
		}
	}
	manyLines := field == ingest.FieldDescription || field == ingest.FieldCopyrightText
	for _, s := range texts {
		if !manyLines && strings.ContainsAny(s, lineEnds) {
			return ingest.WithHint(fmt.Errorf("%s: a line ends in the middle of %s", field, quote(s)), remedy)
		}
		if at := strings.IndexFunc(s, isUnseen); at >= 0 {
			c, _ := utf8.DecodeRuneInString(s[at:])
			return ingest.WithHint(fmt.Errorf("%s: the control character %U stands in %s", field, c, quote(s)), "take it out, or write it anew by hand")
		}
	}
	for _, s := range addresses {
		if !webAddressForm.MatchString(s) {
			return ingest.WithHint(fmt.Errorf("%s: %s is no address of the web", field, quote(s)), "give it as a whole, beginning with https://")
		}
	}
	return nil
}

// plainValue tells what pyvideo/data's schema lets pass, and a draft does not.
func plainValue(field string, r ingest.Record) error {
	switch field {
	case ingest.FieldTitle:
		if strings.TrimSpace(r.Title) == "" {
			return errors.New("a talk has a title")
		}
	case ingest.FieldRecorded:
		day := r.Recorded
		if recordedPattern.MatchString(day) {
			day, _, _ = strings.Cut(day, "T")
		}
		_, err := ingest.ParseDate(day)
		return err
	case ingest.FieldDuration:
		if r.Duration < 0 {
			return fmt.Errorf("%d seconds are less than nothing", r.Duration)
		}
	}
	return nil
}
