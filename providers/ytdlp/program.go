package ytdlp

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/termtext"
)

// Program is an installed yt-dlp. It is run without a shell, a configuration of its own,
// cookies or any key of ours, and asks politely.
type Program struct {
	path  string
	hosts ingest.Hosts
	note  func(version string)
	once  sync.Once
	turn  sync.Mutex // of whoever asks for captions: hosts take many runs at once for an attack
}

// ErrNoProgram tells that there is no yt-dlp to be run.
var ErrNoProgram = errors.New("yt-dlp is not there")

// Find finds the program that a setting names: by a name, in the PATH, or by an absolute
// path. None in one of the folders is run, as whoever fills these is not whoever runs it.
// Errors wrap [ErrNoProgram].
func Find(command string, folders ...string) (*Program, error) {
	if command == "" {
		return nil, fmt.Errorf("%w: [ytdlp] command is empty", ErrNoProgram)
	}
	if !filepath.IsAbs(command) && command != filepath.Base(command) {
		return nil, ingest.WithHint(fmt.Errorf("%w: [ytdlp] command = %q is neither a name nor an absolute path", ErrNoProgram, command),
			"give a name that is found in the PATH, without arguments, or an absolute path")
	}
	path, err := exec.LookPath(command)
	if err != nil {
		return nil, ingest.WithHint(fmt.Errorf("%w: no program %q in the PATH", ErrNoProgram, command), "install yt-dlp, or name it by [ytdlp] command")
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		if inside(path, folder) || inside(real, folder) {
			return nil, ingest.WithHint(fmt.Errorf("%w: %s lies in %s", ErrNoProgram, path, folder), "install yt-dlp outside")
		}
	}
	return &Program{path: path}, nil
}

func inside(path, folder string) bool {
	if folder == "" {
		return false
	}
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// Asking is the program with the hosts by which collections are known, and with a function
// that is told its version once, when it has answered. Either may be nil, and the program,
// too.
func (p *Program) Asking(hosts ingest.Hosts, note func(version string)) *Program {
	if p == nil {
		return nil
	}
	return &Program{path: p.path, hosts: hosts, note: note}
}

// Times that a run may take: nobody waits for a program that hangs.
const (
	listTime  = 10 * time.Minute
	videoTime = 2 * time.Minute
)

// politely are the arguments of every run.
var politely = []string{"--ignore-config", "--no-warnings", "--sleep-requests", "1"}

// Lists asks for what an http or https address lists, and of each video no more than that
// page shows. The lists' targets ask for the rest.
func (p *Program) Lists(ctx context.Context, address string) ([]List, error) {
	var all []List
	var version string
	_, whole, err := p.run(ctx, listTime, func(out io.Reader) (err error) {
		all, version, err = read(out, p.hosts)
		return err
	}, append(slices.Clone(politely), "-J", "--flat-playlist", "--", address)...)
	if err != nil {
		return nil, err
	}
	p.tell(version)
	for i := range all {
		all[i].program, all[i].partial = p, !whole
	}
	return all, nil
}

// Version is that of the program.
func (p *Program) Version(ctx context.Context) (string, error) {
	cmd := exec.CommandContext(ctx, p.path, "--ignore-config", "--version")
	cmd.Env = environment(os.Environ())
	ofItsOwn(cmd)
	out, err := cmd.Output()
	if err != nil {
		return "", ingest.WithHint(fmt.Errorf("%s does not run: %w", p.path, err), "see that yt-dlp runs by itself")
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return clean(line), nil
}

func (p *Program) tell(version string) {
	if p.note != nil {
		p.once.Do(func() { p.note(cmp.Or(termtext.Line(version), "of an unknown version")) })
	}
}

// videosAtOnce is the number of videos that one run is asked about.
const videosAtOnce = 25

// details asks for all there is to know of videos, by their keys. One that cannot be had
// comes with its reason.
func (p *Program) details(ctx context.Context, videos []listed) (map[ingest.Key]listed, error) {
	if len(videos) == 0 {
		return nil, nil
	}
	args := append(slices.Clone(politely), "-j", "--ignore-no-formats-error", "--skip-download", "--no-playlist", "--sleep-interval", "2", "--")
	for _, v := range videos {
		args = append(args, v.URL)
	}
	found := map[ingest.Key]listed{}
	words, _, err := p.run(ctx, time.Duration(len(videos))*videoTime, func(out io.Reader) error {
		all, _, err := read(out, nil)
		for _, l := range all {
			for _, v := range l.videos {
				found[v.Key()] = v
			}
		}
		return err
	}, args...)
	if err != nil && len(found) == 0 && !ofVideos(words) {
		return nil, err
	}
	for _, v := range videos {
		if _, ok := found[v.Key()]; ok {
			continue
		}
		if reason := reasonOf(words, v.ID); reason != "" {
			v.Availability, v.Reason = ingest.Unavailable, reason
			if strings.HasPrefix(reason, "Private video") {
				v.Availability, v.Reason = ingest.Private, "private"
			}
			found[v.Key()] = v
		}
	}
	return found, nil
}

// run runs the program, has its output read, and returns its words and whether nothing has
// failed. Without any output it is an error with the last words.
func (p *Program) run(ctx context.Context, limit time.Duration, read func(io.Reader) error, args ...string) (words string, whole bool, err error) {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(limited, p.path, args...)
	cmd.Env = environment(os.Environ())
	cmd.WaitDelay = 2 * time.Second
	ofItsOwn(cmd)
	said := &tail{}
	cmd.Stderr = said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", false, err
	}
	if err := cmd.Start(); err != nil {
		return "", false, ingest.WithHint(fmt.Errorf("run %s: %w", p.path, err), "see that yt-dlp runs by itself")
	}
	unread := read(out)
	_, _ = io.Copy(io.Discard, out) // it must not wait for a reader
	failed := cmd.Wait()
	words = said.String()
	switch {
	case ctx.Err() != nil:
		return words, false, ctx.Err()
	case limited.Err() != nil:
		return words, false, refused(ingest.ErrUnreachable, fmt.Sprintf("no answer in %v", limit))
	case failed == nil && unread == nil:
		return words, true, nil
	case unread == nil && slices.Contains([]int{1, 101}, cmd.ProcessState.ExitCode()):
		return words, false, nil // some of it failed, and the rest is there
	}
	return words, false, refused(kindOf(words), cmp.Or(lastError(words), fmt.Sprint(cmp.Or(unread, failed))))
}

// refused is the error in the program's words. Those of a single video tell what is to be
// told: no other version of the program would get it.
func refused(kind error, message string) error {
	err := &ingest.HostError{Provider: "yt-dlp", Err: kind, Message: clean(message)}
	if errors.Is(kind, errOfVideo) {
		return err
	}
	return ingest.WithHint(err, "run yt-dlp by itself to see more; an old one may no longer understand the host: yt-dlp -U")
}

// environment is what the program is told of ours: where things are, and nothing secret.
func environment(ours []string) []string {
	env := []string{"PYTHONIOENCODING=utf-8"}
	for _, line := range ours {
		name, _, _ := strings.Cut(line, "=")
		upper := strings.ToUpper(name)
		if slices.Contains(passed, upper) || strings.HasPrefix(upper, "LC_") || strings.HasPrefix(upper, "XDG_") {
			env = append(env, line)
		}
	}
	return env
}

var passed = []string{
	"PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
	"SSL_CERT_FILE", "SSL_CERT_DIR", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATHEXT", "COMSPEC", "APPDATA", "LOCALAPPDATA", "USERPROFILE",
}

// tail keeps the end of what is written to it.
type tail struct{ text []byte }

// mostWords is how much of the program's messages is kept, in bytes.
const mostWords = 64 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	if over := len(t.text) - mostWords; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string { return string(bytes.ToValidUTF8(t.text, []byte("?"))) }

const errorMark = "ERROR: "

// lastError is the last error among the program's words, or else their last line.
func lastError(words string) string {
	last := ""
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		if after, ok := strings.CutPrefix(line, errorMark); ok {
			last = after
		} else if line != "" && last == "" {
			last = line
		}
	}
	return last
}

