package library_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest/library"
)

func Example() {
	dir, err := os.MkdirTemp("", "library")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	videos := filepath.Join(dir, "data", "exconf-2024", "videos")
	_ = os.MkdirAll(videos, 0o755)
	_ = os.WriteFile(filepath.Join(videos, "fast-parsers.json"), []byte(`{"title": "Fast parsers", "speakers": ["Jane Doe"]}`), 0o644)

	l := library.Open(filepath.Join(dir, "library.index"), library.Sources{Data: filepath.Join(dir, "data")})
	if err := l.Refresh(context.Background()); err != nil {
		panic(err)
	}
	found, err := l.Search(context.Background(), library.Parse("speaker:doe prasers"))
	if err != nil {
		panic(err)
	}
	for _, c := range found.Corrections {
		fmt.Println(c.Word, "is nowhere; found with", c.Taken)
	}
	for _, hit := range found.Hits(10) {
		fmt.Println(hit.Title, "|", hit.Path())
	}
	// Output:
	// prasers is nowhere; found with parsers
	// Fast parsers | exconf-2024/videos/fast-parsers.json
}
