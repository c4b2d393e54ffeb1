package mapper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// distinguish makes equal titles unequal, since one event may hold each slug
// once: by the day where the talks were on different days, else by number. The
// first of several keeps its title unless the event already has such a talk.
func (r *run) distinguish(proposals []ingest.Proposal) {
	slug := r.opt.Slug
	if slug == nil {
		slug = bare
	}
	bySlug := map[string][]int{}
	used := map[string]bool{}
	var order []string
	for i, p := range proposals {
		if p.Record.Title == "" || !r.videos[i].Usable() {
			continue
		}
		s := slug(p.Record.Title)
		if bySlug[s] == nil {
			order = append(order, s)
		}
		bySlug[s] = append(bySlug[s], i)
		used[s] = true
	}
	taken := func(s string) bool { return used[s] || r.opt.Taken != nil && r.opt.Taken(s) }
	for _, s := range order {
		same := bySlug[s]
		occupied := r.opt.Taken != nil && r.opt.Taken(s)
		if len(same) == 1 && !occupied {
			continue
		}
		suffixes := daySuffixes(proposals, same)
		for n, i := range same {
			p := &proposals[i]
			if n == 0 && !occupied && suffixes == nil {
				continue
			}
			title := ""
			if suffixes != nil {
				title = p.Record.Title + suffixes[n]
			}
			for k := n + 1; title == "" || taken(slug(title)); k++ {
				if k > 1 || title != "" {
					title = fmt.Sprintf("%s (%d)", p.Record.Title, max(k, 2))
				} else {
					title = fmt.Sprintf("%s (2)", p.Record.Title)
				}
			}
			used[slug(title)] = true
			p.Notes = append(p.Notes, ingest.Note{Field: ingest.FieldTitle, Text: fmt.Sprintf("another talk of the event is called %q; made unequal", p.Record.Title)})
			p.Record.Title = title
			p.Confidence.Title = min(p.Confidence.Title, 0.5)
		}
	}
}

// daySuffixes gives each of several talks its day, nil unless all differ.
func daySuffixes(proposals []ingest.Proposal, same []int) []string {
	var days []string
	for _, i := range same {
		d := proposals[i].Record.Recorded
		if d == "" || slices.Contains(days, d) || proposals[i].Confidence.Recorded < 0.6 {
			return nil
		}
		days = append(days, d)
	}
	sorted := slices.Clone(days)
	slices.Sort(sorted)
	suffixes := make([]string, len(days))
	for n, d := range days {
		suffixes[n] = fmt.Sprintf(" (%s)", strings.TrimSpace(d))
	}
	return suffixes
}
