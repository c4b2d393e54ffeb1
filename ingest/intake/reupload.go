package intake

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// A re-upload has the title and the speakers of a talk that the event has, and
// about its length, under another id. It is no second talk: it becomes a second
// entry of the talk's videos, or takes the place of one that is gone.

// reuploads finds the re-uploads among the talks of a run.
type reuploads struct{ *Run }

// mayBe reports whether there may be re-uploads: a new talk, and a title
// that the mapper had to make unequal to another one.
func (r reuploads) mayBe(proposals []ingest.Proposal) bool {
	return slices.ContainsFunc(r.talks, talk.isNew) &&
		slices.ContainsFunc(proposals, func(p ingest.Proposal) bool {
			return slices.ContainsFunc(p.Notes, func(n ingest.Note) bool { return n.Kind == mapper.NoteUnequalTitle })
		})
}

// everyoneUnique makes slugs of which no two are equal, so that the mapper leaves
// titles as they are.
func everyoneUnique() func(string) string {
	n := 0
	return func(string) string { n++; return strconv.Itoa(n) }
}

func (t talk) isNew() bool { return t.draft == nil && !t.published && !t.next.FromRecord() }

// join takes the re-uploads out of the talks and gives their videos to the
// talks that they are of.
func (r reuploads) join() error {
	proposals := r.mapTalks(everyoneUnique(), nil)
	hosts := map[string]int{} // talks that re-uploads can be of
	for i, t := range r.talks {
		if !t.isNew() {
			addHost(hosts, i, record.Identity(r.settled(t, proposals[i])), record.Identity(proposals[i].Record), hostIdentity(t.video))
		}
	}
	joined := make([]bool, len(r.talks))
	var adopted []talk
	for i, t := range r.talks {
		if !t.isNew() {
			continue
		}
		id := record.Identity(proposals[i].Record)
		at, known := r.hostOf(hosts, t, id)
		if known && r.wasTakenOut(at, t) {
			continue
		}
		var made *talk
		var err error
		if known {
			made, err = r.joinTalk(at, proposals[i].Record)
		} else {
			made, err = r.joinRecord(id, proposals[i].Record)
		}
		if err != nil {
			return err
		}
		if made != nil {
			adopted = append(adopted, *made)
		}
		if joined[i] = known || made != nil; !joined[i] {
			addHost(hosts, i, id, hostIdentity(t.video))
		}
	}
	rest := r.talks[:0:0]
	for i, t := range r.talks {
		if !joined[i] {
			rest = append(rest, t)
		}
	}
	r.talks = slices.Concat(rest, adopted)
	return nil
}

func addHost(hosts map[string]int, i int, ids ...string) {
	for _, id := range ids {
		if _, taken := hosts[id]; id != "" && !taken {
			hosts[id] = i
		}
	}
}

// hostOf finds the talk that a new one is another upload of: with the same title
// and speakers, and about as long; or, where the speakers are not known, with the
// same words on the host and of the same length.
func (r reuploads) hostOf(hosts map[string]int, t talk, id string) (at int, ok bool) {
	// Another host's copy is no re-upload, unless it takes the place of what is gone.
	isCopy := func(at int) bool {
		other := r.talks[at]
		return !other.published && !other.isGone() && !other.isOn(site(t.video))
	}
	if at, ok := hosts[id]; ok && isCopy(at) {
		return 0, false
	}
	length := func(at int) (a, b int) { return r.talks[at].video.Duration, t.video.Duration }
	if at, ok := hosts[id]; ok {
		// A cut version is a bit shorter; the second part of a tutorial may be of any
		// length, and has another number in what the host calls it.
		a, b := length(at)
		return at, (a == 0 || b == 0 || 4*min(a, b) >= 3*max(a, b)) && sameNumbers(r.talks[at].video.Title, t.video.Title)
	}
	if at, ok := hosts[hostIdentity(t.video)]; ok && id == "" && !isCopy(at) {
		a, b := length(at)
		const secondsApart = 5
		return at, a != 0 && b != 0 && max(a, b)-min(a, b) <= secondsApart
	}
	return 0, false
}

