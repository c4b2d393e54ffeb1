// Command evalmap measures ingest/mapper against what curators made of the same
// videos, and fits its weights:
//
//	go run ./internal/evalmap                                 # the tables
//	go run ./internal/evalmap -part titles -show 20           # and wrong talks
//	go run ./internal/evalmap -part titles -compiled          # quick, and flattering
//	go run ./internal/evalmap -fit ingest/mapper/model_gen.go # and new weights
//
// It reads the development data beside the checkout (see -shared) and needs the
// zstd command to unpack it, and Python for the varied data: the same talks with
// other companies, separators and decorations, on which rules must hold, too. No
// series is scored by a model that has seen it, nor with the names of its own other
// editions.
//
// Keys to done are what a curator types in the editor until a talk says what the curated
// record says, and wrong by a are the talks that the key a takes, all that are sure, though
// they say something else.
//
// Cross-validation holds weights back, but not what was seen while rules were
// written. So a third of the series, chosen by hash, is shown by no table and no
// -show; -unseen prints how they do. Look at it when a piece of work is done.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest/mapper"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "evalmap:", err)
		os.Exit(1)
	}
}

// options are the command line.
type options struct {
	shared, data, fit, predictions, only, part string
	folds, rounds, show, skip                  int
	alone, compiled, unseen, varied            bool
	behind                                     bool
}

func run() error {
	var o options
	flag.StringVar(&o.shared, "shared", "../shared", "folder of the development data")
	flag.StringVar(&o.data, "data", "", "data tree for known names; default: the archive in the shared folder")
	flag.IntVar(&o.folds, "folds", 5, "parts that the series are divided into")
	flag.IntVar(&o.rounds, "rounds", 2, "how often readings and weights are computed from each other")
	flag.BoolVar(&o.alone, "alone", false, "measure without a data tree")
	flag.BoolVar(&o.compiled, "compiled", false, "weigh the readings as compiled in and fit only the confidences: quick, and it flatters")
	flag.BoolVar(&o.unseen, "unseen", false, "print also how the series do that nobody looks at")
	flag.BoolVar(&o.varied, "varied", true, "measure and fit on invented variants of the talks, too")
	flag.StringVar(&o.part, "part", "", "measure only this: cases (with what comes out wrong), titles, fields or corrections")
	flag.BoolVar(&o.behind, "behind", false, "name the events that are far under what their texts hold")
	flag.IntVar(&o.show, "show", 0, "print so many wrong talks")
	flag.IntVar(&o.skip, "skip", 1, "of the wrong talks print one in so many")
	flag.StringVar(&o.only, "only", "", "print only wrong talks whose event or cause holds this")
	flag.StringVar(&o.fit, "fit", "", "write the weights fitted on all development data to this file")
	flag.StringVar(&o.predictions, "predictions", "", "write held-out predictions for score.py to this file")
	flag.Parse()
	if o.data == "" {
		o.data = filepath.Join(o.shared, "pyvideo", "tree.tar.zst")
	}
	people, err := loadTree(o.data)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		name    string
		measure func(tree) error
	}{
		{"cases", func(people tree) error { return printCases(os.Stdout, o.shared, people, o.part == "cases") }},
		{"titles", o.titles},
		{"fields", o.fields},
		{"corrections", o.corrections},
	} {
		if o.part != "" && o.part != part.name {
			continue
		}
		if err := part.measure(people); err != nil {
			return err
		}
	}
	return nil
}

// titles measures titles and speakers, and fits.
func (o *options) titles(people tree) error {
	occasions, err := loadTitles(filepath.Join(o.shared, "titles", "dev.jsonl"))
	if err != nil {
		return err
	}
	if o.varied {
		varied, err := loadVaried(o.shared)
		if err != nil {
			return err
		}
		occasions = append(occasions, varied...)
	}
	e := newEvaluation(occasions, people, o.folds)
	e.alone, e.compiled, e.rounds = o.alone, o.compiled, o.rounds
	e.crossValidate()
	e.report(os.Stdout, o.unseen)
	e.causes(os.Stdout)
	e.behind(os.Stdout, o.behind)
	e.toil(os.Stdout, o.unseen)
	if o.show > 0 {
		e.show(os.Stdout, o.show, o.skip, o.only)
	}
	if o.predictions != "" {
		if err := e.writePredictions(o.predictions); err != nil {
			return err
		}
	}
	if o.fit == "" {
		return nil
	}
	other := newEvaluation(occasions, people, o.folds)
	other.alone, other.rounds, other.compiled = !o.alone, o.rounds, o.compiled
	other.crossValidate()
	model := mapper.Model{Known: e.fitAll(), Alone: other.fitAll()}
	if o.alone {
		model.Known, model.Alone = model.Alone, model.Known
	}
	return writeModel(o.fit, model)
}

// corrections measures what corrections teach.
func (o *options) corrections(people tree) error {
	occasions, err := loadTitles(filepath.Join(o.shared, "titles", "dev.jsonl"))
	if err != nil {
		return err
	}
	varied, err := loadVaried(o.shared)
	if err != nil {
		return err
	}
	for _, set := range []struct {
		label     string
		occasions []*occasion
	}{{"real", occasions}, {"varied", varied}} {
		e := newEvaluation(set.occasions, people, 1)
		teach(os.Stdout, set.label, slices.DeleteFunc(set.occasions, func(o *occasion) bool { return o.unseen }), e.known)
	}
	return nil
}

// fields measures the other fields, with what an event.toml may tell and
// without.
func (o *options) fields(people tree) error {
	pairs, err := loadPairs(filepath.Join(o.shared, "pyvideo", "pairs-dev.jsonl.zst"))
	if err != nil {
		return err
	}
	for _, full := range []bool{false, true} {
		label := "event title only"
		if full {
			label = "with dates and language"
		}
		s := scoreFields(pairs, people, full, false)
		s.print(os.Stdout, label)
		if full && o.show > 0 && o.only != "" {
			s.sample(os.Stdout, o.only, o.show)
		}
		if o.unseen {
			s := scoreFields(pairs, people, full, true)
			s.print(os.Stdout, "unseen, "+label)
		}
	}
	return nil
}
