package schedule

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// What can be wrong with a programme. Errors wrap these and say of which file.
var (
	// ErrNoProgramme is a file in which there are no sessions.
	ErrNoProgramme = errors.New("not a programme")
	// ErrNoZone is a programme with clocks but without a time zone, read without
	// [Options.TimeZone].
	ErrNoZone = errors.New("the programme names no time zone")
	// ErrUnknownZone is a time zone that nobody knows.
	ErrUnknownZone = ingest.ErrUnknownZone
	// ErrUnknownField is a key of [Fields] that is none.
	ErrUnknownField = errors.New("sessions have no field")
)

// Options say what a programme does not say itself. The zero value is good for
// those that say everything.
type Options struct {
	// TimeZone is the event's ("Europe/Vienna"). Clocks without a zone are in it,
	// unless the programme names one, and all sessions start in it.
	TimeZone string
	// Start and End are the event's days, for programmes that say "Saturday 17th".
	Start, End ingest.Date
	// URL is the event's website, from which relative addresses count.
	URL string
	// Fields names the columns or keys of a home-made programme.
	Fields Fields
	// Client asks for addresses; nil is [NewClient] without a logger.
	Client *http.Client
}

// Fields maps what a session has to the column or key that holds it: "title" to
// "Titel". What is not named is found by its usual names. See [FieldNames].
type Fields map[string]string

// FieldNames are the keys of [Fields].
func FieldNames() []string { return ingest.SessionFields() }

// Programme is what was understood of the sources.
type Programme struct {
	Sessions []ingest.Session // in the order in which they are held
	// Format names what was read, "pretalx schedule.json"; several are joined by commas.
	Format   string
	TimeZone string // the event's, as far as known
	// Speakers is how many people the sessions name.
	Speakers int
	// Joined tells which files speakers and start times came from, where not from the
	// sessions' own: "start times from days/*.json".
	Joined  []string
	Unused  []string // columns of tables that nothing was taken from
	Remarks []Remark
}

// Summary tells in one line what was understood: "172 sessions, 170 speakers,
// start times from days/*.json; 3 without a time".
func (p Programme) Summary() string {
	parts := append([]string{count(len(p.Sessions), "session"), count(p.Speakers, "speaker")}, p.Joined...)
	s := strings.Join(parts, ", ")
	if p.Format != "" {
		s = p.Format + ": " + s
	}
	if without := p.withoutTime(); without > 0 {
		s += fmt.Sprintf("; %d without a time", without)
	}
	if len(p.Unused) > 0 {
		s += "; columns not used: " + shortList(p.Unused)
	}
	return s
}

func (p Programme) withoutTime() int {
	n := 0
	for _, s := range p.Sessions {
		if s.Start.IsZero() {
			n++
		}
	}
	return n
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Read reads a programme from files, folders, archives and addresses that belong
// together.
func Read(ctx context.Context, sources []string, o Options) (Programme, error) {
	var files []File
	for _, source := range sources {
		fetched, err := Fetch(ctx, Source{Address: source}, o)
		if err != nil {
			return Programme{}, err
		}
		files = append(files, fetched.Files...)
	}
	return Parse(files, o)
}

// Parse reads a programme from the contents of files. It asks nobody and
// neither reads nor writes anything else.
func Parse(files []File, o Options) (Programme, error) {
	if o.TimeZone != "" {
		if _, err := ingest.LoadZone(o.TimeZone); err != nil {
			return Programme{}, err
		}
	}
	for field := range o.Fields {
		if err := checkField(field); err != nil {
			return Programme{}, err
		}
	}
	readings, remarks, err := readAll(files, o)
	if err != nil {
		return Programme{}, err
	}
	p, err := finish(readings, remarks, o)
	if err == nil && len(p.Sessions) == 0 {
		return Programme{}, noSessions(files, p.Remarks)
	}
	return p, err
}

func checkField(field string) error {
	for _, known := range FieldNames() {
		if field == known {
			return nil
		}
	}
	remedy := "they have " + strings.Join(FieldNames(), ", ")
	if near := tomledit.Nearest(field, FieldNames()); near != "" {
		remedy = fmt.Sprintf("did you mean %q?", near)
	}
	return ingest.WithHint(fmt.Errorf("%w %q", ErrUnknownField, field), remedy)
}

// website is the address that relative ones count from, nil without one.
func website(addresses ...string) *url.URL {
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return u
		}
	}
	return nil
}