// settled is what a talk is called now: by its draft or record, where there is one.
func (r reuploads) settled(t talk, proposed ingest.Proposal) ingest.Record {
	if t.draft != nil {
		return t.draft.Record
	}
	if r.in.Tree != nil {
		if c, ok := curated(r).fromTree(t.video.Key()); ok {
			return ingest.Record{Title: c.Title, Speakers: c.Speakers}
		}
	}
	return proposed.Record
}

var numbers = regexp.MustCompile(`\d+`)

// sameNumbers reports whether two titles of a host have the same numbers in them.
func sameNumbers(a, b string) bool {
	return slices.Equal(numbers.FindAllString(a, -1), numbers.FindAllString(b, -1))
}

// hostIdentity tells videos apart by what the host calls them.
func hostIdentity(v ingest.Video) string {
	title := record.Slug(v.Title)
	if title == "" {
		return ""
	}
	return "on the host\x00" + title
}

// wasTakenOut reports whether a person has taken the video out of the talk that it
// was joined with: then it is a talk of its own.
func (r reuploads) wasTakenOut(at int, t talk) bool {
	b := r.talks[at].base
	return b != nil && slices.Contains(record.Keys(b.Proposal.Record), t.video.Key())
}

// isAwaited reports whether a video is proposed for a talk of the event, as another
// upload of it, and was never in the talk's draft: that is published, or a person
// had changed its videos. They have not decided yet.
func (r *Run) isAwaited(key ingest.Key) bool {
	if r.awaits != nil {
		return r.awaits[key]
	}
	r.awaits = map[ingest.Key]bool{}
	folder := r.contents.Folder(r.ev.Slug)
	if folder == nil {
		return false
	}
	for _, d := range folder.Drafts {
		b, err := r.in.Workspace.Base(d)
		if err != nil || b == nil || !b.Kept(ingest.FieldVideos) {
			continue // whoever updates the draft tells what is wrong with its base
		}
		for _, awaited := range record.Keys(b.Proposal.Record) {
			r.awaits[awaited] = true
		}
	}
	return r.awaits[key]
}

// joinTalk gives a re-upload to a talk of this run; one that is published and
// has no draft gets one, which is returned.
func (r reuploads) joinTalk(at int, upload ingest.Record) (*talk, error) {
	host := &r.talks[at]
	if !host.published {
		host.reuploads = append(host.reuploads, upload)
		r.summary.Updated++
		return nil, nil
	}
	made, err := r.adopt(host.video, upload, false)
	return &made, err
}

// joinRecord gives a re-upload to a record of the event that no talk of this run
// stands for. It returns nil when there is none.
func (r reuploads) joinRecord(id string, upload ingest.Record) (*talk, error) {
	if r.in.Tree == nil || id == "" {
		return nil, nil
	}
	entry, _ := r.in.Tree.Event(r.ev.Slug)
	for _, e := range entry.Records {
		if len(e.Keys) == 0 || e.Identity() != id {
			continue
		}
		old := e.Keys[0]
		isTalk := func(t talk) bool { return t.video.Key() == old }
		if r.contents.Lookup(old, r.ev.Slug).State != workspace.Unknown || slices.ContainsFunc(r.talks, isTalk) {
			continue
		}
		// One that came in without becoming a talk cannot be watched.
		made, err := r.adopt(ingest.Video{Provider: old.Provider, ID: old.ID, Title: e.Title}, upload, r.seen[old])
		return &made, err
	}
	return nil, nil
}

// adopt makes the draft of a published record with a re-upload among its videos, or
// in the place of the one that is gone.
func (r reuploads) adopt(video ingest.Video, upload ingest.Record, gone bool) (talk, error) {
	rec, err := r.in.recordWith(r.ev.Slug, video.Key())
	if err != nil {
		return talk{}, err
	}
	next := OfRecord(video, rec)
	addReupload(&next, upload, gone)
	return talk{video: video, next: next}, nil
}

