package mapper

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestFindKind(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]kindPart{
		"Keynote: Fast parsers":                {"Keynote", "keynote", "Fast parsers", formHost},
		"KEYNOTE - Fast parsers":               {"Keynote", "keynote", "Fast parsers", formDash},
		"Lightning Talks - Fast parsers":       {"Lightning Talk", "lightning talks", "Fast parsers", formDash},
		"Opening Keynote Fast parsers":         {"Opening Keynote", "keynote", "Fast parsers", formSpace},
		`Panel "Fast parsers"`:                 {"Panel", "panel", `"Fast parsers"`, formSpace},
		"Lightning fast parsers":               {},
		"Lightning Fast Parsers":               {},
		"Workshop for parsers":                 {},
		"Keynote Parsers":                      {},
		"Lightning Talks Day 2, All Of Them":   {},
		"Fast parsers":                         {},
		"Closing Keynote: parsers - a eulogy ": {"Closing Keynote", "keynote", "parsers - a eulogy ", formHost},
	} {
		if diff := cmp.Diff(want, findKind(title), cmp.AllowUnexported(kindPart{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", title, diff)
		}
	}
}

// The readings of a title with a type of session: as the host wrote it, without
// the type, and as curators write it.
func TestReadKinds(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]string{
		"Keynote: Mirela Tandescu - Fast parsers in practice":    "Keynote: Fast parsers in practice",
		"Keynote - Mirela Tandescu: Fast parsers in practice":    "Keynote: Fast parsers in practice",
		"Lightning Talk - Fast parsers by Mirela Tandescu":       "Lightning Talk: Fast parsers",
		"Lightning Talk Fast parsers by Mirela Tandescu":         "Lightning Talk: Fast parsers",
		"Keynote by Mirela Tandescu":                             "Keynote by Mirela Tandescu",
		"Mirela Tandescu: Keynote":                               "Mirela Tandescu: Keynote",
		"Panel: Fast parsers - Mirela Tandescu and Noor Solvane": "Fast parsers",
	} {
		m := &matcher{model: new(weights), occasion: &occasion{}}
		talk := &talk{raw: host, core: core{text: host}, evidence: m.readEvidence("")}
		m.read(talk)
		m.readKinds(talk)
		found := false
		seen := map[string]bool{}
		for _, c := range talk.candidates {
			found = found || c.title == want && len(c.names) > 0
			if c.form != formHost && seen[c.result()] {
				t.Errorf("%q: read once more as %q by %q", host, c.title, c.names)
			}
			seen[c.result()] = true
		}
		if !found {
			t.Errorf("%q is never read as %q", host, want)
		}
	}
}

// A claim completes names, and never shortens one.
func TestFuller(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		claim, names []string
		want         bool
	}{
		{[]string{"Ada Doe"}, []string{"Ada"}, true},
		{[]string{"Ada Doe", "Bo Roe"}, []string{"Ada Doe"}, true},
		{[]string{"Ada Doe"}, []string{"A. Doe"}, true},
		{[]string{"Ada Doe"}, []string{"Ada Doe Can"}, false},
		{[]string{"Ada Doe"}, []string{"Ada Doe", "Bo Roe"}, false},
		{[]string{"Cy Poe"}, []string{"Ada Doe"}, false},
	} {
		if got := fuller(test.claim, test.names); got != test.want {
			t.Errorf("fuller(%q, %q) = %v, want %v", test.claim, test.names, got, test.want)
		}
	}
}

// "A. Doe" is whoever is known, if there is one only.
func TestUnabbreviated(t *testing.T) {
	t.Parallel()
	known := NewKnown(map[string]int{"Mirela Tandescu": 3, "Mirelă Tandescu": 1, "Noor Veldenaar": 2, "Nadia Veldenaar": 1, "Odile de Marchandon": 1})
	for name, want := range map[string]string{
		"M. Tandescu":   "Mirela Tandescu",
		"M Tandescu":    "Mirela Tandescu",
		"N. Veldenaar":  "N. Veldenaar", // two people
		"O. Marchandon": "Odile de Marchandon",
		"J. Ekdahlin":   "J. Ekdahlin",
		"M. A. Tandesc": "M. A. Tandesc",
	} {
		if got := known.spelling(name); got != want {
			t.Errorf("spelling(%q) = %q, want %q", name, got, want)
		}
	}
}

