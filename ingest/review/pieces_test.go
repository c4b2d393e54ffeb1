package review_test

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest/review"
)

// shown writes titles as <…>, speakers as {…}.
func shown(pieces []review.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch p.Use {
		case review.UseTitle:
			b.WriteString("<" + p.Text + ">")
		case review.UseSpeaker:
			b.WriteString("{" + p.Text + "}")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestPieces(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		raw, title string
		speakers   []string
		want       string
	}{
		{"Mirela Tandescu - Fast parsers | ExConf", "Fast parsers", []string{"Mirela Tandescu"}, "{Mirela Tandescu} - <Fast parsers> | ExConf"},
		{"FAST PARSERS? by mirela tandescu", "Fast Parsers?", []string{"Mirela Tăndescu"}, "<FAST PARSERS?> by {mirela tandescu}"},
		{"[EN] Fast (very) parsers - M. Tandescu & Noor Solvane", "Fast parsers", []string{"Mirela Tandescu", "Noor Solvane"}, "[EN] <Fast> (very) <parsers> - {M. Tandescu} & {Noor Solvane}"},
		{"Fast (very) parsers - Noor", "Fast parsers", []string{"Noor"}, "<Fast> (very) <parsers> - {Noor}"},
		{"Parsers in C++ - Noor", "Parsers in C++", []string{"Noor"}, "<Parsers in C++> - {Noor}"},
		{"Part one: Fast - parsers", "Fast: parsers", nil, "Part one: <Fast - parsers>"},
		{"Art of the smart part", "art", nil, "<Art> of the smart part"},
		{"速いパーサーの話 山田太郎 ExConf", "速いパーサー", []string{"山田太郎"}, "<速いパーサー>の話 {山田太郎} ExConf"},
		{"速い パーサー 山田太郎", "速いパーサー", []string{"山田太郎"}, "<速い パーサー> {山田太郎}"},
		{"מבוא לפרסרים - נועה כהן", "מבוא לפרסרים", []string{"נועה כהן"}, "<מבוא לפרסרים> - {נועה כהן}"},
		{"Noor: Noor", "Noor", []string{"Noor"}, "<Noor>: {Noor}"},
		{"Fast parsers", "Fast parsers", []string{"Nobody There"}, "<Fast parsers>"},
		{"", "Fast parsers", nil, ""},
		{"🦆", "🦆", nil, "<🦆>"},
		{"Fast parsers", "", nil, "Fast parsers"},
	} {
		if got := shown(review.Pieces(test.raw, test.title, test.speakers)); got != test.want {
			t.Errorf("%q as %q by %q: %s, want %s", test.raw, test.title, test.speakers, got, test.want)
		}
	}
}

// Put together the pieces are what they were cut from, whatever that is.
func FuzzPieces(f *testing.F) {
	f.Add("Mirela - Fast parsers", "Fast parsers", "Mirela")
	f.Add("a\xffb é\u0301 山", "b\xff", "\u0301")
	f.Add("ﷺ ＡＢ ½", "ab", "1 2")
	f.Fuzz(func(t *testing.T, raw, title, speaker string) {
		var b strings.Builder
		for _, p := range review.Pieces(raw, title, []string{speaker, title}) {
			if p.Text == "" {
				t.Errorf("an empty piece of %q", raw)
			}
			b.WriteString(p.Text)
		}
		if b.String() != raw {
			t.Errorf("%q came back as %q", raw, b.String())
		}
	})
}
