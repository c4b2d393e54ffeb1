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
	"unicode"
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

// tableNoise makes a text that is mostly a table, drawn with a few mistakes.
func tableNoise(random *rand.Rand) string {
	pieces := strings.Fields("+---+---+ +===+===+ |...|...| |...+---+ +---+...| +-------+ |.......| ===..=== ------- ---..--- " +
		"a....b.. a....... .....b.. a..b.... ===..=====  |.a.|.-.| |*a.|..b| +---+---+---+ |.中|...| |.é.|...| 中..b é....b")
	var b strings.Builder
	top := pieces[random.IntN(len(pieces))]
	b.WriteString(top + "\n")
	for range random.IntN(7) {
		if random.IntN(4) == 0 {
			b.WriteString(top + "\n")
		}
		b.WriteString(pieces[random.IntN(len(pieces))] + "\n\n"[:1+random.IntN(9)/8])
	}
	b.WriteString(top + "\n")
	if random.IntN(2) == 0 {
		b.WriteString("\nend a_")
	}
	return strings.ReplaceAll(b.String(), ".", " ")
}

// directiveParts are what [directiveNoise] puts behind one another.
var directiveParts = struct{ names, arguments, options, content []string }{
	names: strings.Fields("image figure note admonition code table csv-table list-table raw replace unicode class role default-role " +
		"topic sidebar parsed-literal line-block math rubric epigraph compound container contents meta header title date " +
		"target-notes sectnum include math code-block Note tip foo x_y"),
	arguments: []string{"", "a", "a b", "python", "klingonlang", "x.png", "c(emphasis)", "c (nope)", "c(raw)", "0x41 .. b", "html", "*a", "a_", "12", "é"},
	options: []string{
		":name: n", ":class: c", ":class:", ":class: 1", ":width: 5", ":width: 5 px", ":width: x", ":widths: 1 2", ":widths: auto",
		":align: left", ":align: top", ":alt: a", ":target: a_", ":target: http://x.example", ":scale: 5%", ":scale: -1", ":header-rows: 1",
		":header-rows: 9", ":stub-columns: 1", ":header: a,b", ":delim: ;", ":quote: '", ":format: html", ":language: python",
		":number-lines:", ":number-lines: x", ":depth: 2", ":local:", ":local: x", ":backlinks: none", ":subtitle: s", ":nope: 1", ":a b: 1",
		":trim:", ":file: x", ":url: y", ":figwidth: image", "name: n", ":name: n\n   more", ":keepspace:", ":escape: ab",
	},
	content: []string{
		"a", "*a", "- a", "- - a\n     - b", "* - a\n     - b\n   * - c\n     - d", "a,b", "\"a,b\",c", "\"a", "\"a\"b",
		"== ==\n   a  b\n   == ==", "..", ".. note:: b", "a\n   =", "    indented", "a\n\n   b", "-- c", "http://x.example/", ":a: b", ":a b=c: d", ":a:", "a_", "[#]_", "|s|",
	},
}

// directiveNoise makes a text of directives, used well and badly.
func directiveNoise(random *rand.Rand) string {
	pick := func(words []string) string { return words[random.IntN(len(words))] }
	var b strings.Builder
	for range 1 + random.IntN(3) {
		switch random.IntN(6) {
		case 0:
			b.WriteString(".. |s| ")
		case 1:
			b.WriteString("- .. ")
		default:
			b.WriteString(".. ")
		}
		b.WriteString(pick(directiveParts.names) + ":: " + pick(directiveParts.arguments) + "\n")
		for range random.IntN(3) {
			b.WriteString("   " + pick(directiveParts.options) + "\n")
		}
		for range random.IntN(3) {
			b.WriteString("\n   " + pick(directiveParts.content) + "\n")
		}
		b.WriteString([]string{"", "\n", "\ntext |s| :c:`x` `y`\n\n", "text\n", "\n.. _a: b\n"}[random.IntN(5)])
	}
	return b.String()
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
	n := 200
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
		a.add(t, want)
	}
	a.require(t, 0.998)
}

func TestVerdictsOfNoise(t *testing.T) {
	t.Parallel()
	needDocutils(t)
	for name, generate := range map[string]func(*rand.Rand) string{
		"inline": noise, "blocks": blockNoise, "tables": tableNoise, "directives": directiveNoise,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compareWithDocutils(t, generate)
		})
	}
}

// TestVerdictsAroundEachCharacter has every kind of character that can matter
// before a start-string and behind an end-string.
func TestVerdictsAroundEachCharacter(t *testing.T) {
	t.Parallel()
	if !*exhaustive {
		t.Skip("skipped: takes -exhaustive")
	}
	needDocutils(t)
	var texts []string
	for r := rune(0x20); r <= unicode.MaxRune; r++ {
		if unicode.In(r, unicode.P, unicode.Z, unicode.S, unicode.Mn) || r < 0x3000 && r != 0x2028 && r != 0x2029 {
			texts = append(texts, "x"+string(r)+"*a", "*a*"+string(r)+"x", "a_"+string(r)+"a", "x"+string(r)+"*"+string(r))
		}
	}
	var a agreement
	for _, want := range askDocutils(t, texts) {
		a.add(t, want)
	}
	a.require(t, 1)
}

func TestVerdictsOfMutations(t *testing.T) {
	t.Parallel()
	needDocutils(t)
	texts := eachLine[judged](t, sharedFile(t, "rst", "verdicts-dev.jsonl.gz"))
	compareWithDocutils(t, func(random *rand.Rand) string { return mutation(random, texts) })
}
