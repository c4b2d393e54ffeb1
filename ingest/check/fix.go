package check

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Fix mends what can be mended with certainty in the files that [Format] would
// look at: canonical form, the form of addresses, white space, the case of tags,
// what stands twice, codes of languages, and reStructuredText that was meant as
// plain text or lacks an empty line. What takes a person's judgment stays and is
// found by [Paths]. A second Fix has nothing to do.
func Fix(ctx context.Context, paths []string, opt RewriteOptions) (Rewrite, error) {
	return rewrite(ctx, paths, opt, FixSource)
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// FixSource mends the text of one file as Fix does: a category.json if the
// slash-separated name says so, else a record. Paths of changes are empty. The text
// itself comes back when there is nothing to mend, or with the error that says why
// it is not JSON, or that something in it would be lost.
func FixSource(name string, src []byte) ([]byte, []Change, error) {
	text, marked := bytes.CutPrefix(src, byteOrderMark)
	doc, err := pyjson.Parse(text)
	if err != nil {
		return src, nil, err
	}
	if err := lossless(doc.Root()); err != nil {
		return src, nil, err
	}
	var m mending
	if marked {
		m.note(RuleJSON, "", "took the byte order mark out")
	}
	root := doc.Root()
	if canonical := append(root.Canonical(nil), '\n'); !bytes.Equal(canonical, text) {
		m.note(RuleCanonical, "", "written in canonical form")
	}
	out := any(root)
	if root.Kind() == pyjson.Object && path.Base(name) != record.CategoryFile {
		out = m.record(root)
	}
	return append(pyjson.Marshal(out), '\n'), m.changes, nil
}

// mending collects what is changed in one record.
type mending struct{ changes []Change }

func (m *mending) note(rule, field, format string, args ...any) {
	if len(m.changes) < perFile {
		m.changes = append(m.changes, Change{Field: field, Rule: rule, Message: fmt.Sprintf(format, args...)})
	}
}

// becomes notes that a text was replaced by another.
func (m *mending) becomes(rule, field, old, new string) {
	m.note(rule, field, "%s is now %s", quote(old), quote(new))
}

// record returns a record with its values mended. Values of a wrong kind stay as
// they are, and so does everything in a key that nobody knows.
func (m *mending) record(root pyjson.Value) any {
	out, ok := members(root)
	if !ok {
		return root
	}
	for _, field := range []struct {
		key  string
		mend func(string) any
	}{
		{ingest.FieldTitle, m.title},
		{ingest.FieldLanguage, m.language},
		{ingest.FieldRecorded, m.recorded},
		{ingest.FieldThumbnailURL, m.thumbnail},
		{ingest.FieldDescription, func(s string) any { return m.markup(ingest.FieldDescription, s) }},
		{summaryField, func(s string) any { return m.markup(summaryField, s) }},
	} {
		if s, ok := exactText(out[field.key]); ok {
			if mended := field.mend(s); mended != any(s) {
				out[field.key] = mended
			}
		}
	}
	for _, field := range []struct {
		key  string
		mend func(pyjson.Value) []any
	}{
		{ingest.FieldSpeakers, m.speakers},
		{ingest.FieldTags, m.tags},
		{ingest.FieldVideos, m.videos},
		{ingest.FieldRelatedURLs, m.relatedURLs},
	} {
		if list, ok := out[field.key].(pyjson.Value); ok && list.Kind() == pyjson.Array {
			out[field.key] = field.mend(list)
		}
	}
	return out
}

// members returns the keys and values of an object, and false if a key cannot be
// written again as it is.
func members(object pyjson.Value) (map[string]any, bool) {
	out := make(map[string]any)
	for key, v := range object.Members() {
		name := key.Text()
		if strings.ContainsRune(name, utf8.RuneError) {
			return nil, false
		}
		out[name] = v
	}
	return out, true
}

// exactText returns the text of a string, and whether it is one whose text can be
// written again as it is: half a surrogate pair cannot.
func exactText(v any) (string, bool) {
	value, ok := v.(pyjson.Value)
	if !ok || value.Kind() != pyjson.String {
		return "", false
	}
	s := value.Text()
	return s, !strings.ContainsRune(s, utf8.RuneError)
}
