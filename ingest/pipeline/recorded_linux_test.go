package pipeline_test

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/needs"
)

// An operation on the file system that a run has done, with slash-separated paths
// from the world.
type operation struct {
	call string // "mkdir", "open", "write", "truncate", "sync", "link", "rename", "exchange", "unlink" or "rmdir"
	path string
	to   string // of link, rename and exchange
	data []byte // of write
	at   int64  // of write: the offset, or -1 for the end
	size int64  // of truncate
}

func (o operation) String() string { return strings.TrimSpace(o.call + " " + o.path + " " + o.to) }

// traced are the system calls that change something on a disk, or make it last.
// Not every machine has all of them, which is what the question marks are for.
const traced = "?openat,?open,?creat,?write,?pwrite64,?writev,?pwritev,?fsync,?fdatasync,?sync,?syncfs,?rename,?renameat,?renameat2," +
	"?link,?linkat,?symlink,?symlinkat,?unlink,?unlinkat,?mkdir,?mkdirat,?rmdir,?truncate,?ftruncate,?fallocate,?copy_file_range,?sendfile"

// watch does a job in the world and tells, in order, all that it did to files of
// it, itself or by way of git. It goes by strace, so that nothing can be missing.
func watch(t *testing.T, w world, j job) []operation {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		needs.Missing(t, "strace")
	}
	trace := filepath.Join(quickDir(t), "trace")
	cmd := w.command(t.Context(), t, j.name, "strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-e", "signal=none", "-e", "trace="+traced, "-o", trace)
	if out, err := cmd.CombinedOutput(); err != nil {
		if strings.Contains(strings.ToLower(string(out)), "ptrace") {
			t.Skipf("skipped, no package brings the permission to trace: %s", out)
		}
		t.Fatalf("%v\n%s", err, out)
	}
	f, err := os.Open(trace)
	must(t, err)
	defer f.Close()
	ops, err := operationsOf(f, w.dir)
	must(t, err)
	return ops
}

var (
	straceLine = regexp.MustCompile(`^(\d+) +(?:<\.\.\. )?(\w+)(?:\(| resumed>)(.*)$`)
	straceEnd  = regexp.MustCompile(`^(.*)\) += (-?\d+)(?:<([^>]*)>)?`)
	byteInHex  = regexp.MustCompile(`\\x[0-9a-f]{2}`)
	unfinished = " <unfinished ...>"
)

// operationsOf reads what strace has written. A call counts from when it returned.
func operationsOf(f *os.File, dir string) ([]operation, error) {
	reader := bufio.NewReaderSize(f, 1<<20)
	p := traceParser{dir: dir, begun: map[string]string{}, cwd: map[string]string{}}
	for {
		line, err := reader.ReadString('\n')
		if line == "" && errors.Is(err, io.EOF) {
			return p.ops, nil
		}
		if err != nil {
			return nil, err
		}
		if err := p.line(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, fmt.Errorf("%w in %.300q", err, line)
		}
	}
}

type traceParser struct {
	dir   string
	begun map[string]string // unfinished calls by thread
	cwd   map[string]string // working directories by thread, as last seen
	ops   []operation
}

func (p *traceParser) line(line string) error {
	m := straceLine.FindStringSubmatch(line)
	if m == nil {
		return nil // an exit
	}
	thread, call, rest := m[1], m[2], m[3]
	if args, ok := strings.CutSuffix(rest, unfinished); ok {
		p.begun[thread] = args
		return nil
	}
	if strings.Contains(line[:min(len(line), 40)], "<... ") {
		rest = p.begun[thread] + rest
	}
	end := straceEnd.FindStringSubmatch(rest)
	if end == nil || strings.HasPrefix(end[2], "-") {
		return nil // cut off by the end of the process, or refused
	}
	args := strings.Split(end[1], ", ")
	if dir, ok := strings.CutPrefix(args[0], "AT_FDCWD<"); ok {
		p.cwd[thread] = unhex(strings.TrimSuffix(dir, ">"))
	}
	return p.call(thread, call, args, end)
}

// call adds an operation, if it is one on the world.
func (p *traceParser) call(thread, call string, args, end []string) error {
	name := func(i int) string { return p.within(p.workingDir(thread), unquote(args[i])) }
	nameAt := func(i int) string {
		return p.within(cmp.Or(folderOf(args[i]), p.workingDir(thread)), unquote(args[i+1]))
	}
	file := func() string { return p.within("", folderOf(args[0])) }
	o := operation{at: -1}
	switch call {
	case "open", "openat", "creat":
		flags := strings.Join(args, " ")
		if !strings.Contains(flags, "O_CREAT") && call != "creat" {
			return nil
		}
		o.call, o.path = "open", p.within("", unhex(end[3]))
		if strings.Contains(flags, "O_TRUNC") {
			o.call = "truncate"
		}
	case "write":
		o.call, o.path, o.data = "write", file(), []byte(unquote(args[1]))
		if o.path != "" && end[2] != strconv.Itoa(len(o.data)) {
			return fmt.Errorf("wrote %s of %d bytes", end[2], len(o.data))
		}
	case "pwrite64":
		at, err := strconv.ParseInt(args[3], 10, 64)
		if err != nil {
			return err
		}
		o.call, o.path, o.data, o.at = "write", file(), []byte(unquote(args[1])), at
	case "ftruncate":
		size, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return err
		}
		o.call, o.path, o.size = "truncate", file(), size
	case "fsync", "fdatasync":
		o.call, o.path = "sync", file()
	case "rename", "link":
		o.call, o.path, o.to = call, name(0), name(1)
	case "renameat", "renameat2", "linkat":
		o.call, o.path, o.to = strings.TrimRight(call, "at2"), nameAt(0), nameAt(2)
		if strings.Contains(end[1], "RENAME_EXCHANGE") {
			o.call = "exchange"
		}
	case "unlink", "rmdir", "mkdir":
		o.call, o.path = call, name(0)
	case "unlinkat", "mkdirat":
		o.call, o.path = strings.TrimSuffix(call, "at"), nameAt(0)
		if strings.Contains(end[1], "AT_REMOVEDIR") {
			o.call = "rmdir"
		}
	default:
		if strings.Contains(unhex(end[1]), p.dir) {
			return fmt.Errorf("%s is not understood", call)
		}
		return nil
	}
	if o.path != "" {
		p.ops = append(p.ops, o)
	}
	return nil
}

// workingDir is where names count from that say nothing else. Git is run in the data
// tree, and nobody else uses such names.
func (p *traceParser) workingDir(thread string) string {
	return cmp.Or(p.cwd[thread], path.Join(p.dir, "data"))
}

// within makes a path relative to the world, "" for one outside.
func (p *traceParser) within(dir, name string) string {
	if !path.IsAbs(name) {
		name = path.Join(dir, name)
	}
	rel, ok := strings.CutPrefix(path.Clean(name), p.dir)
	if !ok {
		return ""
	}
	return path.Join(".", rel)
}

// folderOf is the path that strace shows behind a file descriptor.
func folderOf(arg string) string {
	_, name, _ := strings.Cut(arg, "<")
	return unhex(strings.TrimSuffix(name, ">"))
}

func unquote(arg string) string { return unhex(strings.Trim(arg, `"`)) }

func unhex(s string) string {
	return byteInHex.ReplaceAllStringFunc(s, func(x string) string {
		b, _ := strconv.ParseUint(x[2:], 16, 8)
		return string([]byte{byte(b)})
	})
}
