package quota_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/quota"
)

func TestWhatAKilledRunLeftIsSwept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old, fresh := filepath.Join(dir, atomicfile.TempPrefix+"1"), filepath.Join(dir, atomicfile.TempPrefix+"2")
	for _, file := range []string{old, fresh} {
		if err := os.WriteFile(file, []byte(`{"da`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(old, before, before); err != nil {
		t.Fatal(err)
	}
	ledger := quota.New(quota.Config{Dir: dir, Provider: "youtube", Key: "key-of-the-test", Limit: 5})
	if err := ledger.Spend(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("the old one is still there: %v", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("the one that somebody may be writing is gone: %v", err)
	}
}
