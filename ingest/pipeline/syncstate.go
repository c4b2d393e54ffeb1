package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// fullWalk is how long an unchanged collection is taken for unchanged: a host's
// state of it does not tell of everything.
const fullWalk = 7 * 24 * time.Hour

// anotherDay is what lies at least between two runs of two nights.
const anotherDay = 12 * time.Hour

// eventState is what a sync remembers of an event.
type eventState struct {
	Sources map[string]sourceState `json:"sources,omitempty"` // by sourceKey
	// Settings are those that the event's drafts were last proposed with, as
	// settingsOf gives them.
	Settings string `json:"settings,omitempty"`
	// Doubted is when a listing was first not believed, zero when the last one was.
	Doubted time.Time `json:"doubted,omitzero"`
}

// judge takes down whether a haul can be believed, and returns it as what it counts
// for: what a host still says on another day is true, however unlikely.
func (e *eventState) judge(haul Haul, now time.Time) Haul {
	switch {
	case !haul.doubted():
		e.Doubted = time.Time{}
	case e.Doubted.IsZero() || now.Before(e.Doubted):
		e.Doubted = now.UTC().Truncate(time.Second)
	case now.Sub(e.Doubted) >= anotherDay:
		return haul.believed()
	}
	return haul
}

// sourceState is what the host said of a collection when it was last listed to its
// end.
type sourceState struct {
	State  ingest.State `json:"state"`
	Walked time.Time    `json:"walked"`
}

// due reports whether a source is to be listed: it is new, or changed, or was not
// listed for long, or the last listing is in the future of a clock set back.
func (e eventState) due(src watchedSource, now time.Time) bool {
	last, ok := e.Sources[src.key]
	if !ok || now.Sub(last.Walked) >= fullWalk || now.Before(last.Walked) {
		return true
	}
	if src.target.Ref.Kind == ingest.KindVideo {
		return false
	}
	return src.state == nil || src.state.IsZero() || !src.state.Same(last.State)
}

// walked takes down which sources were listed to their end, and forgets those that
// the event no longer has.
func (e *eventState) walked(sources []watchedSource, haul Haul, now time.Time) {
	sourceStates := map[string]sourceState{}
	for _, src := range sources {
		if was, ok := e.Sources[src.key]; ok {
			sourceStates[src.key] = was
		}
		for _, l := range haul.Listed {
			if !l.Complete || l.Ref != src.target.Ref {
				continue
			}
			state := ingest.State{}
			if src.state != nil {
				state = *src.state
			}
			sourceStates[src.key] = sourceState{State: state, Walked: now.UTC().Truncate(time.Second)}
		}
	}
	e.Sources = sourceStates
}

// refKey names a collection in states.
func refKey(ref ingest.Ref) string { return fmt.Sprintf("%s %s %s", ref.Provider, ref.Kind, ref.ID) }

// sourceKey names a source of an event: another condition makes it another one,
// from which videos are taken that were left out before.
func sourceKey(ref ingest.Ref, src ingest.Source) string {
	return fmt.Sprintf("%s only=%q except=%q since=%s", refKey(ref), src.Only, src.Except, src.Since)
}

// stateStore keeps states as JSON files, one for each event and one for channels.
// A file that cannot be read counts as none.
type stateStore struct{ root *os.Root }

// openStates opens the folder of states, which is made if it does not exist.
func openStates(dir string) (*stateStore, error) {
	if err := atomicfile.MakeFolder(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open the states: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the states: %w", err)
	}
	for _, dir := range []string{".", syncFolder} {
		if err := atomicfile.Sweep(root, dir, longest); err != nil {
			return nil, errors.Join(fmt.Errorf("open the states: %w", err), root.Close())
		}
	}
	return &stateStore{root}, nil
}

const (
	// syncFolder holds, in the folder of states, a file for each event.
	syncFolder = "sync"
	// longest is what no run takes to write one file: a temporary one that is older
	// was left by a run that was killed.
	longest = time.Hour
)

func (s *stateStore) close() { s.root.Close() }

func (s *stateStore) event(slug string) eventState {
	var e eventState
	if !s.load(stateFile(slug), &e) {
		return eventState{}
	}
	return e
}

func (s *stateStore) save(slug string, e eventState) error { return s.write(stateFile(slug), e) }

func stateFile(slug string) string { return path.Join(syncFolder, slug+".json") }

// load reports whether the file was there and whole.
func (s *stateStore) load(name string, into any) bool {
	src, err := s.root.ReadFile(name)
	return err == nil && json.Unmarshal(src, into) == nil
}

// write leaves a file alone that holds the same already.
func (s *stateStore) write(name string, v any) error {
	src, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Errorf("write the state %s: %w", name, err)
	}
	src = append(src, '\n')
	old, err := s.root.ReadFile(name)
	if err == nil && string(old) == string(src) {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write the state %s: %w", name, err)
	}
	if err := atomicfile.Write(s.root, name, src); err != nil {
		return fmt.Errorf("write the state: %w", err)
	}
	return nil
}
