package intake

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/internal/bare"
)

// A talk that several hosts have is one draft with several videos. Its source is the
// video that came first; those of the other hosts are its copies, kept in the base as they
// were fetched, so that they are known by their own identity and proposed again without a
// request. A copy is told by its title, by its length, and by the session of the
// programme; which of two may be it, is left to people.

// copies finds the talks of a run that several hosts have.
type copies struct{ *Run }

// isCopyOfTombstone counts a new video that is another host's copy of a talk which a
// person does not want.
func (r *Run) isCopyOfTombstone(v ingest.Video) bool {
	skipped, deleted := copies{r}.tombstone(v)
	if deleted {
		r.deleted = append(r.deleted, v)
	}
	if skipped || deleted {
		r.summary.Skipped++
	}
	return skipped || deleted
}

// site is the host that a video lies on: another server is another one.
func site(v ingest.Video) string {
	if v.Provider != host.File && v.Provider != "peertube" {
		return v.Provider
	}
	u, err := url.Parse(v.URL)
	if err != nil {
		return v.Provider
	}
	return v.Provider + " " + u.Host
}

// copyOf is the draft of the event that has a video among its copies, nil if none does.
func (r *Run) copyOf(key ingest.Key) *draft.Draft {
	if r.copied == nil {
		r.copied = map[ingest.Key]*draft.Draft{}
		for d, b := range r.withBases() {
			for _, v := range b.Copies {
				r.copied[v.Key()] = d
			}
		}
	}
	return r.copied[key]
}

// withBases yields the drafts of the event that have a base.
func (r *Run) withBases() func(yield func(*draft.Draft, *draft.Base) bool) {
	return func(yield func(*draft.Draft, *draft.Base) bool) {
		folder := r.contents.Folder(r.ev.Slug)
		if folder == nil {
			return
		}
		for _, d := range folder.Drafts {
			b, err := r.in.Workspace.Base(d)
			if err != nil || b == nil || d.Source.IsZero() {
				continue // whoever updates the draft tells what is wrong with its base
			}
			if !yield(d, b) {
				return
			}
		}
	}
}

// receiveCopy takes a video that came in as what it is known to be: the copy of a draft.
func (r *Run) receiveCopy(d *draft.Draft, v ingest.Video) {
	r.arrived[v.Key()] = v
	switch {
	case !v.Usable():
		r.summary.Unavailable = append(r.summary.Unavailable, Unavailable{v.Provider, v.ID, unavailableReason(v), titleUnlessGone(v)})
	case d.Status == draft.Skip:
		r.summary.Skipped++
	default:
		r.summary.Known++
	}
}

// bring gives the talks of drafts their copies, as they came in now or were before.
func (r copies) bring() {
	for i := range r.talks {
		t := &r.talks[i]
		if t.base == nil || t.copies != nil {
			continue
		}
		for _, was := range t.base.Copies {
			now, came := r.arrived[was.Key()]
			switch {
			case came && now.Usable():
				was = now
			case came && !now.Doubtful:
				was.Availability, was.Reason = now.Availability, unavailableReason(now)
			case !r.seen[was.Key()] && r.conclusive != nil && delisted(was, *r.conclusive):
				was.Reason = "no longer in its collection"
			}
			t.copies = append(t.copies, was)
		}
	}
}

// haveNews reports whether something about a talk's copies is not as it was.
func (t talk) haveNews() bool {
	return t.base != nil && !slices.EqualFunc(t.copies, t.base.Copies, sameVideo)
}

// whole is the talk's video with what only its copies tell.
func (t talk) whole() ingest.Video {
	v := t.video
	for _, c := range t.copies {
		v.Duration = cmp.Or(v.Duration, c.Duration)
		v.Description = cmp.Or(v.Description, c.Description)
		v.Language = cmp.Or(v.Language, c.Language)
		v.Thumbnail = cmp.Or(v.Thumbnail, host.Thumbnail(v), host.Thumbnail(c))
		if len(v.Speakers) == 0 && len(c.Speakers) > 0 { // a host that names them has titles without them
			v.Speakers, v.Title = c.Speakers, cmp.Or(c.Title, v.Title)
		}
		if v.Recorded.IsZero() {
			v.Recorded = c.Recorded
		}
		if v.Published.IsZero() {
			v.Published = c.Published
		}
	}
	return v
}

// withCopies puts the copies into a talk's new proposal. Who has settled the draft is
// told of those that it does not have, and everybody of those that cannot be watched.
func (t *talk) withCopies() {
	t.next.Copies = t.copies
	rec := &t.next.Proposal.Record
	for _, c := range t.copies {
		var missing []string
		for _, l := range host.Locations(c) {
			same := func(o ingest.Location) bool { return o.URL == l.URL }
			if !slices.ContainsFunc(rec.Videos, same) {
				rec.Videos = append(slices.Clone(rec.Videos), l)
			}
			if t.draft != nil && !slices.ContainsFunc(t.draft.Record.Videos, same) {
				missing = append(missing, l.URL)
			}
		}
		switch {
		case !c.Usable():
			t.next.Incidents = append(t.next.Incidents, draft.Incident{
				Kind: draft.CopyLost, Field: ingest.FieldVideos, Reason: unavailableReason(c), Videos: []string{c.URL},
			})
		case len(missing) > 0 && t.draft.IsSettled(t.base):
			t.next.Incidents = append(t.next.Incidents, draft.Incident{Kind: draft.CopyFound, Field: ingest.FieldVideos, Videos: missing})
		}
	}
}

