package quota_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Processes that are killed while they spend leave the count whole, never lower than
// it was, and the lock free.
func TestKilledWhileSpending(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	before := 0
	for round := range 5 {
		cmd := exec.CommandContext(t.Context(), exe)
		cmd.Env = append(os.Environ(), "QUOTA_TEST_DIR="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(5+7*round) * time.Millisecond)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if files, _ := filepath.Glob(filepath.Join(dir, "*.json")); len(files) == 1 {
			text, err := os.ReadFile(files[0])
			if err != nil || !json.Valid(text) {
				t.Errorf("round %d: %q (%v)", round, text, err)
			}
		}
		l := ledger(dir, 1000, noon)
		if err := l.Spend(t.Context()); err != nil {
			t.Fatal(err)
		}
		used, err := l.Used(t.Context())
		if err != nil || used <= before {
			t.Errorf("round %d: %d after %d (%v)", round, used, before, err)
		}
		before = used
	}
}
