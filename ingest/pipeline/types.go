package pipeline

import (
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/sync"
)

// What the steps take and give.
type (
	GatherOptions = gather.Options
	Progress      = gather.Progress
	Listings      = gather.Listings

	Mapping       = intake.Mapping
	ImportOptions = intake.Options
	Summary       = intake.Summary
	Unavailable   = intake.Unavailable
	Overlap       = intake.Overlap

	PublishOptions = publish.Options
	Publication    = publish.Publication
	Repository     = publish.Repository

	Channel     = sync.Channel
	SyncOptions = sync.Options
	SyncSummary = sync.Summary

	AuditOptions = audit.Options
	AuditState   = audit.State
	Audited      = audit.Difference
	Audit        = audit.Result
)