// side is what a talk is told by.
type side struct {
	site     string
	title    []string // as the host has it, in words
	clean    []string // without speakers, event and decoration, as far as the mapper can tell
	speakers []string
	duration int
	session  string   // that it is sure to be, "" if of none
	taken    []string // sites that it has already
}

// words are a text's, as two spellings of one are compared.
func words(s string) []string { return strings.Fields(bare.Words(s)) }

// fit says how well two talks go together.
type fit int

const (
	apart  fit = iota
	unsure     // one title within the other, and more in the rest than there should be
	within     // one title within the other
	same
)

// sides are the talks of the run, by what they are called with and without a draft.
func (r copies) sides(proposals map[ingest.Key]ingest.Proposal, sessions map[ingest.Key]string) []side {
	all := make([]side, len(r.talks))
	for i, t := range r.talks {
		rec := reuploads(r).settled(t, proposals[t.video.Key()])
		s := side{
			site: site(t.video), title: words(t.video.Title), clean: words(rec.Title), speakers: rec.Speakers,
			duration: t.video.Duration, session: sessions[t.video.Key()],
		}
		if len(s.speakers) == 0 {
			s.speakers = t.video.Speakers
		}
		for _, c := range t.copies {
			s.taken = append(s.taken, site(c))
			s.duration = cmp.Or(s.duration, c.Duration)
		}
		all[i] = s
	}
	return all
}

// secondsApart is how much longer one host's copy may be than the other's.
const secondsApart = 10

// fits tells how well the video of b goes with the talk of a.
func (r copies) fits(a, b side) fit {
	longer, shorter := max(a.duration, b.duration), min(a.duration, b.duration)
	known := shorter > 0
	switch {
	case a.site == b.site, slices.Contains(a.taken, b.site), slices.Contains(b.taken, a.site):
		return apart
	case a.session != "" && b.session != "":
		if a.session == b.session && (!known || 4*shorter >= 3*longer) { // a cut version is a bit shorter
			return same
		}
		return apart
	case known && longer-shorter > secondsApart, disagree(a.speakers, b.speakers):
		return apart
	case len(a.title) > 0 && slices.Equal(a.title, b.title):
		return same
	}
	core := a.title
	if len(b.title) < len(a.title) {
		core = b.title
	}
	if len(a.clean) > 0 && slices.Equal(a.clean, b.clean) {
		core = a.clean
	}
	restA, inA := without(a.title, core)
	restB, inB := without(b.title, core)
	if !inA || !inB || len(core) == 0 {
		return apart
	}
	if r.isAround(slices.Concat(restA, restB), slices.Concat(a.speakers, b.speakers)) {
		return within
	}
	if known || len(core) > 1 {
		return unsure
	}
	return apart
}

// disagree reports whether two talks are known to have other speakers.
func disagree(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	var names []string
	for _, name := range b {
		names = append(names, bare.Words(name))
	}
	return !slices.ContainsFunc(a, func(name string) bool { return slices.Contains(names, bare.Words(name)) })
}

// without takes words that follow each other out of others.
func without(all, some []string) (rest []string, ok bool) {
	for i := 0; i+len(some) <= len(all); i++ {
		if slices.Equal(all[i:i+len(some)], some) {
			return slices.Concat(all[:i], all[i+len(some):]), true
		}
	}
	return all, false
}

// isOn reports whether a talk has a video on a site.
func (t talk) isOn(s string) bool {
	return site(t.video) == s || slices.ContainsFunc(t.copies, func(c ingest.Video) bool { return site(c) == s })
}

// decoration are words around titles that say nothing of the talk.
var decoration = words("a an and at by from in on the with of talk keynote video recording official full live hd 4k 720p 1080p")

// isAround reports whether words are those of speakers, of the event or of decoration.
func (r copies) isAround(rest, speakers []string) bool {
	about := slices.Concat(decoration, words(r.ev.Title), words(r.ev.Slug), words(strings.Join(speakers, " ")))
	for _, day := range []ingest.Date{r.ev.StartDate, r.ev.EndDate} {
		if !day.IsZero() {
			about = append(about, strings.Fields(bare.Words(day.String()))...)
		}
	}
	return !slices.ContainsFunc(rest, func(word string) bool { return !slices.Contains(about, word) })
}

