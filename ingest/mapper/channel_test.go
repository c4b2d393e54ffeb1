package mapper_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

var (
	someTitles = []string{
		"Fast parsers in practice", "What the compiler never told you", "A tour of the type checker", "Packaging without tears",
		"How we moved nine million rows", "Deploying on Fridays", "The little scheduler that could", "Growing a test suite slowly",
		"Maps for people who get lost", "Reading logs at night", "Tables, trees and other furniture", "Why queues are never empty",
	}
	someNames = []string{
		"Mirela Tandescu", "Jonas Ekdahlin", "Priyanka Solvane", "Bartosz Wieliczko", "Noor Veldenaar", "Callum Abernathson",
		"Odile Marchandon", "Takeshi Moribana", "Ines Figueroles", "Lovisa Roeland", "Ravi Chandranath", "Greet Lovestone",
	}
	someFirms = []string{"Brightloop", "Quarry Works", "Tessel AI", "Oakmere University"}
)

// channel is one way in which a channel writes: what is right for talk i is
// someTitles[i] and someNames[i].
type channel struct {
	event string
	write func(i int, title, name string) (host, description string)
	alter func(i int, want *talk) // where something else is right
}

func (c channel) map12(opt mapper.Options) (want []talk, got []ingest.Proposal) {
	want = make([]talk, len(someTitles))
	descriptions := make([]string, len(someTitles))
	for i := range want {
		host, description := c.write(i, someTitles[i], someNames[i])
		want[i], descriptions[i] = talk{host, someTitles[i], people(someNames[i])}, description
		if c.alter != nil {
			c.alter(i, &want[i])
		}
	}
	videos := videosOf(want)
	for i, d := range descriptions {
		videos[i].Description = d
	}
	return want, mapper.Map(ingest.Event{Title: c.event}, videos, opt)
}

// What a channel writes beside title and speakers goes, whatever words it is: it is
// told by repeating.
func TestWhatRepeats(t *testing.T) {
	t.Parallel()
	plain := func(form string) func(int, string, string) (string, string) {
		return func(_ int, title, name string) (string, string) { return fmt.Sprintf(form, title, name), "" }
	}
	for label, c := range map[string]channel{
		"word before the link":  {event: "ExampleConf 2031", write: plain("%s - unveiled by %s")},
		"tail after a dash":     {event: "ExampleConf 2031", write: plain("ExampleConf 2031 - %[2]s - %[1]s - Blue Barn")},
		"tail after a space":    {event: "ExampleConf 2031", write: plain("ExampleConf 2031 - %[2]s - %[1]s ZOTTA")},
		"year joined":           {event: "ExampleConf Hull 2031", write: plain("ExampleConf Hull 2031-%s by %s")},
		"kind beside the event": {event: "ExampleConf 2031", write: plain("%s | ExampleConf 2031 Workshop | %s")},
		"tail behind the event": {event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			return fmt.Sprintf("%s by %s ExampleConf 2031 Day %d %s wing", title, name, 1+i%2, []string{"east", "west"}[i%2]), ""
		}},
		"segment with a repeated word": {event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			if i%3 == 0 {
				return title + " - " + name + " | ExampleConf 2031", ""
			}
			return fmt.Sprintf("%s - %s | %s lane | ExampleConf 2031", title, name, []string{"Crimson", "Ochre"}[i%2]), ""
		}},
		"language in brackets": {event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			return title + []string{"", " (in French)", " [FR|EN]"}[i%3] + " | ExampleConf 2031 | " + name, ""
		}},
		"hashtags": {event: "ExampleConf 2031", write: plain("%s - %s #parsers #clip")},
	} {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			c.check(t)
		})
	}
}

