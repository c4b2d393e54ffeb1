package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/internal/rst"
)

// markup mends a text that docutils objects to, if it is certain how.
func (m *mending) markup(field, text string) any {
	verdict := rst.Check(text)
	if verdict.Published() {
		return text
	}
	if len(text) > longestMended || strings.ContainsAny(text, otherLineEnds) {
		return text // or its lines are not those that docutils counts
	}
	rule := RuleRST
	if verdict.Valid() {
		rule = RuleRSTStrict
	}
	if mended, lines, ok := withEmptyLines(text); ok {
		m.note(rule, field, "empty lines put between blocks of the text: %d", lines)
		return mended
	}
	if !isPlainText(text) {
		return text
	}
	if mended, signs, ok := withEscapes(text); ok {
		m.note(rule, field, "backslashes put before signs that are no markup: %d", signs)
		return mended
	}
	if structured.MatchString(text) {
		return text
	}
	if mended := rst.FromPlain(text); rst.Check(mended).Published() {
		m.note(rule, field, "the text was plain: written as reStructuredText")
		return mended
	}
	return text
}

// otherLineEnds are what docutils splits lines at besides \n.
const otherLineEnds = "\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029"

const (
	mostSteps     = 50      // how often a text is mended and read again
	longestMended = 1 << 20 // bytes of a text; real ones have a few thousand
)

// lacksLine are messages about a missing empty line in front of the line that
// they name, where docutils reads on as if it were there: with it the text looks
// the same and nothing is said. Lists are none of them: there the line may well
// belong to the last entry.
var lacksLine = regexp.MustCompile(`^(Block quote|Definition list|Explicit markup|Literal block|Line block) ends without a blank line|^Blank line required after table`)

// withEmptyLines puts empty lines between blocks where docutils misses them, and
// returns how many. It fails where that is not all that is wrong.
func withEmptyLines(text string) (string, int, bool) {
	return stepByStep(text, lacksLine, func(lines []string, at rst.Message) ([]string, bool) {
		return slices.Insert(lines, at.Line-1, ""), at.Line > 1
	})
}

// meansNothing are messages about signs that open something which nothing closes,
// or refer to something that is not there.
var meansNothing = regexp.MustCompile(`^Inline .* start-string without end-string\.$|^Unknown target name: "\.\.\."\.$`)

// withEscapes puts backslashes before the signs that docutils takes for markup,
// and returns how many. It fails where that is not all that is wrong.
func withEscapes(text string) (string, int, bool) {
	return stepByStep(text, meansNothing, func(lines []string, at rst.Message) ([]string, bool) {
		line := []rune(lines[at.Line-1])
		sign := at.Column - 1
		if sign < 0 || sign >= len(line) || slices.Contains(line, '\t') {
			return nil, false
		}
		if !unclosed(line[sign]) {
			sign += slices.IndexFunc(line[sign:], func(r rune) bool { return r == '_' })
			for sign >= 0 && sign < len(line) && !endsReference(line, sign) {
				sign++
			}
		}
		if sign < 0 || sign >= len(line) {
			return nil, false
		}
		lines[at.Line-1] = string(slices.Insert(line, sign, '\\'))
		return lines, true
	})
}

func unclosed(r rune) bool { return strings.ContainsRune("*`|_", r) }

// endsReference reports whether a run of underscores begins here that no word
// goes on behind.
func endsReference(line []rune, i int) bool {
	if line[i] != '_' || i > 0 && line[i-1] == '_' {
		return false
	}
	for i < len(line) && line[i] == '_' {
		i++
	}
	return i == len(line) || !unicode.IsLetter(line[i]) && !unicode.IsDigit(line[i])
}

// stepByStep mends one problem of a kind after the other and reads the text again
// each time. It returns how many there were, and false unless all is well then.
func stepByStep(text string, kind *regexp.Regexp, mend func(lines []string, at rst.Message) ([]string, bool)) (string, int, bool) {
	for step := range mostSteps {
		problems := rst.Check(text).Problems
		if len(problems) == 0 {
			return text, step, step > 0
		}
		i := slices.IndexFunc(problems, func(p rst.Message) bool { return kind.MatchString(p.Class) })
		lines := strings.Split(text, "\n")
		if i < 0 || problems[i].Line < 1 || problems[i].Line > len(lines) {
			return "", 0, false
		}
		lines, ok := mend(lines, problems[i])
		if !ok {
			return "", 0, false
		}
		text = strings.Join(lines, "\n")
	}
	return "", 0, false
}

// deliberate are signs of somebody having written reStructuredText or Markdown
// on purpose, so that escaping the text would show what was meant to work.
var deliberate = regexp.MustCompile(`(?m)` + strings.Join([]string{
	"`[^`\n]+`",                       // interpreted text, a link, code
	"``",                              // a literal
	`\\[^\pL\pN\s]`,                   // an escape
	`(?:^|\s)\*{1,2}\S[^*\n]*\*{1,2}`, // emphasis
	`^\s*\.\.(?:\s|$)`,                // a directive, a comment, a target
	`::\s*$`,                          // a literal block
	`^\s*:[^:\s][^:\n]*:(?:\s|$)`,     // a field
	`^\s*\|\s`,                        // a line block
	`\[[^\]\n]+\]_`,                   // a footnote
	`\|\S[^|\n]*\S\|`,                 // a substitution
	`^\s*([-=~^"'#*+_.:<>!$%&])[-=~^"'#*+_.:<>!$%&]+[ \t]*$`, // a title's line, a table's border
	`^\s*\+[-=+]+\+`,                 // a table
	`^[ \t]+(?:[-*+•‣⁃]|\pN+[.)])\s`, // a list within another
	`\]\(`,                           // a link in Markdown
	`^#{1,6}\s`,                      // a title in Markdown
}, "|"))

// structured is what FromPlain would flatten: lines that are set in, like code.
var structured = regexp.MustCompile(`(?m)^(?:\t| {3,})\S`)

// isPlainText reports whether nobody can have meant the text as markup.
func isPlainText(text string) bool { return !deliberate.MatchString(text) }
