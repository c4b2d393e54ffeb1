package mapper

import (
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/rst"
)

// descriptions are the event's texts, with what repeats among them.
type descriptions struct {
	lines   [][]string     // by video; regular, without white space around
	repeats map[string]int // lines without digits -> descriptions that hold them
	videos  int            // usable ones with a description
}

func newDescriptions(videos []ingest.Video) *descriptions {
	d := &descriptions{lines: make([][]string, len(videos)), repeats: map[string]int{}}
	for i, v := range videos {
		text := plainLines(v.Description)
		if strings.TrimSpace(text) == "" {
			continue
		}
		for line := range strings.SplitSeq(text, "\n") {
			d.lines[i] = append(d.lines[i], strings.TrimRight(line, " \t"))
		}
		if !v.Usable() {
			continue
		}
		d.videos++
		seen := map[string]bool{}
		for _, line := range d.lines[i] {
			if key := lineKey(line); key != "" && !seen[key] {
				seen[key] = true
				d.repeats[key]++
			}
		}
	}
	return d
}

// lineKey is the form in which lines repeat each other: addresses, digits and
// marks aside.
func lineKey(line string) string {
	if len(line) > 2000 {
		line = line[:2000]
	}
	return digitless(bare(line))
}

// repeated reports whether a line is the event's and not the talk's. A short
// one must stand in more of the descriptions, since it may be a heading.
func (d *descriptions) repeated(line string) bool {
	key := lineKey(line)
	n := d.repeats[key]
	if n < 3 {
		return false
	}
	if len(key) < 25 {
		return n*10 >= d.videos*3
	}
	return n*10 >= d.videos
}

// own is a video's text without the lines that repeat, to hear its language.
func (d *descriptions) own(i int) string {
	var kept []string
	for _, line := range d.lines[i] {
		if !d.repeated(line) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// description fills in the description, and the links that stood in what was
// taken out of it.
func (w *writer) description() {
	rec := &w.proposal.Record
	links := newLinks(w.run.event.Links())
	if w.run.opt.Description == Verbatim {
		rec.Description = rst.FromPlain(w.video.Description)
		rec.RelatedURLs = links.all
		return
	}
	c := cleaner{w: w, lines: w.run.texts.lines[w.index], links: links}
	c.clean()
	rec.Description = rst.FromPlain(strings.Join(c.kept(), "\n"))
	if c.timetable != "" {
		rec.Description = strings.TrimLeft(rec.Description+"\n\n"+c.timetable, "\n")
	}
	rec.RelatedURLs = links.all
}
