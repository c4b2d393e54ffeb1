package rst_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/rst"
)

// askDocutils has docutils judge texts.
func askDocutils(tb testing.TB, texts []string) []judged {
	tb.Helper()
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, text := range texts {
		if err := enc.Encode(text); err != nil {
			tb.Fatal(err)
		}
	}
	cmd := exec.CommandContext(tb.Context(), "python3", "testdata/oracle.py")
	cmd.Stdin = &in
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		tb.Fatal(err)
	}
	var verdicts []judged
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var j judged
		if err := json.Unmarshal(lines.Bytes(), &j); err != nil {
			tb.Fatal(err)
		}
		j.Published = len(j.Problems) == 0
		verdicts = append(verdicts, j)
	}
	return verdicts
}

// blockPieces are beginnings and lines that blocks are made of.
var blockPieces = []string{
	"- ", "* ", "+ ", "1. ", "2. ", "(a) ", "i. ", "#. ", "| ", ".. ", ".. _a: ", ".. _b: a_", ".. __: ", "__ ",
	".. [1] ", ".. [#] ", ".. [#x] ", ".. [*] ", ".. [C] ", ".. |s| replace:: ", ".. |s| image:: ",
	".. |u| unicode:: 0x41", ".. note:: ", ".. image:: ", ".. code:: ", ".. code:: python", ".. list-table:: ",
	".. table:: ", ".. figure:: x", ".. foo:: ", ".. class:: c", ".. role:: r", ".. contents::", ".. topic:: T",
	".. raw:: html", ".. math:: ", ".. csv-table:: ", ".. container:: ", ".. admonition:: A", ".. parsed-literal:: ",
	".. line-block:: ", ".. epigraph:: ", ".. rubric:: R", ".. sidebar:: S", ".. default-role:: r", ".. unicode:: x",
	".. replace:: y", ":f: ", ":width: 5", ":name: a", ":class: c", ":author: ", "-a ", "--long  ", "/V ", ">>> ",
	"word", "word two", "Title", "a_", "b_", "a__", "|s|", "[1]_", "[#]_", "[#x]_", "[*]_", "[C]_", "`x`", ":r:`x`",
	"`x <y>`_", "`x <a_>`_", "==", "===", "====", "=====", "--", "----", "-----", "~~~~", "text::", "::", "> q", "> r",
	"+---+", "+---+---+", "|   |", "| a | b |", "+===+", "===  ===", "a    b", "---  ---", "-- x", "— x", "*a*", "**b",
	"*", "中文", "é", "\t x",
}

// blockNoise makes a text of pieces that begin blocks, indented at random.
func blockNoise(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(12) {
		if random.IntN(3) == 0 {
			b.WriteString("   "[:random.IntN(4)])
		}
		for range 1 + random.IntN(3)/2 {
			b.WriteString(blockPieces[random.IntN(len(blockPieces))])
		}
		b.WriteString("\n\n"[:1+random.IntN(2)])
	}
	return b.String()
}

// mutation changes a real text a little: pieces of markup are put in, and
// lines and characters taken out.
func mutation(random *rand.Rand, texts []judged) string {
	text := texts[random.IntN(len(texts))].Text
	if len(text) > 3000 {
		text = strings.ToValidUTF8(text[:3000], "")
	}
	for range 1 + random.IntN(4) {
		pieces := noisePieces
		if random.IntN(2) == 0 {
			pieces = blockPieces
		}
		lines := strings.SplitAfter(text, "\n")
		i := random.IntN(len(lines))
		at := random.IntN(len(lines[i]) + 1)
		switch random.IntN(4) {
		case 0:
			lines[i] = pieces[random.IntN(len(pieces))] + lines[i]
		case 1:
			lines[i] = lines[i][:at] + pieces[random.IntN(len(pieces))] + lines[i][at:]
		case 2:
			lines[i] = lines[i][at:]
		case 3:
			lines[i] = "   "[:random.IntN(4)] + lines[i] + lines[random.IntN(len(lines))]
		}
		text = strings.ToValidUTF8(strings.Join(lines, ""), "")
	}
	return text
}

// compareWithDocutils has docutils judge generated texts and reports how often
// it agrees.
func compareWithDocutils(t *testing.T, generate func(*rand.Rand) string) {
	t.Helper()
	n := 800
	if *exhaustive {
		n = 20_000
	}
	random := rand.New(rand.NewPCG(*seed, 11))
	texts := make([]string, n)
	for i := range texts {
		texts[i] = generate(random)
	}
	var a agreement
	for _, want := range askDocutils(t, texts) {
		a.add(t, want, true)
	}
	t.Logf("%d texts: valid %d, published %d, class of the first message %d", a.texts, a.valid, a.published, a.class)
}

func TestVerdictsOfNoise(t *testing.T) {
	t.Parallel()
	needDocutils(t)
	for name, generate := range map[string]func(*rand.Rand) string{"inline": noise, "blocks": blockNoise} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compareWithDocutils(t, generate)
		})
	}
}

func TestVerdictsOfMutations(t *testing.T) {
	t.Parallel()
	needDocutils(t)
	texts := eachLine[judged](t, sharedFile(t, "rst", "verdicts-dev.jsonl.gz"))
	compareWithDocutils(t, func(random *rand.Rand) string { return mutation(random, texts) })
}

func BenchmarkCheck(b *testing.B) {
	text := strings.Repeat("Some *text* of a talk, with a_name and https://x.example/a_b?c=d_e\n\n- and a list\n\n", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		rst.Check(text)
	}
}
