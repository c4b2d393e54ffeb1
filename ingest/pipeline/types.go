package pipeline

import (
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/journal"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/review"
	"github.com/pyvideo/stevie/ingest/sync"
)

type (
	// Progress is told how hosts answer.
	Progress = gather.Progress
	// Mapping says how proposals are made.
	Mapping = intake.Mapping
	// Overlap tells that another event has many of the videos already.
	Overlap = intake.Overlap
	// Channel is an account whose new collections are new events.
	Channel = sync.Channel
	// PublishOptions say which drafts to publish.
	PublishOptions = publish.Options
	// RequestError says that something cannot be meant as it was asked for.
	RequestError = intake.RequestError
)

type (
	// Summary is what an import or a remap did with one event.
	Summary = intake.Summary
	// Unavailable is a video that is listed but cannot become a talk.
	Unavailable = intake.Unavailable
	// MatchRequest says what a person decides on the pairs of videos and sessions.
	MatchRequest = intake.MatchRequest
	// Matched are those pairs.
	Matched = intake.Matched
	// MatchedPair is one of them.
	MatchedPair = intake.MatchedPair
	// SyncSummary is what a sync did.
	SyncSummary = sync.Summary
	// DraftStatus is what a person should know about one draft.
	DraftStatus = publish.DraftStatus

	// Publication is what Publish or Commit did with one event.
	Publication = publish.Publication
	// Absent is a published draft that the data tree has no record of.
	Absent = publish.Absent
	// FileChange is what publishing makes of one file of the data tree.
	FileChange = publish.FileChange
	// Place is where a record is that the data tree's checkout lacks.
	Place = publish.Place
	// PullRequest is what became of the pull request for an event's branch.
	PullRequest = publish.PullRequest
	// ForgeError is a failure of the forge that a branch is pushed to.
	ForgeError = publish.ForgeError

	// AuditResult is what an audit found.
	AuditResult = audit.Result
	// AuditDifference is one thing that is not as recorded.
	AuditDifference = audit.Difference
	// AuditState is what has become of a published video.
	AuditState = audit.State
)

type (
	// Act is one thing that somebody did to drafts.
	Act = journal.Act
	// Change is what a person did to a draft: for each field what was there and what is.
	Change = draft.Change
	// Value is the value of one field in a change.
	Value = draft.Value
	// Outcome is what became of a change, field by field.
	Outcome = draft.Outcome
)

type (
	// Name is what is known of one speaker.
	Name = review.Name
	// NameState says whether a speaker is known.
	NameState = review.NameState
	// Finding is one thing that check says of a draft, with the fix as data.
	Finding = review.Finding
)

// The states of names.
const (
	NameKnown = review.NameKnown
	NameNear  = review.NameNear
	NameNew   = review.NameNew
)

// The states of videos that an audit finds, as far as something is to be done.
const (
	AuditGone        = audit.Gone
	AuditPrivate     = audit.Private
	AuditUnavailable = audit.Unavailable
	AuditMissing     = audit.Missing
)

// What has a record that the checkout lacks.
const (
	Nowhere         = publish.Nowhere
	DeletedHere     = publish.Deleted
	OnEventBranch   = publish.EventBranch
	OnDefaultBranch = publish.DefaultBranch
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
