package journal_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/journal"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// act is one that changes the title of one draft.
func act(id, before, after, undoes string) journal.Act {
	a := journal.Act{ID: id, Undoes: undoes, Event: "exconf-2024"}
	if before != after {
		a.Drafts = []journal.Edit{{File: "one.toml", Fields: []draft.FieldEdit{{Field: "title", Before: draft.Text(before), After: draft.Text(after)}}}}
	}
	return a
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		acts []journal.Act
		want draft.Text
	}{
		{"none", nil, ""},
		{"one", []journal.Act{act("a", "0", "1", "")}, "1"},
		{"undone", []journal.Act{act("a", "0", "1", ""), act("u", "1", "0", "a")}, "0"},
		{"the undoing undone", []journal.Act{act("a", "0", "1", ""), act("u", "1", "0", "a"), act("r", "0", "1", "u")}, "1"},
		{"the first of two undone", []journal.Act{act("a", "0", "1", ""), act("b", "1", "2", ""), act("u", "", "", "a")}, "2"},
		{"both undone, the first one first", []journal.Act{act("a", "0", "1", ""), act("b", "1", "2", ""), act("u", "", "", "a"), act("v", "2", "0", "b")}, "0"},
		{"an act upon an undoing", []journal.Act{act("a", "0", "1", ""), act("b", "1", "2", ""), act("u", "2", "1", "b"), act("c", "1", "3", ""), act("v", "", "", "a"), act("w", "", "", "c")}, "0"},
		{"somebody changed it unnoticed", []journal.Act{act("a", "0", "1", ""), act("b", "7", "2", ""), act("u", "", "", "a"), act("v", "2", "7", "b")}, "7"},
	} {
		got := journal.Text(read(t, test.acts), "one.toml", "title")
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// read gives acts as they come from a journal.
func read(t *testing.T, acts []journal.Act) []journal.Act {
	t.Helper()
	dir := t.TempDir()
	cache := cachefile.Open(dir)
	for _, a := range acts {
		if err := cache.Append(cachefile.Journal, a); err != nil {
			t.Fatal(err)
		}
	}
	got, err := journal.Open(cache).Acts("exconf-2024")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The journal is read around what a killed run left of a line, and what is appended then
// is not lost with it.
func TestTornLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := journal.Open(cachefile.Open(dir))
	if acts, err := j.Acts("exconf-2024"); err != nil || len(acts) > 0 {
		t.Fatalf("without a file: %v, %v", acts, err)
	}
	file := filepath.Join(dir, cachefile.Journal)
	for i, verb := range []string{"Save", "Take"} {
		a := act("", "0", verb, "")
		a.Verb, a.Time = verb, time.Date(2024, 5, 18, 10, i, 0, 0, time.UTC)
		if err := j.Append(a); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(`{"id":"torn","event":"exconf-`); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	other := act("", "0", "1", "")
	other.Event = "exconf-2025"
	if err := j.Append(other); err != nil {
		t.Fatal(err)
	}
	acts, err := j.Acts("exconf-2024")
	if err != nil {
		t.Fatal(err)
	}
	var verbs []string
	for _, a := range acts {
		verbs = append(verbs, a.Verb+" "+a.Field)
		if a.ID == "" || a.ID == acts[0].ID && a.Verb != acts[0].Verb {
			t.Errorf("the ID of %s is %q", a.Verb, a.ID)
		}
	}
	if diff := cmp.Diff([]string{"Save title", "Take title"}, verbs); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
}

// An act stays undone when the clock was set back in between.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	done, undone := act("a", "0", "1", ""), act("u", "1", "0", "a")
	done.Time = time.Date(2024, 5, 18, 10, 0, 0, 0, time.UTC)
	undone.Time = done.Time.Add(-time.Hour)
	acts := read(t, []journal.Act{done, undone})
	if len(acts) != 2 || acts[0].ID != "a" || !acts[0].Undone {
		t.Errorf("acts %+v", acts)
	}
}

func TestLatest(t *testing.T) {
	t.Parallel()
	disk := act("d", "1", "2", "")
	disk.OnDisk = true
	acts := read(t, []journal.Act{act("a", "0", "1", ""), act("b", "5", "6", ""), act("u", "6", "5", "b"), disk})
	got, ok := journal.Latest(acts)
	if !ok || got.ID != "a" {
		t.Errorf("the latest is %+v, %v", got, ok)
	}
	if s := journal.Subject(acts, acts[2]); s.ID != "b" {
		t.Errorf("the undoing is about %s", s.ID)
	}
	if _, ok := journal.Latest(nil); ok {
		t.Error("there is one of none")
	}
}
