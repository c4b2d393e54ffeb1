package mapper

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/calendar"
)

// cleaner takes out of one description what is not about the talk. When in
// doubt it leaves a line: a curator removes it faster than they find it again.
type cleaner struct {
	w         *writer
	lines     []line
	drop      []bool
	related   map[int]ingest.Link // by line that holds nothing else
	links     *links
	timetable string // reST, of a session with many talks
}

// clean marks the lines to drop.
func (c *cleaner) clean() {
	c.drop = make([]bool, len(c.lines))
	c.related = map[int]ingest.Link{}
	for i, l := range c.lines {
		if l.blank() {
			continue
		}
		if link, ok := c.linkLine(l.text); ok {
			c.related[i], c.drop[i] = link, true
			continue
		}
		c.drop[i] = hashtags(l.text) || c.w.run.texts.repeated(l)
	}
	c.chapters()
	c.opening()
	c.closing()
	c.takeLinks()
	c.dangling()
	if len(c.kept()) == 0 && c.timetable == "" && !c.ownRepeats() {
		c.titleLeft()
	}
}

// ownRepeats gives back what other descriptions have too, but not most, where else
// nothing would be left: a text that serves for several talks.
func (c *cleaner) ownRepeats() bool {
	found := false
	for i, l := range c.lines {
		if _, link := c.related[i]; c.drop[i] && !link && len(l.text) > 60 && c.w.run.texts.repeated(l) && !c.w.run.texts.everywhere(l) {
			c.drop[i], found = false, true
		}
	}
	return found
}

// titleLeft keeps the title as the description where the host says nothing else.
func (c *cleaner) titleLeft() {
	title := c.w.proposal.Record.Title
	if title == "" {
		return
	}
	for i, l := range c.lines {
		if containsWord(bare.Words(l.text), bare.Words(title)) {
			c.lines = slices.Clone(c.lines)
			c.lines[i].text, c.drop[i] = title, false
			return
		}
	}
}

// kept returns the lines that stay, without empty lines in a row.
func (c *cleaner) kept() []string {
	var lines []string
	for i, l := range c.lines {
		if c.drop[i] || l.blank() && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, l.text)
	}
	return lines
}

// hashtags tells lines of nothing but hashtags.
func hashtags(line string) bool {
	words := strings.Fields(line)
	for _, w := range words {
		if !strings.HasPrefix(w, "#") || len(w) < 3 {
			return false
		}
	}
	return len(words) > 0
}

// opening drops the heading of a description: the title, the event, the
// speakers, day and room. It ends at the first line of another kind.
func (c *cleaner) opening() {
	for i, l := range c.lines {
		if c.drop[i] || l.blank() {
			continue
		}
		if !c.header(l) {
			return
		}
		c.drop[i] = true
	}
}

// closing drops the same at the end.
func (c *cleaner) closing() {
	for i := len(c.lines) - 1; i >= 0; i-- {
		l := c.lines[i]
		if c.drop[i] || l.blank() {
			continue
		}
		if !c.header(l) && !ruler(l.text) && !c.w.run.texts.recurs(l) {
			return
		}
		c.drop[i] = true
	}
}

// header tells a line that says only what the record says elsewhere.
func (c *cleaner) header(l line) bool {
	text := strings.TrimSpace(l.text)
	if len(text) > 200 {
		return false
	}
	rec := &c.w.proposal.Record
	b := bare.Words(text)
	title := bare.Words(rec.Title)
	switch {
	case b == "" || b == title || b == bare.Words(c.w.video.Title):
		return true
	case c.w.run.texts.common(l), generic[b] || c.w.run.matcher.occasion.match(text) == 2:
		return true
	case occasionLine(text):
		return true
	}
	return c.names(text, title) || c.heading(text, title) || c.w.run.texts.labelled(text)
}

// heading tells a line of title, speakers and little else: their companies.
func (c *cleaner) heading(text, title string) bool {
	speakers := c.w.proposal.Record.Speakers
	rest := bare.Words(text)
	if title == "" || len(speakers) == 0 || !strings.HasPrefix(rest, title) {
		return false
	}
	rest = rest[len(title):] + " "
	for _, s := range speakers {
		name := " " + bare.Words(s) + " "
		if !strings.Contains(rest, name) {
			return false
		}
		rest = strings.Replace(rest, name, " ", 1)
	}
	return len(strings.Fields(rest)) <= 3*len(speakers)+1
}

