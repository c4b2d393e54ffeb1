package mapper_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// A talk that another event had is a reading: the second one where nobody says who speaks.
func TestEarlierTalk(t *testing.T) {
	t.Parallel()
	talks := []mapper.EarlierTalk{
		{"heronpy-2029", "Knots, Untied in Public", []string{"Orla Fennimore"}},
		{"heronpy-2030", "Knots, untied in public", []string{"Orla Fennimore"}},
		{"heronpy-2030", "Introduction to Sorting", []string{"Bo Halvard"}},
		{"otterpy-2030", "Introduction to Sorting", []string{"Cato Ivers"}},
		{"otterpy-2030", "Testing", []string{"Cato Ivers"}},
		{"otterpy-2031", "The Quiet Half of a Queue", []string{"Dita Jansky"}},
		{"otterpy-2030", "Lightning Talks on Friday", []string{"Cato Ivers"}},
		{"otterpy-2030", "A Garden of Small Servers", []string{"Edda Kolbe"}},
	}
	titles := []string{"Knots, Untied in Public", "Introduction to Sorting", "Testing", "The Quiet Half of a Queue", "Lightning Talks on Friday", "A Garden of Small Servers - Finn Larkin"}
	for i := range 9 { // by which it is known how titles are built
		titles = append(titles, fmt.Sprintf("Subject %c of Many - Person %c%c Surname", 'A'+i, 'K'+i, 'a'+i))
	}
	var videos []ingest.Video
	for i, title := range titles {
		videos = append(videos, ingest.Video{Provider: "youtube", ID: fmt.Sprintf("otter%06d", i), Title: title})
	}
	got := mapper.Map(ingest.Event{Slug: "otterpy-2031", Title: "OtterPy 2031"}, videos, mapper.Options{Earlier: mapper.NewEarlier(slices.Values(talks))})
	names := func(p ingest.Proposal) map[string]int {
		all := map[string]int{}
		for i, r := range p.Readings {
			for _, name := range r.Speakers {
				all[name] = i + 1
			}
		}
		return all
	}
	second := got[0].Readings[1]
	if !slices.Equal(second.Speakers, []string{"Orla Fennimore"}) || second.Reason != "as given at heronpy-2030" || len(got[0].Record.Speakers) > 0 {
		t.Errorf("proposed is %q, and the second reading %+v", got[0].Record.Speakers, second)
	}
	for i, name := range map[int]string{1: "Bo Halvard", 2: "Cato Ivers", 3: "Dita Jansky", 4: "Cato Ivers"} {
		if at := names(got[i])[name]; at > 0 {
			t.Errorf("%q: %s is in reading %d", titles[i], name, at)
		}
	}
	if at := names(got[5])["Edda Kolbe"]; got[5].Record.Speakers[0] != "Finn Larkin" || at < 2 {
		t.Errorf("beside the one that is posted: %+v", got[5].Readings)
	}
	for i, p := range got {
		posted := slices.ContainsFunc(p.Readings, func(r ingest.Reading) bool { return r.Title == titles[i] })
		if len(p.Readings) > ingest.MaxReadings || !posted {
			t.Errorf("%q: none of at most five readings is as posted: %+v", titles[i], p.Readings)
		}
		for j := 1; j < len(p.Readings); j++ {
			if p.Readings[j].Score > p.Readings[j-1].Score {
				t.Errorf("%q: reading %d is better than the one before", titles[i], j+1)
			}
		}
	}
}
