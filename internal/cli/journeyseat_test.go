package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/pyvideo/stevie/internal/needs"
)

// seat is where somebody sits before a terminal with stevie in it.
type seat struct {
	t      *testing.T
	cmd    *exec.Cmd
	tty    *os.File
	output chan string // as it comes, until the program ends
	page   string      // what came since the last page began
	pages  int
	keys   int
	log    strings.Builder
}

// sitDown runs stevie at a pseudo-terminal and waits for its first page.
func sitDown(t *testing.T, dir string, env []string, args ...string) *seat {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "stevie", args...)
	cmd.Dir, cmd.Env = dir, env
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 60, Cols: journeyScreen})
	if err != nil {
		needs.Missing(t, "a pseudo-terminal: "+err.Error())
	}
	s := &seat{t: t, cmd: cmd, tty: tty, output: make(chan string)}
	go s.read()
	t.Cleanup(func() { _ = tty.Close() })
	s.await(1)
	return s
}

func (s *seat) read() {
	defer close(s.output)
	buf := make([]byte, 1<<15)
	for {
		n, err := s.tty.Read(buf)
		if n > 0 {
			select {
			case s.output <- string(buf[:n]):
			case <-s.t.Context().Done():
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// pageBegin is what a page begins with, and pageEnd how its last line ends.
const pageBegin = "\x1b[J"

var pageEnd = regexp.MustCompile(`(q leave|Esc leaves\.|Ctrl-U empties it|Esc leave)$`)

// await waits until a number of pages more has been painted.
func (s *seat) await(pages int) {
	s.t.Helper()
	for want := s.pages + pages; s.pages < want || !pageEnd.MatchString(strings.TrimSpace(s.text())); {
		select {
		case more, ok := <-s.output:
			if !ok {
				s.t.Fatalf("stevie has ended, and shows\n%s", s.text())
			}
			s.take(more)
		case <-time.After(20 * time.Second):
			s.t.Fatalf("nothing more comes after\n%s\n%s", s.log.String(), s.text())
		}
	}
}

func (s *seat) take(more string) {
	before := strings.Count(s.page, pageBegin)
	s.page += more
	s.pages += strings.Count(s.page, pageBegin) - before
	if at := strings.LastIndex(s.page, pageBegin); at > 0 {
		s.page = s.page[at:]
	}
}

// text is the page without styles.
func (s *seat) text() string {
	return strings.ReplaceAll(escapes.ReplaceAllString(s.page, ""), "\r\n", "\n")
}

// press types keys, each of which is answered by a page.
func (s *seat) press(strokes ...stroke) {
	s.t.Helper()
	if len(strokes) == 0 {
		return
	}
	fmt.Fprintf(&s.log, "%s> %s\n", s.text(), spelled(strokes))
	s.keys += len(strokes)
	for _, k := range strokes {
		if _, err := s.tty.WriteString(string(k)); err != nil {
			s.t.Fatal(err)
		}
	}
	s.await(len(strokes))
}

// leave ends the review.
func (s *seat) leave() {
	s.t.Helper()
	fmt.Fprintf(&s.log, "%s> q\n", s.text())
	if _, err := s.tty.WriteString("q"); err != nil {
		s.t.Fatal(err)
	}
	for more := range s.output {
		s.take(more)
	}
	s.log.WriteString(s.text())
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("stevie review: %v", err)
	}
}

// stroke is one key, as a terminal sends it.
type stroke string

const (
	enter      stroke = "\r"
	esc        stroke = "\x1b"
	backspace  stroke = "\x7f"
	ctrlU      stroke = "\x15"
	left       stroke = "\x1b[D"
	right      stroke = "\x1b[C"
	home       stroke = "\x1b[H"
	end        stroke = "\x1b[F"
	del        stroke = "\x1b[3~"
	shiftRight stroke = "\x1b[1;2C"
	shiftEnd   stroke = "\x1b[1;2F"
)

// spelled names keys; characters in a row are put together.
func spelled(strokes []stroke) string {
	names := map[stroke]string{
		enter: "Enter", esc: "Esc", backspace: "Backspace", ctrlU: "Ctrl-U", left: "←", right: "→", home: "Home", end: "End",
		del: "Delete", shiftRight: "Shift-→", shiftEnd: "Shift-End",
	}
	var b strings.Builder
	for _, k := range strokes {
		if name, ok := names[k]; ok {
			b.WriteString("[" + name + "]")
		} else {
			b.WriteString(string(k))
		}
	}
	return b.String()
}
