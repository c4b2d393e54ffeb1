// Command evalmap measures ingest/mapper against what curators made of the same
// videos, and fits its weights:
//
//	go run ./internal/evalmap                                 # the table
//	go run ./internal/evalmap -show 20                        # and wrong talks
//	go run ./internal/evalmap -fit ingest/mapper/model_gen.go # and new weights
//
// It reads the development data beside the checkout (see -shared) and needs the
// zstd command to unpack it. No series is scored by a model that has seen it,
// nor with the names of its own other editions.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

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
	shared, data, fit, predictions, only string
	folds, show, skip                    int
	alone                                bool
}

func run() error {
	var o options
	flag.StringVar(&o.shared, "shared", "../shared", "folder of the development data")
	flag.StringVar(&o.data, "data", "", "data tree for known names; default: the archive in the shared folder")
	flag.IntVar(&o.folds, "folds", 5, "parts that the series are divided into")
	flag.BoolVar(&o.alone, "alone", false, "measure without a data tree")
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
	if err := o.titles(people); err != nil {
		return err
	}
	return o.fields(people)
}

// titles measures titles and speakers, and fits.
func (o *options) titles(people tree) error {
	occasions, err := loadTitles(filepath.Join(o.shared, "titles", "dev.jsonl"))
	if err != nil {
		return err
	}
	e := newEvaluation(occasions, people, o.folds)
	e.alone = o.alone
	e.crossValidate()
	e.report(os.Stdout)
	e.causes(os.Stdout)
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
	other.alone = !o.alone
	other.crossValidate()
	model := mapper.Model{Known: e.fitAll(), Alone: other.fitAll()}
	if o.alone {
		model.Known, model.Alone = model.Alone, model.Known
	}
	return writeModel(o.fit, model)
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
		s := scoreFields(pairs, people, full)
		s.print(os.Stdout, label)
		if full && o.show > 0 && o.only != "" {
			s.sample(os.Stdout, o.only, o.show)
		}
	}
	return nil
}
