package cli_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/cli"
)

// All help fits a terminal of 80 columns.
func TestHelpFits(t *testing.T) {
	t.Parallel()
	var list bytes.Buffer
	ask := func(to *bytes.Buffer, words ...string) {
		t.Helper()
		if status := cli.Run(context.Background(), words, cli.Streams{In: strings.NewReader(""), Out: to, Err: to}, func(string) string { return "" }); status != 0 {
			t.Fatalf("%v: %s", words, to)
		}
	}
	ask(&list, "__complete", "help", "")
	names := strings.Fields(list.String())
	if len(names) < 25 {
		t.Fatalf("only %d commands: %v", len(names), names)
	}
	for _, name := range names {
		if strings.HasPrefix(name, ":") {
			break
		}
		var help bytes.Buffer
		ask(&help, "help", name)
		for line := range strings.Lines(help.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 {
				t.Errorf("help %s: %d columns: %s", name, n, line)
			}
		}
	}
}
