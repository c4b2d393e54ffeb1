package rst_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/rst"
)

func TestFromPlain(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ text, want string }{
		"empty":                 {"", ""},
		"white space":           {" \t\n\u2028 ", ""},
		"paragraphs":            {"One\ntwo\n\n\nthree", "One\ntwo\n\nthree"},
		"indentation":           {"  One\n      two", "One\ntwo"},
		"no-break space":        {"10\u00a0h \u00a0 11 h", "10\u00a0h 11 h"},
		"line ends":             {"a\r\nb\rc\u0085d\vE", "a\nb\nc\nd\nE"},
		"control characters":    {"\x1b[31mred\x00\x7f", "[31mred"},
		"bad UTF-8":             {"a\xffb", "a\ufffdb"},
		"bullets":               {"Topics:\n* one\n• two\n\n+ three", "Topics:\n\n- one\n- two\n\n- three"},
		"bullet then text":      {"- one\nThen", "- one\n\nThen"},
		"bullet, indented text": {"- one\n  and more", "- one\n  and more"},
		"bullet, broken line": {
			"- a list element of such a length that it was broken by a\nprogram",
			"- a list element of such a length that it was broken by a\n  program",
		},
		"bullet in bullet": {"- * x", "- \\* x"},
		"lone bullet":      {"-\ntext", "\\-\ntext"},
		"numbers":          {"1. one\n2. two", "1. one\n2. two"},
		"numbers apart":    {"1) one\n\n2) two\nAnd", "1) one\n\n2) two\n\nAnd"},
		"single number":    {"1. one", "\\1. one"},
		"year":             {"It was\n\n2026. A year", "It was\n\n\\2026. A year"},
		"initial":          {"A. Smith", "\\A. Smith"},
		"initial, more":    {"A. Smith\nof Example Ltd", "A. Smith\nof Example Ltd"},
		"no roman":         {"ill. This", "ill. This"},
		"roman":            {"mix. This", "\\mix. This"},
		"chapters":         {"0:00 Intro\n1:02:03 End", "| 0:00 Intro\n| 1:02:03 End"},
		"one time":         {"10:30 is late", "10:30 is late"},
		"ruler":            {"a\n----\nb", "a\n\n----\n\nb"},
		"rulers":           {"====\na\n====", "\\====\n\na\n\n\\===="},
		"rulers in a row":  {"a\n====\n----\nb", "a\n\n====\n\n\\----\n\nb"},
		"short ruler":      {"a\n--", "a\n\\--"},
		"ruler of colons":  {"a\n::::", "a\n\n\\::\\::"},
		"comment":          {".. a", "\\.. a"},
		"ellipsis":         {"...", "\\..."},
		"field":            {":name: a", "\\:name: a"},
		"field of quotes":  {":a:``: b", "\\:a:\\``: b"},
		"option":           {"--help", "--help"},
		"doctest":          {">>> a", "\\>>> a"},
		"line block":       {"| a", "\\| a"},
		"grid table":       {"+---+", "\\+---+"},
		"simple table":     {"== ==", "\\== =="},
		"anonymous target": {"__ x", "\\__ x"},
		"literal block":    {"so:: \nx::", "so::\nx\\::"},
		"backslash":        {`C:\new\`, `C:\\new\\`},
		"backslashes":      {`\\`, `\ \\\\`},
		"emphasis":         {"a *b* **c** * ** 2*3 f(*args) '*' (*)", "a \\*b* \\**c** * ** 2*3 f(\\*args) '*' (*)"},
		"last star":        {"a *", "a *"},
		"only star":        {"**", "\\**"},
		"bars":             {"a |b| || | c", "a \\|b| || | c"},
		"back quotes":      {"`a` ``b`` :x:`c` _`d` ``", "\\`a` \\``b`` :x:\\`c` \\_`d` ``"},
		"references":       {"a_ b__ c_d __init__ [1]_ [*]_ é_ e-f_.", "a\\_ b\\__ c_d __init__ [1]\\_ [*]\\_ é\\_ e-f\\_."},
		"addresses": {
			"https://x.example/a_b/c_?d=*e me@x.example",
			"https://x.example/a_b/c\\_?d=*e me@x.example",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, rst.FromPlain(tt.text)); diff != "" {
				t.Errorf("FromPlain(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestFromPlainKeepsLinesShort(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"words":       strings.Repeat("word ", 60_000),
		"one word":    strings.Repeat("w", 300_000),
		"stars":       strings.Repeat(" *", 150_000) + "x",
		"backslashes": strings.Repeat(`\`, 300_000),
		"chapters":    "0:00 " + strings.Repeat("a|", 30_000) + "\n0:10 b",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for line := range strings.Lines(rst.FromPlain(text)) {
				if len(line) > 10_000 {
					t.Fatalf("a line of %d bytes", len(line))
				}
			}
		})
	}
}

// TestFromPlainWithDocutils has docutils judge the conversion of many real
// descriptions.
func TestFromPlainWithDocutils(t *testing.T) {
	t.Parallel()
	needDocutils(t)
	type raw struct{ Text string }
	var conversions []conversion
	for i, r := range eachLine[raw](t, sharedFile(t, "rst", "raw-descriptions-dev.jsonl.gz")) {
		if *exhaustive || i%20 == 0 {
			conversions = append(conversions, conversion{r.Text, rst.FromPlain(r.Text)})
		}
	}
	requireFlawless(t, runChecker(t, conversions))
}

// TestFromPlainWithDocutilsOnNoise does the same with texts of little but
// markup characters.
func TestFromPlainWithDocutilsOnNoise(t *testing.T) {
	t.Parallel()
	needDocutils(t)
	random := rand.New(rand.NewPCG(1, 2))
	n := 300
	if *exhaustive {
		n = 30_000
	}
	conversions := make([]conversion, n)
	for i := range conversions {
		text := noise(random)
		conversions[i] = conversion{text, rst.FromPlain(text)}
	}
	requireFlawless(t, runChecker(t, conversions))
}

// requireFlawless fails the test unless the checker's summary says 1.0000
// everywhere.
func requireFlawless(t *testing.T, report string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(report), "\n")
	summary := lines[len(lines)-1]
	t.Log(summary)
	fractions := regexp.MustCompile(`(\d+)/(\d+) =`).FindAllStringSubmatch(summary, -1)
	if len(fractions) != 4 || slices.ContainsFunc(fractions, func(f []string) bool { return f[1] != f[2] }) {
		t.Error(report)
	}
}

func FuzzFromPlain(f *testing.F) {
	for _, seed := range []string{
		"", "a *b* `c` d_ |e| [1]_ \\", "- a\n- b\n\n1. c\n2. d", "====\na\n====", "0:00 a\n1:00 b",
		"\x1b[31m\x00\u202e\u2066", "a::\n\n  b", "\xff\xfe", strings.Repeat("*`_|", 50),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := rst.FromPlain(text)
		if diff := cmp.Diff(plainWords(text), plainWords(unescape(got))); diff != "" {
			t.Errorf("FromPlain(%q) = %q lost words (-want +got):\n%s", text, got, diff)
		}
	})
}

