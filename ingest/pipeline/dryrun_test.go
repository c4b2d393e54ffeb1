package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
)

// dryRun publishes, or commits, without consequences, and says what it says.
func (s *shop) dryRun(commit bool) publish.Publication {
	s.t.Helper()
	drafts, data := snapshot(s.t, s.Workspace.Dir()), snapshot(s.t, s.data)
	opts := publish.Options{DryRun: true, Check: true}
	var p publish.Publication
	var err error
	if commit {
		p, err = s.try(opts)
	} else {
		p, err = s.Publish(s.t.Context(), "exconf-2024", opts)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	if diff := cmp.Diff(drafts, snapshot(s.t, s.Workspace.Dir())); diff != "" {
		s.t.Errorf("a dry run changed the workspace:\n%s", diff)
	}
	if diff := cmp.Diff(data, snapshot(s.t, s.data)); diff != "" {
		s.t.Errorf("a dry run changed the data tree:\n%s", diff)
	}
	return p
}

// shown are the changes in short.
func shown(changes []publish.FileChange) string {
	var list []string
	for _, c := range changes {
		sign := "~"
		if c.Before == nil {
			sign = "+"
		}
		list = append(list, sign+strings.TrimPrefix(c.Path, "exconf-2024/"))
	}
	return strings.Join(list, " ")
}

func TestDryRun(t *testing.T) {
	t.Parallel()
	for name, commit := range map[string]bool{"publish": false, "commit": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.set("exconf24-02", func(d *draft.Draft) { d.Record.Title = "" })
			p := s.dryRun(commit)
			if got, want := shown(p.Changes), "+category.json +videos/fast-parsers.json"; got != want {
				t.Errorf("it would write %s, want %s", got, want)
			}
			if len(p.Refused) != 1 || p.InReview != 1 || len(p.Report.Talks) != 1 || !p.Report.NewEvent {
				t.Errorf("refused %v, in review %d, report %+v", p.Refused, p.InReview, p.Report)
			}
			for _, f := range p.Report.Findings {
				t.Logf("finding %v", f)
			}
			s.publish(commit)
			s.set("exconf24-01", func(d *draft.Draft) { d.Record.Language = "fra" })
			p = s.dryRun(commit)
			if got, want := shown(p.Changes), "~videos/fast-parsers.json"; got != want {
				t.Errorf("after an edit it would write %s, want %s", got, want)
			}
			before, err := record.Decode(p.Changes[0].Before)
			must(t, err)
			after, err := record.Decode(p.Changes[0].After)
			must(t, err)
			if before.Language == "fra" || after.Language != "fra" || before.Title != after.Title {
				t.Errorf("from %+v to %+v", before, after)
			}
			if len(p.Report.Talks) != 1 || p.Report.Talks[0].New != commit {
				t.Errorf("report %+v", p.Report.Talks) // a branch that is not merged has new talks
			}
			s.publish(commit)
			if p := s.dryRun(commit); len(p.Changes) > 0 {
				t.Errorf("nothing is left to be published, and it would write %s", shown(p.Changes))
			}
		})
	}
}

// publish publishes, or commits, for good.
func (s *shop) publish(commit bool) {
	s.t.Helper()
	if commit {
		s.commit()
		return
	}
	p, err := s.Publish(s.t.Context(), "exconf-2024", publish.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	if !slices.ContainsFunc(p.Records, func(r string) bool { return strings.HasSuffix(r, "fast-parsers.json") }) {
		s.t.Fatalf("wrote %s", p.Records)
	}
	tree, err := record.OpenTree(s.data)
	must(s.t, err)
	s.Tree, err = tree.Index(s.t.Context())
	must(s.t, err)
}
