package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/internal/termtext"
)

// annotate writes findings as commands that a GitHub workflow shows beside the
// lines of a pull request.
//
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func (a checking) annotate(findings []check.Finding) {
	for _, f := range findings {
		place := "file=" + property(filepath.ToSlash(f.Path))
		if f.Line > 0 {
			place += fmt.Sprintf(",line=%d", f.Line)
		}
		message := f.Message
		if f.Field != "" {
			message = f.Field + ": " + message
		}
		a.printf("::%s %s,title=%s::%s\n", f.Level, place, property("stevie "+f.Rule), commandText(message))
	}
}

var (
	escapeText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// commandText is text at the end of a workflow command.
func commandText(s string) string { return escapeText.Replace(inert(termtext.Line(s))) }

// property is a value within a workflow command.
func property(s string) string { return escapeProperty.Replace(inert(termtext.Line(s))) }

// inert keeps text that is shown from being an old workflow command, which
// counts anywhere on a line.
func inert(s string) string { return strings.ReplaceAll(s, "##[", "## [") }
