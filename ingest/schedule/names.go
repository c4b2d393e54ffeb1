package schedule

import (
	"regexp"
	"slices"
	"strings"
)

// nobody is what stands where a speaker is not known.
var nobody = wordSet("tba tbd tbc tbn n/a na none null - – — ? unknown n.n. nn")

// names tidies names and leaves them as they are written. Nobody is left out, and
// so is who stands there twice.
func names(written []string) []string {
	var all []string
	for _, name := range written {
		name = strings.Trim(line(name), " ,;")
		if name == "" || nobody[strings.ToLower(name)] || slices.Contains(all, name) {
			continue
		}
		all = append(all, name)
	}
	return all
}

var nameMarks = regexp.MustCompile(`\s*[;\n|]\s*`)

// splitNames parts the names in one text. A comma parts those of two words or more,
// since "Doe, Jane" is one; so does an "and": "Ana and Ben Roe" stay together,
// as they are written.
func splitNames(text string) []string {
	parts := nameMarks.Split(strings.TrimSpace(text), -1)
	for _, mark := range []string{",", " & ", " and ", " und ", " y ", " et ", " e ", " / "} {
		var finer []string
		for _, part := range parts {
			pieces := strings.Split(part, mark)
			if slices.ContainsFunc(pieces, func(p string) bool { return len(strings.Fields(p)) < 2 }) {
				pieces = []string{part}
			}
			finer = append(finer, pieces...)
		}
		parts = finer
	}
	return parts
}

// personName is the name of a person's object: whole, or first and last.
func personName(o *object) string {
	fields := o.folded()
	if whole := firstText(fields, "publicname", "name", "fullname", "displayname", "speakername"); whole != "" {
		if last := firstText(fields, "surname", "lastname"); last != "" && !strings.HasSuffix(whole, last) {
			whole += " " + last // "name" is the first one here
		}
		return whole
	}
	first := firstText(fields, "firstname", "givenname", "vorname", "nombre", "prenom", "prénom")
	last := firstText(fields, "lastname", "familyname", "surname", "nachname", "apellido", "apellidos", "nom")
	if whole := strings.TrimSpace(first + " " + last); whole != "" {
		return whole
	}
	return firstText(fields, "nombre", "nom", "nome", "имя", "氏名", "名前")
}

// people are the names of a list of objects or texts.
func people(v any) []string {
	switch v := v.(type) {
	case string:
		return splitNames(v)
	case *object:
		return []string{personName(v)}
	case []any:
		var all []string
		for _, e := range v {
			switch e := e.(type) {
			case string:
				all = append(all, e)
			case *object:
				all = append(all, personName(e))
			}
		}
		return all
	}
	return nil
}

// folded are the values of an object by their folded keys.
func (o *object) folded() map[string]any {
	fields := make(map[string]any, len(o.keys))
	for _, key := range o.keys {
		f := folded(key)
		if old, known := fields[f]; !known || old == nil {
			fields[f] = o.values[key]
		}
	}
	return fields
}

// firstText is the first text under one of the folded keys.
func firstText(fields map[string]any, keys ...string) string {
	for _, key := range keys {
		if s := textOf(fields[key]); s != "" {
			return s
		}
	}
	return ""
}
