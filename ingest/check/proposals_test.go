package check_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/record"
)

func TestProposals(t *testing.T) {
	t.Parallel()
	tree, err := record.OpenTree(makeTree(t, good()))
	if err != nil {
		t.Fatal(err)
	}
	index, err := tree.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	proposal := func(id, title string) ingest.Proposal {
		r := talk(title)
		r.Videos[0].URL = "https://www.youtube.com/watch?v=" + id
		return ingest.Proposal{Provider: "youtube", ID: id, Record: r}
	}
	faulty := proposal("AAAAAAAAAB3", "Third")
	faulty.Record.Description = "All *that"
	var got [][]string
	for _, findings := range check.Proposals(ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}, []ingest.Proposal{
		proposal("AAAAAAAAAB1", "New"), proposal("AAAAAAAAAB2", "New"), faulty,
		proposal("AAAAAAAAAB4", "Opening"), proposal("AAAAAAAAAA2", "Opening"),
	}, index) {
		got = append(got, brief(findings))
	}
	want := [][]string{
		{},
		{"youtube:AAAAAAAAAB2:0 error slug-unique title"},
		{"youtube:AAAAAAAAAB3:0 error rst description"},
		{"youtube:AAAAAAAAAB4:0 error slug-unique title"},
		{}, // it is that record
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestNoProposalFails maps thousands of real videos; an import must never make
// drafts that publish refuses.
func TestNoProposalFails(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "titles", "dev.jsonl"))
	if err != nil {
		t.Skip("no development data beside the repository")
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	talks, failed := 0, 0
	for lines.Scan() {
		var of struct {
			Event, Slug string
			Talks       []struct {
				ID          string
				Title       string `json:"raw_title"`
				Description string `json:"raw_description"`
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &of); err != nil {
			t.Fatal(err)
		}
		ev := ingest.Event{Slug: of.Slug, Title: of.Event}
		videos := make([]ingest.Video, len(of.Talks))
		for i, v := range of.Talks {
			videos[i] = ingest.Video{
				Provider: "youtube", ID: v.ID, URL: "https://www.youtube.com/watch?v=" + v.ID, Title: v.Title, Description: v.Description,
				Availability: ingest.Public,
			}
		}
		opt := mapper.Options{Description: mapper.Clean, Slug: record.Slug, Spell: check.Spellings()}
		if talks%2 == 0 { // either mode for half of the events
			opt.Description = mapper.Verbatim
		}
		proposals := mapper.Map(ev, videos, opt)
		for i, findings := range check.Proposals(ev, proposals, nil) {
			if talks++; len(findings) == 0 {
				continue
			}
			if failed++; failed <= 20 {
				t.Errorf("%s, %s, from %q: %q\n%+v", ev.Slug, opt.Description, videos[i].Title, proposals[i].Record.Title, findings)
			}
		}
	}
	if err := lines.Err(); err != nil || talks == 0 {
		t.Fatalf("%d talks, %v", talks, err)
	}
	t.Logf("%d of %d proposals fail", failed, talks)
}