func (c channel) check(t *testing.T) {
	t.Helper()
	want, got := c.map12(mapper.Options{})
	for i, p := range got {
		if diff := cmp.Diff(want[i], talk{want[i].host, p.Record.Title, p.Record.Speakers}, cmp.AllowUnexported(talk{})); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// A person who gives many of the talks is no decoration.
func TestFrequentSpeakerStays(t *testing.T) {
	t.Parallel()
	channel{
		event: "ExampleGroup",
		write: func(i int, title, name string) (string, string) {
			if i%2 == 0 {
				name = "Odile Marchandon"
			}
			return title + " by " + name, ""
		},
		alter: func(i int, want *talk) {
			if i%2 == 0 {
				want.speakers = people("Odile Marchandon")
			}
		},
	}.check(t)
}

// Companies are told from people by the event as a whole.
func TestCompanies(t *testing.T) {
	t.Parallel()
	firm := func(i int) string { return someFirms[i*3%4] }
	both := func(i int, want *talk) {
		if i%4 == 0 {
			want.speakers = people(someNames[i], someNames[11-i])
		}
	}
	for label, c := range map[string]channel{
		"after a comma": {event: "ExampleConf 2031", alter: both, write: func(i int, title, name string) (string, string) {
			if i%4 == 0 {
				name += " & " + someNames[11-i]
			}
			return title + " - " + name + ", " + firm(i), ""
		}},
		"each with a company": {event: "ExampleConf 2031", alter: both, write: func(i int, title, name string) (string, string) {
			if i%4 == 0 {
				return title + " - " + name + ", " + firm(i) + " & " + someNames[11-i] + ", " + firm(i+1), ""
			}
			return title + " - " + name + ", " + firm(i), ""
		}},
		"third segment": {event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			if i%3 == 0 {
				return title + " / " + name + " [ExampleConf 2031]", ""
			}
			return title + " / " + name + " / " + firm(i) + " [ExampleConf 2031]", ""
		}},
	} {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			c.check(t)
		})
	}
}

// Speakers whom only the description names, and titles that are sentences.
func TestSpeakersElsewhere(t *testing.T) {
	t.Parallel()
	for label, c := range map[string]channel{
		"in brackets below": {event: "ExampleConf 2031", write: func(_ int, title, name string) (string, string) {
			return title, "(" + name + ") " + title + " is about more than it says."
		}},
		"label far below": {event: "ExampleConf 2031", write: func(_ int, title, name string) (string, string) {
			return title + " - ExampleConf 2031", title + " is about more than it says.\n\nSpeaker: " + name + "\n\nNA"
		}},
		"sentences": {event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			if i%2 == 0 {
				return fmt.Sprintf("Talk by %s on “%s”", name, title), ""
			}
			return fmt.Sprintf("%s's talk about “%s”", name, title), ""
		}},
		"handles": {event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			return fmt.Sprintf("%s / %s @h%d", title, name, i), ""
		}},
		"only handles": {event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			return fmt.Sprintf("%s / @h%d", title, i), fmt.Sprintf("%s @h%d\n\nMore on %s.", name, i, title)
		}},
	} {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			c.check(t)
		})
	}
}

// Two words with capitals are nobody as long as nothing else says so.
func TestTitlesLikeNames(t *testing.T) {
	t.Parallel()
	titles := []string{"Quiet Motors", "Humane Budgets", "Going Offline", "Round Three", "Minimum Viable Garden"}
	var talks []talk
	for _, title := range titles {
		talks = append(talks, talk{host: "ExampleConf 2031 - " + title, title: title})
	}
	checkTalks(t, ingest.Event{Title: "ExampleConf 2031"}, videosOf(talks), mapper.Options{}, talks)
}

// Words of the host's title that end up in no field are told, and nothing is sure.
func TestNothingIsLeftOutSilently(t *testing.T) {
	t.Parallel()
	for _, tail := range []string{" (Kupferberg Kollektiv)", " [Kupferberg Kollektiv]", " at Kupferberg Kollektiv"} {
		c := channel{event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
			if i == 5 {
				name += tail
			}
			return title + " - " + name + " - ExampleConf 2031", ""
		}}
		_, got := c.map12(mapper.Options{})
		for i, p := range got {
			if hasNote(p, ingest.FieldTitle, "left out: Kupferberg Kollektiv") != (i == 5) || hasNote(p, ingest.FieldTitle, "left out") != (i == 5) {
				t.Errorf("%q: %q %q: notes %v", tail, p.Record.Title, p.Record.Speakers, p.Notes)
			}
		}
		for _, field := range []string{ingest.FieldTitle, ingest.FieldSpeakers} {
			if sure := got[5].Confidence[field]; sure >= ingest.Sure || got[5].Level == ingest.LevelSure {
				t.Errorf("%q: %s at %.2f, level %s", tail, field, sure, got[5].Level)
			}
			if sure := got[4].Confidence[field]; sure < ingest.Sure {
				t.Errorf("%q: %s of another talk at %.2f", tail, field, sure)
			}
		}
	}
}