// OfRecord proposes what a published record has, of which nothing is in doubt.
func OfRecord(video ingest.Video, rec ingest.Record) draft.Proposed {
	return draft.Proposed{
		Video: video, Record: &rec, Status: draft.Review,
		Proposal: ingest.Proposal{
			Provider: video.Provider, ID: video.ID, Record: rec, Notes: []ingest.Note{},
			Confidence: allSure(),
		},
	}
}

// allSure is the confidence in what people have decided.
func allSure() ingest.Confidence {
	c := ingest.Confidence{}
	for _, field := range ingest.InferredFields() {
		c[field] = 1
	}
	return c
}

// addReupload puts a re-upload into a proposal: in the place of its own video when
// that is gone, else behind the others.
func addReupload(next *draft.Proposed, upload ingest.Record, gone bool) {
	rec := &next.Proposal.Record
	if !gone {
		rec.Videos = append(slices.Clone(rec.Videos), upload.Videos...)
		at := slices.IndexFunc(next.Incidents, draft.Incident.IsReupload)
		if at < 0 {
			next.Incidents = append(next.Incidents, draft.Incident{Kind: draft.SecondUpload, Field: ingest.FieldVideos})
			at = len(next.Incidents) - 1
		}
		next.Incidents[at].Videos = slices.Concat(next.Incidents[at].Videos, addressesOf(upload))
		return
	}
	rest := slices.DeleteFunc(slices.Clone(rec.Videos), func(l ingest.Location) bool {
		key, ok := record.KeyOf(l)
		return ok && key == next.Key()
	})
	rec.Videos = append(slices.Clone(upload.Videos), rest...)
	rec.Duration, rec.ThumbnailURL = upload.Duration, upload.ThumbnailURL
	next.Incidents = append(slices.DeleteFunc(slices.Clone(next.Incidents), draft.Incident.IsReupload),
		draft.Incident{Kind: draft.Replaced, Field: ingest.FieldVideos, Videos: addressesOf(upload)})
}

func addressesOf(r ingest.Record) []string {
	var list []string
	for _, l := range r.Videos {
		list = append(list, l.URL)
	}
	return list
}

// withReuploads puts into a talk's new proposal the re-uploads that came earlier and
// stand in its base, and those that have come now.
func (t *talk) withReuploads() {
	t.keepReuploads()
	for _, upload := range t.reuploads {
		addReupload(&t.next, upload, t.isGone() && !wasReplaced(t.next))
	}
}

func (t *talk) keepReuploads() {
	if t.base == nil {
		return
	}
	at := slices.IndexFunc(t.base.Incidents, draft.Incident.IsReupload)
	if at < 0 {
		return
	}
	was, rec := t.base.Proposal.Record, &t.next.Proposal.Record
	rec.Videos = was.Videos
	t.next.Incidents = []draft.Incident{t.base.Incidents[at]}
	if wasReplaced(t.next) {
		rec.Duration, rec.ThumbnailURL = was.Duration, was.ThumbnailURL
	}
}

// wasReplaced reports whether another upload stands in the place of the proposal's
// own video. What becomes of that is of no more concern.
func wasReplaced(next draft.Proposed) bool {
	return slices.ContainsFunc(next.Incidents, func(i draft.Incident) bool { return i.Kind == draft.Replaced })
}

// alsoDeleted are the re-uploads of talks whose drafts a person has deleted from the
// event: they are no new talks either.
func (r *Run) alsoDeleted() map[ingest.Key]bool {
	folder := r.contents.Folder(r.ev.Slug)
	if folder == nil || len(folder.Deleted) == 0 {
		return nil
	}
	bases, _ := r.in.Workspace.Bases(r.ev.Slug) // an unreadable one tells nothing
	keys := map[ingest.Key]bool{}
	for _, b := range bases {
		if !slices.Contains(folder.Deleted, b.Key()) {
			continue
		}
		for _, v := range b.Copies {
			keys[v.Key()] = true
		}
		if !slices.ContainsFunc(b.Incidents, draft.Incident.IsReupload) {
			continue
		}
		for _, key := range record.Keys(b.Proposal.Record) {
			keys[key] = true
		}
	}
	return keys
}
