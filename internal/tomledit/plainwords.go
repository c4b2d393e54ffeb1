package tomledit

import "regexp"

// plainWords says in the words of people who have never heard of TOML what go-toml says
// of the faults that happen to them, the first that fits.
var plainWords = []struct {
	says  *regexp.Regexp
	means string
}{
	{regexp.MustCompile(`strings cannot have new lines|^unterminated`), "a text in quotes ends on its line; use ''' … ''' for several lines"},
	{regexp.MustCompile(`not terminated by '''`), "a text that begins with ''' ends with '''"},
	{regexp.MustCompile(`not terminated by """`), `a text that begins with """ ends with """`},
	{regexp.MustCompile(`cannot have control characters`), "a control character stands in the text; delete it"},
	{regexp.MustCompile(`^invalid escape character|unicode escape|need a character after`), `a backslash in "…" is written \\; or put the text into '…'`},
	{regexp.MustCompile(`at start of value|^expected value|^strings must be quoted`), `a value is missing, or a text without its quotes: "…"`},
	{regexp.MustCompile(`^expected newline`), `something stands behind the value; quotes within "…" are written \"`},
	{regexp.MustCompile(`^expected '=' after key`), `= and a value are missing behind the key, as in title = "…"`},
	{regexp.MustCompile(`^array is incomplete|after array value`), `a list is written ["a", "b"]; a comma or the ] is missing`},
	{regexp.MustCompile(`^inline table is incomplete|after inline table`), `values in braces are written { a = "…", b = "…" }; a comma or the } is missing`},
	{regexp.MustCompile(`to close (array )?table name`), "a bracket is missing at the end of the heading"},
	{regexp.MustCompile(`^invalid character at start of key`), "a line begins with a key, as in title = \"…\", with a [heading] or with #"},
	{regexp.MustCompile(`^key (\S+) is already defined`), "it stands here a second time"},
	{regexp.MustCompile(`^impossible date`), "there is no such date"},
	{regexp.MustCompile(`^dates are expected`), "a date is written like 2024-05-18"},
}

// inPlainWords is a message of go-toml's as its reader understands it.
func inPlainWords(message string) string {
	for _, w := range plainWords {
		if w.says.MatchString(message) {
			return w.means
		}
	}
	return message
}