// A name at which the host cut is in doubt.
func TestNameAtTheHostsLimit(t *testing.T) {
	t.Parallel()
	c := channel{event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
		if i != 3 {
			return title + " by " + name, ""
		}
		long := title + strings.Repeat(", and a little more of it", 2) + ", and a lit by " + name
		return long[:100], ""
	}}
	_, got := c.map12(mapper.Options{})
	if p := got[3]; p.Confidence[ingest.FieldSpeakers] >= ingest.Sure || p.Level == ingest.LevelSure || !slices.Contains(p.Reasons, "the host's title may be cut") {
		t.Errorf("speakers %q (%.2f), level %s: %v", p.Record.Speakers, p.Confidence[ingest.FieldSpeakers], p.Level, p.Reasons)
	} else if !slices.Equal(p.Record.Speakers, people("Bartosz Wiel")) || !hasNote(p, ingest.FieldSpeakers, "may have cut the last name") {
		t.Errorf("speakers %q: notes %v", p.Record.Speakers, p.Notes)
	}
}

// A proposal has up to five readings, no two alike, the proposed one first.
func TestReadings(t *testing.T) {
	t.Parallel()
	c := channel{event: "ExampleConf 2031", write: func(_ int, title, name string) (string, string) {
		return title + " - " + name + " - ExampleConf 2031", ""
	}}
	_, got := c.map12(mapper.Options{})
	sure := 0
	for _, p := range got {
		if len(p.Readings) < 2 || len(p.Readings) > ingest.MaxReadings {
			t.Fatalf("%d readings", len(p.Readings))
		}
		first := p.Readings[0]
		if first.Title != p.Record.Title || !slices.Equal(first.Speakers, p.Record.Speakers) {
			t.Errorf("the first reading is %q %q, proposed %q %q", first.Title, first.Speakers, p.Record.Title, p.Record.Speakers)
		}
		for i, r := range p.Readings[1:] {
			if r.Score > p.Readings[i].Score || r.Reason == "" {
				t.Errorf("reading %d: score %.2f after %.2f, reason %q", i+2, r.Score, p.Readings[i].Score, r.Reason)
			}
			if r.Title == first.Title && slices.Equal(r.Speakers, first.Speakers) {
				t.Errorf("reading %d says what the first says", i+2)
			}
		}
		if p.Level == ingest.LevelSure {
			sure++
		} else if len(p.Reasons) == 0 && p.Readings[0].Score >= ingest.Sure {
			t.Errorf("level %s without a reason", p.Level)
		}
	}
	if sure < len(got)*2/3 {
		t.Errorf("%d of %d talks of a plain event are sure", sure, len(got))
	}
	private := mapper.Map(ingest.Event{}, []ingest.Video{{Provider: "youtube", ID: "P", Title: "Private video", Availability: ingest.Private}}, mapper.Options{})[0]
	if private.Level != ingest.LevelNone {
		t.Errorf("a private video is %s", private.Level)
	}
}

// Two uploads of one talk know of each other; parts of one do not.
func TestTwins(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	twin, part := videos[0], videos[0]
	twin.ID, twin.Title = "T", strings.Replace(twin.Title, "parsers", "parserz", 1)
	part.ID, part.Title = "P", strings.Replace(part.Title, "in practice", "in practice 2", 1)
	got := mapper.Map(ev, append(videos, twin, part), mapper.Options{})
	for i, p := range got {
		if want := i == 0 || i == len(videos); hasNote(p, ingest.FieldVideos, "may be the same talk as") != want {
			t.Errorf("%s %q: notes %v", p.ID, p.Record.Title, p.Notes)
		}
	}
	videos[0].Duration, twin.Duration = 1700, 1900
	for _, p := range mapper.Map(ev, append(videos, twin), mapper.Options{}) {
		if hasNote(p, ingest.FieldVideos, "may be the same talk as") {
			t.Errorf("%q of another length: notes %v", p.Record.Title, p.Notes)
		}
	}
}

