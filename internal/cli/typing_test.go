package cli_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

// typing runs a command at a pseudo-terminal and types into it, key by key:
//
//	typing [-status N] [-columns N] FILE PROGRAM ARGS...
//
// Each line of FILE is "PATTERN ==> KEYS": when the terminal has shown what the pattern
// matches since the keys before, KEYS are typed, in which \r, \x1b and the like are
// escaped as in Go. What was shown, without its escape sequences, is in $WORK/terminal.
func typing(ts *testscript.TestScript, neg bool, args []string) {
	flags := flag.NewFlagSet("typing", flag.ContinueOnError)
	want := flags.Int("status", 0, "exit status")
	columns := flags.Int("columns", 100, "width of the terminal")
	if err := flags.Parse(args); err != nil || neg || flags.NArg() < 2 {
		ts.Fatalf("usage: typing [-status N] [-columns N] FILE PROGRAM ARGS...")
	}
	steps := strings.Split(strings.TrimSpace(ts.ReadFile(flags.Arg(0))), "\n")
	args = flags.Args()[1:]
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, inPath(ts, args[0]), args[1:]...)
	cmd.Dir, cmd.Env = ts.MkAbs("."), environment(ts)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: uint16(*columns)})
	ts.Check(err)
	defer tty.Close()
	shown, left := typeSteps(ts, tty, steps)
	ts.Check(os.WriteFile(filepath.Join(ts.Getenv("WORK"), "terminal"), []byte(shown), 0o600))
	ts.Logf("[terminal]\n%s\n", shown)
	if len(left) > 0 {
		ts.Fatalf("not shown: %s", left[0])
	}
	if _, failed := errors.AsType[*exec.ExitError](cmd.Wait()); failed || *want == 0 {
		if got := cmd.ProcessState.ExitCode(); got != *want {
			ts.Fatalf("exit status %d, want %d", got, *want)
		}
	}
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// typeSteps types what the steps say, and returns all that was shown and the steps that
// never came about.
func typeSteps(ts *testscript.TestScript, tty *os.File, steps []string) (shown string, left []string) {
	var all, since strings.Builder
	buf := make([]byte, 1<<12)
	for {
		n, err := tty.Read(buf)
		all.Write(buf[:n])
		since.Write(buf[:n])
		if len(steps) > 0 {
			pattern, typed, ok := strings.Cut(steps[0], " ==> ")
			keys, wrong := strconv.Unquote(`"` + typed + `"`)
			if !ok || wrong != nil {
				ts.Fatalf("%q is no PATTERN ==> KEYS", steps[0])
			}
			if regexp.MustCompile(pattern).MatchString(escapes.ReplaceAllString(since.String(), "")) {
				_, _ = tty.WriteString(keys) // a program that has ended does not read it
				since.Reset()
				steps = steps[1:]
			}
		}
		if err != nil { // Linux says EIO where others say EOF
			return strings.ReplaceAll(escapes.ReplaceAllString(all.String(), ""), "\r\n", "\n"), steps
		}
	}
}
