package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/httpx"
)

// PartSuffix is behind the name of a file that is not whole.
const PartSuffix = ".part"

// File is what is to be got.
type File struct {
	URL  string
	Name string // in the folder
	// Size is what there shall be at least, in bytes; 0 is unknown.
	Size int64
	// Hash is what the whole file must have, "" where nobody has said it: "sha1:" or
	// "md5:" and hexadecimal digits.
	Hash string
	// Resume is what was known of the part that is there.
	Resume Resume
	// Remember is told what has to be known of the part, before there is any; nil does not
	// go on in another run.
	Remember func(Resume)
	// Progress is told how many bytes of all are there; nil tells nobody. All is 0 while
	// it is unknown.
	Progress func(done, of int64)
}

// Resume is what a part is a part of. The zero value has to be begun anew.
type Resume struct {
	URL string `json:"url"`
	// Validator is the server's name for the state of the file, as If-Range takes it.
	Validator string `json:"validator"`
	Size      int64  `json:"size,omitempty"` // of the whole; 0 is unknown
}

// Client gets files.
type Client struct {
	HTTP *http.Client // see [NewClient]
	// Pause is that between two tries, which grows without progress; 0 is a quarter of a second.
	Pause time.Duration
	// Free tells how many bytes fit beside a file; nil does not ask.
	Free func(folder *os.Root) (int64, error)
}

// maxTries is how often a file is asked for again without any progress.
const maxTries = 5

// patience is for how long it is asked for then.
const patience = 20 * time.Second

