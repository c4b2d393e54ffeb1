package mapper

import (
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/rst"
)

// descriptions are the event's texts, with what repeats among them.
type descriptions struct {
	lines   [][]line       // by video
	repeats map[string]int // lines without digits -> descriptions that hold them
	videos  int            // usable ones with a description
	labels  map[string]int // bare labels of lines such as "Track: X" -> descriptions
	sites   map[string]int // hosts of addresses that stand alone on a line -> descriptions
}

func newDescriptions(videos []ingest.Video, plain []string) *descriptions {
	d := &descriptions{lines: make([][]line, len(videos)), repeats: map[string]int{}, labels: map[string]int{}, sites: map[string]int{}}
	each(len(videos), func(i int) { d.lines[i] = splitLines(plain[i]) })
	for i, v := range videos {
		if len(d.lines[i]) == 0 || !v.Usable() {
			continue
		}
		d.videos++
		seen := map[string]bool{}
		for _, l := range d.lines[i] {
			if l.key != "" && !seen[l.key] {
				seen[l.key] = true
				d.repeats[l.key]++
			}
			if label := lineLabel(l.text); label != "" && !seen["\x01"+label] {
				seen["\x01"+label] = true
				d.labels[label]++
			}
			if host := siteOf(l.text); host != "" && !seen["\x00"+host] {
				seen["\x00"+host] = true
				d.sites[host]++
			}
		}
	}
	return d
}

// splitLines makes the lines of a host's description.
func splitLines(text string) []line {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	var lines []line
	for s := range strings.SplitSeq(text, "\n") {
		s = strings.TrimRight(s, " \t")
		lines = append(lines, line{s, lineKey(s)})
	}
	return lines
}

// line is one line of a description. Lines of one key repeat each other.
type line struct{ text, key string }

// blank reports whether there is nothing on the line.
func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

// lineKey is the form in which lines repeat each other: addresses, digits and
// marks aside.
func lineKey(line string) string {
	if len(line) > 2000 {
		line = line[:2000]
	}
	return digitless(bare.Words(line))
}

// repeated reports whether a line is the event's and not the talk's. A short
// one may be a heading that talks have in common.
func (d *descriptions) repeated(l line) bool {
	n := d.repeats[l.key]
	return len(l.key) >= shortLine && n >= 3 && n*10 >= d.videos
}

// common does the same for short lines.
func (d *descriptions) common(l line) bool {
	n := d.repeats[l.key]
	return len(l.key) < shortLine && n >= 3 && n*10 >= d.videos*3
}

// lineLabel is what stands before the colon of a short line, "" for other lines.
func lineLabel(text string) string {
	head, rest, ok := cutColon(strings.TrimSpace(text))
	if !ok || len(text) > 120 || !strings.HasPrefix(rest, " ") || strings.Count(head, " ") > 3 || strings.Contains(rest, "://") {
		return ""
	}
	return bare.Words(head)
}

// labelled reports whether a line is one of those that begin alike in a third of the
// descriptions and go on differently: "Track: X".
func (d *descriptions) labelled(text string) bool {
	n := d.labels[lineLabel(text)]
	return n >= 3 && 3*n >= d.videos
}

// recurs reports whether a line, however short, stands in so many descriptions that
// at their end it is no part of what they tell.
func (d *descriptions) recurs(l line) bool {
	n := d.repeats[l.key]
	return n >= 3 && n*10 >= d.videos
}

// everywhere reports whether most descriptions have a line.
func (d *descriptions) everywhere(l line) bool { return 2*d.repeats[l.key] > d.videos }

// shortLine is the length below which a line may be a heading.
const shortLine = 25

// talkPages reports whether addresses of a host stand alone in so many of the
// descriptions that they can only be the conference's page of each talk.
func (d *descriptions) talkPages(host string) bool {
	n := d.sites[host]
	return hostLabels[host] == "" && n >= 3 && n*5 >= d.videos
}

// own is a video's text without the lines that repeat, to hear its language.
func (d *descriptions) own(i int) string {
	var kept []string
	for _, l := range d.lines[i] {
		if !d.repeated(l) && !d.common(l) {
			kept = append(kept, l.text)
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
