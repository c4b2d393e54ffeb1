// Command evalfind measures ingest/library on a real data tree: it makes queries of records
// chosen by chance, in ways in which people remember a talk, and counts how often the record
// comes first, or among the first five:
//
//	go run ./internal/evalfind -tree ../data                # 200 records
//	go run ./internal/evalfind -tree ../data -seed 7 -n 40  # others
//	go run ./internal/evalfind -tree ../data -show 10       # and queries that failed
//	go run ./internal/evalfind -tree ../data -queries FILE  # queries of one's own
//
// A file of queries has one a line, with the paths of the records that answer it, from the
// tree, behind tabs. None lies in this repository: whoever changes the order of what is found
// looks at queries that it was not made for.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/pyvideo/stevie/ingest/library"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "evalfind:", err)
		os.Exit(1)
	}
}

// options are the command line.
type options struct {
	tree, queries string
	seed          uint64
	n, show       int
}

func run(out io.Writer) error {
	var o options
	flag.StringVar(&o.tree, "tree", "../data", "the data tree")
	flag.StringVar(&o.queries, "queries", "", "measure the queries of this file instead")
	flag.Uint64Var(&o.seed, "seed", 1, "choose other records")
	flag.IntVar(&o.n, "n", 200, "choose so many records")
	flag.IntVar(&o.show, "show", 0, "print so many queries that failed, of each kind")
	flag.Parse()
	index, err := os.MkdirTemp("", "evalfind-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(index)
	l := library.Open(filepath.Join(index, "library.index"), library.Sources{Data: o.tree})
	ctx := context.Background()
	start := time.Now()
	if err := l.Refresh(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "indexed in %v\n", time.Since(start).Round(time.Millisecond))
	questions, err := o.questions(l)
	if err != nil {
		return err
	}
	results, err := measure(ctx, l, questions)
	if err != nil {
		return err
	}
	return results.print(out, o.show)
}

func (o options) questions(l *library.Library) ([]question, error) {
	if o.queries == "" {
		return chosen(l, o.tree, o.seed, o.n), nil
	}
	f, err := os.Open(o.queries)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []question
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if fields := strings.Split(lines.Text(), "\t"); len(fields) > 1 {
			list = append(list, question{"file", fields[0], fields[1:]})
		}
	}
	return list, lines.Err()
}

// question is a query and the paths of the records that answer it.
type question struct {
	kind, query string
	answers     []string
}

// result is what became of a question.
type result struct {
	question
	place int // of the first answer, from 1; 0 is not among those found
	found int
	took  time.Duration
}

type results []result

func measure(ctx context.Context, l *library.Library, questions []question) (results, error) {
	var list results
	for _, q := range questions {
		start := time.Now()
		found, err := l.Search(ctx, library.Parse(q.query))
		if err != nil {
			return nil, err
		}
		hits := found.Hits(found.Len())
		r := result{question: q, found: found.Len(), took: time.Since(start)}
		r.place = 1 + slices.IndexFunc(hits, func(h library.Hit) bool { return slices.Contains(q.answers, h.Path()) })
		list = append(list, r)
	}
	return list, nil
}

// print writes a line for each kind of question, in the order in which they came.
func (r results) print(out io.Writer, show int) error {
	var kinds []string
	of := map[string]results{}
	for _, one := range r {
		if of[one.kind] == nil {
			kinds = append(kinds, one.kind)
		}
		of[one.kind] = append(of[one.kind], one)
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "queries\tfirst\tamong five\tfound\tmedian\tkind\t")
	for _, kind := range append(kinds, "all") {
		list := of[kind]
		if kind == "all" {
			list = r
		}
		fmt.Fprintf(table, "%d\t%.1f %%\t%.1f %%\t%.1f %%\t%v\t%s\t\n", len(list), list.share(1), list.share(5), list.share(1<<30), list.median(), kind)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, kind := range kinds {
		failed := slices.DeleteFunc(slices.Clone(of[kind]), func(r result) bool { return r.place > 0 && r.place <= 5 })
		for _, r := range failed[:min(len(failed), show)] {
			fmt.Fprintf(out, "%s: %q is at %d of %d: %s\n", kind, r.query, r.place, r.found, strings.Join(r.answers, " "))
		}
	}
	return nil
}

// share is how many of a hundred answers are among the first so many.
func (r results) share(most int) float64 {
	n := 0
	for _, one := range r {
		if one.place > 0 && one.place <= most {
			n++
		}
	}
	return 100 * float64(n) / float64(max(len(r), 1))
}

func (r results) median() time.Duration {
	var took []time.Duration
	for _, one := range r {
		took = append(took, one.took)
	}
	slices.Sort(took)
	if len(took) == 0 {
		return 0
	}
	return took[len(took)/2].Round(10 * time.Microsecond)
}
