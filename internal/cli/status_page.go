package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

// statusPage is what status shows to people.
type statusPage struct {
	showingStatus
	events  []statusEvent
	columns int
	b       strings.Builder
}

// statusEvent is an event with its drafts by what they need.
type statusEvent struct {
	pipeline.EventStatus
	doubtful, sure, settled []pipeline.View
	days                    map[draft.GuessedDay]int // drafts whose day is known of the event only
}

func newStatusPage(a showingStatus, list []pipeline.EventStatus) *statusPage {
	page := &statusPage{showingStatus: a, columns: output{a.app}.columns()}
	for _, status := range list {
		event := statusEvent{EventStatus: status, days: map[draft.GuessedDay]int{}}
		for _, v := range status.Drafts {
			if by := v.GuessedDay(); by != draft.OwnDay {
				event.days[by]++
			}
			switch {
			case v.NeedsDecision():
				event.doubtful = append(event.doubtful, v)
			case !v.IsSettled():
				event.sure = append(event.sure, v)
			default:
				event.settled = append(event.settled, v)
			}
		}
		if a.all || a.named || event.isOpen() {
			page.events = append(page.events, event)
		}
	}
	return page
}

// isOpen reports whether anything of an event needs a person.
func (e statusEvent) isOpen() bool { return len(e.doubtful)+len(e.sure)+len(e.Problems) > 0 }

// text is the page: a summary, the events, and the summary again, as the first one has
// moved out of sight.
func (p *statusPage) text() string {
	if len(p.events) == 0 {
		return "nothing needs a person; stevie status --all lists everything\n"
	}
	several := len(p.events) > 1
	if several {
		p.summary()
	}
	listed := false
	for _, event := range p.events {
		if several {
			p.b.WriteByte('\n')
		}
		p.line("", event.summary(), heading)
		p.remarks(event)
		listed = p.lists(event) || listed
	}
	if listed {
		p.b.WriteByte('\n')
		p.next()
		p.summary()
	}
	return p.b.String()
}

func (p *statusPage) summary() {
	for _, event := range p.events {
		p.line("", event.summary(), heading)
	}
}

// line writes a line, or as many as it takes.
func (p *statusPage) line(label, text string, s style) {
	indent := strings.Repeat(" ", len(label))
	for i, line := range strings.Split(paragraph(text, "", p.columns-len(label)), "\n") {
		if i == 0 {
			line = label + output{p.app}.painted(line, s)
		} else {
			line = indent + output{p.app}.painted(line, s)
		}
		p.b.WriteString(line + "\n")
	}
}

