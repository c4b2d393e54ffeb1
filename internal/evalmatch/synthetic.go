package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// occasion is an event of titles/dev.jsonl.
type occasion struct {
	Event string `json:"event"`
	Slug  string `json:"slug"`
	Talks []talk `json:"talks"`
}

// talk is a talk as posted and as curated.
type talk struct {
	ID          string   `json:"id"`
	Host        string   `json:"raw_title"`
	Description string   `json:"raw_description"`
	Title       string   `json:"title"`
	Speakers    []string `json:"speakers"`
}

// distinct leaves out talks that were uploaded twice: which upload would be the
// session's cannot be known.
func distinct(talks []talk) []talk {
	seen := map[string]bool{}
	return slices.DeleteFunc(talks, func(t talk) bool {
		key := strings.ToLower(t.Title + "|" + strings.Join(t.Speakers, "|"))
		again := seen[key] && len(t.Speakers) > 0
		seen[key] = true
		return again
	})
}

// fewTalks is the size below which an event makes no programme.
const fewTalks = 8

// heldBack is the number of semi-synthetic events that are not fitted on.
const heldBack = 40

// synthetic makes events of talks: the curated titles and speakers are the
// programme, with some taken out, some added and some reworded; the titles as
// posted are the videos.
func synthetic(occasions []occasion) []*scenario {
	for i := range occasions {
		occasions[i].Talks = distinct(occasions[i].Talks)
	}
	occasions = slices.DeleteFunc(slices.Clone(occasions), func(o occasion) bool { return len(o.Talks) < fewTalks })
	slices.SortFunc(occasions, func(a, b occasion) int { return cmp.Compare(shuffled(a.Slug), shuffled(b.Slug)) })
	var all []*scenario
	held := 0
	for i, o := range occasions {
		if half(o.Slug) == 1 {
			if held++; held > heldBack {
				continue
			}
		}
		all = append(all, makeEvent(o, occasions[(i+1)%len(occasions)]))
	}
	return all
}

// maker makes one event.
type maker struct {
	*rand.Rand
	scenario *scenario
	start    time.Time
	habits   habits
}

// habits are what a host and a programme tell, and how.
type habits struct {
	described bool // videos have their descriptions
	timed     bool // lengths are known
	ordered   bool // the playlist runs as the conference did
	roomy     bool // a playlist for each room
	spoken    bool // languages are known
}

func makeEvent(o, other occasion) *scenario {
	sum := sha256.Sum256([]byte("synthetic:" + o.Slug))
	m := &maker{Rand: rand.New(rand.NewPCG(binary.BigEndian.Uint64(sum[:]), 7)), scenario: &scenario{slug: o.Slug, set: "synthetic"}}
	m.start = time.Date(yearOf(o.Slug), 5, 6, 9, 0, 0, 0, time.UTC)
	first := ingest.DateOf(m.start)
	m.scenario.event = ingest.Event{Slug: o.Slug, Title: o.Event, StartDate: first, EndDate: first.AddDays(2)}
	if m.IntN(4) == 0 { // a day of tutorials, which is not counted
		m.scenario.event.StartDate = first.AddDays(-1)
	}
	m.habits = habits{m.IntN(2) == 0, m.IntN(2) == 0, m.IntN(4) == 0, m.IntN(4) == 0, m.IntN(3) == 0}
	for i, t := range o.Talks {
		m.talk(i, t, len(o.Talks), other.Talks[i%len(other.Talks)])
	}
	m.daily(o.Talks)
	m.idle(other)
	return m.scenario
}

var saysDay = regexp.MustCompile(`(?i)\b(day|d[ií]a|tag|jour) ?\d|(mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}-\d\d|\d\d?\.\d\d?\.`)

var rooms = []string{"Room A", "Main Hall", "Garden Stage"}

