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
)

// inferred counts for each field how surely it was inferred.
func (r Request) inferred(page *markdown.Page) {
	talks := r.Publication.Report.Talks
	if len(talks) == 0 {
		return
	}
	var rows [][]markdown.Cell
	for _, field := range ingest.InferredFields() {
		sure, unsure, hand := 0, 0, 0
		for _, t := range talks {
			switch c, ok := confidence(t, field); {
			case !ok:
				hand++
			case c >= ingest.Sure:
				sure++
			default:
				unsure++
			}
		}
		number := func(n int) markdown.Cell { return markdown.Words(fmt.Sprint(n)) }
		rows = append(rows, []markdown.Cell{markdown.Words(field), number(sure), number(unsure), number(hand)})
	}
	page.Markdown("### What was inferred, and how surely")
	page.Table("", []string{"field", "90 % sure or more", "less sure", "written by a person"}, rows)
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
	page.Markdown("### Check\n\n`stevie check " + r.Publication.Event + "`: " + verdict(findings) + ".")
	page.Table(countOf(len(rows), "finding"), []string{"level", "file", "field", "message"}, rows)
}

// reproduce tells where the talks came from and with which settings.
func (r Request) reproduce(page *markdown.Page) {
	page.Markdown("### Where it came from")
	var rows [][]markdown.Cell
	for _, s := range r.Publication.Report.Event.Sources {
		var limits []string
		for _, l := range []struct{ name, value string }{{"only", s.Only}, {"except", s.Except}, {"since", s.Since.String()}} {
			if l.value != "" {
				limits = append(limits, l.name+" "+l.value)
			}
		}
		rows = append(rows, []markdown.Cell{markdown.Link("", s.URL), markdown.Texts(limits, noteWidth)})
	}
	page.Table("", []string{"source", "limited to"}, rows)
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
