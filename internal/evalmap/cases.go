package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// printCases maps the invented events of a folder, one a file, each a way in which
// channels write that a mapper can misread, and prints how they come out.
func printCases(w io.Writer, shared string, people tree, show bool) error {
	files, err := filepath.Glob(filepath.Join(shared, "cases", "titles", "*.jsonl"))
	if err != nil {
		return err
	}
	known := people.without("", func(string) string { return "-" })
	right, all := 0, 0
	for _, file := range files {
		occasions, err := loadTitles(file)
		if err != nil {
			return err
		}
		for _, o := range occasions {
			c := scoreCase(o, known)
			fmt.Fprintf(w, "%-32s %s\n", strings.TrimSuffix(filepath.Base(file), ".jsonl"), c)
			if show {
				fmt.Fprintf(w, "%s", c.wrong.String())
			}
			right, all = right+c.both, all+len(o.Talks)
		}
	}
	fmt.Fprintf(w, "cases: both right %d of %d\n", right, all)
	return nil
}

// caseScore counts how one invented event comes out.
type caseScore struct {
	talks, both, title, names, sure, sureWrong, texts, textsRight int
	wrong                                                         strings.Builder
}

func (c *caseScore) String() string {
	s := fmt.Sprintf("%2d talks: both %2d title %2d speakers %2d; sure %2d, of these wrong %2d", c.talks, c.both, c.title, c.names, c.sure, c.sureWrong)
	if c.texts > 0 {
		s += fmt.Sprintf("; description %d of %d", c.textsRight, c.texts)
	}
	return s
}

func scoreCase(o *occasion, known *mapper.Known) *caseScore {
	c := &caseScore{talks: len(o.Talks)}
	for i, p := range mapper.Map(o.event(), o.videos(), mapper.Options{Known: known}) {
		want := o.Talks[i]
		r := result{want: want}
		r.compare(p.Record.Title, p.Record.Speakers)
		ok, sure := r.title && r.names, p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers) >= ingest.Sure
		c.both += int(b(ok))
		c.title += int(b(r.title))
		c.names += int(b(r.names))
		c.sure += int(b(sure))
		c.sureWrong += int(b(sure && !ok))
		if !ok {
			fmt.Fprintf(&c.wrong, "    %s -> %q %q %.2f\n", want.Host, p.Record.Title, p.Record.Speakers, p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers))
		}
		if want.Curated != nil {
			c.texts++
			same := strings.Join(strings.Fields(p.Record.Description), " ") == strings.Join(strings.Fields(*want.Curated), " ")
			c.textsRight += int(b(same))
			if !same {
				fmt.Fprintf(&c.wrong, "    %s: description %q, want %q\n", want.Host, p.Record.Description, *want.Curated)
			}
		}
	}
	return c
}
