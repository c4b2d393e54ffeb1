package pyjson_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/needs"
)

// reference reads one text per line, in base64, and answers with its canonical
// form, in base64, or with a dash.
const reference = `
import base64, json, sys
for line in sys.stdin:
    try:
        text = base64.b64decode(line).decode("utf-8")
        text = json.dumps(json.loads(text), indent=2, separators=(",", ": "), sort_keys=True)
        print(base64.b64encode(text.encode()).decode())
    except (ValueError, RecursionError):
        print("-")
`

// askPython returns what Python makes of each text, "-" for what it refuses.
func askPython(t testing.TB, texts []string) []string {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		needs.Missing(t, "python3 to compare with")
	}
	var in bytes.Buffer
	for _, text := range texts {
		fmt.Fprintln(&in, base64.StdEncoding.EncodeToString([]byte(text)))
	}
	cmd := exec.CommandContext(t.Context(), python, "-c", reference)
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		if lines.Text() == "-" {
			answers = append(answers, "-")
			continue
		}
		answer, err := base64.StdEncoding.DecodeString(lines.Text())
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, string(answer))
	}
	if len(answers) != len(texts) {
		t.Fatalf("python3 answered %d of %d texts", len(answers), len(texts))
	}
	return answers
}

func compareWithPython(t *testing.T, texts []string) {
	t.Helper()
	differ := 0
	for i, want := range askPython(t, texts) {
		got, err := canonical(texts[i])
		if err != nil {
			got = "-"
		}
		if got == want {
			continue
		}
		if differ++; differ > 5 {
			t.Fatal("and more")
		}
		t.Errorf("of %.200q (%v): %s", texts[i], err, cmp.Diff(want, got))
	}
}

func TestTablesAgreeWithPython(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, tt := range accepted {
		texts = append(texts, tt.in)
	}
	for _, tt := range refused {
		texts = append(texts, tt.in)
	}
	compareWithPython(t, texts)
}

// TestRandomTextsAgreeWithPython mutates pieces that matter to a reader of JSON
// in 40,000 ways; about a third of them are valid.
func TestRandomTextsAgreeWithPython(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(1, 2))
	texts := make([]string, 40_000)
	for i := range texts {
		var b strings.Builder
		randomValue(&b, rnd, 0)
		texts[i] = b.String()
		if rnd.IntN(3) > 0 {
			texts[i] = mutate(texts[i], rnd)
		}
	}
	compareWithPython(t, texts)
}

var pieces = []string{
	`"`, `\`, `\u`, `\ud83d`, `\ude00`, `\uDBFF\uDFFF`, `\n`, `\/`, `\x`, "\n", "\t", "\x7f", "\x1f", "é", "😀", "\u2028", "\ufeff",
	"\xff", "\xed\xa0\x80", "{", "}", "[", "]", ",", ":", "-", "+", ".", "e", "E", "0", "1", "9", "NaN", "Infinity", "-Infinity",
	"null", "true", "false", "nul", " ", "\r", "\u00a0", "'", "//",
}

func mutate(s string, rnd *rand.Rand) string {
	for range 1 + rnd.IntN(2) {
		at := rnd.IntN(len(s) + 1)
		end := min(len(s), at+rnd.IntN(3))
		s = s[:at] + pieces[rnd.IntN(len(pieces))] + s[end:]
	}
	return s
}

func randomValue(b *strings.Builder, rnd *rand.Rand, depth int) {
	switch kind := rnd.IntN(8); {
	case kind < 2 && depth < 4:
		b.WriteByte('[')
		for i := range rnd.IntN(4) {
			if i > 0 {
				b.WriteByte(',')
			}
			randomValue(b, rnd, depth+1)
		}
		b.WriteByte(']')
	case kind < 4 && depth < 4:
		b.WriteByte('{')
		for i := range rnd.IntN(4) {
			if i > 0 {
				b.WriteString(", ")
			}
			randomText(b, rnd)
			b.WriteByte(':')
			randomValue(b, rnd, depth+1)
		}
		b.WriteByte('}')
	case kind < 6:
		randomText(b, rnd)
	default:
		randomNumber(b, rnd)
	}
}

func randomText(b *strings.Builder, rnd *rand.Rand) {
	b.WriteByte('"')
	for range rnd.IntN(4) {
		if rnd.IntN(2) == 0 {
			fmt.Fprintf(b, `\u%04x`, rnd.IntN(0x10000))
			continue
		}
		switch r := rune(rnd.IntN(0x20000)); {
		case r < ' ' || r == '"' || r == '\\' || 0xd800 <= r && r < 0xe000:
			b.WriteString("k")
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}

func randomNumber(b *strings.Builder, rnd *rand.Rand) {
	if rnd.IntN(3) == 0 {
		b.WriteByte('-')
	}
	fmt.Fprint(b, rnd.Uint64()>>rnd.IntN(64))
	if rnd.IntN(2) == 0 {
		fmt.Fprintf(b, ".%d", rnd.Uint64()>>rnd.IntN(64))
	}
	if rnd.IntN(2) == 0 {
		fmt.Fprintf(b, "e%d", rnd.IntN(700)-350)
	}
}
