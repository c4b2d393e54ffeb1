package draft_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

func sampleEvent() ingest.Event {
	return ingest.Event{
		Slug: "exconf-2024", Title: "ExConf 2024", URL: "https://exconf.example/2024/",
		StartDate: ingest.Date{Year: 2024, Month: 5, Day: 17}, EndDate: ingest.Date{Year: 2024, Month: 5, Day: 19},
		TimeZone: "Europe/Vienna", Language: "eng", Tags: []string{"exconf"}, Watch: true,
		RelatedURLs: []ingest.Link{{Label: "Conference website", URL: "https://exconf.example/2024/"}},
		Sources: []ingest.Source{
			{URL: "https://www.youtube.com/playlist?list=PLx", Only: `^Talk: `, Since: ingest.Date{Year: 2024, Month: 5, Day: 1}},
			{URL: "https://vimeo.com/showcase/1"},
		},
	}
}

const sampleEventText = `title = "ExConf 2024"              # "Name YYYY": the site groups a series by it
url = "https://exconf.example/2024/"
start_date = "2024-05-17"          # first day of talks
end_date = "2024-05-19"            # leave empty for a group without an end
time_zone = "Europe/Vienna"        # "Europe/Vienna": in which its days begin and its times are
language = "eng"                   # of talks that do not say, as in ISO 639-3
tags = ["exconf"]                  # given to every talk
schedule = ""                      # file or address of the programme
watch = true                       # true: sync looks for new talks

[[related_urls]]                   # given to every talk
label = "Conference website"
url = "https://exconf.example/2024/"

[[source]]                         # one for each playlist, channel or showcase; may have only, except, since
url = "https://www.youtube.com/playlist?list=PLx"
only = "^Talk: "
since = "2024-05-01"

[[source]]
url = "https://vimeo.com/showcase/1"
`

