package check

import (
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// RuleDoNotRecord is of drafts alone: whether a record may be published no tree can tell.
const RuleDoNotRecord = "do-not-record"

// DoNotRecord finds a draft of a talk that, by the event's programme, was not to be
// recorded. Session is the programme's id of it.
func DoNotRecord(d *draft.Draft, session string, programme []ingest.Session) []Finding {
	asked := func(s ingest.Session) bool { return s.ID == session && s.DoNotRecord }
	if session == "" || !slices.ContainsFunc(programme, asked) {
		return nil
	}
	return []Finding{{
		Path: filepath.ToSlash(d.Path), Field: ingest.FieldVideos, Rule: RuleDoNotRecord, Level: Error,
		Message: `the programme says that this session is not to be recorded: ask its speakers; set status to skip, or session to "" if they agree to be published`,
	}}
}
