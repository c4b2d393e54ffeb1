package schedule_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/schedule"
)

// aliasBomb is a few lines of YAML that stand for a billion values.
func aliasBomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := range 9 {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	return b.String()
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	const talk = `[{"title": "Boats", "speakers": ["Jane Doe"], "start": "2031-06-02 10:00"}]`
	for name, c := range map[string]struct {
		in   string
		zone string
		want string // in the error
		is   error
	}{
		"nothing":            {in: " \n", want: "empty", is: schedule.ErrNoProgramme},
		"page":               {in: "\n<!DOCTYPE html>\n<html></html>", want: "web page", is: schedule.ErrNoProgramme},
		"page after comment": {in: "<!-- x --><html></html>", want: "web page", is: schedule.ErrNoProgramme},
		"picture":            {in: "\x89PNG\r\n\x1a\n\x00\x00", want: "no text", is: schedule.ErrNoProgramme},
		"cut JSON":           {in: `{"schedule": {"conference": {"days": [{"roo`, want: "x.file:1:"},
		"cut XML":            {in: "<schedule><conference><title>x", want: "ends too early"},
		"cut calendar":       {in: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY", want: "no iCalendar"},
		"unknown XML":        {in: "<schedule><day date='2031-06-02'><entry/></day></schedule>", want: "<schedule>", is: schedule.ErrNoProgramme},
		"entities":           {in: `<!DOCTYPE schedule [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><schedule>&b;</schedule>`, want: "entities"},
		"external entity":    {in: `<!DOCTYPE schedule [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule>&a;</schedule>`, want: "entities"},
		"unknown entity":     {in: "<schedule><conference><title>&nbsp;</title></conference></schedule>", want: "entity"},
		"aliases":            {in: aliasBomb(), want: "aliases"},
		"an alias of itself": {in: "a: &a [*a]", want: "x.file"},
		"prose":              {in: "Come to ExConf, it will be nice.", want: "neither", is: schedule.ErrNoProgramme},
		"list of numbers":    {in: "[1, 2, 3]", want: "no sessions", is: schedule.ErrNoProgramme},
		"speakers alone":     {in: `[{"id": "a", "firstName": "Jane", "lastName": "Doe", "fullName": "Jane Doe", "bio": "x", "sessions": [1]}]`, want: "no sessions", is: schedule.ErrNoProgramme},
		"no title column":    {in: "x,y\n1,2\n", want: "none of the columns x, y", is: schedule.ErrNoProgramme},
		"no zone":            {in: talk, want: `"Boats" starts at`, is: schedule.ErrNoZone},
		"unknown zone":       {in: talk, zone: "Europe/Atlantis", want: `"Europe/Atlantis"`, is: schedule.ErrUnknownZone},
		"local zone":         {in: talk, zone: "Local", want: `"Local"`, is: schedule.ErrUnknownZone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			p, err := schedule.Parse([]schedule.File{{Path: "x.file", Data: []byte(c.in), Asked: true}}, schedule.Options{TimeZone: c.zone})
			if err == nil {
				t.Fatalf("read as %q", p.Summary())
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q, want %q in it", err, c.want)
			}
			if c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("error %q is not %q", err, c.is)
			}
			if c.zone == "" && !strings.Contains(err.Error(), "x.file") {
				t.Errorf("error %q does not name the file", err)
			}
			if hint := ingest.Hint(err); hint == "" || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q, hint %q: one line and a remedy are wanted", err, hint)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestUnknownField(t *testing.T) {
	t.Parallel()
	_, err := schedule.Parse(nil, schedule.Options{Fields: schedule.Fields{"titel": "Titel"}})
	if err == nil || !strings.Contains(ingest.Hint(err), "title") {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
}

func TestOddEntries(t *testing.T) {
	t.Parallel()
	parse := func(t *testing.T, text string) schedule.Programme {
		t.Helper()
		p, err := schedule.Parse([]schedule.File{{Path: "x.json", Data: []byte(text), Asked: true}}, schedule.Options{TimeZone: "Europe/Vilnius"})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	t.Run("nobody has no name", func(t *testing.T) {
		t.Parallel()
		p := parse(t, `[{"title": "Boats", "speakers": [{"name": null}, {"name": " "}, "TBA", {"name": "Jane Doe"}, 7, null]}]`)
		if got := fmt.Sprint(p.Sessions[0].Speakers); got != "[Jane Doe 7]" {
			t.Errorf("speakers %s", got)
		}
	})
	t.Run("contradiction", func(t *testing.T) {
		t.Parallel()
		p := parse(t, `{"talks": [{"id": "1", "title": "Boats", "speakers": []}, {"id": "1", "title": "Ships", "speakers": []}, {"id": "1", "title": "Boats", "speakers": ["Jane Doe"]}]}`)
		if len(p.Sessions) != 2 || len(p.Remarks) != 1 || p.Remarks[0].Kind != schedule.SharedID {
			t.Errorf("%v, %v", p.Sessions, p.Remarks)
		}
		if p.Sessions[0].ID == p.Sessions[1].ID {
			t.Errorf("both are %q", p.Sessions[0].ID)
		}
		if len(p.Sessions[0].Speakers) != 1 {
			t.Error("what stands there twice was not filled in")
		}
	})
	t.Run("two programmes", func(t *testing.T) {
		t.Parallel()
		event := func(start string) []byte {
			return []byte(`{"schedule": {"conference": {"time_zone_name": "Europe/Vilnius", "days": [{"rooms": {"Aula": [{"code": "BOATS1", "title": "Boats", "date": "` + start + `"}]}}]}}}`)
		}
		p, err := schedule.Parse([]schedule.File{{Path: "a", Data: event("2031-06-02T10:00:00+03:00")}, {Path: "b", Data: event("2031-06-02T11:00:00+03:00")}}, schedule.Options{})
		if err != nil || len(p.Sessions) != 1 || len(p.Remarks) != 1 || p.Remarks[0].Kind != schedule.Contradiction {
			t.Errorf("%v, %v, %v", p.Sessions, p.Remarks, err)
		}
	})
	t.Run("Windows", func(t *testing.T) {
		t.Parallel()
		p := parse(t, "[{\"title\": \"B\xf6te\", \"speakers\": []}]")
		if p.Sessions[0].Title != "Böte" || p.Remarks[0].Kind != schedule.Recoded {
			t.Errorf("%v, %v", p.Sessions, p.Remarks)
		}
	})
	t.Run("UTF-16", func(t *testing.T) {
		t.Parallel()
		p := parse(t, "\xff\xfe[\x00{\x00\"\x00t\x00i\x00t\x00l\x00e\x00\"\x00:\x00\"\x00\xf6\x00\"\x00,\x00\"\x00s\x00p\x00e\x00a\x00k\x00e\x00r\x00\"\x00:\x00\"\x00\"\x00}\x00]\x00")
		if p.Sessions[0].Title != "ö" {
			t.Errorf("%v", p.Sessions)
		}
	})
	t.Run("UTC alone", func(t *testing.T) {
		t.Parallel()
		p, err := schedule.Parse([]schedule.File{{Path: "x.json", Data: []byte(`[{"title": "Boats", "speakers": [], "start": "2031-06-02T10:00:00Z"}]`)}}, schedule.Options{})
		if err != nil || len(p.Remarks) != 1 || p.Remarks[0].Kind != schedule.OnlyUTC {
			t.Errorf("%v, %v", p.Remarks, err)
		}
	})
	t.Run("real UTC", func(t *testing.T) {
		t.Parallel()
		p := parse(t, `[{"title": "Boats", "speakers": [], "start": "2031-06-02T06:00:00+00:00"}, {"title": "Ships", "speakers": [], "start": "2031-06-03T06:30:00+00:00"}]`)
		if got := p.Sessions[0].Start.Format(time.RFC3339); got != "2031-06-02T09:00:00+03:00" || len(p.Remarks) != 0 {
			t.Errorf("starts %s, %v", got, p.Remarks)
		}
	})
}
