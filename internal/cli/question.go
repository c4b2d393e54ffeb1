package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// asking is a question to the person at the terminal.
type asking struct{ *app }

// ask puts a question to the person at the terminal. Anything but yes is no, the
// end of their input too.
func (a asking) ask(ctx context.Context, question string) (bool, error) {
	answer, err := a.answer(ctx, question+" [y/N] ")
	return answer == "y" || answer == "yes", err
}

// confirm asks a question that Return answers with yes. Without a terminal there
// is nobody to ask.
func (a asking) confirm(ctx context.Context, question string) (bool, error) {
	if !a.Interactive {
		return false, nil
	}
	answer, err := a.answer(ctx, question+" [Y/n] ")
	return answer == "\n" || answer == "y" || answer == "yes", err
}

// answer reads what the person types, in lower case. Return alone is "\n", and the
// end of their input is "". Ctrl-C ends the waiting, and is the error then.
func (a asking) answer(ctx context.Context, prompt string) (string, error) {
	fmt.Fprintf(a.Err, "stevie: %s", prompt)
	line, err := bufio.NewReader(&interruptible{ctx, a.In}).ReadString('\n')
	if err != nil {
		fmt.Fprintln(a.Err)
	}
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil && !errors.Is(err, io.EOF):
		return "", fmt.Errorf("read the answer: %w", err)
	case err == nil && strings.TrimSpace(line) == "":
		return "\n", nil
	}
	return strings.ToLower(strings.TrimSpace(line)), nil
}
