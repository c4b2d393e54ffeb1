package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/demo"
)

// headSays are the words above the list.
func (w *world) headSays(t *testing.T) string {
	t.Helper()
	return textOf(w.get(t, eventAt).having("id", "head")[0])
}

// awaitHead is what the head says once the pairs are counted.
func (w *world) awaitHead(t *testing.T) string {
	t.Helper()
	for {
		if head := w.headSays(t); !strings.Contains(head, "its pairs") {
			return head
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// The head says how the programme stands, and how the event's titles are built.
func TestHeadOfProgramme(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	head := w.headSays(t)
	if strings.Contains(head, "session") {
		t.Errorf("without a programme the head says %q", head)
	}
	if want := "TITLE - SPEAKER, in 10 of 18; TITLE by SPEAKER, in 6 of 18"; !strings.Contains(head, want) {
		t.Errorf("the head says %q, want %q", head, want)
	}
	w.programme(t)
	if head, want := w.awaitHead(t), "5 sessions, 2 not filmed or not up yet; no pair to look at"; !strings.Contains(head, want) {
		t.Errorf("the head says %q, want %q", head, want)
	}
	if page := w.get(t, eventAt); len(page.having("href", pairsAt)) < 2 {
		t.Error("the head does not lead to the pairs")
	}
}

// A pair that is in doubt is counted until somebody has decided on it.
func TestDoubtfulPairsAreCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.programme(t)
	const table = `id,title,speakers,start,duration,room
MAPS,A Workshop on Maps,Ilse Verstraeten,2025-06-14T09:00:00+02:00,90,Reed Room
FIRST,Compilers in One Afternoon,Soraya Haddad,2025-06-14T09:30:00+02:00,90,Reed Room
`
	must(t, os.WriteFile(filepath.Join(w.dir, "drafts", demo.Event, "programme.csv"), []byte(table), 0o644))
	values := fieldsOf(w.get(t, pairsAt).forms(pairsAt)[0])
	values.Set("act", "refresh")
	w.ask(t, http.MethodPost, pairsAt, values)
	if head, want := w.awaitHead(t), "2 sessions, 1 not filmed or not up yet; 1 pair to look at"; !strings.Contains(head, want) {
		t.Errorf("the head says %q, want %q", head, want)
	}
	for _, form := range w.get(t, pairsAt).forms(pairsAt) {
		if values := fieldsOf(form); values.Get("was") == "MAPS" {
			values.Set("act", "none")
			w.ask(t, http.MethodPost, pairsAt, values)
		}
	}
	if head, want := w.awaitHead(t), "no pair to look at"; !strings.Contains(head, want) {
		t.Errorf("once it is decided the head says %q, want %q", head, want)
	}
}
