package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/cli"
)

// A sync that somebody ends does not read as though it had come to its end.
func TestInterruptedSync(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	settings, page := filepath.Join(dir, "stevie.toml"), filepath.Join(dir, "summary.md")
	event := filepath.Join(dir, "drafts", "exconf-2024", "event.toml")
	if err := os.MkdirAll(filepath.Dir(event), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{settings: "", event: "title = \"ExConf 2024\"\nwatch = true\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	streams := cli.Streams{Out: &out, Err: &errs}
	status := cli.Run(ctx, []string{"sync", "--config", settings, "--summary", page}, streams, func(string) string { return "" })
	if status != cli.ExitInterrupted {
		t.Errorf("status %d", status)
	}
	if got := out.String(); !strings.HasPrefix(got, "interrupted: 0 events looked at, ") {
		t.Errorf("printed %q", got)
	}
	if got, err := os.ReadFile(page); err != nil || !strings.Contains(string(got), "Interrupted: 0 events looked at") || strings.Contains(string(got), "Nothing new") {
		t.Errorf("error %v, page %s", err, got)
	}
}