// talk adds a video with its session, or without.
func (m *maker) talk(i int, t talk, of int, other talk) {
	s := ingest.Session{ID: fmt.Sprintf("S%d", i), Title: m.reword(t.Title), Speakers: m.rename(t.Speakers)}
	s.Start = m.start.AddDate(0, 0, i*3/of).Add(time.Duration(i%(of/3+1)) * 25 * time.Minute)
	s.Duration = []int{300, 1500, 1800, 2700, 10800}[min(4, m.IntN(9))]
	if saysDay.MatchString(t.Host) {
		s.Start = time.Time{} // the invented day would contradict the title
	}
	v := ingest.Video{Provider: "youtube", ID: t.ID, Title: t.Host, Published: m.start.AddDate(0, 1, 0)}
	if m.habits.described {
		v.Description = t.Description
		if m.IntN(3) > 0 {
			s.Abstract = abstract(t.Description)
		}
	}
	if m.habits.timed {
		v.Duration = int(float64(s.Duration) * (0.6 + 0.5*m.Float64()))
	}
	if m.habits.roomy {
		s.Room = rooms[m.IntN(len(rooms))]
		v.Collection.Title = m.scenario.event.Title + " - " + s.Room
	}
	if m.habits.spoken {
		s.Language, v.Language = "eng", "en"
		if m.IntN(6) == 0 {
			s.Language, v.Language = "spa", "es"
		}
	}
	position := i * 10
	if !m.habits.ordered {
		position = int(binary.BigEndian.Uint16([]byte(shuffled(t.ID))))
	}
	v.Position = &position
	was := truth{title: t.Title, speakers: t.Speakers, day: ingest.DateOf(s.Start).String()}
	switch {
	case m.IntN(8) > 0:
		m.add(s)
		was.ids, was.sessionSpeakers = []string{s.ID}, s.Speakers
	case m.IntN(2) == 0 && len(t.Speakers) > 0: // its speaker has another talk in the programme
		s.ID, s.Title, s.Speakers, s.Abstract, was.trap = s.ID+"x", other.Title, t.Speakers, "", true
		if m.IntN(2) == 0 {
			s.Title = m.related(t.Title, other.Title)
		}
		m.add(s)
	}
	m.scenario.videos = append(m.scenario.videos, v)
	m.scenario.truth = append(m.scenario.truth, was)
}

// daily adds what there is on every day, told apart by nothing but the day; one of
// them may not have been filmed, or not be in the programme.
func (m *maker) daily(talks []talk) {
	for i, name := range []string{"Lightning Talks", "Opening"} {
		first, _, _ := strings.Cut(strings.ToLower(name), " ")
		has := func(t talk) bool { return strings.Contains(strings.ToLower(t.Title+t.Host), first) }
		if m.IntN(2) == 0 || slices.ContainsFunc(talks, has) {
			continue
		}
		form := m.IntN(4)
		for day := range 3 {
			start := m.start.AddDate(0, 0, day).Add(time.Duration(8*(1-i)) * time.Hour)
			title := name
			switch form {
			case 0:
				title = fmt.Sprintf("%s Day %d", name, day+1)
			case 1:
				title = fmt.Sprintf("%s %s", start.Weekday(), name)
			case 2:
				title = fmt.Sprintf("%s (%s)", name, start.Weekday())
			}
			id := fmt.Sprintf("D%d%d", i, day)
			listed, filmed := m.IntN(8) > 0, m.IntN(8) > 0
			if listed {
				m.add(ingest.Session{ID: id, Title: name, Start: start, Duration: 3600})
			}
			if filmed {
				position := (day+1-i)*len(talks)/3*10 - 5
				v := ingest.Video{Provider: "youtube", ID: m.scenario.slug + id, Title: title, Position: &position}
				if !m.habits.ordered {
					position = int(binary.BigEndian.Uint16([]byte(shuffled(v.ID))))
				}
				was := truth{title: title, speakers: []string{}, maybe: form == 3 && !m.habits.ordered}
				if listed {
					was.ids, was.day = []string{id}, ingest.DateOf(start).String()
				}
				m.scenario.videos, m.scenario.truth = append(m.scenario.videos, v), append(m.scenario.truth, was)
			}
		}
	}
}

