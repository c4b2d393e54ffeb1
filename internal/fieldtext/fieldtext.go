// Package fieldtext is the one place where what a field of a draft holds becomes a text
// that people edit, in a form, a flag or a cell of a table, and is read back.
//
// A text is its own text, and a number its digits, nothing where it is not known. The
// elements of a list are separated by "; ", and in an element "\;" and "\\" stand for
// the signs themselves:
//
//	Jane Doe; John Roe
//
// Blanks around an element do not count, and no element at all is no element, so that
// "Jane Doe;" is one speaker. Where they do count a backslash stands before them, and an
// element that is empty is "". A backslash before anything else is a backslash.
//
// A link is its label and, in angle brackets, its address; a place where a talk can be
// watched is its type and its address, and its size if that is known. "\<" and "\>" are
// the signs themselves there. An address may stand alone, too.
//
//	Conference website <https://exconf.example/2024/>
//	mp4 <https://exconf.example/2024/talk.mp4> 120000 bytes
package fieldtext

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// separator stands between two elements.
const separator = "; "

// Format is the text of a value. [Parse] gives back the same value.
func Format(v draft.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		if v == 0 {
			return ""
		}
		return strconv.Itoa(v)
	case draft.Session:
		return v.ID
	}
	return strings.Join(elements(v), separator)
}

// Parse reads the text of a field's value.
func Parse(field, text string) (draft.Value, error) {
	kind, err := kindOf(field)
	if err != nil {
		return nil, err
	}
	switch kind.(type) {
	case int:
		return parseNumber(field, text)
	case []string:
		return parseList(field, text, parseText)
	case []ingest.Link:
		return parseList(field, text, parseLink)
	case []ingest.Location:
		return parseList(field, text, parseLocation)
	}
	return text, nil
}

// ParseElement reads one element of a list; of a list of texts it is the element itself.
func ParseElement(field, text string) (draft.Value, error) {
	kind, err := kindOf(field)
	if err != nil {
		return nil, err
	}
	switch kind.(type) {
	case []string:
		return []string{text}, nil
	case []ingest.Link:
		return oneElement(parseList(field, text, parseLink))
	case []ingest.Location:
		return oneElement(parseList(field, text, parseLocation))
	}
	return nil, ingest.WithHint(fmt.Errorf("%s is no list", field), "give it as "+field+"=VALUE")
}

// Texts are what there is to be searched in a value: of a list its elements, of links
// both label and address.
func Texts(v draft.Value) []string {
	switch v := v.(type) {
	case []string:
		return v
	case []ingest.Link:
		var texts []string
		for _, l := range v {
			texts = append(texts, l.Label, l.URL)
		}
		return texts
	case []ingest.Location:
		var texts []string
		for _, l := range v {
			texts = append(texts, l.Type, l.URL)
		}
		return texts
	}
	return []string{Format(v)}
}

// kindOf is the empty value of a field.
func kindOf(field string) (draft.Value, error) {
	v, err := new(draft.Draft).Get(field)
	if err == nil && !draft.IsField(field) {
		err = ingest.WithHint(fmt.Errorf("%s have no text that could be set", field), "settle them in the drafts")
	}
	return v, err
}

func parseNumber(field, text string) (draft.Value, error) {
	digits := strings.TrimSpace(text)
	if digits == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return nil, ingest.WithHint(fmt.Errorf("%s: %.40q is no whole number", field, text), "give it in seconds, as in "+field+"=1694")
	}
	return n, nil
}

func parseList[T any](field, text string, parse func(marks) (T, error)) ([]T, error) {
	var list []T
	for _, m := range split(text) {
		e, err := parse(m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", field, err)
		}
		list = append(list, e)
	}
	return list, nil
}

func oneElement[T any](list []T, err error) (draft.Value, error) {
	if err == nil && len(list) != 1 {
		err = ingest.WithHint(fmt.Errorf("%d elements are given where one belongs", len(list)), `a ";" within one is written "\;"`)
	}
	return list, err
}

// elements are the texts of a list's elements.
func elements(v draft.Value) []string {
	var texts []string
	switch v := v.(type) {
	case []string:
		for _, s := range v {
			texts = append(texts, formatText(s))
		}
	case []ingest.Link:
		for _, l := range v {
			texts = append(texts, formatAddress(l.Label, l.URL))
		}
	case []ingest.Location:
		for _, l := range v {
			texts = append(texts, formatAddress(l.Type, l.URL)+formatSize(l.Size))
		}
	}
	return texts
}
