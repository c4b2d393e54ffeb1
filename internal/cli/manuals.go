package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// manualsCommand writes what comes with a release: manual pages and completions.
func manualsCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "manuals DIR",
		Short:   "Write manual pages and completions into a folder",
		Example: "  stevie manuals build",
		Hidden:  true,
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, given []string) error {
			return writeManuals(cmd.Root(), a.path(given[0]))
		},
	}
}

func writeManuals(root *cobra.Command, dir string) error {
	write := func(name string, text func(io.Writer) error) error {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		var b strings.Builder
		if err := text(&b); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		return os.WriteFile(path, []byte(b.String()), 0o644)
	}
	for name, text := range map[string]func(io.Writer) error{
		"completions/stevie.bash": func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"completions/_stevie":     root.GenZshCompletion,
		"completions/stevie.fish": func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		"completions/stevie.ps1":  root.GenPowerShellCompletionWithDesc,
	} {
		if err := write(name, text); err != nil {
			return err
		}
	}
	for _, c := range append(root.Commands(), root) {
		if c.Hidden {
			continue
		}
		name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
		if err := write(filepath.Join("man", name), func(w io.Writer) error { return manual(w, c) }); err != nil {
			return err
		}
	}
	return nil
}

// manual writes a command's help as a page for man.
func manual(w io.Writer, c *cobra.Command) error {
	var b strings.Builder
	name := strings.ReplaceAll(c.CommandPath(), " ", "-")
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"stevie\" \"stevie\"\n.SH NAME\n%s \\- %s\n", strings.ToUpper(roff(name)), roff(name), roff(c.Short))
	if c.Runnable() {
		form := c.UseLine()
		if c.HasSubCommands() && !c.HasParent() {
			form = "stevie COMMAND [flags]"
		}
		b.WriteString(".SH SYNOPSIS\n.nf\n" + roff(form) + "\n.fi\n")
	}
	section := func(title, text string) {
		if text = strings.Trim(text, "\n"); text != "" {
			b.WriteString(".SH " + title + "\n.nf\n" + roff(text) + "\n.fi\n")
		}
	}
	section("DESCRIPTION", c.Long)
	section("EXAMPLES", c.Example)
	if c.Runnable() {
		section("OPTIONS", c.LocalFlags().FlagUsagesWrapped(helpColumns))
		section("GLOBAL OPTIONS", c.InheritedFlags().FlagUsagesWrapped(helpColumns))
	}
	var others []string
	if c.HasParent() {
		others = append(others, "stevie(1)")
	} else {
		for _, sub := range c.Commands() {
			if !sub.Hidden {
				others = append(others, "stevie-"+sub.Name()+"(1)")
			}
		}
	}
	b.WriteString(".SH SEE ALSO\n" + roff(strings.Join(others, ", ")) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// roff keeps a text from being commands to roff.
func roff(text string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