// summary counts the drafts of an event.
func (e statusEvent) summary() string {
	counts := map[string]int{}
	for _, v := range e.Drafts {
		counts[v.Status]++
	}
	var parts []string
	for _, status := range []draft.Status{draft.Review, draft.Ready, draft.Published, draft.Skip} {
		if n := counts[string(status)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	text := fmt.Sprintf("%s: %s: %s", e.Event, countOf(len(e.Drafts), "draft"), strings.Join(parts, ", "))
	switch {
	case len(e.Drafts) == 0:
		return fmt.Sprintf("%s: no drafts", e.Event)
	case !e.isOpen():
		return text + "; nothing in doubt"
	}
	return fmt.Sprintf("%s; %d with doubts", text, len(e.doubtful))
}

// remarks says what is true of the event as a whole.
func (p *statusPage) remarks(e statusEvent) {
	for _, by := range slices.Sorted(maps.Keys(e.days)) {
		p.line("  days: ", daysRemark(e.Event, by, e.days[by]), normal)
	}
	switch {
	case e.NoSessions != nil:
		p.line("  programme: ", fmt.Sprintf("%s; stevie match %s --refresh reads it anew", plain(e.NoSessions.Error()), e.Event), normal)
	case e.Sessions > 0:
		p.line("  programme: ", fmt.Sprintf("%s, %d not filmed or not up yet; stevie match %s shows them",
			countOf(e.Sessions, "session"), e.Unfilmed, e.Event), normal)
	}
	places, lost := map[pipeline.Place]int{}, 0
	for _, v := range e.Drafts {
		if v.Record.Kind != pipeline.Nowhere {
			places[v.Record]++
		}
		if slices.Contains(v.Doubts, draft.FieldStatus) {
			lost++
		}
	}
	for _, place := range slices.SortedFunc(maps.Keys(places), pipeline.Place.Compare) {
		if place.Kind == pipeline.DeletedHere {
			p.line("  ", fmt.Sprintf("%d published whose record was deleted from the checkout: restore it there, or set status to skip", places[place]), normal)
			continue
		}
		p.line("  ", fmt.Sprintf("%d published on %s, not in the checkout yet", places[place], termtext.Line(place.Branch)), normal)
	}
	if lost > 0 {
		p.line("  ", fmt.Sprintf("%d published without a record (was the pull request closed?): set status to ready to publish again, or to skip", lost), normal)
	}
}

// daysRemark says where the days of talks come from that have none of their own, and what
// to do.
func daysRemark(event string, by draft.GuessedDay, n int) string {
	origin, dates := "the day of the upload", "start_date and end_date in event.toml where they are missing, or "
	if by == draft.EventDay {
		origin, dates = "the event's first day", ""
	}
	who := fmt.Sprintf("%d talks have", n)
	if n == 1 {
		who = "1 talk has"
	}
	return fmt.Sprintf("%s %s, for want of a better one: a programme knows them (schedule in event.toml, then stevie match %s --refresh), "+
		"or you do (%sstevie set recorded=YYYY-MM-DD %s --where …)", who, origin, event, dates, event)
}

// lists writes the drafts that need a person, a line each, and reports whether there are
// any.
func (p *statusPage) lists(e statusEvent) bool {
	p.table("", e.doubtful)
	if len(e.sure) > 0 {
		p.table(fmt.Sprintf("%d that stevie is sure of:", len(e.sure)), e.sure)
	}
	if p.all && len(e.settled) > 0 {
		p.table(fmt.Sprintf("%d settled:", len(e.settled)), e.settled)
	}
	return len(e.doubtful)+len(e.sure) > 0 || p.all && len(e.settled) > 0
}

// next says how to go on.
func (p *statusPage) next() {
	name := "EVENT"
	if len(p.events) == 1 {
		name = p.events[0].Event
		if above := p.events[0].readyHint(); above != "" {
			p.line("  sure: ", above, normal)
		}
	}
	p.line("  next: ", fmt.Sprintf("stevie edit %s leads through them in your editor, stevie review %s here, stevie web in the browser", name, name), normal)
}

func (e statusEvent) readyHint() string {
	open := slices.Concat(e.doubtful, e.sure)
	open = slices.DeleteFunc(open, func(v pipeline.View) bool { return v.IsSettled() })
	sure := slices.DeleteFunc(slices.Clone(open), func(v pipeline.View) bool { return v.Base == nil || !v.Base.IsSure() })
	return readyHint(e.Event, len(sure), len(open))
}

// The columns of a table, and the least width at which the title as posted is one.
const (
	posted        = 150
	gap           = "  "
	speakersShare = 3 // of the talk's cell at most a third is speakers
)

// table lists drafts, a line each.
func (p *statusPage) table(title string, views []pipeline.View) {
	if title != "" {
		p.line("  ", title, normal)
	}
	rows := make([][]string, len(views))
	for i, v := range views {
		rows[i] = []string{talkOf(v), reasonOf(v), ""}
		if p.columns >= posted && v.Draft.Source.Title != v.Draft.Record.Title {
			rows[i][2] = termtext.Line(v.Draft.Source.Title)
		}
	}
	const labels = 17 // "  published 93%  "
	widths := p.widths(rows, p.columns-labels)
	for i, v := range views {
		label := "  " + output{p.app}.painted(padded(levelOf(v), 9), levelStyle(v)) + fmt.Sprintf("%4s", sureness(v))
		cells := []string{label, padded(cutTalk(v, widths[0]), widths[0])}
		for k := 1; k < len(widths); k++ {
			cells = append(cells, padded(fitted(rows[i][k], widths[k]), widths[k]))
		}
		p.b.WriteString(strings.TrimRight(strings.Join(cells, gap), " ") + "\n")
		if p.verbose {
			p.b.WriteString(strings.Repeat(" ", labels) + termtext.Line(v.Path) + "\n")
		}
	}
}

// widths divides the columns that are left among the cells of a table: none gets more than
// it needs, and what is too wide shares the rest.
func (p *statusPage) widths(rows [][]string, left int) []int {
	wanted := make([]int, 3)
	for _, row := range rows {
		for k, cell := range row {
			wanted[k] = max(wanted[k], uniseg.StringWidth(cell))
		}
	}
	shares := []int{7, 4, 5}
	for len(wanted) > 1 && wanted[len(wanted)-1] == 0 {
		wanted = wanted[:len(wanted)-1]
	}
	left -= len(gap) * (len(wanted) - 1)
	got := make([]int, len(wanted))
	open := make([]int, len(wanted))
	for k := range open {
		open[k] = k
	}
	for len(open) > 0 {
		total := 0
		for _, k := range open {
			total += shares[k]
		}
		small := slices.IndexFunc(open, func(k int) bool { return wanted[k] <= left*shares[k]/total })
		if small >= 0 {
			k := open[small]
			got[k] = wanted[k]
			left -= wanted[k]
			open = slices.Delete(open, small, small+1)
			continue
		}
		for _, k := range open {
			got[k] = left * shares[k] / total
		}
		break
	}
	return got
}

// talkOf is what a talk will be.
func talkOf(v pipeline.View) string {
	title := termtext.Line(v.Title)
	if who := speakersOf(v); who != "" {
		return title + " · " + who
	}
	return title
}

func speakersOf(v pipeline.View) string {
	return termtext.Line(strings.Join(v.Draft.Record.Speakers, ", "))
}

// cutTalk is that in a number of columns. The speakers are cut less than the title.
func cutTalk(v pipeline.View, columns int) string {
	title, who := termtext.Line(v.Title), speakersOf(v)
	if who == "" {
		return fitted(title, columns)
	}
	const between = 3
	room := columns - between
	short := fitted(who, max(room/speakersShare, room-uniseg.StringWidth(title)))
	return fitted(title, room-uniseg.StringWidth(short)) + " · " + short
}

// reasonOf says in a few words why a draft is not sure.
func reasonOf(v pipeline.View) string {
	var why []string
	switch {
	case slices.Contains(v.Doubts, draft.FieldStatus):
		why = []string{"no record"}
	case !v.IsSettled():
		why = slices.Concat(incidentsOf(v), v.Reasons, newNames(v))
	}
	for _, look := range []func(pipeline.View) []string{notesOf, messagesOf, doubtsOf} {
		if len(why) == 0 {
			why = look(v)
		}
	}
	return termtext.Line(strings.Join(why, "; "))
}

// incidentsOf are the notes on what has become of a draft's video.
func incidentsOf(v pipeline.View) []string {
	var texts []string
	for _, n := range v.Draft.Notes {
		if v.Base != nil && v.Base.IsIncident(n) {
			texts = append(texts, n.Field+": "+n.Text)
		}
	}
	return texts
}

// newNames are the speakers whom nobody knows, or by another spelling, as far as the
// reasons do not name them.
func newNames(v pipeline.View) []string {
	var unknown []string
	for _, name := range v.Names {
		said := slices.ContainsFunc(v.Reasons, func(reason string) bool { return strings.Contains(reason, name.Name) })
		switch {
		case said || v.Level == ingest.LevelSure:
		case name.State == pipeline.NameNew:
			unknown = append(unknown, name.Name)
		case name.State == pipeline.NameNear:
			unknown = append(unknown, fmt.Sprintf("%s (%s?)", name.Name, name.Near))
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return []string{"new: " + strings.Join(unknown, ", ")}
}

// notesOf are the notes of a draft. That a title was read as others are needs no copy of it.
func notesOf(v pipeline.View) []string {
	var texts []string
	for _, n := range v.Draft.Notes {
		text := n.Field + ": " + n.Text
		if v.Base.KindOf(n) == ingest.NoteTitleRead {
			text = "read from the title alone"
		}
		texts = append(texts, text)
	}
	return texts
}

func messagesOf(v pipeline.View) []string {
	var texts []string
	for _, f := range v.Findings {
		if !v.IsSettled() {
			texts = append(texts, f.Message)
		}
	}
	return texts
}

func doubtsOf(v pipeline.View) []string {
	return slices.DeleteFunc(slices.Clone(v.Doubts), func(field string) bool {
		return field == ingest.FieldRecorded && v.GuessedDay() != draft.OwnDay
	})
}

// levelOf is the word before a draft: how sure stevie is, or what has become of it.
func levelOf(v pipeline.View) string {
	if v.IsSettled() {
		return v.Status
	}
	return string(v.Level)
}

func levelStyle(v pipeline.View) style {
	switch {
	case v.NeedsDecision():
		return needs
	case v.IsSettled():
		return faint
	}
	return harmless
}

// sureness is how sure stevie is of title and speakers, "" where it has proposed none.
func sureness(v pipeline.View) string {
	if v.Base == nil || v.Base.FromRecord() || v.IsSettled() {
		return ""
	}
	return fmt.Sprintf("%d%%", int(100*v.Base.Proposal.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers)+1e-9))
}

// readyHint says how to mark those at once of which stevie is sure, "" without any.
func readyHint(event string, sure, open int) string {
	if sure == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d are at least %v sure in title and speakers, of which about 9 in 10 need no change: stevie ready %s --above %v marks them",
		sure, open, ingest.Sure, event, ingest.Sure)
}
