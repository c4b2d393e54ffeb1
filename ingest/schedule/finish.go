package schedule

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// finisher makes sessions of entries.
type finisher struct {
	Options
	zone    *time.Location // the event's, nil when not known
	cal     calendar
	remarks []Remark
}

// finish makes one programme of all that was read.
func finish(readings []reading, remarks []Remark, o Options) (Programme, error) {
	f := finisher{Options: o, remarks: remarks}
	var p Programme
	var formats []string
	var written []string
	for _, r := range readings {
		f.remarks = append(f.remarks, r.remarks...)
		p.Joined = append(p.Joined, r.joined...)
		if r.format != "" && !slices.Contains(formats, r.format) {
			formats = append(formats, r.format)
		}
		for _, e := range r.entries {
			written = append(written, e.day, e.start)
		}
	}
	p.Format = strings.Join(formats, ", ")
	f.cal = newCalendar(o.Start, o.End, written)
	f.findZone(readings)
	entries, bases := f.kept(readings)
	times, err := f.times(entries)
	if err != nil {
		return Programme{}, err
	}
	for i, e := range entries {
		p.Sessions = append(p.Sessions, f.session(e, times[i], bases[i]))
	}
	p.Sessions = f.distinct(p.Sessions)
	slices.SortStableFunc(p.Sessions, inOrder)
	p.Speakers = countSpeakers(p.Sessions)
	if f.zone != nil {
		p.TimeZone = f.zone.String()
	}
	p.Remarks = f.remarks
	return p, nil
}

// findZone takes the zone that was given, else the programme's.
func (f *finisher) findZone(readings []reading) {
	if f.TimeZone != "" {
		f.zone, _ = loadZone(f.TimeZone)
		return
	}
	for _, r := range readings {
		if r.zone == "" {
			continue
		}
		zone, err := loadZone(r.zone)
		if err != nil {
			f.remark(Remark{Kind: StrangeZone, Example: r.zone})
			continue
		}
		f.zone = zone
		return
	}
}

func (f *finisher) remark(r Remark) { f.remarks = append(f.remarks, r) }

// kept are the entries that are sessions, with the addresses that theirs count from.
func (f *finisher) kept(readings []reading) (entries []entry, bases []*url.URL) {
	untitled := 0
	for _, r := range readings {
		base := r.base
		if base == nil {
			base = website(f.URL)
		}
		for _, e := range r.entries {
			e.title, e.speakers, e.declared = line(e.title), names(e.speakers), r.zone
			switch {
			case e.title == "":
				untitled++
			case !e.isBreak():
				entries = append(entries, e)
				bases = append(bases, base)
			}
		}
	}
	if untitled > 0 {
		f.remark(Remark{Kind: Untitled, Count: untitled})
	}
	return entries, bases
}

// session makes a session of an entry.
func (f *finisher) session(e entry, t times, base *url.URL) ingest.Session {
	s := ingest.Session{
		Title: e.title, Subtitle: line(e.subtitle), Speakers: e.speakers,
		Start: t.start, Duration: int(t.duration / time.Second),
		Room: line(e.room), Track: line(e.track), Type: line(e.kind), Language: languageCode(e.language),
		Abstract: prose(e.abstract, base), Description: prose(e.description, base),
		URL: absolute(e.url, base), Video: absolute(e.video, base), DoNotRecord: e.doNotRecord, License: line(e.license),
	}
	for _, id := range e.ids {
		if s.ID = line(id); s.ID != "" {
			break
		}
	}
	if s.ID == "" {
		s.ID = slug(s.Title)
	}
	if isCharla(s.Type) {
		s.Language = "spa"
	}
	if s.Abstract == "" || strings.HasPrefix(s.Description, s.Abstract) {
		s.Abstract, s.Description = s.Description, ""
	}
	for _, link := range e.links {
		if address := absolute(link.URL, base); address != "" {
			s.Links = append(s.Links, ingest.Link{Label: line(cmp.Or(link.Label, "Link")), URL: address})
		}
	}
	return s
}

// isCharla recognises PyCon US' talks in Spanish.
func isCharla(kind string) bool {
	kind = strings.ToLower(kind)
	return kind == "charla" || kind == "charlas"
}

