// Package needs decides what becomes of a test that needs more than Go: a
// program to compare with, say. On a bare machine it is skipped with a word that
// says what is missing; where STEVIE_FORBID_SKIPS is set, as in .ci/run, which
// installs such things, it fails.
package needs

import (
	"os"
	"testing"
)

// Missing ends a test for which something is not there. What names it and the
// package that brings it.
func Missing(tb testing.TB, what string) {
	tb.Helper()
	if os.Getenv("STEVIE_FORBID_SKIPS") != "" {
		tb.Fatalf("missing here, where tests may not be skipped: %s", what)
	}
	tb.Skipf("skipped, missing: %s", what)
}
