package captions

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// Fetcher finds out which captions talks have, and gets them.
type Fetcher struct {
	Hosts ingest.Hosts
	// Program is asked for videos whose provider is no [ingest.Captioner]; nil is none.
	Program ingest.Captioner
	Client  *http.Client // for files of tracks: see [NewClient]
	Folder  Folder
	Cache   *cachefile.Dir // remembers which tracks videos had
}

// Kind says who wrote captions.
type Kind string

// The kinds.
const (
	Human   Kind = "human"
	Machine Kind = "machine"
)

// Row is a track of a talk. In JSON it is a line of `stevie captions`.
type Row struct {
	Path     string `json:"path"` // of the talk's draft or record
	Provider string `json:"provider"`
	ID       string `json:"id"`
	Language string `json:"language"`
	Kind     Kind   `json:"kind"`
	File     string `json:"file"` // where it is stored, "" if it is not
}

// Options say which captions, and what becomes of them.
type Options struct {
	Language string // "" is all
	Get      bool   // store them
	// Done is told how many talks of all have been looked at; it may be nil.
	Done func(talks, of int)
}

// Result is what there is.
type Result struct {
	Rows      []Row    // in the order of the talks
	Languages []string // of all tracks, those that were not asked for included
	Stored    int      // tracks that were not there before
	Problems  []error  // hosts that refused, or could not be asked
}

// talksAtOnce is how many talks are asked for at a time.
const talksAtOnce = 4

// Collect lists the tracks of talks, and stores them if so asked. A video whose tracks are
// all there is not asked for again then.
func (f *Fetcher) Collect(ctx context.Context, list []talks.Talk, o Options) (Result, error) {
	run := newCollecting(f, o)
	rows := make([][]Row, len(list))
	var group errgroup.Group
	group.SetLimit(talksAtOnce)
	for i, t := range list {
		group.Go(func() error {
			rows[i] = run.talk(ctx, t)
			run.tell(len(list))
			return nil
		})
	}
	_ = group.Wait() // each talk has its own errors
	run.result.Rows = slices.Concat(rows...)
	run.result.Problems = append(run.result.Problems, run.notAsked()...)
	slices.Sort(run.result.Languages)
	run.result.Languages = slices.Compact(run.result.Languages)
	return run.result, errors.Join(ctx.Err(), f.Cache.Write(cachefile.Captions, run.memory))
}

// memory is which tracks videos had when last asked, by their keys.
type memory map[string][]Stored

// collecting is one run.
type collecting struct {
	*Fetcher
	Options

	mu       sync.Mutex
	memory   memory
	failures map[string]*failures // by the hosts
	done     int
	result   Result
}

func newCollecting(f *Fetcher, o Options) *collecting {
	run := &collecting{Fetcher: f, Options: o, memory: memory{}, failures: map[string]*failures{}}
	if f.Cache.Read(cachefile.Captions, &run.memory) != nil || run.memory == nil {
		run.memory = memory{} // then everything is asked for
	}
	return run
}

func (c *collecting) tell(of int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done++; c.Done != nil {
		c.Done(c.done, of)
	}
}

func (c *collecting) problem(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	same := func(other error) bool { return other.Error() == err.Error() }
	if !slices.ContainsFunc(c.result.Problems, same) {
		c.result.Problems = append(c.result.Problems, err)
	}
}

// talk lists the tracks of a talk on all hosts.
func (c *collecting) talk(ctx context.Context, t talks.Talk) []Row {
	var rows []Row
	for i, v := range t.Videos {
		found, err := c.tracks(ctx, t, i)
		if err == nil && c.Get {
			err = c.store(ctx, t, v, found)
		}
		if err != nil && ctx.Err() == nil {
			c.problem(err)
		}
		for _, track := range found {
			if c.wants(track.Language) {
				rows = append(rows, track.row(t, v, c.Folder))
			}
		}
	}
	return rows
}

func (c *collecting) wants(language string) bool {
	return c.Language == "" || Speaks(language, c.Language)
}

// track is one of a video with its place in the folder. Of one that is only remembered
// there is nothing to be fetched.
type track struct {
	Stored
	listed ingest.Track
}

