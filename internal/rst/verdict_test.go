package rst_test

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"testing"

	"github.com/pyvideo/stevie/internal/rst"

	"github.com/pyvideo/stevie/internal/needs"
)

// judged is a text with docutils' verdict.
type judged struct {
	Text      string   `json:"text"`
	Valid     bool     `json:"valid"`
	Published bool     `json:"published"`
	Level     int      `json:"level"`
	Message   string   `json:"message"`  // class of the first message
	Problems  []string `json:"problems"` // classes of those of a full publish
}

// agreement counts how often two verdicts are the same.
type agreement struct{ texts, valid, published, class int }

// add compares docutils' verdict with ours and logs the first differences.
func (a *agreement) add(tb testing.TB, want judged) {
	tb.Helper()
	got := rst.Check(want.Text)
	count := func(n *int, same bool) {
		if same {
			*n++
		}
	}
	sameValid, samePublished := got.Valid() == want.Valid, got.Published() == want.Published
	sameClass := want.Message == got.First.Class
	if !sameValid || !samePublished || !sameClass {
		const shown = 10
		if a.texts-min(a.valid, a.published, a.class) < shown {
			tb.Logf("docutils: valid %v, published %v, %q\nhere: valid %v, published %v, %v %v\n%.2000q",
				want.Valid, want.Published, want.Message, got.Valid(), got.Published(), got.First, got.Problems, want.Text)
		}
	}
	a.texts++
	count(&a.valid, sameValid)
	count(&a.published, samePublished)
	count(&a.class, sameClass)
}

// require fails the test if the share of equal verdicts is below least.
func (a *agreement) require(tb testing.TB, least float64) {
	tb.Helper()
	tb.Logf("%d texts: the same verdict of the parser for %d, of a publish for %d, the same first message for %d",
		a.texts, a.valid, a.published, a.class)
	if float64(min(a.valid, a.published)) < least*float64(a.texts) || a.texts == 0 {
		tb.Errorf("the share of equal verdicts is below %v", least)
	}
}

func TestVerdictsOfCorpus(t *testing.T) {
	t.Parallel()
	var a agreement
	for _, want := range eachLine[judged](t, sharedFile(t, "rst", "verdicts-dev.jsonl.gz")) {
		a.add(t, want)
	}
	a.require(t, 0.9995)
}

// TestVerdictsOfTree reads the data tree, all of which docutils accepts.
func TestVerdictsOfTree(t *testing.T) {
	t.Parallel()
	texts := treeTexts(t)
	for _, text := range texts {
		if v := rst.Check(text); !v.Valid() {
			t.Errorf("%v in %.500q", v.First, text)
		}
	}
	if !*exhaustive {
		return
	}
	needDocutils(t)
	var a agreement
	for _, want := range askDocutils(t, texts) {
		a.add(t, want)
	}
	a.require(t, 1)
}

// treeTexts returns the descriptions and summaries of the data tree.
func treeTexts(tb testing.TB) (texts []string) {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), "zstd", "-dc", sharedFile(tb, "pyvideo", "tree.tar.zst"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		needs.Missing(tb, "zstd to unpack the data tree")
	}
	for archive := tar.NewReader(out); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			tb.Fatal(err)
		}
		if path.Base(path.Dir(header.Name)) != "videos" || path.Ext(header.Name) != ".json" {
			continue
		}
		var record struct{ Description, Summary string }
		if json.NewDecoder(archive).Decode(&record) == nil {
			texts = append(texts, record.Description, record.Summary)
		}
	}
	if err := cmd.Wait(); err != nil {
		tb.Fatal(err)
	}
	return texts
}

func BenchmarkCheckTree(b *testing.B) {
	texts := treeTexts(b)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, text := range texts {
			rst.Check(text)
		}
	}
}