// join takes the talks that are new out of the run where another host has them, and makes
// them copies of those. Of two new ones that which was listed first stays.
func (r copies) join() {
	if !slices.ContainsFunc(r.talks, talk.isNew) || !r.onSeveralSites() {
		return
	}
	rank := func(t talk) int {
		if t.isNew() {
			return 1 + r.listed[t.video.Key()]
		}
		return 0
	}
	slices.SortStableFunc(r.talks, func(a, b talk) int { return cmp.Compare(rank(a), rank(b)) })
	sides := r.sides(r.bySite())
	joined := map[int]int{}
	for i := range r.talks {
		if !r.talks[i].isNew() {
			continue
		}
		if at, ok := r.only(sides, i, joined); ok {
			joined[i] = at
		}
	}
	rest := r.talks[:0:0]
	for i, t := range r.talks {
		at, isCopy := joined[i]
		if !isCopy {
			continue
		}
		r.talks[at].copies = append(r.talks[at].copies, t.video)
		if r.talks[at].isNew() {
			r.summary.Known++
		} else {
			r.summary.Updated++
		}
	}
	for i, t := range r.talks {
		if _, isCopy := joined[i]; !isCopy {
			rest = append(rest, t)
		}
	}
	r.talks = rest
}

func (r copies) onSeveralSites() bool {
	return slices.ContainsFunc(r.talks, func(t talk) bool { return site(t.video) != site(r.talks[0].video) })
}

// only finds the one talk, of those before it, that a talk goes with, where none else
// comes into question for either of them. Those that are joined already do not count; nor
// does one whose video is gone, or of which there is nothing but a record: see reuploads.
func (r copies) only(sides []side, i int, joined map[int]int) (at int, ok bool) {
	at = -1
	best := unsure
	for j := range i {
		_, isCopy := joined[j]
		f := r.fits(sides[j], sides[i])
		if isCopy || r.talks[j].published || r.talks[j].isGone() {
			f = apart
		}
		switch {
		case f > best:
			at, best = j, f
		case f == best && f > unsure:
			at = -1
		}
	}
	if at < 0 {
		return -1, false
	}
	for j := range sides {
		if j != i && sides[j].site == sides[i].site && r.fits(sides[at], sides[j]) >= best {
			return -1, false
		}
	}
	return at, true
}

// bySite maps each host's videos for themselves, and tells which session each is sure to
// be of: of two uploads of one talk nobody could tell which is it, nor what the titles
// have in common but what they are about.
func (r copies) bySite() (proposals map[ingest.Key]ingest.Proposal, sessions map[ingest.Key]string) {
	all := r.talks
	proposals, sessions = map[ingest.Key]ingest.Proposal{}, map[ingest.Key]string{}
	for _, t := range all {
		if _, done := proposals[t.video.Key()]; done {
			continue
		}
		r.pairs = nil
		r.talks = slices.DeleteFunc(slices.Clone(all), func(o talk) bool { return site(o.video) != site(t.video) })
		pairing(r).pair() // which puts the talks into their order
		for i, p := range r.mapTalks(everyoneUnique(), nil) {
			key := r.talks[i].video.Key()
			proposals[key] = p
			if pair := r.pairs[key]; pair.Session != nil && pair.State != match.Doubtful {
				sessions[key] = pair.Session.ID
			}
		}
	}
	r.talks, r.pairs = all, nil
	return proposals, sessions
}

// noteOtherHost is the kind of the note about a talk that another host may have, too.
const noteOtherHost = "other-host"

// point notes which talks may be the same on another host, and were kept apart.
func (r copies) point() {
	if len(r.talks) == 0 || !r.onSeveralSites() {
		return
	}
	sides := r.sides(r.alone, nil)
	for i := range sides {
		t := &r.talks[i]
		if t.isFromRecord() || t.published {
			continue
		}
		for j := range sides {
			if i == j || r.fits(sides[i], sides[j]) == apart {
				continue
			}
			other := r.talks[j].video
			t.next.Proposal.Notes = append(t.next.Proposal.Notes, ingest.Note{
				Field: ingest.FieldVideos, Kind: noteOtherHost, Data: []string{other.Key().String()},
				Text: fmt.Sprintf("may be the same talk as %s, which %s calls %q: if it is, add that address to the videos here and skip the other draft", other.URL, other.Provider, other.Title),
			})
			t.next.Proposal.Cap("another host may have the same talk")
			t.next.Status = ""
		}
	}
}

// tombstone reports whether a new video is another host's copy of a talk that a person has
// skipped, or whose draft was deleted.
func (r copies) tombstone(v ingest.Video) (skipped, deleted bool) {
	came := side{site: site(v), title: words(v.Title), speakers: v.Speakers, duration: v.Duration}
	folder := r.contents.Folder(r.ev.Slug)
	if folder == nil || r.opts.Again {
		return false, false
	}
	is := func(was ingest.Video, rec ingest.Record) bool {
		return r.fits(side{
			site: site(was), title: words(was.Title), clean: words(rec.Title), speakers: rec.Speakers, duration: rec.Duration,
		}, came) >= within
	}
	for d, b := range r.withBases() {
		if d.Status == draft.Skip && is(b.Video, d.Record) {
			return true, false
		}
	}
	if len(folder.Deleted) == 0 {
		return false, false
	}
	bases, _ := r.in.Workspace.Bases(r.ev.Slug) // an unreadable one tells nothing
	return false, slices.ContainsFunc(bases, func(b *draft.Base) bool {
		return slices.Contains(folder.Deleted, b.Key()) && is(b.Video, b.Proposal.Record)
	})
}
