package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

// report prints the table of titles and speakers: the series whose talks people
// look at, their variants, and, when asked for, the others.
func (e *evaluation) report(w io.Writer, unseen bool) {
	fmt.Fprintf(w, "%-18s %6s %6s %6s %6s | %6s %6s %6s | %6s %6s\n", "", "talks", "both", "title", "names", "sure", "right", "verb.", "ece-t", "ece-s")
	seen := func(r result) bool { return !r.varied && r.fold != unseenFold }
	e.row(w, "seen", e.among(seen))
	e.row(w, "  pyvideo", e.among(func(r result) bool { return seen(r) && r.source == "pyvideo" }))
	e.row(w, "  rubyevents", e.among(func(r result) bool { return seen(r) && r.source == "rubyevents" }))
	e.row(w, "varied", e.among(func(r result) bool { return r.varied && r.fold != unseenFold }))
	e.origin(w)
	if unseen {
		e.row(w, "unseen", e.among(func(r result) bool { return !r.varied && r.fold == unseenFold }))
		e.row(w, "unseen, varied", e.among(func(r result) bool { return r.varied && r.fold == unseenFold }))
	}
}

// origin scores those of the seen talks that have a variant.
func (e *evaluation) origin(w io.Writer) {
	variants := map[string]bool{}
	for _, r := range e.results {
		if id, _, ok := strings.Cut(r.want.ID, "~"); ok {
			variants[id] = true
		}
	}
	e.row(w, "varied, originals", e.among(func(r result) bool { return variants[r.want.ID] && r.fold != unseenFold }))
}

func (e *evaluation) among(want func(r result) bool) []result {
	var rs []result
	for _, r := range e.results {
		if want(r) {
			rs = append(rs, r)
		}
	}
	return rs
}

func (e *evaluation) row(w io.Writer, label string, rs []result) {
	var both, title, names, sure, sureRight, verb, verbRight float64
	for _, r := range rs {
		ok := r.title && r.names
		both += b(ok)
		title += b(r.title)
		names += b(r.names)
		if r.pTitle >= 0.9 && r.pNames >= 0.9 {
			sure++
			sureRight += b(ok)
			if r.verbatim {
				verb++
				verbRight += b(ok)
			}
		}
	}
	n := float64(len(rs))
	if n == 0 {
		return
	}
	fmt.Fprintf(w, "%-18s %6d %6.1f %6.1f %6.1f | %6.1f %6.1f %6.1f | %6.3f %6.3f min %6.3f prod %6.3f\n", label, len(rs), 100*both/n, 100*title/n, 100*names/n, 100*sure/n, 100*sureRight/sure, 100*verbRight/verb,
		calibration(rs, func(r result) (float64, bool) { return r.pTitle, r.title }),
		calibration(rs, func(r result) (float64, bool) { return r.pNames, r.names }),
		calibration(rs, func(r result) (float64, bool) { return min(r.pTitle, r.pNames), r.names && r.title }),
		calibration(rs, func(r result) (float64, bool) { return r.pTitle * r.pNames, r.names && r.title }))
}

func b(v bool) float64 {
	if v {
		return 1
	}
	return 0
}

// calibration is the expected error over ten equal bins.
func calibration(rs []result, of func(result) (float64, bool)) float64 {
	var sum, hit [10]float64
	for _, r := range rs {
		p, ok := of(r)
		i := min(int(p*10), 9)
		sum[i] += p
		hit[i] += b(ok)
	}
	gap := 0.0
	for i := range sum {
		gap += math.Abs(sum[i] - hit[i])
	}
	return gap / float64(len(rs))
}

// show prints wrong talks, those first that a reader could have got right.
func (e *evaluation) show(w io.Writer, n, skip int, only string) {
	rs := e.among(func(r result) bool { return r.fold != unseenFold })
	step := 0
	for _, r := range rs {
		if r.title && r.names || !strings.Contains(r.slug+" "+r.cause(), only) {
			continue
		}
		if step++; step*7919%skip != 0 {
			continue
		}
		fmt.Fprintf(w, "--- %s\n  raw  %s\n  core %s\n  want %q %q\n  got  %q %q  %.2f %.2f  [%s]\n  desc %.300q\n", r.slug, r.want.Host, r.got.Core, r.want.Title, r.want.Speakers, r.proposal.Record.Title, r.proposal.Record.Speakers, r.pTitle, r.pNames, r.got.Template, r.want.Description)
		if n--; n == 0 {
			return
		}
	}
}

func (e *evaluation) writePredictions(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for _, r := range e.results {
		if err := enc.Encode(map[string]any{
			"id": r.want.ID, "title": r.proposal.Record.Title, "speakers": r.proposal.Record.Speakers, "confidence": min(r.pTitle, r.pNames),
			"slug": r.slug, "host": r.want.Host, "core": r.got.Core, "template": r.got.Template, "right": r.title && r.names, "unseen": r.fold == unseenFold, "derivable": r.verbatim, "reached": r.reached(), "want_title": r.want.Title, "want_speakers": r.want.Speakers,
			"readings": r.proposal.Readings, "keys": keysToDone(r.proposal, r.want, func(name string) bool { return e.homes.knows(name, e.series(r.slug)) }).keys(),
		}); err != nil {
			return err
		}
	}
	return nil
}
