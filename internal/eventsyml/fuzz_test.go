package eventsyml_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/eventsyml"
	"github.com/pyvideo/stevie/internal/termtext"
)

func dayOf(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// Whatever comes out can be written as event.toml and read back, every note is one
// line that points into the file, and nothing panics.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"repo_dir: ~/x\nevents:\n- title: A 2024\n  dir: a-2024\n  youtube_list:\n  - list/1\n  - video/2\n  related_urls:\n  - label: x\n    url: https://a.example/\n" +
			"  language: eng\n  dates: {begin: 2024-05-17, end: 2024-05-19, default: 2024-05-20}\n  issue: 5\n  tags: [a, b]\n  minimal_download: true\n  overwrite: {all: true}\n",
		"- {dir: A, youtube_list: channel/x, dates: {begin: 2024-05-17T01:00Z}}\n- {dir: a, language: pt, tags: 'x, y'}\n",
		"x: &x {title: \"\\e\\0\\u202E\\\"'''\"}\nevents: [{<<: *x, dir: '../x\\y'}, *x]\n",
		"done_events: [{dir: a, related_urls: [http://[::1]/, 'https://x y'], issue: ['#1', xxx]}]\nminimal_download: [{dir: b, overwrite: {existing_files_fields: [a]}}]\n",
		"? [a]\n: b\n", "--- !!map\na: 1\n...\n---\n", "\xff\xfe-\x00 \x00a\x00", "\xff\xfe( ( 00", "a: |\n  b\n", "[[[[", "- \"", "- {dir: con, title: é}", "- {dates: {begin: 0000-01-01, end: 9999-12-31}, dir: 0}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := eventsyml.Read("events.yml", src, find)
		lines := linesOf(src)
		if err != nil {
			checkFaults(t, err, lines)
			return
		}
		slugs := map[string]bool{}
		notes := file.Notes
		for _, e := range file.Entries {
			notes = append(notes, e.Notes...)
			if slug := e.Event.Slug; slugs[slug] || draft.CheckSlug(slug) != nil || e.Event.Title == "" {
				t.Errorf("slug %q, title %q", slug, e.Event.Title)
			}
			slugs[e.Event.Slug] = true
			var remarks []string
			for _, n := range e.Notes {
				remarks = append(remarks, n.String())
			}
			text := draft.EncodeEvent(e.Event, remarks...)
			got, err := draft.ParseEvent(e.Event.Slug, "event.toml", text)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if diff := cmp.Diff(e.Event, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\n%s", diff, text)
			}
		}
		if len(file.Entries) == 0 {
			t.Error("no entries and no error")
		}
		for _, n := range notes {
			if n.String() != termtext.Line(n.String()) || n.Key == "" || n.Text == "" {
				t.Errorf("note %+v", n)
			}
			if n.Line < 1 || n.Line > lines {
				t.Errorf("note %+v in %d lines", n, lines)
			}
		}
	})
}

func checkFaults(t *testing.T, err error, lines int) {
	faults, ok := errors.AsType[eventsyml.SyntaxErrors](err)
	if !ok || len(faults) == 0 {
		t.Fatalf("error %v", err)
	}
	for _, err := range faults {
		if f, ok := errors.AsType[*eventsyml.SyntaxError](err); !ok || f.Line < 0 || f.Line > lines+1 || f.Message == "" {
			t.Errorf("fault %+v in %d lines", f, lines)
		}
	}
}

// linesOf is how many lines a text has for YAML, or more.
func linesOf(src []byte) int {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		return len(src) // UTF-16
	}
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")
	return strings.Count(breaks.Replace(string(src)), "\n") + 1
}
