// Command evalmatch measures ingest/match against real programmes whose videos are
// known, and fits its weights:
//
//	go run ./internal/evalmatch                                 # the half that is fitted on
//	go run ./internal/evalmatch -held                           # the half that is not
//	go run ./internal/evalmatch -show 20                        # and pairs that are wrong or doubtful
//	go run ./internal/evalmatch -fit ingest/match/model_gen.go  # and new weights
//
// It reads the development data beside the checkout (see -shared). The halves are
// made by a hash of the series, see half.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest/match"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "evalmatch:", err)
		os.Exit(1)
	}
}

// options are the command line.
type options struct {
	shared, fit, given, only string
	held                     bool
	show                     int
}

func run(out io.Writer) error {
	var o options
	flag.StringVar(&o.shared, "shared", "../shared", "folder of the development data")
	flag.StringVar(&o.fit, "fit", "", "write the weights fitted on the first half to this file")
	flag.StringVar(&o.given, "given", "", "write the pairs of the real events for score.py to this file")
	flag.BoolVar(&o.held, "held", false, "measure on the half that is not fitted on")
	flag.IntVar(&o.show, "show", 0, "print so many pairs that are wrong or doubtful")
	flag.StringVar(&o.only, "only", "", "print only those that hold this")
	flag.Parse()
	all, err := load(o.shared)
	if err != nil {
		return err
	}
	var model *match.Model
	if o.fit != "" {
		model = fit(ofHalf(all, 0))
		if err := writeModel(o.fit, *model); err != nil {
			return err
		}
	}
	if o.given != "" {
		if err := writeGiven(o.given, all, model); err != nil {
			return err
		}
	}
	side := 0
	if o.held {
		side = 1
	}
	o.report(out, ofHalf(all, side), model)
	return nil
}

// load reads the real events and makes the others.
func load(shared string) ([]*scenario, error) {
	if _, err := os.Stat(filepath.Join(shared, "schedules")); err != nil {
		return nil, fmt.Errorf("no development data in %s; -shared says where it is: %w", shared, err)
	}
	all, err := loadReal(filepath.Join(shared, "schedules"))
	if err != nil {
		return nil, err
	}
	occasions, err := readLines[occasion](filepath.Join(shared, "titles", "dev.jsonl"))
	if err != nil {
		return nil, err
	}
	made := synthetic(occasions)
	all = append(all, made...)
	return append(all, foreign(made)...), nil
}

func ofHalf(all []*scenario, side int) []*scenario {
	return slices.DeleteFunc(slices.Clone(all), func(s *scenario) bool { return half(s.slug) != side })
}

// report prints a line for each real event and each set.
func (o *options) report(out io.Writer, all []*scenario, model *match.Model) {
	slices.SortStableFunc(all, func(a, b *scenario) int { return cmp.Compare(a.set, b.set) })
	counts := measureAll(all, model)
	sets := map[string]*count{}
	var real count
	for i, s := range all {
		if sets[s.set] == nil {
			sets[s.set] = &count{}
		}
		sets[s.set].add(counts[i])
		if s.set == "sites" || s.set == "rubyevents" {
			counts[i].print(out, s.slug)
			real.add(counts[i])
		}
	}
	real.print(out, "REAL")
	for _, set := range []string{"synthetic", "foreign"} {
		if sets[set] != nil {
			sets[set].print(out, strings.ToUpper(set))
		}
	}
	o.faults(out, real.faults)
	for _, set := range []string{"synthetic", "foreign"} {
		if sets[set] != nil {
			o.faults(out, sets[set].faults)
		}
	}
}

func (o *options) faults(out io.Writer, faults []string) {
	shown := 0
	for _, f := range faults {
		if shown < o.show && strings.Contains(f, o.only) {
			shown++
			fmt.Fprintln(out, f)
		}
	}
}

// fit fits the weights, a few times: what fits the order of the videos depends on what
// was chosen before.
func fit(all []*scenario) *match.Model {
	var model *match.Model
	for range 2 {
		var pairs, choices []example
		for _, s := range all {
			p, _ := examples(s, model)
			pairs = append(pairs, p...)
		}
		next := match.Model{Pair: fitLogistic(pairs, 1), Sure: map[string]float64{}}
		for _, s := range all {
			_, c := examples(s, &next)
			choices = append(choices, c...)
		}
		next.Sure = fitLogistic(choices, 1)
		model = &next
	}
	return model
}
