package library_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/internal/realtree"
)

var realTree realtree.Tree

func TestMain(m *testing.M) {
	code := m.Run()
	if err := realTree.Remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// BenchmarkIndex makes the index of pyvideo/data, BenchmarkOpen looks through its files with
// the index there, as each process does.
func BenchmarkIndex(b *testing.B) {
	dir := realTree.Dir(b)
	for b.Loop() {
		open(b, filepath.Join(b.TempDir(), "library.index"), dir)
	}
}

func BenchmarkOpen(b *testing.B) {
	dir, name := realTree.Dir(b), filepath.Join(b.TempDir(), "library.index")
	open(b, name, dir)
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		open(b, name, dir)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}

func BenchmarkSearch(b *testing.B) {
	l := open(b, filepath.Join(b.TempDir(), "library.index"), realTree.Dir(b))
	for _, query := range []string{"asyncio database", `"machine learning"`, "test*", "python", "-the", "pyhton", "高速", "year:2014 lang:eng"} {
		b.Run(query, func(b *testing.B) {
			var found library.Found
			for b.Loop() {
				var err error
				if found, err = l.Search(b.Context(), library.Parse(query)); err != nil {
					b.Fatal(err)
				}
				found.Hits(60)
				found.Facets()
			}
			b.ReportMetric(float64(found.Len()), "talks")
		})
	}
}

func open(tb testing.TB, name, data string) *library.Library {
	tb.Helper()
	l := library.Open(name, library.Sources{Data: data})
	if err := l.Refresh(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return l
}
