package review_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/review"
)

func TestAlike(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		model  review.Sample
		others []string
		want   []review.Suggestion
	}{
		{
			"a speaker, a title, an event",
			review.Sample{"Mirela Tandescu - Fast parsers | ExConf 2031", "Fast parsers", []string{"Mirela Tandescu"}},
			[]string{
				"Noor Solvane - Slow cooking | ExConf 2031",
				"Kesi Abara - Well-known re-reads | ExConf 2032",
				"Odile de Marchandon - What is C++? | ExConf 2031",
				"Bo Roe - A title - and more | ExConf 2031",
				"Bo Roe - A title: and more | ExConf 2031",
				"Bo Roe - A title, and more | ExConf 2031",
				"Bo Roe - Learning by doing | ExConf 2031",
				"Bo Roe & Cy Poe - Two of them | ExConf 2031",
				"Bo Roe and Cy Poe - Two of them | ExConf 2031",
				"Bo Roe, Foobar - With a company | ExConf 2031",
				"Bo Roe - Another place | Part two",
				"Bo Roe – Another dash | ExConf 2031",
				"Lightning Talks - Friday | ExConf 2031",
				"Day 2 - Opening | ExConf 2031",
				"Why we all write parsers - Bo Roe | ExConf 2031",
				"Bo Roe - | ExConf 2031",
				"Bo Roe - A title", "", " - ", "-",
			},
			[]review.Suggestion{
				{0, "Slow cooking", []string{"Noor Solvane"}}, {1, "Well-known re-reads", []string{"Kesi Abara"}}, {2, "What is C++?", []string{"Odile de Marchandon"}},
			},
		},
		{
			"several speakers",
			review.Sample{"Fast parsers by Mirela Tandescu, Noor Solvane and Kesi Abara", "Fast parsers", []string{"Noor Solvane", "Mirela Tandescu", "Kesi Abara"}},
			[]string{"Slow cooking by Bo Roe", "Slow cooking by Bo Roe and Cy Poe", "Slow cooking by Bo Roe, Cy Poe, Di Low", "Slow cooking by Bo Roe & Cy Poe"},
			[]review.Suggestion{{0, "Slow cooking", []string{"Bo Roe"}}, {1, "Slow cooking", []string{"Bo Roe", "Cy Poe"}}, {2, "Slow cooking", []string{"Bo Roe", "Cy Poe", "Di Low"}}},
		},
		{
			"a company, another each time",
			review.Sample{`Talk - "Fast parsers" (Mirela Tandescu, Foobar Ltd)`, "Fast parsers", []string{"Mirela Tandescu"}},
			[]string{`Talk - "Slow cooking" (Bo Roe, Barfoo)`, `Talk - "Quiet logs" (Cy Poe, Parsers United)`, `Workshop - "Loud logs" (Di Low, Barfoo)`, `Talk - "Quick queues" (Ed Mow, Acme)`},
			[]review.Suggestion{{0, "Slow cooking", []string{"Bo Roe"}}, {1, "Quiet logs", []string{"Cy Poe"}}, {3, "Quick queues", []string{"Ed Mow"}}},
		},
		{
			"a title with a separator",
			review.Sample{"Fast parsers: a tour | Mirela Tandescu", "Fast parsers: a tour", []string{"Mirela Tandescu"}},
			[]string{"Slow cooking: no tour | Bo Roe", "Slow cooking | Bo Roe"},
			[]review.Suggestion{{0, "Slow cooking: no tour", []string{"Bo Roe"}}},
		},
		{
			"nobody",
			review.Sample{"ExConf: Fast parsers", "Fast parsers", nil},
			[]string{"ExConf: Slow cooking", "Slow cooking"},
			[]review.Suggestion{{0, "Slow cooking", []string{}}},
		},
		{
			"signs",
			review.Sample{"「速い話」山田太郎｜ExConf", "速い話", []string{"山田太郎"}},
			[]string{"「遅い話」鈴木花子｜ExConf"},
			[]review.Suggestion{{0, "遅い話", []string{"鈴木花子"}}},
		},
		{"a pick inside a segment", review.Sample{"Mirela Tandescu - Fast parsers", "parsers", []string{"Mirela Tandescu"}}, []string{"Bo Roe - Slow cooking"}, nil},
		{"a speaker inside a segment", review.Sample{"Mirela Tandescu - Fast parsers", "Fast parsers", []string{"Mirela"}}, []string{"Bo Roe - Slow cooking"}, nil},
		{"a speaker from elsewhere", review.Sample{"Mirela Tandescu - Fast parsers", "Fast parsers", []string{"Mirela Tandescu", "Noor"}}, []string{"Bo Roe - Slow cooking"}, nil},
		{"no separator", review.Sample{"Fast parsers", "Fast parsers", nil}, []string{"Slow cooking"}, nil},
		{"no title", review.Sample{"Mirela - Fast parsers", "", nil}, []string{"Bo - Slow cooking"}, nil},
		{"no telling where speakers end", review.Sample{"Mirela Tandescu, Noor Solvane, Fast parsers", "Fast parsers", []string{"Mirela Tandescu", "Noor Solvane"}}, []string{"Bo Roe, Slow cooking"}, nil},
	} {
		got := review.Alike(test.model, test.others)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		for _, s := range got {
			again := review.Alike(review.Sample{test.others[s.Index], s.Title, s.Speakers}, test.others[s.Index:s.Index+1])
			if diff := cmp.Diff([]review.Suggestion{{0, s.Title, s.Speakers}}, again); diff != "" {
				t.Errorf("%s: %q re-read (-want +got):\n%s", test.name, test.others[s.Index], diff)
			}
		}
	}
}

// Whatever a title is and however it was read, what is suggested, read again, is what
// was suggested.
func FuzzAlike(f *testing.F) {
	f.Add("Mirela - Fast parsers | ExConf", "Fast parsers", "Mirela", "Noor - Slow cooking | ExConf")
	f.Add("A, B and C: \"D\"", "D", "A", "E, F and G: \"H\"")
	f.Fuzz(func(t *testing.T, raw, title, speaker, other string) {
		for _, s := range review.Alike(review.Sample{raw, title, []string{speaker}}, []string{other, raw}) {
			text := []string{other, raw}[s.Index]
			again := review.Alike(review.Sample{text, s.Title, s.Speakers}, []string{text})
			if len(again) != 1 || again[0].Title != s.Title || !cmp.Equal(again[0].Speakers, s.Speakers) {
				t.Errorf("%q read as %q by %q is %q by %q, and read so again %+v", text, title, speaker, s.Title, s.Speakers, again)
			}
		}
	})
}
