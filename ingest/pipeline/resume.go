package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// importsFile holds, in the folder of what can be made anew, the imports that a host
// has ended before their time.
const importsFile = "imports.json"

// ImportMemory is where imports take down how far they came.
type ImportMemory struct {
	State string           // the workspace's folder for what can be made anew
	Now   func() time.Time // nil is [time.Now]
}

func (m ImportMemory) now() time.Time {
	if m.Now == nil {
		return time.Now()
	}
	return m.Now()
}

// unfinished are such imports by refKey of their collections.
type unfinished map[string]unfinishedImport

// unfinishedImport is what an import has seen of one collection. Several runs may be
// at it, each with what one day's quota gives.
type unfinishedImport struct {
	Event string    `json:"event"`
	Last  time.Time `json:"last"`  // when the latest of its runs was
	Asked []string  `json:"asked"` // ids of the videos that were looked at, sorted
}

// GatherOn gathers like [Gather], for an import. Where an import of the same
// collection was ended by its host less than a week ago, and [ImportMemory.Keep] has
// taken that down, it goes on: it does not look again at the videos that the other has
// looked at and drafted.
func (p *Pipeline) GatherOn(ctx context.Context, targets []Target, limit int, watch Watcher, memory ImportMemory) (Haul, error) {
	g := gathering{limit: limit, watch: watch}
	now := memory.now()
	earlier, err := readUnfinished(memory.State)
	if err != nil {
		return Haul{}, err
	}
	asked := map[ingest.Key]ingest.Video{}
	for _, t := range targets {
		before, ok := earlier[refKey(t.Ref)]
		if !ok || now.Sub(before.Last) >= fullWalk || now.Before(before.Last) {
			continue
		}
		bases, _ := p.Workspace.Bases(before.Event) // an unreadable one is fetched again
		for _, b := range bases {
			if _, found := slices.BinarySearch(before.Asked, b.Video.ID); found && !b.FromRecord() {
				asked[b.Key()] = b.Video
			}
		}
	}
	p.addKnown(asked, targets)
	if len(asked) > 0 {
		g.known = func(key ingest.Key) (ingest.Video, bool) {
			v, ok := asked[key]
			return v, ok
		}
	}
	haul, failed := gather(ctx, targets, g)
	return haul, errors.Join(failed, haul.doubt())
}

// addKnown adds what is stored of the videos of hosts that are asked for each by itself.
func (p *Pipeline) addKnown(known map[ingest.Key]ingest.Video, targets []Target) {
	oneByOne := map[string]bool{}
	for _, t := range targets {
		if _, ok := t.Provider.(ingest.OneByOne); ok {
			oneByOne[t.Provider.Name()] = true
		}
	}
	if len(oneByOne) == 0 {
		return
	}
	events, _ := p.Workspace.Events() // what cannot be read is fetched again
	for _, event := range events {
		bases, _ := p.Workspace.Bases(event)
		for _, b := range bases {
			if oneByOne[b.Video.Provider] && !b.FromRecord() {
				known[b.Key()] = b.Video
			}
		}
	}
}

// Keep takes down, for [Pipeline.GatherOn], which videos of an event's
// haul were looked at when a host's failure has ended it, and forgets that when the
// haul is complete. Call it when the drafts are written.
func (m ImportMemory) Keep(event string, haul Haul, failed error) error {
	if failed == nil && !haul.Complete {
		return nil // somebody wanted no more of it
	}
	store, err := openStates(m.State)
	if err != nil {
		return err
	}
	defer store.close()
	if failed == nil {
		return store.finishImports(haul)
	}
	imports := store.imports()
	for i, l := range haul.Listed {
		at := unfinishedImport{Event: event, Last: m.now().UTC().Truncate(time.Second)}
		before, ok := imports[refKey(l.Ref)]
		if age := at.Last.Sub(before.Last); ok && before.Event == event && 0 <= age && age < fullWalk {
			at.Asked = before.Asked
		}
		for _, v := range haul.Videos {
			if haul.From[v.Key()] == i {
				at.Asked = append(at.Asked, v.ID)
			}
		}
		slices.Sort(at.Asked)
		at.Asked = slices.Compact(at.Asked)
		imports[refKey(l.Ref)] = at
	}
	return store.write(importsFile, imports)
}

// imports reads the unfinished ones.
func (s *stateStore) imports() unfinished {
	var found unfinished
	if !s.load(importsFile, &found) || found == nil {
		return unfinished{}
	}
	return found
}

// finishImports forgets the imports of collections that were listed to their end.
func (s *stateStore) finishImports(haul Haul) error {
	imports := s.imports()
	before := len(imports)
	for _, l := range haul.Listed {
		if l.Complete {
			delete(imports, refKey(l.Ref))
		}
	}
	if len(imports) == before {
		return nil
	}
	return s.write(importsFile, imports)
}

// readUnfinished reads the unfinished imports and makes no folder for them.
func readUnfinished(state string) (unfinished, error) {
	root, err := os.OpenRoot(state)
	if errors.Is(err, fs.ErrNotExist) {
		return unfinished{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open the states: %w", err)
	}
	store := &stateStore{root}
	defer store.close()
	return store.imports(), nil
}
