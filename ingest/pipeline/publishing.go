package pipeline

import (
	"context"

	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/publish/pullrequest"
	"github.com/pyvideo/stevie/ingest/review"
)

// Publish writes an event's drafts that are ready into the data tree and marks them as
// published. A draft with errors is refused; the others are written all the same.
// Publishing again changes nothing.
func (p *Pipeline) Publish(ctx context.Context, event string, opts PublishOptions) (Publication, error) {
	publisher, err := steps{p}.publisher(ctx)
	if err != nil {
		return Publication{}, err
	}
	done, err := acting{p}.publishing(event, opts, func() (Publication, error) { return publisher.Publish(ctx, event, opts) })
	if len(done.Records) > 0 && !opts.DryRun {
		p.Refresh()
	}
	return done, err
}

// Commit is Publish with the records in a commit on the branch stevie/<event> of the data
// tree's repository, instead of the checkout, which stays as it is.
func (p *Pipeline) Commit(ctx context.Context, event string, opts PublishOptions) (Publication, error) {
	publisher, err := steps{p}.publisher(ctx)
	if err != nil {
		return Publication{}, err
	}
	repo, err := steps{p}.repository(ctx)
	if err != nil {
		return Publication{}, err
	}
	return acting{p}.publishing(event, opts, func() (Publication, error) { return publisher.Commit(ctx, repo, event, opts) })
}

// publishing is the act of publishing an event, or a look at what it would do.
func (p acting) publishing(event string, opts PublishOptions, publish func() (Publication, error)) (done Publication, err error) {
	if opts.DryRun {
		return publish()
	}
	err = p.noting(Act{Event: event, Verb: "Publish", Outside: true}, func() error {
		done, err = publish()
		return err
	})
	return done, err
}

// MayCommit finds out what would keep Commit from making commits; the error has a remedy.
func (p *Pipeline) MayCommit(ctx context.Context) error {
	_, err := steps{p}.repository(ctx)
	return err
}

// repository is the data tree's, as it was when it was first needed.
func (p steps) repository(ctx context.Context) (*publish.Repository, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.repo != nil {
		return p.repo, nil
	}
	repo, err := publish.OpenRepository(ctx, p.config.Data)
	if err != nil {
		return nil, err
	}
	repo.Prompt(p.config.Prompt)
	p.repo = repo
	return repo, nil
}

// PullRequestText is what a pull request for a publication, made with Check, tells. An
// error says that something of it is not known and left out; it hinders nothing.
func (p *Pipeline) PullRequestText(done Publication) (PullRequestText, error) {
	unavailable, err := intake.RecallUnavailable(p.cache, done.Event)
	return PullRequestText{
		Names: steps{p}.namesOf(done), Publication: done, Unavailable: unavailable, Mapping: p.config.Mapping, Version: p.config.Version,
	}, err
}

// namesOf tells which speakers of a publication the data tree does not know beside the
// event, and whom they may be.
func (p steps) namesOf(done Publication) []pullrequest.Name {
	p.mu.Lock()
	index := p.index // as it was read for the publication
	p.mu.Unlock()
	if index == nil {
		return nil
	}
	talks := make(map[string][]string)
	for _, t := range done.Report.Talks {
		talks[t.Path] = t.Record.Speakers
	}
	var names []pullrequest.Name
	for _, name := range review.NewPeople(index.SpeakersBeside(done.Event)).Look(talks) {
		if name.State != review.NameKnown {
			names = append(names, pullrequest.Name{Name: name.Name, Near: name.Near})
		}
	}
	return names
}

// PullRequestText is the title and the body of a pull request.
type PullRequestText = pullrequest.Request

// OpenPullRequest pushes what Commit has made and opens a pull request for it with gh, or
// comments on the one that is open. A failure of the forge is a [*ForgeError].
func (p *Pipeline) OpenPullRequest(ctx context.Context, text PullRequestText) (PullRequest, error) {
	repo, err := steps{p}.repository(ctx)
	if err != nil {
		return PullRequest{}, err
	}
	return repo.OpenPullRequest(ctx, text.Publication, text.Title(), text.Body())
}

// AuditRequest says what to audit.
type AuditRequest = audit.Options

// Audit asks the hosts what has become of published videos. Only complete answers count:
// when a host fails, what it said before stands, the error tells, and the next run begins
// with the videos that nobody has looked at for longest.
func (p *Pipeline) Audit(ctx context.Context, r AuditRequest) (AuditResult, error) {
	auditor, err := steps{p}.auditor(ctx)
	if err != nil {
		return AuditResult{}, err
	}
	return auditor.Audit(ctx, r)
}
