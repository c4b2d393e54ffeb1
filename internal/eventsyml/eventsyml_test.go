package eventsyml_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/eventsyml"
)

// find knows lists, channels and videos of a host of its own: "list/1" is the
// same as "https://videos.example/list/1".
func find(address string) (eventsyml.Collection, error) {
	const site = "https://videos.example/"
	path := strings.TrimPrefix(address, site)
	c := eventsyml.Collection{URL: site + path}
	switch {
	case strings.HasPrefix(path, "list/"):
	case strings.HasPrefix(path, "channel/"):
		c.Kind = eventsyml.Account
	case strings.HasPrefix(path, "video/"):
		c.Kind = eventsyml.OneVideo
	default:
		return c, fmt.Errorf("%q: no host", address)
	}
	return c, nil
}

func read(t *testing.T, src string) eventsyml.File {
	t.Helper()
	file, err := eventsyml.Read("events.yml", []byte(src), find)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRead(t *testing.T) {
	t.Parallel()
	got := read(t, `# conferences
repo_dir: ~/git/data
events:

- title: ExConf 2024
  dir: exconf-2024
  youtube_list:
    - https://videos.example/list/1
    - video/7   # the keynote
  issue: 503
  related_urls:
  - label: "Conference schedule"
    url: https://exconf.example/2024/
  language: eng
  dates:
    begin: 2024-05-17
    end: 2024-05-19
    default: 2024-05-17
  tags: [exconf, python]
  minimal_download: false
  overwrite:
    all: true
`)
	want := eventsyml.File{
		RepoDir: "~/git/data",
		Entries: []eventsyml.Entry{{
			Event: ingest.Event{
				Slug: "exconf-2024", Title: "ExConf 2024", Language: "eng", Tags: []string{"exconf", "python"}, Watch: true,
				StartDate: ingest.Date{Year: 2024, Month: 5, Day: 17}, EndDate: ingest.Date{Year: 2024, Month: 5, Day: 19},
				RelatedURLs: []ingest.Link{{Label: "Conference schedule", URL: "https://exconf.example/2024/"}},
				Sources:     []ingest.Source{{URL: "https://videos.example/list/1"}, {URL: "https://videos.example/video/7"}},
			},
			Line: 5,
			Notes: []eventsyml.Note{
				{Line: 10, Key: "issue", Value: "503", Text: `write "Fixes #" and the number into the pull request: stevie's text for it names no issue`},
				{Line: 22, Key: "overwrite.all", Value: "true", Text: "stevie removes no record; every sync adds what is new and keeps what is there"},
			},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What the versions of pyvideo_scrape, its history files and PyYAML take.
func TestForms(t *testing.T) {
	t.Parallel()
	day := func(y, m, d int) ingest.Date { return ingest.DateOf(dayOf(y, m, d)) }
	list := []ingest.Source{{URL: "https://videos.example/list/1"}}
	for name, c := range map[string]struct {
		src  string
		want ingest.Event
	}{
		"one address": {"events: [{dir: a, title: A, youtube_list: list/1}]", ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: list}},
		"an early README": {
			"- title: A\n  dir: a\n  youtube_lists:\n    - list/1\n",
			ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: list},
		},
		"the history":         {"done_events:\n- dir: a\n  title: A\n  youtube_list: [list/1]\n", ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: list}},
		"the minimal history": {"minimal_download:\n- dir: a\n  title: A\n  youtube_list: [list/1]\n", ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: list}},
		"nulls": {
			"- {dir: a, title: A, youtube_list: list/1, tags: null, language: ~, dates:, related_urls: {}, issue:, overwrite:, minimal_download: }",
			ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: list},
		},
		"numbers and truths for text": {
			"- dir: 2024\n  title: 2024\n  tags: [3.10, yes, 0x1F, 2024-05-17]\n  youtube_list: list/1\n",
			ingest.Event{Slug: "2024", Title: "2024", Tags: []string{"3.10", "yes", "0x1F", "2024-05-17"}, Watch: true, Sources: list},
		},
		"tags in a line": {"- {dir: a, title: A, tags: 'x, y,', youtube_list: list/1}", ingest.Event{Slug: "a", Title: "A", Tags: []string{"x", "y"}, Watch: true, Sources: list}},
		"times and quotes": {
			"- dir: a\n  title: A\n  youtube_list: list/1\n  dates:\n    begin: 2024-05-17T09:00+02:00\n    end: '2024-05-19 18:00'\n",
			ingest.Event{Slug: "a", Title: "A", StartDate: day(2024, 5, 17), EndDate: day(2024, 5, 19), Watch: true, Sources: list},
		},
		"one day": {
			"- {dir: a, title: A, youtube_list: list/1, dates: {begin: 2024-05-17}}",
			ingest.Event{Slug: "a", Title: "A", StartDate: day(2024, 5, 17), EndDate: day(2024, 5, 17), Watch: true, Sources: list},
		},
		"only an end": {
			"- {dir: a, title: A, youtube_list: list/1, dates: {end: 2024-05-17}}",
			ingest.Event{Slug: "a", Title: "A", EndDate: day(2024, 5, 17), Watch: true, Sources: list},
		},
		"the same address twice": {"- {dir: a, title: A, youtube_list: [list/1, 'https://videos.example/list/1']}", ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: list}},
		"videos are not watched": {
			"- {dir: a, title: A, youtube_list: [video/1]}",
			ingest.Event{Slug: "a", Title: "A", Sources: []ingest.Source{{URL: "https://videos.example/video/1"}}},
		},
		"a channel with an end is not watched": {
			"- {dir: a, title: A, youtube_list: [list/1, channel/x], dates: {begin: 2024-05-17}}",
			ingest.Event{
				Slug: "a", Title: "A", StartDate: day(2024, 5, 17), EndDate: day(2024, 5, 17),
				Sources: append(list[:1:1], ingest.Source{URL: "https://videos.example/channel/x"}),
			},
		},
		"a channel without an end is": {
			"- {dir: a, title: A, youtube_list: channel/x}",
			ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: []ingest.Source{{URL: "https://videos.example/channel/x"}}},
		},
		"a folder from a path": {"- {dir: Ex/Conf.2024, title: A, youtube_list: list/1}", ingest.Event{Slug: "ex-conf-2024", Title: "A", Watch: true, Sources: list}},
		"a folder from the title": {
			"- {title: 'Éx-Conf: 2024', youtube_list: list/1}",
			ingest.Event{Slug: "ex-conf-2024", Title: "Éx-Conf: 2024", Watch: true, Sources: list},
		},
		"a title from the folder": {"- {dir: ex-conf-2024, youtube_list: list/1}", ingest.Event{Slug: "ex-conf-2024", Title: "ex conf 2024", Watch: true, Sources: list}},
		"a device":                {"- {dir: CON, title: A, youtube_list: list/1}", ingest.Event{Slug: "con-event", Title: "A", Watch: true, Sources: list}},
		"a language in capitals": {
			"- {dir: a, title: A, language: POR, youtube_list: list/1}",
			ingest.Event{Slug: "a", Title: "A", Language: "por", Watch: true, Sources: list},
		},
		"related addresses": {
			"- {dir: a, title: A, youtube_list: list/1, related_urls: [{url: 'https://a.example', label: Web}, 'http://b.example/', {url: 'https://a.example', label: Web}]}",
			ingest.Event{
				Slug: "a", Title: "A", Watch: true, Sources: list,
				RelatedURLs: []ingest.Link{{Label: "Web", URL: "https://a.example"}, {URL: "http://b.example/"}},
			},
		},
		"anchors and merge keys": {
			"x: &x {language: deu, title: X, tags: &t [z]}\nevents:\n- <<: *x\n  dir: a\n  title: A\n  youtube_list: [&l list/1, *l]\n",
			ingest.Event{Slug: "a", Title: "A", Language: "deu", Tags: []string{"z"}, Watch: true, Sources: list},
		},
		"line ends of Windows": {"\ufeff- title: A\r\n  dir: a\r\n  youtube_list: list/1\r\n", ingest.Event{Slug: "a", Title: "A", Watch: true, Sources: list}},
		"one folder twice": {
			"- {dir: a, title: A, language: eng, tags: [x], youtube_list: video/2}\n-\n- {dir: a, title: B, language: deu, tags: [y], dates: {begin: 2024-05-17}, youtube_list: [list/1, video/2]}",
			ingest.Event{
				Slug: "a", Title: "A", Language: "eng", Tags: []string{"x", "y"}, StartDate: day(2024, 5, 17), EndDate: day(2024, 5, 17), Watch: true,
				Sources: []ingest.Source{{URL: "https://videos.example/video/2"}, {URL: "https://videos.example/list/1"}},
			},
		},
		"one folder twice, with a channel": {
			"- {dir: a, title: A, dates: {begin: 2024-05-17}, youtube_list: list/1}\n- {dir: a, youtube_list: channel/x}",
			ingest.Event{
				Slug: "a", Title: "A", StartDate: day(2024, 5, 17), EndDate: day(2024, 5, 17),
				Sources: append(list[:1:1], ingest.Source{URL: "https://videos.example/channel/x"}),
			},
		},
		"hostile text": {
			"- {dir: ../../etc, title: \"a\\e[31m\\n\\0b\", youtube_list: list/1}",
			ingest.Event{Slug: "etc", Title: "a\ufffd[31m \ufffdb", Watch: true, Sources: list},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := read(t, c.src)
			if len(got.Entries) != 1 {
				t.Fatalf("%d entries: %+v", len(got.Entries), got.Entries)
			}
			if diff := cmp.Diff(c.want, got.Entries[0].Event, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What has no counterpart is told, with its line; "!" is a warning.
func TestNotes(t *testing.T) {
	t.Parallel()
	for src, want := range map[string][]string{
		"- {dir: a, title: A, youtube_list: list/1, issue: xxx, minimal_download: no, overwrite: {all: off}}": nil,
		"- dir: a\n  title: A\n  youtube_list:\n  - list/1\n  - tube/1\n":                                     {`5! youtube_list: "tube/1": no host; left out`},
		"- dir: a\n  title: A\n": {"1! youtube_list: nothing of it can be listed: give the address to `stevie import URL --event EVENT`"},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  minimal_download: yes\n  issue:\n  - '#3'\n  - 4\n": {
			"4 minimal_download true: stevie has no such mode: it proposes every field and says where it is not sure; `stevie publish EVENT --all` publishes without a review",
			`6 issue 3: write "Fixes #" and the number into the pull request: stevie's text for it names no issue`,
			`7 issue 4: write "Fixes #" and the number into the pull request: stevie's text for it names no issue`,
		},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  overwrite:\n    existing_files_fields:\n    - title\n    - tags\n    wipe: true\n": {
			"5 overwrite.existing_files_fields [title, tags]: records that stevie did not write stay as they are; `stevie audit` lists what has changed on the host since",
			"8! overwrite.wipe: no key of pyvideo_scrape: left out",
		},
		"- {dir: a, title: A, youtube_list: list/1, overwrite: true}":                         {"1 overwrite true: every sync adds what is new and keeps what is there"},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  lang: eng\n  related_url: x\n":       {"4! lang: no key of pyvideo_scrape: left out", "5! related_url: no key of pyvideo_scrape: left out; was related_urls meant?"},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  language: English\n":                 {"4! language English: left out, pyvideo/data takes " + strings.Join(ingest.Languages(), " ") + "; without one it is found out for each talk"},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  dates: {begin: xxx, default: xxx}\n": nil,
		"- dir: a\n  title: A\n  youtube_list: list/1\n  dates:\n    begin: 2024-05-17\n    end: soon\n    default: 2024-05-18\n    last: x\n": {
			"6! dates.end soon: no day like 2024-05-17: left out",
			"7 dates.default 2024-05-18: where nothing tells the day of a talk, stevie proposes the first one and says so",
			"8! dates.last: no key of pyvideo_scrape: left out",
		},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  dates:\n    begin: 2024-05-17\n    end: 2024-05-16\n    default: 2024-05-17\n": {
			"6! dates.end 2024-05-16: lies before the first day: left out",
		},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  dates: {begin: 2024-05-17, default: 2024-05-19}\n": {
			"4 dates.end: there is none: the first day is the last one, too, as pyvideo_scrape has it",
			"4! dates.default 2024-05-19: lies behind the last day: if it is the last one, make it end_date in event.toml",
		},
		"- dir: A\n  youtube_list: list/1\n": {
			"1! dir A: cannot be a folder: a is used instead",
			`1! title: there is none: write it into event.toml, as "Name YYYY"`,
		},
		"- title: A\n  youtube_list: list/1\n": {"1! dir: there is none: the folder is a"},
		"- dir: a\n  title: A\n  youtube_list: list/1\n  related_urls:\n  - http://\n  - label: x\n    link: y\n  - url: https://a.example/\n": {
			"5! related_urls http://: no address that begins with https://: left out",
			"6! related_urls x: no address that begins with https://: left out",
			"7! related_urls.link: no key of pyvideo_scrape: left out",
			"8! related_urls https://a.example/: has no label: say in event.toml what it leads to",
		},
		"- dir: a\n  title: A\n  dates: {begin: 2024-05-17, end: 2024-05-18}\n  youtube_list:\n  - channel/x\n": {
			"5! youtube_list https://videos.example/channel/x: may list other years too: narrow the source with only, except or since in event.toml; until you set watch = true it is not watched",
		},
		"- {dir: a, title: A, youtube_list: list/1}\n- {dir: a, title: B, youtube_list: list/2}\n": {
			"2! dir a: is the folder of the event in line 1 as well: the two are one event now",
			`2! title B: is not taken: the event in line 1 has "A"`,
		},
		"- {dir: a, title: A, youtube_list: list/1}\n- {dir: b, title: B, youtube_list: list/1}\n": {
			"2! youtube_list https://videos.example/list/1: feeds a as well: say with only or except in both event.toml which talks belong where",
		},
		"event_template: [{title: x}]\nfolder: x\nevents: [{dir: a, title: A, youtube_list: list/1}]": {
			"1 event_template: a pattern to copy, no event: left out",
			"2 folder: no key of pyvideo_scrape: left out",
		},
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			file := read(t, src)
			notes := file.Notes
			for _, e := range file.Entries {
				notes = append(notes, e.Notes...)
			}
			var got []string
			for _, n := range notes {
				mark := ""
				if n.Warn {
					mark = "!"
				}
				got = append(got, fmt.Sprintf("%d%s %s", n.Line, mark, n))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\n%s", src, diff)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 20_000)
	for src, want := range map[string][]string{
		"":                                      {"events.yml: there are no events in it"},
		"# nothing\n":                           {"events.yml: there are no events in it"},
		"~":                                     {"events.yml: there are no events in it"},
		"repo_dir: x\nevents:\n":                {"events.yml: there are no events in it"},
		"events: [~, ]":                         {"events.yml: there are no events in it"},
		"events":                                {`events.yml:1:1: a list of events is wanted here, not "events"`},
		"title: A\ndir: a\n":                    {"events.yml:1:1: title belongs to an event"},
		"events:\n- exconf-2024\n":              {`events.yml:2:3: an event with title, dir, youtube_list, … is wanted here, not "exconf-2024"`},
		"- {title: '!!', dir: '?'}":             {"events.yml:1:3: the event has no dir and no title that a folder could be named after"},
		"- {dir: a}\n---\n- {dir: b}\n":         {"events.yml:2:1: a second document begins here"},
		"- {dir: a}\n---\n- {dir: b\n":          {"events.yml:4:1: did not find expected ',' or '}' while parsing a flow mapping that begins in line 3"},
		"- title: a\n\tdir: x\n":                {"events.yml:2:1: found a tab character that violates indentation while scanning a plain scalar that begins in line 1"},
		"- title: a: b\n":                       {"events.yml:1:11: mapping values are not allowed in this context"},
		"- title: \"a\n":                        {"events.yml:2:1: found unexpected end of stream while scanning a quoted scalar that begins in line 1"},
		"- title: *a\n":                         {"events.yml:1:10: unknown anchor 'a' referenced"},
		"- title: @a\n":                         {"events.yml:1:10: found character that cannot start any token"},
		"- title: \"\\q\"\n":                    {"events.yml:1:11: found unknown escape character"},
		"- dir: a\n  title: \xff\n":             {"events.yml:2:10: invalid leading UTF-8 octet (value: 255)"},
		"- dir: a\n  title: b\x00c\n":           {"events.yml:2:11: control characters are not allowed (value: 0)"},
		"- dir: a\n  ? [b]\n  : c\n":            {"events.yml:2:5: a key cannot be a list"},
		"- title: !!python/object:os.system ls": {"events.yml:1:10: the tag !!python/object:os.system has no meaning here"},
		"- {dir: a, dates: 2024-05-17}":         {`events.yml:1:19: begin and end is wanted here, not "2024-05-17"`},
		"- {dir: a, dates: {begin: [1]}}":       {"events.yml:1:27: a day is wanted here, not a list"},
		"- {dir: a, youtube_list: {a: b}}":      {"events.yml:1:26: an address is wanted here, not keys with values"},
		"- {dir: a, related_urls: [[x]]}":       {"events.yml:1:27: an address, or label and url, is wanted here, not a list"},
		"- {dir: a, dir: b,\n  title: {}, tags: [[]]}": {
			`events.yml:1:12: "dir" stands here a second time; it is in line 1 already`,
			"events.yml:2:10: a title is wanted here, not keys with values",
			"events.yml:2:21: a tag is wanted here, not a list",
		},
		"a: &a {<<: *a, dir: x}\nevents: [*a]":   {"events.yml:1:4: the file has too many values, or aliases that repeat themselves"},
		deep:                                     {"events.yml:1:10001: exceeded max depth of 10000"},
		strings.Repeat(" ", eventsyml.MaxSize+1): {"events.yml: it has more than 1048576 bytes"},
		bomb():                                   {"events.yml:1:5: the file has too many values, or aliases that repeat themselves"},
		repeated():                               {"events.yml:1:4: the file has too many values, or aliases that repeat themselves"},
		chained():                                {"events.yml:434:14: the file has too many values, or aliases that repeat themselves"},
		"events:\n" + strings.Repeat("- x\n", 50): nil,
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			file, err := eventsyml.Read("events.yml", []byte(src), find)
			faults, ok := errors.AsType[eventsyml.SyntaxErrors](err)
			if !ok || len(faults) == 0 || !cmp.Equal(file, eventsyml.File{}) {
				t.Fatalf("%.100q: got %+v and error %v", src, file, err)
			}
			var got []string
			for _, f := range faults {
				got = append(got, f.Error())
				if at, ok := errors.AsType[*eventsyml.SyntaxError](f); !ok || at.Path != "events.yml" || ingest.Hint(f) == "" {
					t.Errorf("%v is no fault with a hint", f)
				}
			}
			if want == nil { // many mistakes: the first ones are told
				if len(got) != 10 || !strings.HasSuffix(err.Error(), " (and 9 more)") {
					t.Errorf("%d faults: %v", len(got), err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%.100q\n%s", src, diff)
			}
		})
	}
}

// repeated is a long text that stands everywhere.
func repeated() string {
	return "a: &a \"" + strings.Repeat("x ", 250_000) + "\"\nevents:\n- title: A\n  tags: [" + strings.Repeat("*a,", 150_000) + "]\n"
}

// chained has each mapping merged into the next one.
func chained() string {
	var b strings.Builder
	b.WriteString("more:\n- &a0 {k0: 1}\n")
	n := 0
	for ; b.Len() < 900_000; n++ {
		fmt.Fprintf(&b, "- &a%d {<<: *a%d, k%d: 1}\n", n+1, n, n+1)
	}
	return b.String() + fmt.Sprintf("events:\n- *a%d\n", n)
}

// bomb stands for a billion addresses in a few lines.
func bomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [list/1, list/2, list/3, list/4, list/5, list/6, list/7, list/8, list/9]\n")
	for i := 1; i < 8; i++ {
		fmt.Fprintf(&b, "a%d: &a%d {dir: x%d, youtube_list: *a0, tags: *a0, issue: *a0, title: A}\n", i, i, i)
	}
	return b.String() + "more: &m [" + strings.Repeat("*a1, ", 400) + "]\nevents: [" + strings.Repeat("*a1, *a2, ", 20_000) + "]\n"
}
