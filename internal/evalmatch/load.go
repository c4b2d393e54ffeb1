package main

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// pairRow is a line of pairs.jsonl.
type pairRow struct {
	Event           string   `json:"event"`
	Video           string   `json:"video"`
	Provider        string   `json:"provider"`
	Host            string   `json:"raw_title"`
	Title           string   `json:"title"`
	Speakers        []string `json:"speakers"`
	IDs             []string `json:"ids"`
	SessionTitle    string   `json:"session_title"`
	SessionSpeakers []string `json:"session_speakers"`
	Day             string   `json:"day"`
	Trap            bool     `json:"trap"`
	Maybe           bool     `json:"maybe"`
}

// readLines decodes JSON Lines.
func readLines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []T
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var v T
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, v)
	}
	return all, s.Err()
}

// loadReal reads all real events of a folder.
func loadReal(schedules string) ([]*scenario, error) {
	all, err := loadRubyEvents(filepath.Join(schedules, "rubyevents"))
	if err != nil {
		return nil, err
	}
	archives, err := filepath.Glob(filepath.Join(schedules, "*", "site.tar.gz"))
	if err != nil {
		return nil, err
	}
	for _, archive := range archives {
		s, err := loadSite(filepath.Dir(archive))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", archive, err)
		}
		all = append(all, s)
	}
	return all, nil
}

// addVideos gives an event its videos: shuffled, without description, published
// after the event.
func (s *scenario) addVideos(rows []pairRow) {
	slices.SortFunc(rows, func(a, b pairRow) int { return cmp.Compare(shuffled(a.Video), shuffled(b.Video)) })
	for i, r := range rows {
		published := s.event.EndDate.AddDays(30)
		s.videos = append(s.videos, ingest.Video{
			Provider: r.Provider, ID: r.Video, Title: r.Host, Position: &i,
			Published: time.Date(published.Year, published.Month, published.Day, 12, i, 0, 0, time.UTC),
		})
		s.truth = append(s.truth, truth{
			ids: r.IDs, title: r.Title, speakers: r.Speakers, sessionSpeakers: r.SessionSpeakers,
			day: r.Day, trap: r.Trap, maybe: r.Maybe,
		})
	}
}

func shuffled(id string) string {
	sum := sha256.Sum256([]byte("order:" + id))
	return string(sum[:])
}

// gridEvent is a line of rubyevents/events.jsonl.
type gridEvent struct {
	Title    string        `json:"event"`
	Slug     string        `json:"slug"`
	Zone     string        `json:"time_zone"`
	Start    ingest.Date   `json:"start"`
	End      ingest.Date   `json:"end"`
	Sessions []gridSession `json:"sessions"`
	Breaks   []gridSession `json:"breaks"`
}

type gridSession struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Speakers []string `json:"speakers"`
	Day      string   `json:"day"`
	Start    string   `json:"start"`
	End      string   `json:"end"`
	Track    string   `json:"track"`
	Kind     string   `json:"kind"`
	Language string   `json:"language"`
	Abstract string   `json:"abstract"`
}

func loadRubyEvents(folder string) ([]*scenario, error) {
	events, err := readLines[gridEvent](filepath.Join(folder, "events.jsonl"))
	if err != nil {
		return nil, err
	}
	rows, err := readLines[pairRow](filepath.Join(folder, "pairs.jsonl"))
	if err != nil {
		return nil, err
	}
	byEvent := map[string][]pairRow{}
	for _, r := range rows {
		byEvent[r.Event] = append(byEvent[r.Event], r)
	}
	var all []*scenario
	for _, e := range events {
		s := &scenario{slug: e.Slug, set: "rubyevents", event: ingest.Event{
			Slug: e.Slug, Title: e.Title, StartDate: e.Start, EndDate: e.End, TimeZone: e.Zone,
		}}
		zone, err := time.LoadLocation(e.Zone)
		if err != nil {
			return nil, err
		}
		// Breaks stand in many programmes beside the talks, and nobody films them.
		for i, g := range slices.Concat(e.Sessions, e.Breaks) {
			if g.ID == "" {
				g.ID = fmt.Sprintf("break-%d", i)
			}
			s.sessions = append(s.sessions, g.session(zone))
		}
		s.addVideos(byEvent[e.Slug])
		all = append(all, s)
	}
	return all, nil
}

func (g gridSession) session(zone *time.Location) ingest.Session {
	s := ingest.Session{
		ID: g.ID, Title: g.Title, Speakers: g.Speakers, Track: g.Track, Type: g.Kind,
		Language: map[string]string{"en": "eng", "pl": "pol", "de": "deu"}[g.Language], Abstract: g.Abstract,
	}
	start, err := time.ParseInLocation("2006-01-02 15:04", g.Day+" "+g.Start, zone)
	if err != nil {
		return s
	}
	s.Start = start
	if end, err := time.ParseInLocation("2006-01-02 15:04", g.Day+" "+g.End, zone); err == nil {
		s.Duration = int(end.Sub(start).Seconds())
	}
	return s
}