func (t track) row(of talks.Talk, v ingest.Video, folder Folder) Row {
	row := Row{Path: of.Path, Provider: v.Provider, ID: v.ID, Language: t.Language, Kind: Human}
	if t.Machine {
		row.Kind = Machine
	}
	if folder.Has(t.Name) {
		row.File = folder.Path(t.Name)
	}
	return row
}

// tracks lists those of a talk's video.
func (c *collecting) tracks(ctx context.Context, t talks.Talk, video int) ([]track, error) {
	v := t.Videos[video]
	if known := c.recall(v); known != nil {
		return known, nil
	}
	from, err := c.captioner(v)
	if from == nil || ctx.Err() != nil || c.givenUp(t, v) {
		return nil, err
	}
	listed, err := from.Tracks(ctx, v)
	c.heard(v, err)
	if err != nil {
		return nil, ofTalk(t, err)
	}
	elsewhere := ""
	if video > 0 {
		elsewhere = v.Provider
	}
	var found []track
	var remember []Stored
	for i, name := range Names(t.Event, t.Name, elsewhere, listed) {
		r := Stored{Language(listed[i].Language), listed[i].Machine, name}
		found, remember = append(found, track{r, listed[i]}), append(remember, r)
	}
	slices.SortStableFunc(found, func(a, b track) int {
		return cmp.Or(compareBool(a.Machine, b.Machine), cmp.Compare(a.Language, b.Language))
	})
	c.remember(v, remember)
	return found, nil
}

// ofTalk names the talk whose video is not to be had; what else goes wrong is of the host.
func ofTalk(t talks.Talk, err error) error {
	if errors.Is(err, ingest.ErrNotFound) {
		return fmt.Errorf("%s: %w", t.Path, err)
	}
	return err
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// recall returns the tracks that a video had when last asked, if all that are wanted are
// stored: then nobody has to be asked.
func (c *collecting) recall(v ingest.Video) []track {
	if !c.Get {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var known []track
	for _, r := range c.memory[v.Key().String()] {
		if c.wants(r.Language) && !c.Folder.Has(r.Name) {
			return nil
		}
		known = append(known, track{Stored: r})
		c.result.Languages = append(c.result.Languages, r.Language)
	}
	if !slices.ContainsFunc(known, func(t track) bool { return c.wants(t.Language) }) {
		return nil
	}
	return known
}

func (c *collecting) remember(v ingest.Video, tracks []Stored) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.memory[v.Key().String()] = tracks
	for _, t := range tracks {
		c.result.Languages = append(c.result.Languages, t.Language)
	}
}

// store gets those of a video's tracks that are wanted and not there.
func (c *collecting) store(ctx context.Context, of talks.Talk, v ingest.Video, tracks []track) error {
	var failed error
	for _, t := range tracks {
		if !c.wants(t.Language) || c.Folder.Has(t.Name) || ctx.Err() != nil {
			continue
		}
		cues, err := c.fetch(ctx, v, t.listed)
		if err == nil {
			err = c.Folder.Write(t.Name, cues)
		}
		if err != nil {
			failed = errors.Join(failed, ofTalk(of, err))
			continue
		}
		c.mu.Lock()
		c.result.Stored++
		c.mu.Unlock()
	}
	return failed
}

func (f *Fetcher) fetch(ctx context.Context, v ingest.Video, t ingest.Track) ([]Cue, error) {
	from, err := f.captioner(v)
	if err != nil {
		return nil, err
	}
	return Fetch(ctx, f.Client, from, v, t)
}

// captioner is whoever knows the captions of a video; nil for a file on anybody's server,
// which comes without.
func (f *Fetcher) captioner(v ingest.Video) (ingest.Captioner, error) {
	if v.Provider == host.File {
		return nil, nil
	}
	if from, ok := f.Hosts.Provider(v.Provider).(ingest.Captioner); ok {
		return from, nil
	}
	if f.Program != nil {
		return f.Program, nil
	}
	return nil, ingest.WithHint(&programError{v.Provider}, "install yt-dlp, or name it by [ytdlp] command in stevie.toml")
}

// programError tells that a host's captions want a program that is not there.
type programError struct{ provider string }

func (e *programError) Error() string {
	return fmt.Sprintf("the captions of %s come from yt-dlp, which is not there", e.provider)
}

func (*programError) Unwrap() error { return ingest.ErrUnsupported }
