package draft_test

import (
	"testing"

	"github.com/pyvideo/stevie/ingest/draft"
)

func BenchmarkParse(b *testing.B) {
	src := draft.Encode(draft.New(titled("Fast parsers")))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := draft.Parse("x.toml", src); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMergeAndEdit(b *testing.B) {
	first, second := titled("One"), titled("Two")
	src := draft.Encode(draft.New(first))
	d, err := draft.Parse("x.toml", src)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := draft.Edit(src, d, draft.Merge(d, draft.NewBase(first), second).Draft); err != nil {
			b.Fatal(err)
		}
	}
}
