package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/pyvideo/stevie/internal/termtext"
)

// Streams are the ends that a command talks to, and the clock that it goes by.
type Streams struct {
	In  io.Reader
	Out io.Writer // results
	Err io.Writer // everything else
	// Interactive tells that a person sits at In and Err, who can answer a question.
	Interactive bool
	// OutTerminal tells that Out is a terminal too.
	OutTerminal bool
	// Dumb tells that their terminal cannot go back on a line, as a progress bar does.
	Dumb bool
	// Now tells when quota comes back and what was not looked at for long; nil is
	// [time.Now].
	Now func() time.Time
}

// System returns the streams of this process.
func System() Streams {
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Interactive: term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		Dumb:        os.Getenv("TERM") == "dumb",
	}
}

// printf writes results. What comes from a host goes through termtext first.
func (s Streams) printf(format string, args ...any) {
	fmt.Fprintf(s.Out, format, args...)
}

// say writes one line for the person at the terminal.
func (s Streams) say(format string, args ...any) {
	fmt.Fprintf(s.Err, "stevie: "+format+"\n", args...)
}

// warn writes a line that should not be overlooked.
func (s Streams) warn(format string, args ...any) {
	s.say("warning: %s", termtext.Line(fmt.Sprintf(format, args...)))
}

// countOf says how many there are of something.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
