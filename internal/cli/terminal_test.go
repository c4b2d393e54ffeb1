package cli_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

// terminal runs a command at a pseudo-terminal:
//
//	terminal [-status N] [-columns N] [-stdout FILE] [-stderr FILE] WHEN TYPED PROGRAM ARGS...
//
// When the terminal shows what the pattern WHEN matches, TYPED is typed: ^C, ^D, or
// any other text with Return. Where WHEN is empty nothing is. All that was shown is in $WORK/terminal afterwards.
func terminal(ts *testscript.TestScript, neg bool, args []string) {
	flags := flag.NewFlagSet("terminal", flag.ContinueOnError)
	want := flags.Int("status", 0, "exit status")
	columns := flags.Uint("columns", 80, "width of the terminal")
	stdout := flags.String("stdout", "", "file in the place of the terminal")
	stderr := flags.String("stderr", "", "file in the place of the terminal")
	if err := flags.Parse(args); err != nil || neg || flags.NArg() < 3 {
		ts.Fatalf("usage: terminal [-status N] [-stdout FILE] [-stderr FILE] WHEN TYPED PROGRAM ARGS...")
	}
	args = flags.Args()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, inPath(ts, args[2]), args[3:]...)
	cmd.Dir, cmd.Env = ts.MkAbs("."), environment(ts)
	if *stdout != "" {
		cmd.Stdout = create(ts, *stdout)
	}
	if *stderr != "" {
		cmd.Stderr = create(ts, *stderr)
	}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: uint16(*columns)})
	ts.Check(err)
	defer tty.Close()
	shown := converse(tty, args[0], keys(args[1]))
	ts.Check(os.WriteFile(filepath.Join(ts.Getenv("WORK"), "terminal"), shown, 0o600))
	ts.Logf("[terminal]\n%q\n", shown)
	if _, failed := errors.AsType[*exec.ExitError](cmd.Wait()); failed || *want == 0 {
		if got := cmd.ProcessState.ExitCode(); got != *want {
			ts.Fatalf("exit status %d, want %d", got, *want)
		}
	}
}

func keys(typed string) string {
	if control, ok := map[string]string{"^C": "\x03", "^D": "\x04"}[typed]; ok {
		return control
	}
	return typed + "\r"
}

// converse reads what a terminal shows until the program ends, and types once.
func converse(tty *os.File, pattern, typed string) []byte {
	when := regexp.MustCompile(pattern)
	if pattern == "" {
		typed = ""
	}
	var shown bytes.Buffer
	buf := make([]byte, 1<<12)
	for {
		n, err := tty.Read(buf)
		shown.Write(buf[:n])
		if typed != "" && when.Match(shown.Bytes()) {
			_, _ = tty.WriteString(typed) // a program that has ended does not read it
			typed = ""
		}
		if err != nil { // Linux says EIO where others say EOF
			return shown.Bytes()
		}
	}
}

func create(ts *testscript.TestScript, name string) *os.File {
	f, err := os.Create(ts.MkAbs(name))
	ts.Check(err)
	ts.Defer(func() { _ = f.Close() })
	return f
}

// inPath finds a program where the script would.
func inPath(ts *testscript.TestScript, name string) string {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path
		}
	}
	ts.Fatalf("%s is not in the PATH", name)
	return ""
}

// environment is what the script's commands see, as far as they look.
func environment(ts *testscript.TestScript) []string {
	var env []string
	for _, name := range strings.Fields("PATH HOME TMPDIR TERM COLUMNS NO_COLOR PAGER STEVIE_PAGER EDITOR XDG_CONFIG_HOME XDG_STATE_HOME YOUTUBE_API_KEY YOUTUBE_CLIENT_ID YOUTUBE_CLIENT_SECRET BROWSER VIMEO_TOKEN TEST_CLOCK GOCOVERDIR") {
		if value := ts.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}
