package schedule

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// finisher makes sessions of entries.
type finisher struct {
	Options
	zone    *time.Location // the event's, nil when not known
	days    dayReader
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
		p.Unused = append(p.Unused, r.unused...)
		if r.format != "" && !slices.Contains(formats, r.format) {
			formats = append(formats, r.format)
		}
		for _, e := range r.entries {
			written = append(written, e.day, e.start)
		}
	}
	p.Format = strings.Join(formats, ", ")
	f.days = newDayReader(o.Start, o.End, written)
	f.findZone(readings)
	entries, origins := f.kept(readings)
	times, err := f.times(entries)
	if err != nil {
		return Programme{}, err
	}
	found := make([]held, len(entries))
	for i, e := range entries {
		found[i] = held{f.session(e, times[i], f.base(readings[origins[i]])), origins[i]}
	}
	p.Sessions = f.distinct(found)
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
		f.zone, _ = ingest.LoadZone(f.TimeZone)
		return
	}
	for _, r := range readings {
		if r.zone == "" {
			continue
		}
		zone, err := ingest.LoadZone(r.zone)
		if err != nil {
			f.remark(Remark{Kind: StrangeZone, Example: r.zone})
			continue
		}
		f.zone = zone
		return
	}
}

func (f *finisher) remark(r Remark) { f.remarks = append(f.remarks, r) }

// held is a session with the number of the reading that it comes from.
type held struct {
	ingest.Session
	origin int
}

// base is the address that a reading's relative ones count from.
func (f *finisher) base(r reading) *url.URL {
	if r.base != nil {
		return r.base
	}
	return website(f.URL)
}

// kept are the entries that are sessions, with the numbers of their readings.
func (f *finisher) kept(readings []reading) (entries []entry, origins []int) {
	untitled := 0
	for i, r := range readings {
		for _, e := range r.entries {
			e.title, e.speakers, e.declared = line(e.title), names(e.speakers), r.zone
			switch {
			case e.title == "":
				untitled++
			case !e.isBreak():
				entries = append(entries, e)
				origins = append(origins, i)
			}
		}
	}
	if untitled > 0 {
		f.remark(Remark{Kind: Untitled, Count: untitled})
	}
	return entries, origins
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