// absolute is an address on the web, "" for what is none.
func absolute(address string, base *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || address == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// distinct drops what stands there twice and gives sessions of one id, held at
// several times, ids of their own: the first keeps it.
func (f *finisher) distinct(sessions []ingest.Session) []ingest.Session {
	slices.SortStableFunc(sessions, func(a, b ingest.Session) int { return a.Start.Compare(b.Start) })
	first := map[string]int{}
	places := map[string]int{} // by title, start, and room or people
	taken := map[string]bool{}
	var kept []ingest.Session
	clashes, example := 0, ""
	for _, s := range sessions {
		at, known := first[s.ID]
		place := placeOfSession(s)
		if there, twice := places[place]; twice && place != "" && !known {
			fill(&kept[there], s) // two programmes of one event
			continue
		}
		switch {
		case !known:
			first[s.ID] = len(kept)
		case sameSession(kept[at], s):
			fill(&kept[at], s)
			continue
		case kept[at].Title == s.Title && !s.Start.IsZero():
			s.ID = repeatedID(s, taken)
		default:
			clashes++
			example = kept[at].ID
			if !s.Start.IsZero() && kept[at].Start.Equal(s.Start) {
				fill(&kept[at], s)
				continue
			}
			s.ID = repeatedID(s, taken)
		}
		taken[s.ID] = true
		places[place] = len(kept)
		kept = append(kept, s)
	}
	if clashes > 0 {
		f.remark(Remark{Kind: Contradiction, Count: clashes, Example: example})
	}
	return kept
}

// placeOfSession tells sessions of different ids apart: no two of one title begin at
// one time in one room, or with the same people. It is "" where not all is known.
func placeOfSession(s ingest.Session) string {
	if s.Start.IsZero() || s.Room == "" && len(s.Speakers) == 0 {
		return ""
	}
	return strings.Join(append([]string{s.Title, s.Start.UTC().String(), s.Room}, s.Speakers...), "\x00")
}

func sameSession(a, b ingest.Session) bool {
	return a.Title == b.Title && (a.Start.Equal(b.Start) || a.Start.IsZero() || b.Start.IsZero())
}

// repeatedID names a session after its day, or its time too.
func repeatedID(s ingest.Session, taken map[string]bool) string {
	id := s.ID + "@" + s.Start.Format("2006-01-02")
	if taken[id] {
		id = s.ID + "@" + s.Start.Format("2006-01-02T15:04")
	}
	for n := 2; taken[id]; n++ {
		id = s.ID + "@" + strconv.Itoa(n)
	}
	return id
}

// fill takes over what the same session has elsewhere.
func fill(s *ingest.Session, other ingest.Session) {
	if len(s.Speakers) == 0 {
		s.Speakers = other.Speakers
	}
	if s.Start.IsZero() {
		s.Start = other.Start
	}
	s.Duration = cmp.Or(s.Duration, other.Duration)
	for _, text := range []struct {
		to   *string
		from string
	}{
		{&s.Subtitle, other.Subtitle},
		{&s.Room, other.Room},
		{&s.Track, other.Track},
		{&s.Type, other.Type},
		{&s.Language, other.Language},
		{&s.Abstract, other.Abstract},
		{&s.Description, other.Description},
		{&s.URL, other.URL},
		{&s.Video, other.Video},
		{&s.License, other.License},
	} {
		*text.to = cmp.Or(*text.to, text.from)
	}
	for _, link := range other.Links {
		if !slices.Contains(s.Links, link) {
			s.Links = append(s.Links, link)
		}
	}
	s.DoNotRecord = s.DoNotRecord || other.DoNotRecord
}

// inOrder puts sessions in the order in which they are held, and those without a
// time last.
func inOrder(a, b ingest.Session) int {
	if a.Start.IsZero() != b.Start.IsZero() {
		if a.Start.IsZero() {
			return 1
		}
		return -1
	}
	return a.Start.Compare(b.Start)
}

func countSpeakers(sessions []ingest.Session) int {
	known := map[string]bool{}
	for _, s := range sessions {
		for _, name := range s.Speakers {
			known[name] = true
		}
	}
	return len(known)
}
