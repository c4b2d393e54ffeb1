package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/pyvideo/stevie/ingest"
)

// stdinName stands for stdin, or stdout.
const stdinName = "-"

// input opens a file that was named on the command line, or standard input for what.
func (a *app) input(ctx context.Context, name, what string) (io.ReadCloser, error) {
	if name == stdinName {
		return io.NopCloser(a.stdin(ctx, what)), nil
	}
	return a.openFile(name)
}

// openFile opens a file that was named on the command line.
func (a *app) openFile(name string) (*os.File, error) {
	info, err := os.Stat(a.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage(missing(name))
	}
	if err == nil && info.IsDir() {
		return nil, usage(ingest.WithHint(ingest.PathFault(name, syscall.EISDIR), "name a file in it"))
	}
	f, err := os.Open(a.path(name))
	if err != nil {
		return nil, usage(err)
	}
	return f, nil
}

// stdin is what a command reads from standard input. A person at a terminal is told that
// they are waited for, and Ctrl-C ends that at once.
func (a *app) stdin(ctx context.Context, what string) io.Reader {
	if !a.Interactive {
		return a.In
	}
	a.Streams.say("reading %s from the terminal: end it with Ctrl-D, or leave with Ctrl-C", what)
	return &interruptible{ctx: ctx, from: a.In}
}

// interruptible is a reader that an ended context ends, although nothing ends a read from
// a terminal before its time.
type interruptible struct {
	ctx  context.Context
	from io.Reader
}

// Read implements [io.Reader].
func (r *interruptible) Read(p []byte) (int, error) {
	type read struct {
		text []byte
		err  error
	}
	done := make(chan read, 1)
	go func() {
		buf := make([]byte, len(p))
		n, err := r.from.Read(buf)
		done <- read{buf[:n], err}
	}()
	select {
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	case got := <-done:
		return copy(p, got.text), got.err
	}
}
