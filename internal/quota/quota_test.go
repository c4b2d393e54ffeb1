package quota_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/quota"
)

// TestMain doubles as the process that spends beside another one.
func TestMain(m *testing.M) {
	if dir := os.Getenv("QUOTA_TEST_DIR"); dir != "" {
		os.Exit(spendMany(dir))
	}
	os.Exit(m.Run())
}

const byEach = 40

func spendMany(dir string) int {
	l := ledger(dir, 1000, noon)
	for range byEach {
		if err := l.Spend(context.Background()); err != nil {
			return 1
		}
	}
	return 0
}

func noon() time.Time { return time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC) }

func ledger(dir string, limit int, now func() time.Time) *quota.Ledger {
	return quota.New(quota.Config{Dir: dir, Provider: "youtube", Key: "an-invented-key", Limit: limit, Now: now})
}

func TestSpendUntilTheLimit(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "stevie")
	now := noon()
	clock := func() time.Time { return now }
	spend := func(n int) {
		t.Helper()
		for range n {
			// A new ledger each time, as each run has.
			if err := ledger(dir, 3, clock).Spend(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	refused := func() {
		t.Helper()
		err := ledger(dir, 3, clock).Spend(t.Context())
		if _, ok := errors.AsType[*ingest.HostError](err); !ok || !errors.Is(err, ingest.ErrQuota) {
			t.Fatalf("error = %v, want a host error about the quota", err)
		}
		if !strings.Contains(ingest.Hint(err), "midnight Pacific Time") {
			t.Errorf("hint = %q", ingest.Hint(err))
		}
	}
	used := func(want int) {
		t.Helper()
		got, err := ledger(dir, 3, clock).Used(t.Context())
		if err != nil || got != want {
			t.Errorf("used = %d, %v, want %d", got, err, want)
		}
	}
	spend(3)
	refused()
	used(3)
	now = time.Date(2026, 11, 21, 7, 59, 59, 0, time.UTC) // a second before midnight in California
	refused()
	now = now.Add(time.Second)
	used(0)
	spend(3)
	refused()
	now = now.Add(-time.Second) // a clock set back finds the old day's count
	refused()
	now = now.AddDate(4, 0, 0) // and one that jumps far ahead and back, its own
	spend(1)
	now = now.AddDate(-4, 0, 0)
	refused()
}

func TestKeysAndHostsAreCountedApart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, c := range []quota.Config{
		{Provider: "youtube", Key: "one"}, {Provider: "youtube", Key: "two"}, {Provider: "other", Key: "one"},
	} {
		c.Dir, c.Limit, c.Now = dir, 1, noon
		if err := quota.New(c).Spend(t.Context()); err != nil {
			t.Errorf("%s with key %q: %v", c.Provider, c.Key, err)
		}
	}
}

func TestTheKeyIsNotStored(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := ledger(dir, 5, noon).Spend(t.Context()); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(e.Name(), "invented") || bytes.Contains(text, []byte("invented")) {
			t.Errorf("%s has the key: %s", e.Name(), text)
		}
	}
}

func TestBrokenLedgerCountsFromNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{", "null", `{"days":3}`, `{"days":null}`, "\x00\x00"} {
		dir := t.TempDir()
		l := ledger(dir, 2, noon)
		if err := l.Spend(t.Context()); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		if err := os.WriteFile(files[0], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := l.Spend(t.Context()); err != nil {
			t.Errorf("after %q: %v", text, err)
		}
		if n, err := l.Used(t.Context()); n != 1 || err != nil {
			t.Errorf("after %q: used %d, %v", text, n, err)
		}
	}
}

func TestGoroutinesAndProcessesShare(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	const processes, goroutines = 3, 4
	for range processes {
		wait.Go(func() {
			cmd := exec.CommandContext(t.Context(), exe)
			cmd.Env = append(os.Environ(), "QUOTA_TEST_DIR="+dir)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	shared := ledger(dir, 1000, noon)
	for range goroutines {
		wait.Go(func() {
			for range byEach {
				if err := shared.Spend(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	got, err := shared.Used(t.Context())
	if want := (processes + goroutines) * byEach; err != nil || got != want {
		t.Errorf("used = %s, %v, want %d", strconv.Itoa(got), err, want)
	}
}

func TestReset(t *testing.T) {
	t.Parallel()
	tests := map[string]string{ // UTC
		"2026-11-20T07:59:59Z": "2026-11-20T08:00:00Z", // winter
		"2026-11-20T08:00:00Z": "2026-11-21T08:00:00Z",
		"2026-07-01T12:00:00Z": "2026-07-02T07:00:00Z", // summer
		"2026-03-08T09:00:00Z": "2026-03-09T07:00:00Z", // the day on which the clocks change
		"2026-12-31T20:00:00Z": "2027-01-01T08:00:00Z",
	}
	for now, want := range tests {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := quota.Reset(at).UTC().Format(time.RFC3339); got != want {
			t.Errorf("after %s: %s, want %s", now, got, want)
		}
	}
	at := time.Date(2026, 11, 20, 20, 30, 0, 0, time.FixedZone("CET", 60*60))
	want := "09:00 on Saturday, 21 November here (in 12 h 30 min)"
	if hint := quota.Help(at); !strings.Contains(hint, want) {
		t.Errorf("%q, want %q in it", hint, want)
	}
}
