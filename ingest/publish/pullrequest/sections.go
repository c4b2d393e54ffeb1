package pullrequest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/markdown"
	"github.com/pyvideo/stevie/internal/termtext"
)

// about says what event it is, and where the talks came from.
func (r Request) about(page *markdown.Page) {
	ev := r.Publication.Report.Event
	var rows [][]markdown.Cell
	row := func(name string, cells ...markdown.Cell) {
		rows = append(rows, []markdown.Cell{markdown.Words(name), markdown.Lines(cells...)})
	}
	row("event", markdown.Text(ev.Title, titleWidth))
	if ev.URL != "" {
		row("site", markdown.Link("", ev.URL))
	}
	switch {
	case ev.StartDate.IsZero():
		row("days", markdown.Words("not known"))
	case ev.EndDate.IsZero():
		row("days", markdown.Words("since "+ev.StartDate.String()))
	case ev.StartDate == ev.EndDate:
		row("days", markdown.Words(ev.StartDate.String()))
	default:
		row("days", markdown.Words(ev.StartDate.String()+" to "+ev.EndDate.String()))
	}
	var sources []markdown.Cell
	for _, s := range ev.Sources {
		source := markdown.Link("", s.URL)
		for _, l := range []struct{ name, value string }{{"only", s.Only}, {"except", s.Except}, {"since", s.Since.String()}} {
			if l.value != "" {
				source = markdown.Join(source, markdown.Words(", "+l.name+" "), markdown.Text(l.value, nameWidth))
			}
		}
		sources = append(sources, source)
	}
	if len(sources) > mostSources {
		sources = append(sources[:mostSources], markdown.Words(fmt.Sprintf("and %d more", len(ev.Sources)-mostSources)))
	}
	if len(sources) > 0 {
		row("playlist", sources...)
	}
	page.Table("", []string{"", ""}, rows)
}

// days says once how many talks have a day that is not their own.
func (r Request) days() []string {
	var lines []string
	for _, by := range []struct {
		origin draft.GuessedDay
		words  string
	}{{draft.EventDay, "the event's first day"}, {draft.UploadDay, "the day of the upload"}} {
		n := 0
		for _, t := range r.Publication.Report.Talks {
			if dayOf(t) == by.origin {
				n++
			}
		}
		if n > 0 {
			lines = append(lines, fmt.Sprintf("- days: %s with %s, for want of a better one", countOf(n, "talk"), by.words))
		}
	}
	return lines
}

// newNames lists the speakers who are new, those near to another spelling first.
func (r Request) newNames(page *markdown.Page) {
	var near [][]markdown.Cell
	var others []string
	for _, n := range r.Names {
		if n.Near != "" {
			near = append(near, []markdown.Cell{markdown.Text(n.Name, nameWidth), markdown.Text(n.Near, nameWidth)})
		} else {
			others = append(others, termtext.Short(n.Name, nameWidth))
		}
	}
	if len(r.Names) == 0 {
		return
	}
	page.Markdown("### " + countOf(len(r.Names), "speaker") + " new to pyvideo")
	page.Table("", []string{"written", "maybe the same as"}, near)
	if len(others) > 0 {
		page.Pre(countOf(len(others), "name")+" like no other", strings.Join(others, "\n"))
	}
}

// left lists the videos of the event that have no record here.
func (r Request) left(page *markdown.Page) {
	var rows [][]markdown.Cell
	row := func(title, id, why string) {
		rows = append(rows, []markdown.Cell{markdown.Text(title, titleWidth), markdown.Text(id, nameWidth), markdown.Text(why, noteWidth)})
	}
	for _, refused := range r.Publication.Refused {
		var why []string
		for _, f := range refused.Errors {
			if f.Rule == check.RulePrivateVideo { // what else there is to say may have words of it
				why = []string{f.Message}
				break
			}
			why = append(why, f.Field+": "+f.Message)
		}
		row("", fileOf(refused.Draft), "refused: "+strings.Join(why, "; "))
	}
	for _, s := range r.Publication.Report.Skipped {
		id := ""
		if s.Key.ID != "" {
			id = s.Key.String()
		}
		row(s.Title, id, "skipped: "+s.Reason)
	}
	for _, u := range r.Unavailable {
		row(u.Title, ingest.Key{Provider: u.Provider, ID: u.ID}.String(), "not available: "+u.Reason)
	}
	if len(rows) == 0 {
		return
	}
	page.Markdown("### Not taken")
	page.Table(countOf(len(rows), "video"), []string{"title from the host", "video or draft", "why"}, rows)
}

// fileOf is the last part of a path, whichever way it leans.
func fileOf(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

// checked lists what the checks say about the event's files, errors first.
func (r Request) checked(page *markdown.Page) {
	findings := slices.Clone(r.Publication.Report.Findings)
	slices.SortStableFunc(findings, func(a, b check.Finding) int { return strings.Compare(string(a.Level), string(b.Level)) })
	var rows [][]markdown.Cell
	for _, f := range findings {
		rows = append(rows, []markdown.Cell{
			markdown.Words(string(f.Level)), markdown.Text(fileOf(f.Path), titleWidth), markdown.Text(f.Field, nameWidth), markdown.Text(f.Message, noteWidth),
		})
	}
	if len(rows) == 0 {
		return
	}
	page.Markdown("### Check\n\n`stevie check " + r.Publication.Event + "`: " + verdict(findings) + ".")
	page.Table(countOf(len(rows), "finding"), []string{"level", "file", "field", "message"}, rows)
}

// reproduce tells with which settings the talks came out.
func (r Request) reproduce(page *markdown.Page) {
	page.Pre("Settings to get the same again", r.settings())
}

// settings are event.toml and those of stevie.toml that matter to proposals.
func (r Request) settings() string {
	ev := r.Publication.Report.Event
	var b strings.Builder
	fmt.Fprintf(&b, "# stevie %s\n", r.Version)
	for _, s := range ev.Sources {
		fmt.Fprintf(&b, "# stevie import %s --event %s\n", quote(s.URL), ev.Slug)
	}
	fmt.Fprintf(&b, "\n# stevie.toml\n[mapping]\ndescription = %q\nkeep_host_tags = %v\nready_above = %v\n",
		string(r.Mapping.Description), r.Mapping.KeepHostTags, r.Mapping.ReadyAbove)
	if names := r.spellings(); len(names) > 0 {
		b.WriteString("[mapping.speakers]\n" + strings.Join(names, ""))
	}
	fmt.Fprintf(&b, "\n# drafts/%s/event.toml\n%s", ev.Slug, draft.EncodeEvent(ev))
	return b.String()
}

// spellings are the lines of [mapping.speakers] about speakers of these talks.
func (r Request) spellings() []string {
	var lines []string
	for _, from := range slices.Sorted(maps.Keys(r.Mapping.Speakers)) {
		to := r.Mapping.Speakers[from]
		for _, t := range r.Publication.Report.Talks {
			if slices.Contains(t.Record.Speakers, to) {
				lines = append(lines, fmt.Sprintf("%q = %q\n", from, to))
				break
			}
		}
	}
	return lines
}

// quote makes a text one word of a shell's line.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
