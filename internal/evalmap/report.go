package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
)

// report prints the table of titles and speakers.
func (e *evaluation) report(w io.Writer) {
	fmt.Fprintf(w, "%-12s %6s %6s %6s %6s | %6s %6s %6s | %6s %6s\n", "source", "talks", "both", "title", "names", "sure", "right", "verb.", "ece-t", "ece-s")
	for _, source := range []string{"", "pyvideo", "rubyevents"} {
		var rs []result
		for _, r := range e.results {
			if source == "" || r.source == source {
				rs = append(rs, r)
			}
		}
		e.row(w, source, rs)
	}
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
	fmt.Fprintf(w, "%-12s %6d %6.1f %6.1f %6.1f | %6.1f %6.1f %6.1f | %6.3f %6.3f min %6.3f prod %6.3f\n", label, len(rs), 100*both/n, 100*title/n, 100*names/n, 100*sure/n, 100*sureRight/sure, 100*verbRight/verb,
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
	rs := slices.Clone(e.results)
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
		if err := enc.Encode(map[string]any{"id": r.want.ID, "title": r.proposal.Record.Title, "speakers": r.proposal.Record.Speakers, "confidence": min(r.pTitle, r.pNames)}); err != nil {
			return err
		}
	}
	return nil
}
