package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ask puts a question to the person at the terminal. Anything but yes is no, the
// end of their input too.
func (a *app) ask(ctx context.Context, question string) (bool, error) {
	answer, err := a.answer(ctx, question+" [y/N] ")
	return answer == "y" || answer == "yes", err
}

// confirm asks a question that Return answers with yes. Without a terminal there
// is nobody to ask.
func (a *app) confirm(ctx context.Context, question string) (bool, error) {
	if !a.Interactive {
		return false, nil
	}
	answer, err := a.answer(ctx, question+" [Y/n] ")
	return answer == "\n" || answer == "y" || answer == "yes", err
}

// answer reads what the person types, in lower case. Return alone is "\n", and the
// end of their input is "". Ctrl-C ends the waiting, and is the error then.
func (a *app) answer(ctx context.Context, prompt string) (string, error) {
	fmt.Fprintf(a.Err, "stevie: %s", prompt)
	type typed struct {
		line string
		err  error
	}
	lines := make(chan typed, 1)
	go func() { // nothing ends a read from a terminal before its time
		line, err := bufio.NewReader(a.In).ReadString('\n')
		lines <- typed{line, err}
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(a.Err)
		return "", ctx.Err()
	case got := <-lines:
		if got.err != nil {
			fmt.Fprintln(a.Err)
		}
		if got.err != nil && !errors.Is(got.err, io.EOF) {
			return "", fmt.Errorf("read the answer: %w", got.err)
		}
		if got.err == nil && strings.TrimSpace(got.line) == "" {
			return "\n", nil
		}
		return strings.ToLower(strings.TrimSpace(got.line)), nil
	}
}
