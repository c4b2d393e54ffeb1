package cli

import (
	"io"
	"os"
	"os/exec"
	"strings"
)

// page prints a text that may be longer than the terminal, as git does: through
// $STEVIE_PAGER, $PAGER or less, and as it is where nobody could turn pages.
func (a output) page(text string) error {
	_, rows, ok := a.size()
	pager := a.pager()
	if !ok || !a.Interactive || a.Dumb || pager == "" || strings.Count(text, "\n") < rows {
		_, err := io.WriteString(a.Out, text)
		return err
	}
	cmd := pagerCommand(pager)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(a.hush.text(text)), unhushed(a.Out), unhushed(a.Err)
	cmd.Env = os.Environ()
	for name, value := range map[string]string{"LESS": "FRX", "LV": "-c"} { // as git's
		if a.getenv(name) == "" {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	if err := cmd.Start(); err != nil { // there is none: then without
		_, err := io.WriteString(a.Out, text)
		return err
	}
	_ = cmd.Wait() // who leaves it early has seen enough
	return nil
}

// pager is the program that turns pages, "" for none.
func (a output) pager() string {
	for _, name := range []string{"STEVIE_PAGER", "PAGER"} {
		if value := strings.TrimSpace(a.getenv(name)); value != "" {
			if value == "cat" {
				return ""
			}
			return value
		}
	}
	if _, err := exec.LookPath("less"); err != nil {
		return ""
	}
	return "less"
}

// pagerCommand runs a pager; as with git, a shell reads what is more than a name.
func pagerCommand(pager string) *exec.Cmd {
	sh, err := exec.LookPath("sh")
	if err != nil || !strings.ContainsAny(pager, "|&;<>()$`\\\"' \t*?[#~=%") {
		words := strings.Fields(pager)
		return exec.Command(words[0], words[1:]...) //nolint:noctx // the person ends it
	}
	return exec.Command(sh, "-c", pager) //nolint:noctx // the person ends it
}
