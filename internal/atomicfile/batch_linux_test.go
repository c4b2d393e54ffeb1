package atomicfile_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/needs"
)

// inTrace tells the test binary, run again below strace, to make files in a folder.
const inTrace = "STEVIE_TEST_TRACE"

// All bytes are on the disk before the first name is given, and the names before it
// is said that they are.
func TestCreateAllSyncsBeforeItNames(t *testing.T) {
	if dir := os.Getenv(inTrace); dir != "" {
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		for _, err := range atomicfile.CreateAll(t.Context(), root, many("x")) {
			if err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	if _, err := exec.LookPath("strace"); err != nil {
		needs.Missing(t, "strace")
	}
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.CommandContext(t.Context(), "strace", "-f", "-y", "-qq", "-o", trace,
		"-e", "trace=openat,write,syncfs,fsync,?renameat,renameat2,linkat", os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), inTrace+"="+t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		if strings.Contains(strings.ToLower(string(out)), "ptrace") {
			t.Skipf("skipped, no package brings the permission to trace: %s", out)
		}
		t.Fatalf("%v\n%s", err, out)
	}
	src, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	calls := regexp.MustCompile(`(?m)^\d+ +(?:(syncfs|fsync)\(|(\w+)\(.*` + atomicfile.TempPrefix + `)`)
	for _, call := range calls.FindAllStringSubmatch(string(src), -1) {
		order = append(order, call[1]+call[2])
	}
	order = slices.Compact(order)
	got := strings.Join(order, " ")
	if !regexp.MustCompile(`^(openat |write )+syncfs renameat2 fsync$`).MatchString(got) {
		t.Errorf("the calls come in the order %s", got)
	}
}