// unescape takes the backslashes out of a text that has no other markup.
func unescape(text string) string {
	var b strings.Builder
	escaped := false
	for _, r := range text {
		if r == '\\' && !escaped {
			escaped = true
			continue
		}
		if !escaped || r != ' ' {
			b.WriteRune(r)
		}
		escaped = false
	}
	return b.String()
}

// plainWords splits a text at white space, bullets and rulers left out.
func plainWords(text string) []string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && !unicode.IsSpace(r) && (r < 0x1c || r > 0x1f) || r == 0x7f {
			return -1
		}
		if r >= 0x1c && r <= 0x1f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return slices.DeleteFunc(strings.Fields(text), func(word string) bool {
		return len(word) > 0 && strings.Trim(word, "*-+•‣⁃|") == "" && utf8.RuneCountInString(word) == 1
	})
}

func ExampleFromPlain() {
	fmt.Println(rst.FromPlain("Topics:\n* the snake_case_ of names\n* **bold** claims"))
	// Output:
	// Topics:
	//
	// - the snake_case\_ of names
	// - \**bold** claims
}

func BenchmarkFromPlain(b *testing.B) {
	text := strings.Repeat("Some *text* of a talk, with a_name and https://x.example/a_b?c=d_e\n- and a list\n\n", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		rst.FromPlain(text)
	}
}
