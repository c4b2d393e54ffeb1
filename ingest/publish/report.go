package publish

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
)

// Report is what somebody who is to merge an event's records wants to know of
// them. Package ingest/publish/pullrequest writes it down.
type Report struct {
	Event    ingest.Event
	NewEvent bool // the event was not in the data tree before
	// Talks are those whose records are new or changed: written now by Publish, other
	// than on the default branch after Commit.
	Talks   []Talk
	Skipped []SkippedVideo
	Waiting int // drafts in review that were left alone
	// Unfilmed counts the sessions of the event's programme that no draft has.
	Unfilmed int
	// Findings are about all files of the event, when they were asked for. Paths
	// count from the tree.
	Findings []check.Finding
}

// Talk is a talk with its way from the host's words to the record.
type Talk struct {
	Path   string        // of the record, slash-separated, from the data tree
	New    bool          // the data tree did not have it
	Record ingest.Record // as it stands in the file
	Draft  *draft.Draft
	Base   *draft.Base // what was proposed; nil for a person's own draft
}

// Doubts lists the fields of which stevie is not sure, or left a note about, and
// that no person has changed or settled. That somebody marked the draft as ready
// settles none of them: it is for the one who merges to see what was guessed.
func (t Talk) Doubts() []string {
	d := *t.Draft
	d.Status = draft.Review
	return draft.Doubts(&d, t.Base)
}

// IsConfirmed reports whether a person has taken the talk as it is: they wrote its draft, or
// marked it as ready. What ready_above marks nobody has looked at.
func (t Talk) IsConfirmed() bool {
	switch {
	case t.Base == nil:
		return true
	case t.Draft.Status == draft.Ready:
		return t.Base.Status != draft.Ready
	}
	return t.Base.Settled != nil && t.Base.Settled.Confirmed
}

// SkippedVideo is a video of the event that shall not become a talk.
type SkippedVideo struct {
	Key    ingest.Key
	Title  string // as the host has it, "" when the draft was deleted or the video is private
	Reason string
}

// report gathers what does not depend on which records were written.
func (r *publishing) report() Report {
	report := Report{Event: r.folder.Event, Unfilmed: r.folder.Unfilmed()}
	for _, d := range r.folder.Drafts {
		switch {
		case d.Status == draft.Skip:
			title := cmp.Or(d.Source.Title, d.Record.Title)
			if r.isPrivate(d) {
				title = "" // not for everybody
			}
			report.Skipped = append(report.Skipped, SkippedVideo{d.Source.Key(), title, "marked as no talk"})
		case !r.wants(d):
			report.Waiting++
		}
	}
	for _, key := range r.folder.Deleted {
		report.Skipped = append(report.Skipped, SkippedVideo{Key: key, Reason: "its draft was deleted"})
	}
	return report
}

// Headline says in one line what the report is about. It is safe as the title of
// a pull request or the subject of a commit: it mentions nobody and closes no
// issue.
func (r Report) Headline() string {
	added := 0
	for _, t := range r.Talks {
		if t.New {
			added++
		}
	}
	return headline(r.Event, r.NewEvent, added, len(r.Talks)-added)
}

func headline(ev ingest.Event, isNew bool, added, updated int) string {
	name := inertTitle(ev)
	switch {
	case isNew:
		return fmt.Sprintf("Add %s: %s", name, talks(added+updated))
	case updated == 0:
		return fmt.Sprintf("%s: add %s", name, talks(added))
	case added == 0:
		return fmt.Sprintf("%s: update %s", name, talks(updated))
	}
	return fmt.Sprintf("%s: add %s, update %d", name, talks(added), updated)
}

func talks(n int) string {
	if n == 1 {
		return "1 talk"
	}
	return fmt.Sprintf("%d talks", n)
}

// plainName are titles that no forge finds anything in to act on: no @name, #1
// or address.
var plainName = regexp.MustCompile(`^[\pL\pN][\pL\pM\pN .,'&+_-]{0,80}$`)

// inertTitle is the event's title, or its folder's name where a title made from a
// host's text could be more than text.
func inertTitle(ev ingest.Event) string {
	lower := strings.ToLower(ev.Title)
	if !plainName.MatchString(ev.Title) || strings.Contains(lower, "gh-") || strings.Contains(lower, "www.") {
		return ev.Slug
	}
	return ev.Title
}