func TestEncodeEvent(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(sampleEventText, string(draft.EncodeEvent(sampleEvent()))); diff != "" {
		t.Error(diff)
	}
	for _, ev := range []ingest.Event{sampleEvent(), {Slug: "exconf-2024"}} {
		got, err := draft.ParseEvent("exconf-2024", "event.toml", draft.EncodeEvent(ev))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(ev, got, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEncodeEventWithRemarks(t *testing.T) {
	t.Parallel()
	src := draft.EncodeEvent(sampleEvent(), "taken over from elsewhere", "two\nlines = 1\x1b[31m")
	if diff := cmp.Diff("# taken over from elsewhere\n# two lines = 1\ufffd[31m\n"+sampleEventText, string(src)); diff != "" {
		t.Error(diff)
	}
	got, err := draft.ParseEvent("exconf-2024", "event.toml", src)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleEvent(), got); diff != "" {
		t.Error(diff)
	}
}

func TestParseEventIsStrict(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"titel = 'x'\n":                                             `event.toml:1:1: unknown key "titel"; did you mean "title"?`,
		"[[sources]]\nurl = 'x'\n":                                  `event.toml:1:3: unknown key "sources"; did you mean "source"?`,
		"[[source]]\nurl = 'x'\nexecpt = 'y'\n":                     `event.toml:3:1: unknown key "execpt"; did you mean "except"?`,
		"start_date = 'soon'\n":                                     `event.toml:1:14: start_date: "soon" is not a date like 2024-05-18`,
		"start_date = 2024-05-02\nend_date = 2024-05-01\n":          `event.toml:2:12: end_date: 2024-05-01 is before start_date`,
		"[[source]]\nurl = 'x'\n[[source]]\nurl='y'\nsince = 'z'\n": `event.toml:5:9: source.since: "z" is not a date like 2024-05-18`,
		"watch = 'yes'\n":                                           `event.toml:1:9: watch: true or false is wanted here, not a value of type string`,
	} {
		_, err := draft.ParseEvent("x", "event.toml", []byte(src))
		if _, ok := errors.AsType[*draft.SyntaxError](err); !ok || err.Error() != want {
			t.Errorf("%q: got  %v\nwant %s", src, err, want)
		}
	}
}

func TestEditEvent(t *testing.T) {
	t.Parallel()
	const src = `# ours
title = 'ExConf 2024'
start_date = 2024-05-17   # Friday
[[source]]   # main track
url = "https://www.youtube.com/playlist?list=PLx"
`
	old, err := draft.ParseEvent("exconf-2024", "event.toml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	next := old
	next.StartDate = old.StartDate.AddDays(1)
	next.EndDate = old.StartDate.AddDays(2)
	next.Watch = true
	next.Sources = append(next.Sources, ingest.Source{URL: "https://vimeo.com/showcase/1"})
	got, err := draft.EditEvent([]byte(src), old, next)
	if err != nil {
		t.Fatal(err)
	}
	const want = `# ours
title = 'ExConf 2024'
start_date = 2024-05-18   # Friday
end_date = "2024-05-19"            # leave empty for a group without an end
watch = true                       # true: sync looks for new talks
[[source]]   # main track
url = "https://www.youtube.com/playlist?list=PLx"

[[source]]
url = "https://vimeo.com/showcase/1"
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if _, err := draft.EditEvent([]byte("title = "), old, next); err == nil || !strings.Contains(err.Error(), "exconf-2024/event.toml:1:") {
		t.Errorf("error %v", err)
	}
}

// A run that finds something new joins it to what a person has laid out.
func TestEditEventKeepsComments(t *testing.T) {
	t.Parallel()
	const src = `title = "ExConf 2024"
tags = [
    "python",  # always
    'web',
]

[[related_urls]]  # ask before it goes
url = "https://exconf.example/"  # the old one
label = "Site"

# the main stage
[[source]]
url = "https://www.youtube.com/playlist?list=PLone"   # Friday
only = "Main"                                         # not the workshops
# Saturday is missing
`
	ev, err := draft.ParseEvent("exconf-2024", "event.toml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	next := ev
	next.Tags = []string{"python", "data", "web"}
	next.RelatedURLs = []ingest.Link{{Label: "Talks", URL: "https://talks.example/"}}
	next.Sources = []ingest.Source{{URL: ev.Sources[0].URL}, {URL: "https://www.youtube.com/playlist?list=PLtwo"}}
	got, err := draft.EditEvent([]byte(src), ev, next)
	if err != nil {
		t.Fatal(err)
	}
	want := `title = "ExConf 2024"
tags = [
    "python",  # always
    "data",
    'web',
]

[[related_urls]]
label = "Talks"
url = "https://talks.example/"

# ask before it goes
# the old one

# the main stage
[[source]]
url = "https://www.youtube.com/playlist?list=PLone"   # Friday
# not the workshops
# Saturday is missing

[[source]]
url = "https://www.youtube.com/playlist?list=PLtwo"
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

// The programme may be in several places, and its columns may have any names.
func TestEventSchedule(t *testing.T) {
	t.Parallel()
	const src = `schedule = ["talks.csv", "https://exconf.example/more.json"] # ours

[schedule_fields]
title = "Titel" # German
speakers = "Referent"
`
	ev, err := draft.ParseEvent("exconf-2024", "event.toml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := ingest.Event{
		Slug: "exconf-2024", Schedule: []string{"talks.csv", "https://exconf.example/more.json"},
		ScheduleFields: map[string]string{"title": "Titel", "speakers": "Referent"},
	}
	if diff := cmp.Diff(want, ev); diff != "" {
		t.Error(diff)
	}
	again, err := draft.ParseEvent("exconf-2024", "event.toml", draft.EncodeEvent(ev))
	if diff := cmp.Diff(want, again, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Error(diff, err)
	}
	next := ev
	next.Schedule, next.Watch = []string{"talks.csv"}, true
	text, err := draft.EditEvent([]byte(src), ev, next)
	edited := strings.Replace(src, `["talks.csv", "https://exconf.example/more.json"]`, `"talks.csv"`, 1)
	edited = strings.Replace(edited, "# ours\n", "# ours\nwatch = true                       # true: sync looks for new talks\n", 1)
	if diff := cmp.Diff(edited, string(text)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for fault, where := range map[string]string{
		"schedule = 3": "event.toml:1:", "schedule = [1]": "event.toml:1:", "[schedule_fields]\ntitel = \"x\"": `event.toml:2:9: schedule_fields: sessions have no field "titel"; did you mean "title"?`,
	} {
		if _, err := draft.ParseEvent("exconf-2024", "event.toml", []byte(fault)); err == nil || !strings.Contains(err.Error(), where) {
			t.Errorf("%s: %v", fault, err)
		}
	}
}

// The comments of a new event.toml stand in one column, whatever its values are.
func TestCommentsStandInOneColumn(t *testing.T) {
	t.Parallel()
	src := draft.EncodeEvent(ingest.Event{
		Slug: "exconf-2024", Title: "ExConf 2024", Schedule: []string{"https://pretalx.example/exconf/schedule.json"},
		Tags: []string{"a tag of which one would not think that it was given to anybody", "another"},
	})
	columns := map[int]bool{}
	for line := range strings.Lines(string(src)) {
		if strings.HasPrefix(line, "tags") {
			continue // too long to be waited for
		}
		if at := strings.Index(line, "  #"); at >= 0 {
			columns[at] = true
		}
	}
	if len(columns) != 1 {
		t.Errorf("comments in the columns %v:\n%s", columns, src)
	}
}
