package main

import (
	"fmt"
	"io"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// corrected is how many wrong talks of an event are mended before it is read anew.
const corrected = 3

// teach mends three wrong talks of each event that has more of them, and counts how
// many of the others follow, and how many right ones are spoilt.
func teach(w io.Writer, label string, occasions []*occasion, known func(*occasion) *mapper.Known) {
	events, left, told, mended, spoilt, right := 0, 0, 0, 0, 0, 0
	for _, o := range occasions {
		opt := mapper.Options{Known: known(o), Corrections: map[ingest.Key]mapper.Correction{}}
		before := o.right(opt)
		for i, t := range o.Talks {
			if !before[i] && len(opt.Corrections) < corrected {
				opt.Corrections[o.videos()[i].Key()] = mapper.Correction{Title: t.Title, Speakers: t.Speakers}
			}
		}
		if len(opt.Corrections) < corrected {
			continue
		}
		events++
		after := o.right(opt)
		for i, v := range o.videos() {
			if _, mine := opt.Corrections[v.Key()]; mine {
				continue
			}
			left += int(b(!before[i]))
			told += int(b(!before[i] && o.Talks[i].isTold()))
			right += int(b(before[i]))
			mended += int(b(!before[i] && after[i]))
			spoilt += int(b(before[i] && !after[i]))
		}
	}
	fmt.Fprintf(w, "corrections, %s: three in each of %d events; of %d other wrong talks, %d of them told by their texts, %d mended; of %d right ones %d spoilt\n", label, events, left, told, mended, right, spoilt)
}

// right tells which talks of an event come out as curated.
func (o *occasion) right(opt mapper.Options) []bool {
	right := make([]bool, len(o.Talks))
	for i, p := range mapper.Map(o.event(), o.videos(), opt) {
		r := result{want: o.Talks[i]}
		r.compare(p.Record.Title, p.Record.Speakers)
		right[i] = r.title && r.names
	}
	return right
}
