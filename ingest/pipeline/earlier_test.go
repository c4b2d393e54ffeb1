package pipeline_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

// What the data tree has of a talk that another event had is among its readings.
func TestEarlierTalkIsAReading(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.p.DataDir = filepath.Join(t.TempDir(), "data")
	writeRecord(t, n.p.DataDir, "otherconf-2019", "knots.json", ingest.Record{
		Title: "Knots, Untied in Public", Speakers: []string{"Orla Fennimore"}, Videos: at("given-before"),
	})
	n.openTree(t)
	n.upload(listID(1), "given-again", "Knots, Untied in Public")
	n.upload(listID(1), "given-first", "Slow Cooking - Orla Fennimore")
	n.watch(t, "exconf-2024", listID(1))
	_, err := n.importOn(t)
	must(t, err)
	contents, err := n.p.Workspace.Load(t.Context())
	must(t, err)
	for _, d := range contents.Folder("exconf-2024").Drafts {
		b, err := n.p.Workspace.Base(d)
		must(t, err)
		given := slices.ContainsFunc(b.Proposal.Readings, func(r ingest.Reading) bool {
			return r.Reason == "as given at otherconf-2019" && slices.Equal(r.Speakers, []string{"Orla Fennimore"})
		})
		if given != (d.Source.ID == "given-again") {
			t.Errorf("%s has the readings %+v", d.Source.ID, b.Proposal.Readings)
		}
	}
}
