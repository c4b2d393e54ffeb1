package pipeline

import (
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/sync"
)

// What is asked for.
type (
	Progress       = gather.Progress
	Mapping        = intake.Mapping
	Overlap        = intake.Overlap
	Channel        = sync.Channel
	PublishOptions = publish.Options
	RequestError   = intake.RequestError
)

// What comes back.
type (
	Summary     = intake.Summary
	Unavailable = intake.Unavailable
	SyncSummary = sync.Summary
	DraftStatus = publish.DraftStatus

	Publication = publish.Publication
	PullRequest = publish.PullRequest
	ForgeError  = publish.ForgeError

	AuditResult     = audit.Result
	AuditState      = audit.State
	AuditDifference = audit.Difference
)

// The states of videos that an audit finds.
const (
	AuditGone        = audit.Gone
	AuditPrivate     = audit.Private
	AuditUnavailable = audit.Unavailable
	AuditMissing     = audit.Missing
)

// The states of pull requests.
const (
	PullRequestNone      = publish.PullRequestNone
	PullRequestOpened    = publish.PullRequestOpened
	PullRequestCommented = publish.PullRequestCommented
	PullRequestOpen      = publish.PullRequestOpen
)

// ErrNoRecords tells that a path to be audited has no records.
var ErrNoRecords = audit.ErrNoRecords
