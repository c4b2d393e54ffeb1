package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/pyvideo/stevie/ingest"
)

// loadSite reads an event whose programme is the repository of its site: only as
// much of it as the six sites need whose pairs are known.
func loadSite(folder string) (*scenario, error) {
	var about struct {
		Title string      `json:"event"`
		Slug  string      `json:"slug"`
		Zone  string      `json:"time_zone"`
		Start ingest.Date `json:"start"`
		End   ingest.Date `json:"end"`
	}
	src, err := os.ReadFile(filepath.Join(folder, "event.json"))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(src, &about); err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(about.Zone)
	if err != nil {
		return nil, err
	}
	files, err := unpack(filepath.Join(folder, "site.tar.gz"))
	if err != nil {
		return nil, err
	}
	rows, err := readLines[pairRow](filepath.Join(folder, "pairs.jsonl"))
	if err != nil {
		return nil, err
	}
	s := &scenario{slug: about.Slug, set: "sites", event: ingest.Event{
		Slug: about.Slug, Title: about.Title, StartDate: about.Start, EndDate: about.End, TimeZone: about.Zone,
	}}
	w := website{files: files, zone: zone, names: map[string]string{}, slots: map[string]time.Time{}}
	s.sessions = w.sessions(about.Start)
	s.addVideos(rows)
	return s, nil
}

// unpack reads the files of an archive.
func unpack(archive string) (map[string][]byte, error) {
	f, err := os.Open(archive)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if h.Typeflag == tar.TypeReg {
			if files[h.Name], err = io.ReadAll(t); err != nil {
				return nil, err
			}
		}
	}
}

// website is a site's files, with what some of them say of others.
type website struct {
	files map[string][]byte
	zone  *time.Location
	names map[string]string    // of people, by the name of their file
	slots map[string]time.Time // by the file of the session
}

// page is the head of a file and the text below it.
type page struct {
	Subtitle   string   `yaml:"subtitle"`
	Title      string   `yaml:"title"`
	Name       string   `yaml:"name"`
	Speaker    string   `yaml:"speaker"`
	Slugs      []string `yaml:"presenter_slugs"`
	Presenters []named  `yaml:"presenters"`
	Speakers   []named  `yaml:"speakers"`
	Date       string   `yaml:"date"`
	Start      string   `yaml:"start_datetime"`
	End        string   `yaml:"end_datetime"`
	StartTime  string   `yaml:"start_time"`
	Duration   int      `yaml:"duration"`
	Category   string   `yaml:"category"`
	Type       string   `yaml:"type"`
	Room       string   `yaml:"room"`
	Abstract   string   `yaml:"abstract"`
	About      string   `yaml:"description"`
	Session    string   `yaml:"session"`
	Time       string   `yaml:"time"`
	text       string
}

type named struct {
	Name string `yaml:"name"`
}

func (w website) sessions(start ingest.Date) []ingest.Session {
	pages := map[string]page{}
	for name, src := range w.files {
		p, err := readPage(src)
		if err != nil {
			continue
		}
		pages[name] = p
		if p.Name != "" {
			w.names[strings.TrimSuffix(path.Base(name), path.Ext(name))] = p.Name
		}
		if p.Session != "" {
			w.slots[p.Session] = slotOf(name, start, w.zone)
		}
	}
	var all []ingest.Session
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		p := pages[name]
		if p.Title == "" || p.Name != "" || strings.HasPrefix(name, "schedule/") { // of a person, or a place in the time grid
			continue
		}
		all = append(all, w.session(name, p))
	}
	return all
}

func readPage(src []byte) (p page, err error) {
	head, text, found := bytes.Cut(bytes.TrimPrefix(bytes.TrimSpace(src), []byte("---\n")), []byte("\n---"))
	if !found {
		head = src
	}
	err = yaml.Load(head, &p, yaml.WithUniqueKeys(false))
	p.text = string(text)
	return p, err
}

func (w website) session(name string, p page) ingest.Session {
	s := ingest.Session{
		ID: name, Title: p.Title, Subtitle: p.Subtitle, Room: p.Room, Type: p.Type, Abstract: p.Abstract,
		Description: strings.TrimSpace(p.About + "\n" + p.text), Duration: p.Duration * 60,
	}
	if s.Type == "" {
		s.Type = p.Category
	}
	for _, n := range append(p.Presenters, p.Speakers...) {
		s.Speakers = append(s.Speakers, n.Name)
	}
	for _, slug := range append(p.Slugs, p.Speaker) {
		if n := w.names[slug]; n != "" {
			s.Speakers = append(s.Speakers, n)
		}
	}
	key := strings.TrimSuffix(strings.TrimPrefix(name, "sessions/"), ".md")
	s.Start = w.slots[key]
	for _, text := range []string{p.Date, p.Start, p.StartTime} {
		if t := clock(text, w.zone); !t.IsZero() {
			s.Start = t
		}
	}
	return s
}

// clock reads a time as the clock on the wall shows it, whatever its offset.
func clock(text string, zone *time.Location) time.Time {
	if len(text) < 16 {
		return time.Time{}
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", strings.Replace(text[:16], "T", " ", 1), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

var dayNumber = regexp.MustCompile(`\d+`)

// slotOf reads "schedule/Friday 16th/Room C/15:00".
func slotOf(name string, start ingest.Date, zone *time.Location) time.Time {
	parts := strings.Split(name, "/")
	if len(parts) != 4 {
		return time.Time{}
	}
	day, err := strconv.Atoi(dayNumber.FindString(parts[1]))
	if err != nil {
		return time.Time{}
	}
	return clock(fmt.Sprintf("%04d-%02d-%02d %5s", start.Year, start.Month, day, parts[3]), zone)
}