// What is plainly in no language of the data tree gets none.
func TestForeignLanguages(t *testing.T) {
	t.Parallel()
	for _, title := range []string{"Ταχύτερα προγράμματα με γεννήτριες", "برامج أسرع باستخدام المولدات", "जनरेटर से तेज़ प्रोग्राम", "По-бързи програми с генератори"} {
		ev, videos := conference()
		videos[1].Title = title
		p := mapper.Map(ev, videos, mapper.Options{})[1]
		if p.Record.Language != "" || !hasNote(p, ingest.FieldLanguage, "does not accept") {
			t.Errorf("%s: language %q, notes %v", title, p.Record.Language, p.Notes)
		}
	}
}

// A licence that the text states for the video is the record's.
func TestLicenceInTheText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"This work is licensed under the Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License": "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
		"Lizenz: CC BY-NC-ND 4.0": "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
		"License: CC0":            "Creative Commons CC0 (public domain dedication)",
		"Licensed as Creative Commons Attribution No Derivatives":                           "Creative Commons Attribution-NoDerivatives",
		"Licensed as Creative Commons ShareAlike":                                           "", // there is none such
		"We speak about CC BY 4.0":                                                          "",
		"Logo and fonts are licensed under CC BY 4.0\nThe talk is licensed under CC BY 3.0": "Creative Commons Attribution 3.0",
		strings.Repeat("A licence is long. ", 40) + "CC BY 4.0":                             "",
		"License: CC BY-SA 3.0":                                                             "Creative Commons Attribution-ShareAlike 3.0",
		"Licence: CC-BY":                                                                    "Creative Commons Attribution",
		"Music: Loop by Nobody, licensed under CC BY 4.0":                                   "",
		"A talk about Creative Commons licenses":                                            "",
	} {
		p := mapper.Map(ingest.Event{}, []ingest.Video{{Provider: "youtube", ID: "A", Title: "Parsers", Description: text, Published: time.Time{}}}, mapper.Options{})[0]
		if p.Record.CopyrightText != want {
			t.Errorf("%s: copyright_text %q, want %q", text, p.Record.CopyrightText, want)
		}
	}
}

// Three corrections of one kind mend the others of that kind; those whose words stand
// nowhere in their talks teach nothing.
func TestCorrectionsTeach(t *testing.T) {
	t.Parallel()
	c := channel{event: "ExampleConf 2031", write: func(i int, title, name string) (string, string) {
		return name + " - " + []string{"Blue Barn", "Old Mill", "Quay"}[i%3] + ": " + title, ""
	}, alter: func(i int, want *talk) {
		want.title = []string{"Blue Barn", "Old Mill", "Quay"}[i%3] + ": " + want.title
	}}
	taught, nonsense := map[ingest.Key]mapper.Correction{}, map[ingest.Key]mapper.Correction{}
	want, before := c.map12(mapper.Options{})
	for i := range 3 {
		taught[before[i].Key()] = mapper.Correction{Title: want[i].title, Speakers: want[i].speakers}
		nonsense[before[i].Key()] = mapper.Correction{Title: "Zwölf Boxkämpfer jagen Viktor", Speakers: people("Quirin Xaver")}
	}
	_, after := c.map12(mapper.Options{Corrections: taught})
	_, same := c.map12(mapper.Options{Corrections: nonsense})
	for i := range want {
		if after[i].Record.Title != want[i].title || !slices.Equal(after[i].Record.Speakers, want[i].speakers) {
			t.Errorf("%s: %q %q after three corrections", want[i].host, after[i].Record.Title, after[i].Record.Speakers)
		}
		if i >= 3 && (same[i].Record.Title != before[i].Record.Title || !slices.Equal(same[i].Record.Speakers, before[i].Record.Speakers)) {
			t.Errorf("%s: a correction that fits no talk changed it to %q %q", want[i].host, same[i].Record.Title, same[i].Record.Speakers)
		}
	}
}
