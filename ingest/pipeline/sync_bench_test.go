package pipeline_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/realtree"
)

// BenchmarkSyncUnchanged is a nightly run over 60 events of 40 talks each in which
// nothing is new, with a host that answers at once: from reading the real data tree
// to the summary. "requests" is what the host was asked.
func BenchmarkSyncUnchanged(b *testing.B) {
	var real realtree.Tree
	dir := real.Dir(b)
	b.Cleanup(func() {
		if err := real.Remove(); err != nil {
			b.Error(err)
		}
	})
	n := newNightly(b)
	const events, talks = 60, 40
	first := []string{"Ada", "Bela", "Chidi", "Dora", "Emeka", "Fenna", "Goro", "Hana"}
	last := []string{"Abara", "Brandt", "Castro", "Dvorak", "Eze", "Falk", "Garcia", "Horvat"}
	for i := range events {
		for k := range talks {
			title := fmt.Sprintf("Parsing %s with %s - %s %s", last[k%8], first[k/8], first[(i+k)%8], last[k*3%8])
			n.upload(listID(i), talkID(i, k), title)
		}
		n.watch(b, fmt.Sprintf("exconf-%d", 1950+i), listID(i))
	}
	if got := n.mustSync(b); got.New < events*talks/2 {
		b.Fatalf("%d new drafts", got.New)
	}
	n.now = n.now.Add(24 * time.Hour)
	requests := 0
	for b.Loop() {
		tree, err := record.OpenTree(dir)
		if err != nil {
			b.Fatal(err)
		}
		index, err := tree.Index(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		n.p = &steps{Workspace: n.p.Workspace, Tree: index, DataDir: dir, Hosts: n.p.Hosts, Cache: n.p.Cache, Now: n.p.Now}
		if got := n.mustSync(b); got.New != 0 || !got.Complete {
			b.Fatalf("%d new, complete %v", got.New, got.Complete)
		}
		requests += len(n.requests)
	}
	b.ReportMetric(float64(requests)/float64(b.N), "requests")
}
