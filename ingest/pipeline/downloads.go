package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/captions"
	"github.com/pyvideo/stevie/ingest/download"
	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/transfer"
)

type (
	// DownloadRow is what has become of one talk's file.
	DownloadRow = download.Row
	// DownloadOptions say what of a video is got.
	DownloadOptions = download.Options
)

// The states of downloads.
const (
	DownloadDone    = download.Done
	DownloadPresent = download.Present
	DownloadPlanned = download.Planned
	DownloadFailed  = download.Failed
)

// DownloadRequest says which videos to get, and where.
type DownloadRequest struct {
	DownloadOptions
	Talks    []Talk
	To       string // the folder; made when needed
	Captions bool   // put beside each video
	// OnWait is told of the lock file of another run that gets videos into the folder; it may be nil.
	OnWait func(file string)
}

// Download gets the videos of talks, and returns a row for each.
func (p *Pipeline) Download(ctx context.Context, r DownloadRequest) ([]DownloadRow, error) {
	d := &download.Downloader{
		Hosts: p.config.Hosts, HTTP: transfer.NewClient(p.config.UserAgent, p.config.Logger), Folder: r.To,
		Memory: cmp.Or(p.config.Downloads, filepath.Join(p.config.Cache, "downloads")), OnWait: r.OnWait,
	}
	if p.config.Program != nil {
		d.Program = p.config.Program
	}
	rows, err := d.Get(ctx, r.Talks, r.DownloadOptions)
	if err != nil || !r.Captions || r.DryRun {
		return rows, err
	}
	return rows, steps{p}.captionsBeside(ctx, r, rows)
}

// captionsBeside puts the captions of talks beside their videos.
func (p steps) captionsBeside(ctx context.Context, r DownloadRequest, rows []DownloadRow) error {
	fetcher := p.captions()
	result, err := fetcher.Collect(ctx, r.Talks, captions.Options{Get: true})
	failed := errors.Join(append([]error{err}, result.Problems...)...)
	for i, t := range r.Talks {
		if rows[i].File == "" {
			continue
		}
		stored, err := fetcher.Folder.List(t.Event, t.Name)
		if err != nil {
			return errors.Join(failed, err)
		}
		for _, s := range stored {
			failed = errors.Join(failed, fetcher.Folder.CopyTo(s, rows[i].File))
		}
	}
	return failed
}

// Wanted are the talks that one argument of a download names: those of a path or an event,
// or else those that a search finds. That it finds nothing as it stands is a problem: a
// mistyped name is no query for what is nearest to it.
func (p *Pipeline) Wanted(ctx context.Context, name string) (found []Talk, searched bool, problems []error, err error) {
	sources := steps{p}.talks()
	found, problems, err = sources.Find(ctx, name)
	if !errors.Is(err, talks.ErrNone) {
		return found, false, problems, err
	}
	hits, err := p.search(ctx, name)
	if err != nil {
		return nil, true, nil, fmt.Errorf("search for %.80q: %w", name, err)
	}
	if hits.Len() == 0 || len(hits.Corrections) > 0 {
		return nil, true, []error{nothingFound(name, hits)}, nil
	}
	var paths []string
	for _, hit := range hits.Hits(hits.Len()) {
		paths = append(paths, p.library.File(hit.Talk))
	}
	found, problems, err = sources.Find(ctx, paths...)
	return found, true, problems, err
}

func (p *Pipeline) search(ctx context.Context, query string) (library.Found, error) {
	if err := p.library.Refresh(ctx); err != nil {
		return library.Found{}, err
	}
	return p.library.Search(ctx, library.Parse(query))
}

func nothingFound(name string, nearest library.Found) error {
	hint := "`stevie find` looks for talks, `stevie status` lists the events of the workspace"
	for _, c := range nearest.Corrections {
		hint = fmt.Sprintf("%.80q is nowhere; if %.80q is meant, write it so", c.Word, c.Taken)
	}
	return ingest.WithHint(fmt.Errorf("%.80q is no draft, record or event, and nothing is found by it", name), hint)
}

// AtRisk are the records with a video that the last audit called missing or unlisted, or
// whose host refused then.
func (p *Pipeline) AtRisk(ctx context.Context) ([]Talk, []error, error) {
	tree, err := steps{p}.tree(ctx)
	if err != nil || tree == nil {
		return nil, nil, err
	}
	var paths []string
	for _, key := range audit.AtRisk(p.cache) {
		for _, place := range tree.Lookup(key) {
			path := p.recordPath(place)
			if !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	if len(paths) == 0 {
		return nil, nil, nil
	}
	return steps{p}.talks().Find(ctx, paths...)
}

// Audited reports whether there was an audit that AtRisk could know anything from.
func (p *Pipeline) Audited() bool { return audit.Made(p.cache) }

func (p *Pipeline) recordPath(place record.Place) string {
	return filepath.Join(p.config.Data, filepath.FromSlash(place.Path()))
}

// hasKey reports whether a talk has one of some videos.
func hasKey(t Talk, keys []ingest.Key) bool {
	return slices.ContainsFunc(t.Videos, func(v ingest.Video) bool { return slices.Contains(keys, v.Key()) })
}

// AmongRisk are those of some talks with a video as in [Pipeline.AtRisk].
func (p *Pipeline) AmongRisk(list []Talk) []Talk {
	keys := audit.AtRisk(p.cache)
	return slices.DeleteFunc(slices.Clone(list), func(t Talk) bool { return !hasKey(t, keys) })
}
