package pipeline

import (
	"context"
	"errors"

	"github.com/pyvideo/stevie/ingest/captions"
	"github.com/pyvideo/stevie/ingest/talks"
)

type (
	// Talk is a draft or a record, as far as its video is concerned.
	Talk = talks.Talk
	// CaptionsOptions say which captions, and what becomes of them.
	CaptionsOptions = captions.Options
	// CaptionsResult is which captions there are.
	CaptionsResult = captions.Result
	// CaptionsRow is a track of a talk.
	CaptionsRow = captions.Row
	// Said is what is said in a talk.
	Said = captions.Said
)

// CaptionsMachine is the kind of captions that nobody wrote.
const CaptionsMachine = captions.Machine

// ErrNoCaptions tells that a talk has no captions, or none in a language.
var ErrNoCaptions = captions.ErrNone

// Talks returns the talks that arguments name: see [talks.Sources.Find]. An argument that
// names none is a [*RequestError].
func (p *Pipeline) Talks(ctx context.Context, names ...string) (found []Talk, problems []error, err error) {
	found, problems, err = steps{p}.talks().Find(ctx, names...)
	if errors.Is(err, talks.ErrNone) {
		err = &RequestError{Err: err}
	}
	return found, problems, err
}

// Captions lists the captions of talks, and stores them if so asked.
func (p *Pipeline) Captions(ctx context.Context, list []Talk, o CaptionsOptions) (CaptionsResult, error) {
	return steps{p}.captions().Collect(ctx, list, o)
}

// Said is what is said in a talk, in a language or else its own.
func (p *Pipeline) Said(ctx context.Context, t Talk, language string) (Said, error) {
	return steps{p}.captions().Read(ctx, t, language)
}

// talks are the drafts and records that talks are found among.
func (p steps) talks() talks.Sources { return talks.Sources{Workspace: p.workspace, Tree: p.dataTree} }

// captions is the step that gets captions.
func (p steps) captions() *captions.Fetcher {
	f := &captions.Fetcher{
		Hosts: p.config.Hosts, Client: captions.NewClient(p.config.UserAgent, p.config.Logger),
		Folder: captions.OpenFolder(p.config.Captions), Cache: p.cache,
	}
	if p.config.Program != nil {
		f.Program = p.config.Program
	}
	return f
}
