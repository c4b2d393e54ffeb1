package mapper

import (
	"fmt"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// NoteUnequalTitle is the kind of the note about a title that was made unequal to that of
// another talk.
const NoteUnequalTitle = "title-unequal"

// Distinguish makes equal titles of proposals for the videos of one event unequal, as
// [Map] has done with its own. It is for proposals that got other titles since.
func Distinguish(videos []ingest.Video, proposals []ingest.Proposal, opt Options) {
	r := run{videos: videos, opt: opt}
	r.distinguish(proposals)
}

// distinguish makes equal titles unequal, since one event may hold each slug
// once: by the day where each of the talks was on another day, else by number.
// The first of several keeps its title unless the event already has such a talk.
func (r *run) distinguish(proposals []ingest.Proposal) {
	u := uniquer{slug: r.opt.Slug, taken: r.opt.Taken, used: map[string]bool{}}
	if u.slug == nil {
		u.slug = bare.Words
	}
	same := map[string][]int{}
	var order []string
	for i, p := range proposals {
		if p.Record.Title == "" || !r.videos[i].Usable() {
			continue
		}
		s := u.slug(p.Record.Title)
		if same[s] == nil {
			order = append(order, s)
		}
		same[s] = append(same[s], i)
		u.used[s] = true
	}
	for _, s := range order {
		u.separate(proposals, same[s], u.taken != nil && u.taken(s))
	}
}

// uniquer knows which slugs the event has.
type uniquer struct {
	slug  func(string) string
	taken func(string) bool
	used  map[string]bool
}

// free reports whether no talk has a title of this slug.
func (u *uniquer) free(title string) bool {
	s := u.slug(title)
	return !u.used[s] && (u.taken == nil || !u.taken(s))
}

// separate renames talks whose titles have one slug. occupied says that a talk
// outside the proposals has it, too.
func (u *uniquer) separate(proposals []ingest.Proposal, same []int, occupied bool) {
	if len(same) == 1 && !occupied {
		return
	}
	days := differentDays(proposals, same)
	for n, i := range same {
		p := &proposals[i]
		if n == 0 && !occupied && days == nil {
			p.Notes = append(p.Notes, because("title-shared", "another talk has this title").note(ingest.FieldTitle))
			continue
		}
		title := ""
		if days != nil {
			title = fmt.Sprintf("%s (%s)", p.Record.Title, days[n])
		}
		for k := max(n+1, 2); title == "" || !u.free(title) && k < 1000; k++ {
			title = fmt.Sprintf("%s (%d)", p.Record.Title, k)
		}
		u.used[u.slug(title)] = true
		p.Notes = append(p.Notes, ingest.Note{
			Field: ingest.FieldTitle,
			Kind:  NoteUnequalTitle, Data: []string{p.Record.Title},
			Text: fmt.Sprintf("%s would have the same address on the site as another talk of the event; made unequal", quote(p.Record.Title)),
		})
		p.Record.Title = title
		if len(p.Readings) > 0 {
			p.Readings[0].Title = title
		}
		p.Confidence[ingest.FieldTitle] = min(p.Confidence[ingest.FieldTitle], 0.5)
	}
}

// differentDays gives each of several talks its day, nil unless all differ and
// are fairly sure.
func differentDays(proposals []ingest.Proposal, same []int) []string {
	var days []string
	for _, i := range same {
		p := proposals[i]
		if p.Record.Recorded == "" || p.Confidence[ingest.FieldRecorded] < 0.6 || slices.Contains(days, p.Record.Recorded) {
			return nil
		}
		days = append(days, p.Record.Recorded)
	}
	return days
}