// Somebody known is not found inside another's longer name.
func TestReadKnown(t *testing.T) {
	t.Parallel()
	known := NewKnown(map[string]int{"Ada Doe": 3})
	for text, want := range map[string]bool{
		"A talk by Ada Doe.":            true,
		"Ada Doe, Parser Person":        true,
		"Ada Doe AND the parsers":       true,
		"Ada Doe The parsers":           true,
		"Author: Ada Doe Roe":           false,
		"Ada Doe Roe | Friday | Room 2": false,
	} {
		e := new(matcher).readEvidence(text)
		e.readKnown(known)
		if got := len(e.claims) > 0; got != want {
			t.Errorf("%q: found = %v, want %v", text, got, want)
		}
	}
}

// A label tells who stands below it however often the label repeats.
func TestRepeatedLabels(t *testing.T) {
	t.Parallel()
	m := &matcher{boilerplate: map[string]bool{"Speakers": true, "Sponsored by Foobar": true}}
	e := m.readEvidence("Sponsored by Foobar\nSpeakers\nAda Doe, Bo Roe\nOrganizers\nCy Poe")
	e.readLabels()
	if diff := cmp.Diff([]string{"Ada Doe", "Bo Roe"}, e.claims[0].names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A longer title is a heading; what goes on to another sentence is prose.
func TestLonger(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Fast parsers: a tour of forty years\nAda Doe": "Fast parsers: a tour of forty years",
		"Fast parsers: are they real. I doubt it":      "",
		"Parsers are fast":                             "",
	} {
		if got := new(matcher).readEvidence(text).longer("Fast parsers"); got != want {
			t.Errorf("%q: longer title %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Fast parsers in forty years":               "Fast parsers in forty years",
		"Fast parsers in forty years. Then we rest": "",
	} {
		if got, _ := new(matcher).readEvidence(text).complete("Fast parsers in...", "Fast parsers in..."); got != want {
			t.Errorf("%q: complete title %q, want %q", text, got, want)
		}
	}
	e := new(matcher).readEvidence("Fast parsers: a tour of forty years\nAda Doe (Foobar)")
	if !e.namedBelow("Fast parsers: a tour of forty years", []string{"Ada Doe"}) || e.namedBelow("Fast parsers: a tour of forty years", []string{"Bo Roe"}) {
		t.Error("the speaker under the title is not told from others")
	}
}

func TestDayNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"Day 2": 2, "day #12 of it": 12, "Día: 3": 3, "2. Tag 1": 1, "День 4": 4, "DAY2": 2,
		"Monday 2": 0, "day 123": 0, "Days 2": 0, "day two": 2, "a day of 2": 0, "": 0,
	} {
		if got := dayNumber(text); got != want {
			t.Errorf("dayNumber(%q) = %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]bool{"sunday": true, "day 2": true, "ada doe": false, "my day 2 day": false} {
		if got := isDay(text); got != want {
			t.Errorf("isDay(%q) = %v, want %v", text, got, want)
		}
	}
}

// The traces that channels leave on titles which they change.
func TestRewrittenTraits(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]bool{
		"Fast parsers: a tour":    false,
		"Fast parsers - a tour":   false,
		"A well-known tour":       false,
		"Ends at 10:30":           false,
		"Fast parsers:a tour":     true,
		"Fast parsers- a tour":    true,
		"Fast parsers–and a tour": true,
		"Fast parsers : a tour":   true,
	} {
		var x confidenceVector
		rewrittenTraits(&talk{raw: title}, &choice{candidate: candidate{title: title}}, &x)
		if got := x[kUntidy] == 1; got != want {
			t.Errorf("%q: untidy = %v, want %v", title, got, want)
		}
	}
}

// However two confidences are read as one, they say about the same.
func TestTogether(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ lower, higher, both, wantLower, wantHigher float64 }{
		{0.9, 0.9, 0.9, 0.9, 0.95},
		{0.9, 0.9, 0.8, 0.85, 0.9206},
		{0.02, 0.9, 0.02, 0.02, 0.95},
		{0.02, 0.9, 0.5, 0.02, 0.95}, // both cannot be likelier than one
		{0.5, 0.9, 0.3, 0.4, 0.9},
	} {
		lower, higher := together(test.lower, test.higher, test.both)
		if math.Abs(lower-test.wantLower) > 1e-3 || math.Abs(higher-test.wantHigher) > 1e-3 {
			t.Errorf("together(%v, %v, %v) = %.4f, %.4f, want %v, %v", test.lower, test.higher, test.both, lower, higher, test.wantLower, test.wantHigher)
		}
	}
}

// In an event where names stand before a space, a list is not one of them.
func TestPersonal(t *testing.T) {
	t.Parallel()
	r := &texts{m: &matcher{}, t: &talk{evidence: &evidence{}}}
	for run, want := range map[string]bool{"Ada Doe": true, "Ada van Doe": true, "Ada Doe, Bo": false, "Ada's Show": true, "Show Ada's": false, "ada doe": false} {
		if got := r.personal(run, len(strings.Fields(run)), true); got != want {
			t.Errorf("personal(%q) = %v, want %v", run, got, want)
		}
	}
}

func TestOddAndPhrase(t *testing.T) {
	t.Parallel()
	m := &matcher{vocabulary: map[string]int{"tandescu": 1, "parsers": 2, "testing": 1, "queues": 1}, lower: map[string]bool{"testing": true}}
	talk := &talk{evidence: m.readEvidence("All about queues.")}
	for word, want := range map[string]bool{"Tandescu": true, "Parsers": false, "Testing": false, "Queues": false, "tandescu": false, "The": false} {
		if got := (describer{m}).odd(talk, word); got != want {
			t.Errorf("odd(%q) = %v, want %v", word, got, want)
		}
	}
	for text, want := range map[string]bool{
		"山田花子": false, "山田まり子": false, "テストを書く": true, "非同期処理のすべて": true, "アーダ・ドウ・ロウ": false,
		"四年目の監視": true, "张晓雨": false, "分布式队列监控": true, "队列的监控": true,
		"홍서윤": false, "남궁 서윤": false, "작은 큐 만들기": true, "분산처리큐입문": true, "#1": false,
	} {
		if got := phrase(text); got != want {
			t.Errorf("phrase(%q) = %v, want %v", text, got, want)
		}
	}
}

// Who speaks beside others in several talks of a small event is a speaker all the
// same, and a room is none.
func TestGuestsAndRooms(t *testing.T) {
	t.Parallel()
	var videos []ingest.Video
	for _, title := range []string{
		"Testing async services - Mirela Tandescu, Noor Solvane - ExConf 2031",
		"Packaging without tears - Odile Vantorre - ExConf 2031",
		"Data frames at scale - Ruben Achterlo, Noor Solvane - ExConf 2031",
		"Typing in anger - Tamsin Okaro - ExConf 2031",
		"Small web frameworks - Henning Quist, Noor Solvane - ExConf 2031",
		"Async all the way - Petra Lindholt - ExConf 2031",
		"Quiet logs - Goran Gillespie - ExConf 2031",
		"Day 1 livestream - Main room - ExConf 2031",
	} {
		videos = append(videos, ingest.Video{Provider: "youtube", ID: title[:11], Title: title})
	}
	proposals := Map(ingest.Event{Title: "ExConf 2031"}, videos, Options{})
	for i, want := range map[int][]string{0: {"Mirela Tandescu", "Noor Solvane"}, 1: {"Odile Vantorre"}, 4: {"Henning Quist", "Noor Solvane"}} {
		if diff := cmp.Diff(want, proposals[i].Record.Speakers); diff != "" {
			t.Errorf("%q (-want +got):\n%s", videos[i].Title, diff)
		}
	}
	if p := proposals[7]; len(p.Record.Speakers) > 0 && p.Confidence[ingest.FieldSpeakers] >= ingest.Sure {
		t.Errorf("sure of %q", p.Record.Speakers)
	}
}
