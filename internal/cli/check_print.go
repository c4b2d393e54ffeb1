package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/internal/termtext"
)

// fewWarnings is how many warnings of a whole tree are shown unasked.
const fewWarnings = 50

// printFindings shows findings: all of them to programs; to people those with
// errors first, and of many warnings only the number unless all are wanted.
func (a checking) printFindings(findings []check.Finding, format string, all bool) error {
	if a.json {
		return a.printLines(findings)
	}
	errors := countErrors(findings)
	warnings := len(findings) - errors
	hidden := warnings > fewWarnings && !all
	shown := findings
	if hidden {
		shown = slices.DeleteFunc(slices.Clone(findings), func(f check.Finding) bool { return f.Level != check.Error })
	}
	if format == formatGitHub {
		a.annotate(shown)
	} else {
		a.printByFile(shown)
		if hidden || len(findings) > fewWarnings {
			a.printByRule(findings)
		}
	}
	if hidden {
		a.say("hint: the warnings are only counted; name an event's folder, or give --warnings, to see them")
	}
	a.say("%s, %s", countOf(errors, "error"), countOf(warnings, "warning"))
	return nil
}

// printLines prints one JSON object a line.
func (a *app) printLines(findings []check.Finding) error {
	for _, f := range findings {
		if err := writeJSON(a.Out, f); err != nil {
			return err
		}
	}
	return nil
}

// printByFile groups findings by file, the files with errors first.
func (a checking) printByFile(findings []check.Finding) {
	faulty := make(map[string]bool)
	for _, f := range findings {
		if f.Level == check.Error {
			faulty[f.Path] = true
		}
	}
	for _, wanted := range []bool{true, false} {
		path := ""
		for _, f := range findings {
			if faulty[f.Path] != wanted {
				continue
			}
			if f.Path != path {
				path = f.Path
				a.printf("%s\n", shownPath(path))
			}
			a.printf("  %s\n", inert(termtext.Line(describeFinding(f))))
		}
	}
}

// shownPath is a path on a line of its own.
func shownPath(path string) string {
	line := inert(termtext.Line(path))
	if strings.HasPrefix(line, "::") {
		return "./" + line
	}
	return line
}

// placed is what a finding about a whole file says of it, in the form "path:line:column:
// message" where it knows the place.
func placed(path string, f check.Finding) string {
	if f.Line > 0 && strings.HasPrefix(f.Message, fmt.Sprintf("%d:", f.Line)) {
		return path + ":" + f.Message
	}
	return path + ": " + f.Message
}

func describeFinding(f check.Finding) string {
	where := ""
	if f.Line > 0 {
		where = fmt.Sprintf("line %d, ", f.Line)
	}
	return fmt.Sprintf("%s: %s [%s]: %s", f.Level, strings.TrimSuffix(where+f.Field, ", "), f.Rule, f.Message)
}

// printByRule counts findings: how many, of what level, by which rule.
func (a checking) printByRule(findings []check.Finding) {
	type kind struct {
		level check.Level
		rule  string
	}
	counts := make(map[kind]int)
	for _, f := range findings {
		counts[kind{f.Level, f.Rule}]++
	}
	kinds := slices.SortedFunc(maps.Keys(counts), func(x, y kind) int {
		return cmp.Or(cmp.Compare(x.level, y.level), cmp.Compare(counts[y], counts[x]), cmp.Compare(x.rule, y.rule))
	})
	a.printf("by rule\n")
	for _, k := range kinds {
		a.printf("  %6d  %-7s  %-15s  %s\n", counts[k], k.level, k.rule, check.About(k.rule))
	}
}

func countErrors(findings []check.Finding) int {
	n := 0
	for _, f := range findings {
		if f.Level == check.Error {
			n++
		}
	}
	return n
}
