package mapper

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/rst"
)

// chapter is one line of a list of moments in a video.
type chapter struct {
	line    int
	clock   string
	seconds int
	title   string
}

var chapterLine = regexp.MustCompile(`^[\s\-*•\[(]*((?:\d{1,2}:)?\d{1,2}:\d{2})[\])]*[\s:\-–—|]+(\S.*)$`)

// findChapters reads the lines that begin with a time, if there are enough of
// them and their times grow.
func (c *cleaner) findChapters() []chapter {
	var found []chapter
	for i, l := range c.lines {
		if colon := strings.IndexByte(l.text, ':'); colon < 1 || colon > 12 || !isDigits(l.text[colon-1:colon]) {
			continue
		}
		m := chapterLine.FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		s := seconds(m[1])
		if n := len(found); n > 0 && s < found[n-1].seconds {
			return nil
		}
		found = append(found, chapter{i, m[1], s, strings.TrimSpace(m[2])})
	}
	if len(found) < 3 {
		return nil
	}
	return found
}

// seconds reads a clock such as 1:02:03 or 12:34.
func seconds(clock string) int {
	total := 0
	for part := range strings.SplitSeq(clock, ":") {
		n, _ := strconv.Atoi(part)
		total = total*60 + n
	}
	return total
}

// chapters makes of the list of chapters of a session with many talks a timetable
// that leads to the moments. In a single talk the list stays.
func (c *cleaner) chapters() {
	found := c.findChapters()
	if found == nil || !c.w.session() {
		return
	}
	for _, ch := range found {
		c.drop[ch.line] = true
	}
	if above := found[0].line - 1; above >= 0 && linkHeading(strings.TrimSpace(c.lines[above].text)) {
		c.drop[above] = true
	}
	c.timetable = c.w.timetable(found)
}

// session tells whether the video holds many talks.
func (w *writer) session() bool {
	title := strings.ToLower(w.proposal.Record.Title)
	return strings.Contains(title, "lightning talks") || strings.Contains(title, "lightning session") || kinds[title] == "lightning talks" && title != "lightning talk"
}

// timetable writes the chapters as a reST table with links to the moments.
func (w *writer) timetable(chapters []chapter) string {
	places := host.Locations(w.video)
	if len(places) == 0 {
		return ""
	}
	cells := make([]string, len(chapters))
	width := len("Time")
	for i, ch := range chapters {
		cells[i] = fmt.Sprintf("`%s <%s>`__", ch.clock, host.MomentURL(places[0].URL, ch.seconds))
		width = max(width, utf8.RuneCountInString(cells[i]))
	}
	var b strings.Builder
	border := strings.Repeat("=", width) + "  " + strings.Repeat("=", 40)
	fmt.Fprintf(&b, "%s\n%-*s  Talk\n%s\n", border, width, "Time", border)
	for i, ch := range chapters {
		text := strings.Join(strings.Fields(rst.FromPlain(ch.title)), " ")
		fmt.Fprintf(&b, "%-*s  %s\n", width, cells[i], text)
	}
	b.WriteString(border)
	return b.String()
}
