// Package doctor finds out what works of what stevie needs: settings, keys, programs, hosts.
// Each [Check] looks at one thing and says in a [Row] how it is and what to do about it.
// [Examine] makes all of them, several at once, and gives their rows in the order of the
// checks.
package doctor

import (
	"context"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/termtext"
)

// State says how it is with a thing.
type State string

// The states. A warning is something that many do without.
const (
	OK      State = "ok"
	Warning State = "warning"
	Error   State = "error"
)

// Row is what a check found.
type Row struct {
	Check   string `json:"check"`
	State   State  `json:"state"`
	Message string `json:"message"`
	Hint    string `json:"hint"` // what to do, "" where nothing is to be done
}

// Check looks at one thing.
type Check struct {
	Name    string
	Network bool // it asks somebody else
	Look    func(ctx context.Context) Row
}

// Good is the row of a thing that works.
func Good(format string, args ...any) Row {
	return Row{State: OK, Message: fmt.Sprintf(format, args...)}
}

// Amiss is the row of an error, with its remedy.
func Amiss(state State, err error) Row {
	return Row{State: state, Message: termtext.Line(err.Error()), Hint: termtext.Line(ingest.Hint(err))}
}

// patience is how long one check may take.
const patience = 20 * time.Second

// Examine makes the checks, those that ask somebody else only if wanted. Tell is called for
// each row in the order of the checks, as soon as it is there.
func Examine(ctx context.Context, checks []Check, network bool, tell func(Row) error) error {
	rows := make([]chan Row, len(checks))
	var group errgroup.Group
	group.SetLimit(8)
	for i := range checks {
		rows[i] = make(chan Row, 1)
	}
	go func() {
		for i, c := range checks {
			group.Go(func() error {
				rows[i] <- c.row(ctx, network)
				return nil
			})
		}
	}()
	for i := range checks {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case row := <-rows[i]:
			if row.State == "" {
				continue // there is nothing to say of it
			}
			if err := tell(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c Check) row(ctx context.Context, network bool) Row {
	if c.Network && !network {
		return Row{}
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	row := c.Look(ctx)
	row.Check = c.Name
	return row
}

// version is the first line that a program prints about its version.
func version(ctx context.Context, path string, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, path, args...).Output()
	if err != nil {
		return "", ingest.WithHint(fmt.Errorf("%s does not run: %w", path, err), "see that it runs by itself")
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if line == "" {
		return "", fmt.Errorf("%s says nothing of its version", path)
	}
	return termtext.Short(line, 60), nil
}

// Program is the check of a program that is looked for in the PATH, and which is needed for
// something.
func Program(name, needed, remedy string, args ...string) Check {
	return Check{Name: name, Look: func(ctx context.Context) Row {
		path, err := exec.LookPath(name)
		if err != nil {
			return Row{State: Warning, Message: "not in the PATH; " + needed, Hint: remedy}
		}
		found, err := version(ctx, path, args...)
		if err != nil {
			return Amiss(Warning, err)
		}
		return Good("%s", found)
	}}
}

// Reach is the check that somebody answers at an address, whatever it is that they say.
func Reach(name, address string, base http.RoundTripper) Check {
	return Check{Name: name, Network: true, Look: func(ctx context.Context) Row {
		request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
		if err != nil {
			return Amiss(Error, err)
		}
		began := time.Now()
		answer, err := base.RoundTrip(request)
		if err != nil {
			return Amiss(Warning, ingest.WithHint(fmt.Errorf("%s does not answer: %s", request.URL.Host, httpx.Redact(err.Error())),
				"see whether the network, or a proxy (HTTPS_PROXY), lets stevie through"))
		}
		_ = answer.Body.Close() // it has none
		return Good("%s answers in %d ms", request.URL.Host, time.Since(began).Milliseconds())
	}}
}