// Get gets a file and returns its size. The errors are those of the server,
// *[ingest.HostError], and of the disk. [ingest.ErrUnreachable] is that of a server that did
// not answer at all.
func (c Client) Get(ctx context.Context, folder *os.Root, f File) (int64, error) {
	part, err := openPart(folder, f)
	if err != nil {
		return 0, err
	}
	defer part.close()
	g := &getting{Client: c, File: f, folder: folder, part: part, most: part.size}
	wrong, began := 0, time.Now()
	for g.tries = 1; ; g.tries++ {
		err := g.attempt(ctx)
		if err == nil {
			if err = part.finish(f); err == nil {
				return part.size, nil
			}
			if wrong++; wrong > 1 {
				return 0, err // the server has it so
			}
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if g.tries == 0 {
			began = time.Now()
		}
		var again *brokenError
		if !errors.As(err, &again) || g.tries >= maxTries || time.Since(began) > patience {
			return 0, err
		}
		if err := g.wait(ctx, again.after); err != nil {
			return 0, err
		}
	}
}

// getting is one file on its way.
type getting struct {
	Client
	File
	folder *os.Root
	part   *part
	most   int64 // that the part has ever had
	tries  int   // without progress
}

// brokenError is one that another try may mend.
type brokenError struct {
	error
	after time.Duration // what the server asked for
}

func (e *brokenError) Unwrap() error { return e.error }

func (g *getting) wait(ctx context.Context, asked time.Duration) error {
	pause := g.Pause
	if pause == 0 {
		pause = 250 * time.Millisecond
	}
	timer := time.NewTimer(max(asked, pause<<g.tries))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// idle is how long a server may send nothing.
const idle = 15 * time.Second

var errIdle = errors.New("the server sends nothing more")

// attempt asks once for what is missing. Nil says that all is there.
func (g *getting) attempt(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watchdog := time.AfterFunc(idle, func() { cancel(errIdle) })
	defer watchdog.Stop()
	resp, err := g.ask(ctx)
	if err != nil {
		return g.broken(ctx, unanswered(err), err)
	}
	defer func() { _ = resp.Body.Close() }()
	whole, err := g.place(resp)
	if err != nil || whole {
		return err
	}
	if err := g.checkRoom(); err != nil {
		return err
	}
	err = g.copy(ctx, resp.Body, func() { watchdog.Reset(idle) })
	if g.part.size > g.most {
		g.most, g.tries = g.part.size, 0 // there was progress
	}
	if err != nil {
		return g.broken(ctx, ingest.ErrHostFault, err)
	}
	if missing := g.part.of.Size - g.part.size; missing > 0 {
		return &brokenError{error: g.fault(ingest.ErrIncomplete, fmt.Sprintf("it ends %d bytes before its end", missing))}
	}
	return nil
}

// ask sends the request for what is missing.
func (g *getting) ask(ctx context.Context) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, g.URL, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept-Encoding", "identity") // lengths are of the bytes as they are
	switch {
	case g.part.size == 0:
	case g.part.of.Validator == "": // nobody could tell whether the rest is of the same file
		if err := g.part.restart(Resume{}); err != nil {
			return nil, &diskError{err}
		}
	default:
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", g.part.size))
		req.Header.Set("If-Range", g.part.of.Validator)
	}
	return g.HTTP.Do(req)
}

// checkRoom looks whether what is missing fits on the disk.
func (g *getting) checkRoom() error {
	missing := g.part.of.Size - g.part.size
	if g.Free == nil || missing <= 0 {
		return nil
	}
	free, err := g.Free(g.folder)
	if err != nil || free >= missing {
		return nil //nolint:nilerr // where nobody can tell, writing will
	}
	return ingest.WithHint(fmt.Errorf("%d MB are missing, and %d MB are free", missing>>20, free>>20), "make room, or name another disk with --to")
}

// copy writes what comes to the part.
func (g *getting) copy(ctx context.Context, from io.Reader, alive func()) error {
	buf := make([]byte, 256<<10)
	for ctx.Err() == nil {
		n, err := from.Read(buf)
		if n > 0 {
			alive()
			if err := g.part.write(buf[:n]); err != nil {
				return &diskError{err}
			}
			if g.Progress != nil {
				g.Progress(g.part.size, g.part.of.Size)
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
	return ctx.Err()
}

// diskError is one that no server is to blame for.
type diskError struct{ error }

func (e *diskError) Unwrap() error { return e.error }

// unanswered is the kind of an error without an answer: a server that takes a connection and
// drops it may still have its other files.
func unanswered(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) {
		return ingest.ErrHostFault
	}
	return ingest.ErrUnreachable
}

// broken is the error of a connection that was not made, or broke.
func (f File) broken(ctx context.Context, kind, err error) error {
	var disk *diskError
	if errors.As(err, &disk) {
		return disk.error
	}
	if cause := context.Cause(ctx); errors.Is(cause, errIdle) {
		err = cause
	}
	if host, ok := errors.AsType[*ingest.HostError](err); ok {
		return f.fault(host.Err, host.Message) // a redirect that is not followed
	}
	return &brokenError{error: f.fault(kind, httpx.Redact(httpx.Cause(err).Error()))}
}

// fault is the error of a server.
func (f File) fault(kind error, message string) error {
	e := &ingest.HostError{Provider: "download", Op: httpx.Plain(f.Name, 120), Err: kind, Message: httpx.Plain(message, 200)}
	switch {
	case errors.Is(kind, ingest.ErrNotFound), errors.Is(kind, ingest.ErrForbidden), errors.Is(kind, ingest.ErrUnauthorized), errors.Is(kind, ingest.ErrNotTheHost):
		return ingest.WithHint(e, "open its page in a browser: it may have moved, have gone, or want a login")
	}
	return ingest.WithHint(e, "run the same again later: what is there stays, and it goes on from there")
}

// part is a file that is not whole.
type part struct {
	folder *os.Root
	name   string
	file   *os.File
	size   int64
	of     Resume
}

// openPart opens the part that a file has, or begins one.
func openPart(folder *os.Root, f File) (*part, error) {
	name := f.Name + PartSuffix
	if info, err := folder.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("write %s: it is no file", name)
	}
	file, err := folder.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	p := &part{folder: folder, name: name, file: file}
	if f.Resume.URL == f.URL && f.Resume.Validator != "" {
		if p.size, err = file.Seek(0, io.SeekEnd); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		p.of = f.Resume
	}
	if p.size == 0 || p.of.Size > 0 && p.size > p.of.Size {
		err = p.restart(Resume{})
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return p, nil
}

// restart empties the part, as of another file.
func (p *part) restart(of Resume) error {
	p.size, p.of = 0, of
	if err := p.file.Truncate(0); err != nil {
		return fmt.Errorf("write %s: %w", p.name, err)
	}
	_, err := p.file.Seek(0, io.SeekStart)
	return err
}

func (p *part) write(data []byte) error {
	n, err := p.file.Write(data)
	p.size += int64(n)
	if err != nil {
		return fmt.Errorf("write %s: %w", p.name, err)
	}
	return nil
}

// close leaves the part for the next run; one without anything in it goes.
func (p *part) close() {
	if p.file == nil {
		return
	}
	_ = p.file.Close()
	if p.size == 0 {
		_ = p.folder.Remove(p.name)
	}
}

// finish gives a whole file its name, once it was checked and is on the disk.
func (p *part) finish(f File) error {
	if err := p.check(f); err != nil {
		return err
	}
	if err := p.file.Sync(); err != nil {
		return fmt.Errorf("write %s: %w", p.name, err)
	}
	file := p.file
	p.file = nil
	if err := file.Close(); err != nil {
		return fmt.Errorf("write %s: %w", p.name, err)
	}
	if _, err := p.folder.Lstat(f.Name); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write %s: %w", f.Name, fs.ErrExist)
	}
	if err := p.folder.Rename(p.name, f.Name); err != nil {
		return err
	}
	return atomicfile.SyncFolder(p.folder, ".")
}
