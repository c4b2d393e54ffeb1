package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// A change of many drafts that somebody ends says so once, and not of each draft.
func TestInterruptedSet(t *testing.T) {
	t.Parallel()
	const many = 30
	dir := t.TempDir()
	settings, folder := filepath.Join(dir, "stevie.toml"), filepath.Join(dir, "drafts", "exconf-2024")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{settings: "", filepath.Join(folder, "event.toml"): "title = \"ExConf 2024\"\n"}
	for i := range many {
		files[filepath.Join(folder, fmt.Sprintf("talk-%d.toml", i))] = fmt.Sprintf("status = \"review\"\ntitle = \"Talk %d\"\n", i)
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs bytes.Buffer
	now := func() time.Time { // asked when the changes begin
		cancel()
		return time.Now()
	}
	set := []string{"set", "language=eng", "exconf-2024", "--config", settings}
	status := cli.Run(ctx, set, cli.Streams{Out: &out, Err: &errs, Now: now}, func(string) string { return "" })
	if status != cli.ExitInterrupted || strings.Count(errs.String(), "interrupted") != 1 {
		t.Errorf("status %d, told %s", status, errs.String())
	}
}
