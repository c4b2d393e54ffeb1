package match

import (
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// A title of any length is read in no time.
func TestHostTitleLong(t *testing.T) {
	t.Parallel()
	title := strings.Repeat("Fast: Parsers: ", 200)
	done := make(chan struct{})
	go func() {
		defer close(done)
		hostTitle(exconf, title, ingest.Session{Title: title}, nil)
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatal("a title of 400 words is still being read")
	}
}
