package rst_test

import (
	"testing"

	"github.com/pyvideo/stevie/internal/rst"
)

// judged is a text with docutils' verdict.
type judged struct {
	Text      string   `json:"text"`
	Valid     bool     `json:"valid"`
	Published bool     `json:"published"`
	Strict    bool     `json:"strict"`
	Level     int      `json:"level"`
	Message   string   `json:"message"`
	Worst     int      `json:"worst"`
	Problems  []string `json:"problems"`
}

// agreement counts how often two verdicts are the same.
type agreement struct {
	texts, valid, published, class int
}

func (a *agreement) add(tb testing.TB, want judged, show bool) {
	got := rst.Check(want.Text)
	a.texts++
	same := true
	count := func(n *int, ok bool) {
		if ok {
			*n++
		} else {
			same = false
		}
	}
	count(&a.valid, got.Valid() == want.Valid)
	count(&a.published, got.Published() == want.Published)
	if want.Message == got.First.Class {
		a.class++
	} else if show {
		tb.Logf("class: %q / %q for %.300q", want.Message, got.First.Class, want.Text)
	}
	if !same && show {
		tb.Logf("docutils: valid %v published %v %q; here: %v %v %+v %+v\n%.1500q",
			want.Valid, want.Published, want.Message, got.Valid(), got.Published(), got.First, got.Problems, want.Text)
	}
}

func TestVerdictsOfCorpus(t *testing.T) {
	t.Parallel()
	var a agreement
	for _, want := range eachLine[judged](t, sharedFile(t, "rst", "verdicts-dev.jsonl.gz")) {
		a.add(t, want, true)
	}
	t.Logf("%d texts: valid %d, published %d, class of the first message %d", a.texts, a.valid, a.published, a.class)
}