// idle adds sessions that were not filmed.
func (m *maker) idle(other occasion) {
	for i := range len(m.scenario.videos) / 8 {
		t := other.Talks[(i*5+3)%len(other.Talks)]
		m.add(ingest.Session{ID: fmt.Sprintf("A%d", i), Title: t.Title, Speakers: t.Speakers, Start: m.start.AddDate(0, 0, i%3)})
	}
	for i, title := range []string{"Registration", "Lunch", "Opening Remarks", "Closing"} {
		m.add(ingest.Session{ID: fmt.Sprintf("B%d", i), Title: title, Start: m.start.AddDate(0, 0, i%3)})
	}
}

func (m *maker) add(s ingest.Session) { m.scenario.sessions = append(m.scenario.sessions, s) }

var yearDigits = regexp.MustCompile(`(19|20)\d\d`)

func yearOf(slug string) int {
	year := 2015
	_, _ = fmt.Sscan(yearDigits.FindString(slug), &year)
	return year
}

// reword changes a quarter of the titles as conferences do between the
// announcement and the stage.
func (m *maker) reword(title string) string {
	words := strings.Fields(title)
	if m.IntN(4) > 0 || len(words) < 3 {
		return title
	}
	head, _, subtitled := strings.Cut(title, ":")
	switch m.IntN(7) {
	case 0:
		return title + ": a story of what we learned in two years"
	case 1:
		if subtitled && len(strings.Fields(head)) > 1 {
			return head
		}
		return title + " in practice"
	case 2:
		at := m.IntN(len(words) - 1)
		words[at], words[at+1] = words[at+1], words[at]
	case 3:
		at := m.IntN(len(words))
		words = slices.Delete(words, at, at+1)
	case 4:
		at := m.IntN(len(words))
		words[at] = []string{"better", "practical", "modern", "your", "building"}[m.IntN(5)]
	case 5:
		return "Keynote: " + title
	case 6:
		words = words[:max(2, len(words)*2/3)]
	}
	return strings.Join(words, " ")
}

// related makes a title of another talk on a like subject: a third of the words of one
// among those of another.
func (m *maker) related(title, other string) string {
	words := strings.Fields(other)
	for i, w := range strings.Fields(title) {
		if i%3 == 0 {
			words = slices.Insert(words, m.IntN(len(words)+1), w)
		}
	}
	return strings.Join(words, " ")
}

// rename writes some names as a programme may, and leaves some people out.
func (m *maker) rename(names []string) []string {
	all := slices.Clone(names)
	if len(all) > 1 && m.IntN(10) == 0 {
		all = all[:len(all)-1]
	}
	for i, n := range all {
		words := strings.Fields(n)
		if len(words) < 2 || m.IntN(12) > 0 {
			continue
		}
		switch m.IntN(4) {
		case 0:
			words[0] = string([]rune(words[0])[:1]) + "."
		case 1:
			words = slices.Insert(words, 1, "Q.")
		case 2:
			words = append(words[1:], words[0])
		case 3:
			words = append(words, "(Foo Inc)")
		}
		all[i] = strings.Join(words, " ")
	}
	return all
}

// abstract is a description without its first and last lines, where conferences
// advertise.
func abstract(description string) string {
	lines := strings.Split(description, "\n")
	if len(lines) > 4 {
		lines = lines[1 : len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

// foreign gives the videos of each edition the programme of another one of the
// same series: no video has a session there.
func foreign(all []*scenario) []*scenario {
	var found []*scenario
	for i, a := range all {
		for _, b := range append(slices.Clone(all[i+1:]), all[:i]...) {
			if a.slug == b.slug || series(a.slug) != series(b.slug) {
				continue
			}
			s := &scenario{slug: a.slug + " with " + b.slug, set: "foreign", event: a.event, videos: a.videos, sessions: b.sessions}
			for _, t := range a.truth {
				s.truth = append(s.truth, truth{title: t.title, speakers: t.speakers, maybe: true})
			}
			found = append(found, s)
			break
		}
	}
	return found
}
