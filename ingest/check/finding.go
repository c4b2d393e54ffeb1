package check

import (
	"cmp"
	"slices"
	"strings"
)

// Level says how much a finding weighs.
type Level string

// An Error is refused by pyvideo/data's own tests, a Warning is not.
const (
	Error   Level = "error"
	Warning Level = "warning"
)

// The rules of level [Error]: what pyvideo/data's tests refuse. Only RuleTOML is
// none of theirs.
const (
	RuleJSON           = "json"            // not UTF-8, not JSON for Python, or not to be read
	RuleSchema         = "schema"          // a demand of the two schemas
	RuleLayout         = "layout"          // a file or folder that is missing or does not belong
	RuleFilenameLength = "filename-length" // a name of 140 bytes or more
	RuleRST            = "rst"             // a description or summary that docutils refuses
	RuleLanguage       = "language"        // not one of the twenty
	RuleSpeakerName    = "speaker-name"    // a spelling that is not wanted
	RuleIDUnique       = "id-unique"       // an id that another record has
	RuleSlugUnique     = "slug-unique"     // a page address that another record of the category has
	RuleTOML           = "toml"            // a draft that cannot be read
)

// Finding is one thing wrong with one file or folder.
type Finding struct {
	Path    string `json:"path"`  // slash-separated; see [Tree] and [Paths] for where it counts from
	Field   string `json:"field"` // "title", "videos[0].url", "" for the whole file
	Rule    string `json:"rule"`
	Level   Level  `json:"level"`
	Message string `json:"message"` // one line of plain text: what is wrong and how to mend it
	Line    int    `json:"-"`       // where it stands in the file, from 1; 0 is unknown
	// TextLine is, of findings about reStructuredText, the line within the field's
	// text, from 1; else 0. In a record the text has one line of the file.
	TextLine int `json:"-"`
	// Instead is, of a [RuleSpeakerVariant], the name as it is usually spelled.
	Instead string `json:"-"`
}

// Key is the key of the record that the finding is about, "" for the whole file.
func (f Finding) Key() string { return keyOf(f.Field) }

// Key is the key of the record that was changed, "" for the whole file.
func (c Change) Key() string { return keyOf(c.Field) }

// keyOf is the key of the record that a field belongs to.
func keyOf(field string) string {
	if i := strings.IndexAny(field, "[."); i >= 0 {
		return field[:i]
	}
	return field
}

// Errors reports whether any of the findings is an error.
func Errors(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Level == Error })
}

// order sorts findings by path, line, rule, field and message, and drops those
// that are said twice.
func order(findings []Finding) []Finding {
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Field, b.Field), cmp.Compare(a.TextLine, b.TextLine), cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(findings)
}
