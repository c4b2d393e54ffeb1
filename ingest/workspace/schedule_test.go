package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestScheduleIsStored(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, err := Open(filepath.Join(dir, "drafts"), filepath.Join(dir, ".stevie"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.CreateEvent(ingest.Event{Slug: "exconf-2024", Schedule: []string{"https://exconf.example/schedule.json"}}); err != nil {
		t.Fatal(err)
	}
	if got, err := w.Schedule("exconf-2024"); err != nil || len(got.Sessions) > 0 {
		t.Errorf("before: %+v, %v", got, err)
	}
	want := Schedule{
		Sources:  []ScheduleSource{{Address: "https://exconf.example/schedule.json", ETag: `"1"`}},
		ReadAs:   "Europe/Vienna",
		Sessions: []ingest.Session{{ID: "ABC123", Title: "Fast <parsers>", Start: time.Date(2024, 5, 18, 10, 0, 0, 0, time.FixedZone("", 7200))}},
	}
	if err := w.SaveSchedule("exconf-2024", want); err != nil {
		t.Fatal(err)
	}
	got, err := w.Schedule("exconf-2024")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	// The same again is not written, so that nothing is lost that fails then.
	w.step = func(string) error { return errors.New("written") }
	if err := w.SaveSchedule("exconf-2024", got); err != nil {
		t.Error(err)
	}
	if err := w.SaveSchedule("exconf-2024", Schedule{}); err == nil {
		t.Error("another one was not written")
	}
	// It is no base of a draft.
	bases, problems := w.Bases("exconf-2024")
	if len(bases) > 0 || len(problems) > 0 {
		t.Errorf("bases %v, problems %v", bases, problems)
	}
	contents, err := w.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f := contents.Folder("exconf-2024")
	if len(f.Deleted) > 0 || len(f.Problems) > 0 || len(f.Sessions) != 1 {
		t.Errorf("deleted %v, problems %v, sessions %v", f.Deleted, f.Problems, f.Sessions)
	}
	// One that cannot be read is told, and hinders nothing.
	if err := os.WriteFile(filepath.Join(dir, "drafts", "exconf-2024", ".base", "schedule.json"), []byte(`{"sessions":[{`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Schedule("exconf-2024"); ingest.Hint(err) == "" {
		t.Errorf("broken: %v", err)
	}
	if contents, err = w.Load(t.Context()); err != nil || len(contents.Folder("exconf-2024").Sessions) > 0 {
		t.Errorf("broken: %v", err)
	}
}
