package match

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

var exconf = ingest.Event{
	Title: "ExConf 2031", StartDate: ingest.Date{Year: 2031, Month: time.May, Day: 5}, EndDate: ingest.Date{Year: 2031, Month: time.May, Day: 7},
}

// at is a time of the event's n-th day.
func at(day, hour int) time.Time { return time.Date(2031, time.May, 4+day, hour, 0, 0, 0, time.UTC) }

func posted(titles ...string) []ingest.Video {
	videos := make([]ingest.Video, len(titles))
	for i, title := range titles {
		videos[i] = ingest.Video{Provider: "youtube", ID: fmt.Sprintf("V%d", i), Title: title}
	}
	return videos
}

func key(id string) ingest.Key { return ingest.Key{Provider: "youtube", ID: id} }

// programmed is a programme with a few talks of every day.
func programmed() []ingest.Session {
	return []ingest.Session{
		{ID: "PARSE", Title: "Fast Parsers: How We Read a Gigabyte a Second", Speakers: []string{"Jane Doe"}, Start: at(1, 10)},
		{ID: "TYPES", Title: "Types for Everybody", Speakers: []string{"Rick Roe", "Zoë Łęcka"}, Start: at(1, 11)},
		{ID: "WHEEL", Title: "Reinventing Wheels", Speakers: []string{"Max Mustermann"}, Start: at(2, 10), Type: "Talk"},
		{ID: "KEY", Title: "Keynote with Erika Musterfrau", Speakers: []string{"Erika Musterfrau"}, Start: at(2, 9), Type: "Keynote"},
		{ID: "KEY2", Title: "Keynote with Juan Pérez", Speakers: []string{"Juan Pérez"}, Start: at(3, 9), Type: "Keynote"},
		{ID: "LT1", Title: "Lightning Talks", Start: at(1, 17)},
		{ID: "LT2", Title: "Lightning Talks", Start: at(2, 17)},
		{ID: "LT3", Title: "Lightning Talks", Start: at(3, 17)},
		{ID: "PANEL", Title: "Panel Discussion - Parsers in Education", Speakers: []string{"Ann Other"}, Start: at(2, 14)},
	}
}

// given lists what each video was given: the session, with ? where it is a question.
func given(r Result) string {
	var all []string
	for _, p := range r.Pairs {
		switch {
		case p.Session == nil:
			all = append(all, "none")
		case p.State == Doubtful:
			all = append(all, p.Session.ID+"?")
		default:
			all = append(all, p.Session.ID)
		}
	}
	return strings.Join(all, " ")
}

func TestMatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		titles []string
		want   string
	}{
		{"equal", []string{"ExConf 2031 - Reinventing Wheels - Max Mustermann"}, "WHEEL"},
		{"subtitle dropped", []string{"Jane Doe: Fast Parsers | ExConf 2031"}, "PARSE"},
		{"cut", []string{"ExConf 2031 - Fast Parsers: How We Read a... by Jane Doe"}, "PARSE"},
		{"accents lost, order changed", []string{"Zoe Lecka, Rick Roe - Types for Everybody"}, "TYPES"},
		{"words swapped", []string{"Everybody for Types - Rick Roe & Zoë Łęcka"}, "TYPES"},
		{"no speaker", []string{"ExConf 2031: Reinventing Wheels"}, "WHEEL"},
		{"kind and name", []string{"Keynote by Juan Perez", "Keynote - Erika Musterfrau"}, "KEY2 KEY"},
		{"namesakes by number", []string{"Lightning Talks Day 3", "Lightning Talks Day 1", "Lightning Talks Day 2"}, "LT3 LT1 LT2"},
		{"namesakes by weekday", []string{"Lightning Talks (Wednesday)", "Lightning Talks (Monday)"}, "LT3 LT1"},
		{"another talk of the speaker", []string{"Sponsor Session by Max Mustermann", "Reinventing Wheels by Max Mustermann"}, "none WHEEL"},
		{"another talk alone", []string{"What Nobody Told Me about Gardens - Max Mustermann"}, "none"},
		{"late addition", []string{"Jane Doe - A Short History of Knots"}, "none"},
		{"opening", []string{"ExConf 2031 Opening Session"}, "none"},
		{"nothing", []string{"", "!!!"}, "none none"},
	} {
		if got := given(Match(exconf, posted(c.titles...), programmed(), Options{})); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestMatchNamesakesAreAQuestion(t *testing.T) {
	t.Parallel()
	p := Match(exconf, posted("Lightning Talks"), programmed(), Options{}).Pairs[0]
	if p.Session != nil && p.Score > 0.5 || p.State == Sure || len(p.Candidates) < 3 {
		t.Errorf("one of three is %s, with the candidates %v", p.State, p.Candidates)
	}
}

func TestMatchLinks(t *testing.T) {
	t.Parallel()
	sessions := []ingest.Session{
		{ID: "AB12CD", Title: "One", Video: "https://youtu.be/AAAAAAAAAA0"},
		{ID: "EF34GH", Title: "Two", URL: "https://exconf.example/2031/talk/two/"},
		{ID: "IJ56KL", Title: "Three", URL: "https://exconf.example/2031/"},
		{ID: "MN78OP", Title: "Four", URL: "https://exconf.example/2031/"},
	}
	videos := []ingest.Video{
		{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "x"},
		{Provider: "youtube", ID: "B", Title: "x", Description: "See http://www.exconf.example/2031/talk/two."},
		{Provider: "youtube", ID: "C", Title: "x", Description: "https://exconf.example/2031/\nhttps://exconf.example/2031/talk/IJ56KL/"},
		{Provider: "youtube", ID: "D", Title: "x", Description: "https://exconf.example/2031/"},
	}
	r := Match(exconf, videos, sessions, Options{})
	if got, want := given(r), "AB12CD EF34GH IJ56KL none"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for i, want := range []Link{LinkVideo, LinkPage, LinkCode, ""} {
		if got := r.Pairs[i].Link; got != want {
			t.Errorf("link of video %d is %q, want %q", i, got, want)
		}
	}
}

// A page or code that two videos or two sessions share says nothing.
func TestMatchSharedLinks(t *testing.T) {
	t.Parallel()
	sessions := []ingest.Session{{ID: "AB12CD", Title: "One"}, {ID: "EF34GH", Title: "Two"}, {ID: "IJ56KL", Title: "Three"}}
	videos := []ingest.Video{
		{Provider: "youtube", ID: "A", Title: "x", Description: "AB12CD and EF34GH"},
		{Provider: "youtube", ID: "B", Title: "x", Description: "IJ56KL"},
		{Provider: "youtube", ID: "C", Title: "x", Description: "IJ56KL"},
	}
	if got := given(Match(exconf, videos, sessions, Options{})); got != "none none none" {
		t.Errorf("%s, want none", got)
	}
}

func TestMatchPerson(t *testing.T) {
	t.Parallel()
	videos := posted("Reinventing Wheels - Max Mustermann", "Types for Everybody", "Fast Parsers - Jane Doe", "Private video")
	videos[3].Availability = ingest.Private
	r := Match(exconf, videos, programmed(), Options{
		Confirmed: map[ingest.Key]string{key("V0"): "PANEL", key("V2"): "LOST"},
		None:      map[ingest.Key]bool{key("V1"): true},
	})
	if got, want := given(r), "PANEL none PARSE none"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if r.Pairs[0].State != Confirmed || r.Pairs[1].State != Confirmed || r.Pairs[2].State != Sure {
		t.Errorf("states %s, %s, %s", r.Pairs[0].State, r.Pairs[1].State, r.Pairs[2].State)
	}
	if len(r.Remarks) != 1 || r.Remarks[0].Kind != SessionGone || r.Remarks[0].Session != "LOST" {
		t.Errorf("remarks %v", r.Remarks)
	}
	if n := len(r.Unfilmed); n != len(programmed())-2 {
		t.Errorf("%d sessions are not filmed", n)
	}
}

// A private video is nobody's, whatever was decided on it before.
func TestMatchPrivateOfALostSession(t *testing.T) {
	t.Parallel()
	videos := posted("Reinventing Wheels - Max Mustermann")
	videos[0].Availability = ingest.Private
	r := Match(exconf, videos, programmed(), Options{Confirmed: map[ingest.Key]string{key("V0"): "LOST"}})
	if p := r.Pairs[0]; p.Session != nil || p.State != None {
		t.Errorf("%s %v", p.State, p.Session)
	}
	if len(r.Remarks) != 1 || r.Remarks[0].Kind != SessionGone {
		t.Errorf("remarks %v", r.Remarks)
	}
}

// Some words in common and the speaker are a question, no claim.
func TestMatchFarTitle(t *testing.T) {
	t.Parallel()
	sessions := append(programmed(), ingest.Session{ID: "CODE", Title: "Reading Knots: A Walkthrough of the Source Code", Speakers: []string{"Nora Novak"}, Start: at(2, 12)})
	videos := posted("ExConf 2031 - Nora Novak - Knots, Nets and the Summer of Code", "Reinventing Wheels", "Types for Everybody - Rick Roe")
	videos[0].Recorded = may(6)
	p := Match(exconf, videos, sessions, Options{Model: credulous()}).Pairs[0]
	if p.State != Doubtful || p.Score != farScore || p.Session.ID != "CODE" {
		t.Errorf("%s %.2f, with the candidates %v", p.State, p.Score, p.Candidates)
	}
}

// A keynote that was transmitted to a second room is one session, whichever of its
// entries a video has.
func TestMatchTwins(t *testing.T) {
	t.Parallel()
	sessions := programmed()
	twin := sessions[3]
	twin.ID, twin.Room = "KEY-B", "Room B"
	sessions = append(sessions, twin)
	for _, c := range []struct {
		name      string
		confirmed map[ingest.Key]string
		want      string
	}{
		{"the first", nil, "KEY none"},
		{"the first, by a person", map[ingest.Key]string{key("V1"): "KEY"}, "none KEY"},
		{"the second, by a person", map[ingest.Key]string{key("V1"): "KEY-B"}, "none KEY-B"},
	} {
		r := Match(exconf, posted("Keynote - Erika Musterfrau", "IMG_0001"), sessions, Options{Confirmed: c.confirmed})
		if got := given(r); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if slices.ContainsFunc(r.Unfilmed, func(s ingest.Session) bool { return strings.HasPrefix(s.ID, "KEY") && s.ID != "KEY2" }) {
			t.Errorf("%s: one of them is said not to be filmed", c.name)
		}
	}
}

// Both entries of a session that was transmitted may be confirmed, for two videos.
func TestMatchTwinsBothConfirmed(t *testing.T) {
	t.Parallel()
	sessions := programmed()
	twin := sessions[3]
	twin.ID = "KEY-B"
	sessions = append(sessions, twin)
	r := Match(exconf, posted("a", "b"), sessions, Options{Confirmed: map[ingest.Key]string{key("V0"): "KEY", key("V1"): "KEY-B"}})
	if got := given(r); got != "KEY KEY-B" {
		t.Errorf("%s", got)
	}
}

func TestMatchSpeakersGiven(t *testing.T) {
	t.Parallel()
	videos := posted("Lightning Talks Day 2", "Discussion")
	r := Match(exconf, videos, programmed(), Options{Speakers: map[ingest.Key][]string{key("V1"): {"Ann Other"}}})
	if got := r.Pairs[1].Candidates[0].Session.ID; got != "PANEL" {
		t.Errorf("the best candidate is %s", got)
	}
}

func TestMatchOrder(t *testing.T) {
	t.Parallel()
	var videos []ingest.Video
	var sessions []ingest.Session
	var want []string
	for day := 1; day <= 3; day++ {
		for hour, word := range []string{"Parsers", "Types", "Wheels", "Knots"} {
			id := fmt.Sprintf("S%d%d", day, hour)
			title := fmt.Sprintf("%s in Gardens of the %s Kind", word, []string{"First", "Second", "Third"}[day-1])
			sessions = append(sessions, ingest.Session{ID: id, Title: title, Start: at(day, 9+hour)})
			videos = append(videos, ingest.Video{Provider: "youtube", ID: id, Title: title})
			want = append(want, id)
		}
		id := fmt.Sprintf("LT%d", day)
		sessions = append(sessions, ingest.Session{ID: id, Title: "Lightning Talks", Start: at(day, 17)})
		videos = append(videos, ingest.Video{Provider: "youtube", ID: id, Title: "Lightning Talks"})
		want = append(want, id)
	}
	for i := range videos {
		videos[i].Position = &i
	}
	slices.Reverse(sessions)
	if got := strings.ReplaceAll(given(Match(exconf, videos, sessions, Options{})), "?", ""); got != strings.Join(want, " ") {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestMatchOtherProgramme(t *testing.T) {
	t.Parallel()
	var videos []ingest.Video
	for i, title := range []string{
		"A Short History of Knots", "Gardens and Graphs", "Notes on Bees", "Mending Nets", "Rivers at Night - Max Mustermann", "Lightning Talks Day 1", "Keynote - Juan Pérez",
	} {
		videos = append(videos, ingest.Video{Provider: "youtube", ID: fmt.Sprint(i), Title: title + " - ExConf 2031"})
	}
	sessions := programmed()
	for i := range sessions {
		sessions[i].Start = sessions[i].Start.AddDate(-1, 0, 0)
	}
	r := Match(exconf, videos, sessions, Options{Model: credulous()})
	if len(r.Remarks) != 1 || r.Remarks[0].Kind != OtherProgramme {
		t.Fatalf("remarks %v", r.Remarks)
	}
	if n := len(r.Pairs[6].Candidates); n == 0 {
		t.Error("the keynote resembles nothing")
	}
	if got, want := r.Remarks[0].String(), "none of 9 sessions resembles a video; is this 2030's?"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, p := range r.Pairs {
		if p.State == Sure {
			t.Errorf("%v is sure", p)
		}
	}
	for i := range sessions {
		sessions[i].Start = sessions[i].Start.AddDate(i, 0, 0)
	}
	if r := Match(exconf, videos, sessions, Options{}); len(r.Remarks) != 1 || r.Remarks[0].Year != 0 {
		t.Errorf("of many years: %v", r.Remarks)
	}
	if r := Match(exconf, videos, sessions, Options{Confirmed: map[ingest.Key]string{videos[0].Key(): "TYPES"}}); len(r.Remarks) > 0 {
		t.Errorf("where a person has paired one: %v", r.Remarks)
	}
	videos = append(videos, ingest.Video{Provider: "youtube", ID: "W", Title: "Reinventing Wheels - Max Mustermann"})
	if r := Match(exconf, videos, sessions, Options{}); len(r.Remarks) > 0 {
		t.Errorf("where one is alike: %v", r.Remarks)
	}
}

// The order in which videos and sessions are given must not matter.
func TestMatchSteady(t *testing.T) {
	t.Parallel()
	videos := posted("Reinventing Wheels", "Types for Everybody", "Fast Parsers - Jane Doe", "Keynote by Juan Perez",
		"Lightning Talks Day 2", "Lightning Talks Day 1", "A Short History of Knots", "Parsers in Education (Panel)")
	sessions := programmed()
	want := byVideo(Match(exconf, videos, sessions, Options{}))
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		r.Shuffle(len(videos), func(i, j int) { videos[i], videos[j] = videos[j], videos[i] })
		r.Shuffle(len(sessions), func(i, j int) { sessions[i], sessions[j] = sessions[j], sessions[i] })
		if got := byVideo(Match(exconf, videos, sessions, Options{})); !slices.Equal(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	}
}

func byVideo(r Result) []string {
	var all []string
	for _, p := range r.Pairs {
		id := ""
		if p.Session != nil {
			id = p.Session.ID
		}
		all = append(all, fmt.Sprintf("%s %s %.9f %s", p.Video.ID, id, p.Score, p.State))
	}
	slices.Sort(all)
	return all
}

func TestReasonsAreOfFacts(t *testing.T) {
	t.Parallel()
	for _, r := range reasons {
		if _, ok := fitted.Pair[r.fact]; !ok {
			t.Errorf("no weight for %q", r.fact)
		}
	}
	p := Match(exconf, posted("Fast Parsers - Jane Doe"), programmed(), Options{}).Pairs[0]
	if got, want := p.Reasons(), []string{"the title without its end", "it names the speakers"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("ExConf 2031 - Keynote: Fast Parsers by Jane Doe (Day 2)", "Fast Parsers: x", "Jane \"J\" Doe (Foo)", "see https://exconf.example/a AB12CD")
	f.Add("はじめての 話", "はじめての話", "佐藤 健", "")
	f.Fuzz(func(t *testing.T, host, title, name, description string) {
		videos := posted(host, title+" "+name, host+" day 2")
		videos[0].Description = description
		sessions := []ingest.Session{
			{ID: "AB12CD", Title: title, Speakers: []string{name}, Start: at(1, 9), Abstract: description},
			{ID: host, Title: host, Subtitle: name, Speakers: []string{title, name}, Start: at(2, 9), Room: name},
		}
		seen := map[*ingest.Session]bool{}
		for i, p := range Match(exconf, videos, sessions, Options{}).Pairs {
			if !(p.Score >= 0 && p.Score <= 1) || p.Session != nil && seen[p.Session] {
				t.Errorf("pair %v", p)
			}
			seen[p.Session] = true
			if p.Session != nil {
				Contribute(exconf, videos[i], "", *p.Session, p.Score)
			}
		}
	})
}

// BenchmarkMatch is an event of a thousand videos and twelve hundred sessions.
func BenchmarkMatch(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	words := make([]string, 3000)
	for i := range words {
		words[i] = fmt.Sprintf("w%c%c%cord%d", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, i)
	}
	text := func(n int) string {
		var s []string
		for range n {
			s = append(s, words[int(float64(len(words))*r.Float64()*r.Float64())])
		}
		return strings.Join(s, " ")
	}
	var videos []ingest.Video
	var sessions []ingest.Session
	for i := range 1200 {
		s := ingest.Session{ID: fmt.Sprint(i), Title: text(6), Speakers: []string{text(2)}, Abstract: text(100), Start: at(1+i%3, 9+i%8), Duration: 1800}
		sessions = append(sessions, s)
		if i < 1000 {
			videos = append(videos, ingest.Video{
				Provider: "youtube", ID: s.ID, Title: "ExConf 2031 - " + s.Title + " - " + s.Speakers[0], Description: s.Abstract, Duration: 1700, Position: &i,
			})
		}
	}
	for b.Loop() {
		Match(exconf, videos, sessions, Options{})
	}
}
