package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// writeRecord puts a record into a data tree, and the event's category beside it.
func writeRecord(tb testing.TB, dir, event, file string, rec ingest.Record) {
	tb.Helper()
	folder := filepath.Join(dir, event, record.VideosFolder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		tb.Fatal(err)
	}
	for name, text := range map[string][]byte{
		filepath.Join(dir, event, record.CategoryFile): record.EncodeCategory(ingest.Event{Title: "ExConf 2024"}),
		filepath.Join(folder, file):                    record.Encode(rec),
	} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
}
