package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "evalmap:", err)
		os.Exit(1)
	}
}

func run() error {
	shared := flag.String("shared", "../shared", "folder of the development data")
	data := flag.String("data", "", "data tree for known names; default: the archive in the shared folder")
	folds := flag.Int("folds", 5, "parts that the series are divided into")
	show := flag.Int("show", 0, "print so many wrong talks")
	only := flag.String("only", "", "show only wrong talks of events whose slug contains this")
	kind := flag.String("kind", "", "")
	skip := flag.Int("skip", 1, "of the wrong talks show one in so many")
	fit := flag.String("fit", "", "write the weights fitted on all development data to this file")
	predictions := flag.String("predictions", "", "write held-out predictions for score.py to this file")
	flag.Parse()

	if *data == "" {
		*data = filepath.Join(*shared, "pyvideo", "tree.tar.zst")
	}
	occasions, err := loadTitles(filepath.Join(*shared, "titles", "dev.jsonl"))
	if err != nil {
		return err
	}
	people, err := loadTree(*data)
	if err != nil {
		return err
	}
	if *only == "fields" {
		pairs, err := loadPairs(filepath.Join(*shared, "pyvideo", "pairs-dev.jsonl.zst"))
		if err != nil {
			return err
		}
		s := scoreFields(pairs, people, false, false)
		s.print(os.Stdout, "event title only")
		s = scoreFields(pairs, people, true, true)
		s.print(os.Stdout, "with dates and language")
		s.sample(os.Stdout, *kind, *show)
		return nil
	}
	e := newEvaluation(occasions, people, *folds)
	e.crossValidate()
	e.report(os.Stdout)
	e.causes(os.Stdout)
	if *show > 0 {
		e.show(os.Stdout, *show, *skip, *only)
	}
	if *predictions != "" {
		if err := e.writePredictions(*predictions); err != nil {
			return err
		}
	}
	if *fit != "" {
		return e.writeModel(*fit)
	}
	return nil
}
