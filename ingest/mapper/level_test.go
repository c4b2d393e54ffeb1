package mapper

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestIsWithoutSpeaker(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]bool{
		"Lightning Talks (Saturday)": true, "Q&A": true, "Round Table: parsers": true, "Boas-vindas": true, "Kulatý stůl": true,
		"Eröffnung": true, "Круглый стол о парсерах": true, "ライトニングトーク 2日目": true, "라이트닝토크": true, "開幕致辭": true, "พิธีเปิดงาน": true, "פתיחה": true,
		"Fast parsers": false, "Q and its answer": false, "Square table": false, "": false,
	} {
		if got := IsWithoutSpeaker(title); got != want {
			t.Errorf("IsWithoutSpeaker(%q) = %v", title, got)
		}
	}
}

// What a session gives is what is proposed, and what the video told is a rival. A cap
// is a note where nothing else would show it.
func TestReconsider(t *testing.T) {
	t.Parallel()
	p := ingest.Proposal{
		Session: "7", Level: ingest.LevelUnsure, Reasons: []string{"the host's title may be cut"},
		Record:     ingest.Record{Title: "Fast parsers in practice", Speakers: []string{"Mirela Tandescu"}},
		Confidence: ingest.Confidence{ingest.FieldTitle: 0.99, ingest.FieldSpeakers: 0.97},
		Readings: []ingest.Reading{
			{Title: "Fast parsers in", Speakers: []string{"Mirela Tandescu"}, Score: 0.3, Reason: "TITLE"},
			{Title: "Fast Parsers in Practice!", Speakers: []string{"mirela tandescu"}, Score: 0.2},
		},
	}
	Reconsider(&p)
	want := []ingest.Reading{
		{Title: "Fast parsers in practice", Speakers: []string{"Mirela Tandescu"}, Session: "7", Score: 0.97, Reason: "from the programme"},
		{Title: "Fast parsers in", Speakers: []string{"Mirela Tandescu"}, Score: 0.3, Reason: "TITLE"},
	}
	if diff := cmp.Diff(want, p.Readings); diff != "" || p.Level != ingest.LevelSure || len(p.Reasons)+len(p.Notes) > 0 {
		t.Errorf("%s %q %v (-want +got):\n%s", p.Level, p.Reasons, p.Notes, diff)
	}
	p.Record.Speakers = nil
	Reconsider(&p)
	if p.Level != ingest.LevelLikely || !slices.Equal(p.Reasons, []string{"no speaker"}) || len(p.Notes) != 1 || p.Notes[0].Field != ingest.FieldSpeakers {
		t.Errorf("without speakers: %s %q %v", p.Level, p.Reasons, p.Notes)
	}
}