// ofVideos reports whether the program has complained of single videos.
func ofVideos(words string) bool {
	for line := range strings.Lines(words) {
		after, ok := strings.CutPrefix(strings.TrimSpace(line), errorMark+"[")
		if _, reason, said := strings.Cut(after, "] "); ok && said && errors.Is(kindOf(reason), errOfVideo) {
			return true
		}
	}
	return false
}

// reasonOf is why a video cannot be had, in a few of the program's words.
func reasonOf(words, id string) string {
	for line := range strings.Lines(words) {
		if _, reason, ok := strings.Cut(line, "] "+id+": "); ok && strings.HasPrefix(strings.TrimSpace(line), errorMark) {
			reason, _, _ = strings.Cut(reason, ". ")
			return clean(reason)
		}
	}
	return ""
}

// errOfVideo tells that one video is not to be had, which says nothing of its host.
var errOfVideo = fmt.Errorf("%w: a video", ingest.ErrNotFound)

// kinds are words by which errors are told apart: the program has no finer codes
// (yt-dlp #3842).
var kinds = []struct {
	words string
	kind  error
}{
	{"confirm you", ingest.ErrRateLimit},
	{"HTTP Error 429", ingest.ErrRateLimit},
	{"HTTP Error 403", ingest.ErrForbidden},
	{"playlist does not exist", ingest.ErrNotFound},
	{"HTTP Error 404", ingest.ErrNotFound},
	{"Private video", errOfVideo},
	{"Video unavailable", errOfVideo},
	{"This video", errOfVideo},
	{"members-only", errOfVideo},
	{"Premieres in", errOfVideo},
	{"live event will begin", errOfVideo},
	{"Unable to download", ingest.ErrUnreachable},
	{"timed out", ingest.ErrUnreachable},
	{"resolve", ingest.ErrUnreachable},
}

func kindOf(words string) error {
	for _, k := range kinds {
		if strings.Contains(words, k.words) {
			return k.kind
		}
	}
	return ingest.ErrHostFault
}

// clean makes the program's words fit for a message.
func clean(words string) string {
	return termtext.Short(httpx.Redact(strings.TrimSpace(termtext.WithoutEscapes(words))), 200)
}