// names tells a line of which nothing is left once the speakers, the title and
// the words around them are taken out.
func (c *cleaner) names(text, title string) bool {
	speakers := c.w.proposal.Record.Speakers
	if len(speakers) == 0 {
		return false
	}
	if len(strings.Fields(text)) <= 10 && !strings.HasSuffix(text, ".") {
		for _, s := range speakers { // "NAME, COMPANY"
			if rest, ok := strings.CutPrefix(text, s); ok && strings.IndexAny(strings.TrimSpace(rest), ",(|@") == 0 {
				return true
			}
		}
	}
	rest := " " + bare.Words(text) + " "
	found := false
	for _, s := range speakers {
		name := " " + bare.Words(s) + " "
		if strings.Contains(rest, name) {
			found = true
			rest = strings.ReplaceAll(rest, name, " , ")
		}
	}
	if !found {
		return false
	}
	if title != "" {
		rest = strings.ReplaceAll(rest, " "+title+" ", " ")
	}
	for w := range strings.FieldsSeq(rest) {
		if w != "," && !besideNames[w] && !c.scheduled(w) {
			return false
		}
	}
	return true
}

// besideNames stand beside speakers on a line of their own.
var besideNames = set("by", "speaker", "speakers", "presented", "presenter", "presenters", "talk", "keynote", "tutorial", "workshop", "and", "with", "presentation", "a", "the", "author", "autor", "autora", "ponente", "por", "par", "y", "e", "et", "from", "lightning", "s", "room", "hall", "assembly", "track", "am", "pm", "full", "title", "dr", "prof")

// scheduled tells words of days, times and years.
func (c *cleaner) scheduled(w string) bool {
	_, day := calendar.Weekday(w)
	return day || calendar.Month(w) != 0 || strings.Trim(w, "0123456789") == "" || len(w) == 1 || c.w.run.matcher.occasion.words[w]
}

// occasionLine tells short lines of nothing but day, time and place: they hold
// a weekday or date, and few words.
func occasionLine(text string) bool {
	if len(text) > 70 || strings.HasSuffix(text, ".") && len(text) > 40 {
		return false
	}
	words, dates := 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), notWord) {
		_, day := calendar.Weekday(w)
		switch {
		case day, calendar.Month(w) != 0:
			dates++
		case strings.Trim(w, "0123456789") != "":
			words++
		}
	}
	return dates > 0 && words <= 3 || words <= 4 && clockTime.MatchString(text) && dates > 0
}

var clockTime = regexp.MustCompile(`\b\d{1,2}[:.h]\d{2}\b`)

// ruler tells lines of one repeated mark.
func ruler(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > 1 && strings.Trim(line, "-_=*~#—–·•. ") == ""
}

// dangling drops rulers that what was taken out leaves at an end, and headings
// that nothing follows any more.
func (c *cleaner) dangling() {
	last := -1
	for i, l := range c.lines {
		if !c.drop[i] && !l.blank() {
			last = i
		}
	}
	below := false // something was dropped below line i, and nothing kept yet
	for i := len(c.lines) - 1; i >= 0; i-- {
		line := strings.TrimSpace(c.lines[i].text)
		switch {
		case c.drop[i]:
			below = true
		case line == "":
		case below && (ruler(line) && i == last || linkHeading(line)):
			c.drop[i] = true
		default:
			below = false
		}
	}
	for i, l := range c.lines {
		if !c.drop[i] && !l.blank() {
			if ruler(l.text) {
				c.drop[i] = true
				continue
			}
			return
		}
	}
}

// linkHeading tells headings over lists of links.
func linkHeading(line string) bool {
	if len(line) > 40 || !strings.HasSuffix(line, ":") {
		return false
	}
	b := bare.Words(line)
	for _, w := range []string{"link", "slides", "resources", "enlaces", "liens", "chapters", "timestamps", "timecodes", "github", "repo"} {
		if strings.Contains(b, w) {
			return true
		}
	}
	return false
}
