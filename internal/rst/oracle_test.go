package rst_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/needs"
)

// exhaustive has the comparisons with docutils use all there is, which takes
// minutes, instead of a sample.
var exhaustive = flag.Bool("exhaustive", false, "compare everything with docutils, not just a sample")

// seed makes other random texts.
var seed = flag.Uint64("seed", 7, "of the random texts that docutils is asked about")

// noisePieces is what markup, and trouble, is made of.
var noisePieces = strings.Split("* ** ` `` _ __ | || [ ] [1]_ [#]_ [#a]_ [*]_ [Cit]_ : :: :a: a b foo_ x__ _` \\ \\\\ - -- --- ---- "+
	"= == ==== ===== ~~~~ + +---+ +-+ ; . .. ... .. ) ( 1. 2. 3. a) b) (i) (ii) A. I. #. • > >>> < <a> <b_> \" ' / "+
	"http://x.example/ me@x.example é « » ’ “ 中文 \u00a0 \u200b word Words here, {} ! ? & $ % ^ @ ::", " ")

// noise makes a text that is little but markup characters.
func noise(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(25) {
		switch random.IntN(6) {
		case 0:
			b.WriteString("\n\n"[:1+random.IntN(2)])
			b.WriteString(strings.Repeat(" ", max(0, random.IntN(8)-4)))
		case 1, 2:
			b.WriteByte(' ')
		}
		b.WriteString(noisePieces[random.IntN(len(noisePieces))])
	}
	return b.String()
}

// sharedFile returns the path of a file that is handed around beside the
// repository, and skips the test on machines that do not have it.
func sharedFile(tb testing.TB, elem ...string) string {
	tb.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("skipped: no %s beside the repository", filepath.Join(elem...))
	}
	return path
}

// needDocutils skips the test on machines without Python's docutils.
func needDocutils(tb testing.TB) {
	tb.Helper()
	if err := exec.Command("python3", "-c", "import docutils.core").Run(); err != nil {
		needs.Missing(tb, "python3 with docutils to compare with (package python3-docutils)")
	}
}

// eachLine decodes the lines of a compressed JSON Lines file.
func eachLine[T any](tb testing.TB, path string) []T {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var values []T
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var value T
		if err := json.Unmarshal(lines.Bytes(), &value); err != nil {
			tb.Fatal(err)
		}
		values = append(values, value)
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return values
}

// conversion is one line for check.py.
type conversion struct {
	Text string `json:"text"`
	RST  string `json:"rst"`
}

// runChecker has check.py judge conversions and returns what it prints.
func runChecker(tb testing.TB, conversions []conversion) string {
	tb.Helper()
	checker := sharedFile(tb, "rst", "check.py")
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	for _, c := range conversions {
		if err := enc.Encode(c); err != nil {
			tb.Fatal(err)
		}
	}
	cmd := exec.CommandContext(tb.Context(), "python3", checker, "--show", "8", "-")
	cmd.Stdin = &lines
	out, err := cmd.CombinedOutput()
	if err != nil {
		tb.Fatalf("check.py: %v\n%s", err, out)
	}
	return string(out)
}
