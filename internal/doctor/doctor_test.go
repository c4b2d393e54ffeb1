package doctor_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/doctor"
)

// examine makes checks and returns the rows as lines.
func examine(t *testing.T, checks []doctor.Check, network bool) []string {
	t.Helper()
	var lines []string
	err := doctor.Examine(t.Context(), checks, network, func(r doctor.Row) error {
		lines = append(lines, r.Check+" "+string(r.State)+": "+r.Message+" / "+r.Hint)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// Rows come in the order of the checks, whichever is done first; what has nothing to say is
// left out, and what asks others is where it is not wanted.
func TestExamine(t *testing.T) {
	t.Parallel()
	second := make(chan struct{})
	checks := []doctor.Check{
		{Name: "first", Look: func(context.Context) doctor.Row { <-second; return doctor.Good("%d", 1) }},
		{Name: "silent", Look: func(context.Context) doctor.Row { return doctor.Row{} }},
		{Name: "second", Look: func(context.Context) doctor.Row {
			defer close(second)
			return doctor.Amiss(doctor.Error, ingest.WithHint(errors.New("broken\x1b[31m"), "mend it"))
		}},
		{Name: "asking", Network: true, Look: func(context.Context) doctor.Row { return doctor.Good("asked") }},
	}
	got := examine(t, checks, false)
	if len(got) != 2 || got[0] != "first ok: 1 / " || !strings.HasPrefix(got[1], "second error: broken") || strings.Contains(got[1], "\x1b") || !strings.HasSuffix(got[1], " / mend it") {
		t.Errorf("got %q", got)
	}
	second = make(chan struct{})
	if got := examine(t, checks, true); len(got) != 3 || got[2] != "asking ok: asked / " {
		t.Errorf("with a network: %q", got)
	}
}

func TestExamineEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	checks := []doctor.Check{{Name: "slow", Look: func(ctx context.Context) doctor.Row { cancel(); <-ctx.Done(); return doctor.Row{} }}}
	if err := doctor.Examine(ctx, checks, true, func(doctor.Row) error { return nil }); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("it ends with %v", err)
	}
	full := errors.New("disk full")
	err := doctor.Examine(t.Context(), []doctor.Check{{Name: "a", Look: func(context.Context) doctor.Row { return doctor.Good("a") }}}, true, func(doctor.Row) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("who cannot be told anything is told %v", err)
	}
}

func TestReach(t *testing.T) {
	t.Parallel()
	up := httptest.NewServer(http.NotFoundHandler())
	defer up.Close()
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	got := examine(t, []doctor.Check{
		doctor.Reach("up", up.URL+"/", http.DefaultTransport), doctor.Reach("down", down.URL+"/?key=secret-of-somebody", http.DefaultTransport),
		doctor.Reach("nonsense", "http://[", http.DefaultTransport),
	}, true)
	if !strings.HasPrefix(got[0], "up ok: 127.0.0.1:") || !strings.Contains(got[1], "down warning: 127.0.0.1:") || !strings.Contains(got[1], "does not answer") ||
		!strings.Contains(got[1], "HTTPS_PROXY") || !strings.HasPrefix(got[2], "nonsense error: ") {
		t.Errorf("got %q", got)
	}
	if slices.ContainsFunc(got, func(line string) bool { return strings.Contains(line, "secret-of-somebody") }) {
		t.Errorf("it tells a secret: %q", got)
	}
}

func TestProgramThatIsNotThere(t *testing.T) {
	t.Parallel()
	got := examine(t, []doctor.Check{doctor.Program("no-such-program-of-anybody", "without it nothing", "install it", "--version")}, false)
	if len(got) != 1 || got[0] != "no-such-program-of-anybody warning: not in the PATH; without it nothing / install it" {
		t.Errorf("got %q", got)
	}
}
