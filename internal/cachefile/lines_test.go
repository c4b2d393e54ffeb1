package cachefile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/confined"
)

// A journal that has grown for years is read from its end.
func TestLinesOfALargeFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old := append(bytes.Repeat([]byte("x"), confined.MaxSize), '\n')
	if err := os.WriteFile(filepath.Join(dir, cachefile.Journal), old, 0o600); err != nil {
		t.Fatal(err)
	}
	cache := cachefile.Open(dir)
	for _, word := range []string{"one", "two"} {
		if err := cache.Append(cachefile.Journal, word); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := cache.Lines(cachefile.Journal)
	if err != nil || len(lines) != 2 || string(lines[0]) != `"one"` || string(lines[1]) != `"two"` {
		t.Errorf("%d lines, %v", len(lines), err)
	}
}
