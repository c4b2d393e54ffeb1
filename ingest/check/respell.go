package check

import (
	"context"
	"path"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Respelling tells which texts of records are to become others, "" to be taken out.
type Respelling struct {
	Tags, Speakers map[string]string
}

// Respell writes tags and speakers as the spellings say, in the files that [Format] would
// look at, and as [Format] does: whole, in canonical form, and only those that change. What
// stands twice in a record then stands once.
func Respell(ctx context.Context, paths []string, s Respelling, opt RewriteOptions) (Rewrite, error) {
	return rewrite(ctx, paths, opt, func(name string, src []byte) ([]byte, []Change, error) { return RespellSource(name, src, s) })
}

// RespellSource is Respell for the text of one file, see [FixSource].
func RespellSource(name string, src []byte, s Respelling) ([]byte, []Change, error) {
	if path.Base(name) == record.CategoryFile {
		return src, nil, nil
	}
	doc, err := pyjson.Parse(src)
	if err != nil {
		return src, nil, err
	}
	root := doc.Root()
	if !concerns(s.Tags, root, ingest.FieldTags) && !concerns(s.Speakers, root, ingest.FieldSpeakers) {
		return src, nil, nil
	}
	if err := lossless(root); err != nil {
		return src, nil, err
	}
	out, ok := members(root)
	if !ok {
		return src, nil, nil
	}
	var m mending
	m.respell(out, ingest.FieldTags, s.Tags, RuleTagVariant)
	m.respell(out, ingest.FieldSpeakers, s.Speakers, RuleSpeakerVariant)
	return append(pyjson.Marshal(out), '\n'), m.changes, nil
}

// concerns reports whether a list of a record has a text that is to become another.
func concerns(spellings map[string]string, root pyjson.Value, key string) bool {
	list, _ := root.Get(key)
	for e := range list.Elems() {
		if old, ok := exactText(e); ok {
			if _, ok := spellings[old]; ok {
				return true
			}
		}
	}
	return false
}

func (m *mending) respell(out map[string]any, key string, spellings map[string]string, rule string) {
	list, ok := out[key].(pyjson.Value)
	if !ok || list.Kind() != pyjson.Array || len(spellings) == 0 {
		return
	}
	out[key] = m.texts(key, list, func(old string) (string, string) {
		if to, ok := spellings[old]; ok {
			return to, rule
		}
		return old, rule
	})
}
