package draft

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// IncidentKind is what can happen to a draft. The words stand in bases and must not
// change.
type IncidentKind string

// What can become of a draft's video.
const (
	Delisted     IncidentKind = "delisted"      // its collection does not list it any more
	Unwatchable  IncidentKind = "unwatchable"   // the host shows it to nobody, for Reason
	Gone         IncidentKind = "gone"          // no host has shown it since a day
	SecondUpload IncidentKind = "second-upload" // the host has the talk twice: Videos are the others
	Replaced     IncidentKind = "replaced"      // another upload, the first of Videos, takes its place
	CopyFound    IncidentKind = "copy-found"    // another host has the talk, too: Videos are to be added to a settled draft
	CopyLost     IncidentKind = "copy-lost"     // the first of Videos, on another host, is shown to nobody, for Reason
	InTree       IncidentKind = "in-tree"       // Record of another event has it
	HostChanged  IncidentKind = "host-changed"  // the host says something else of it than when the draft was settled
	// SessionChanged: the programme says something else of its session than it did then.
	SessionChanged IncidentKind = "session-changed"
)

// What can come between a person and a proposal, or a draft and its record.
const (
	ProposedNow   IncidentKind = "proposed-now"    // another Value is proposed than the person's
	Joined        IncidentKind = "joined"          // a person's list was joined with the proposed one; Value is what it was
	ChangedInTree IncidentKind = "changed-in-tree" // the data tree has Value instead of what was published
)

// Incident is something that happened to a draft: to its video, or between what people
// wrote and what is proposed. It is kept in the base, and all that depends on it looks
// there; the draft shows its wording, [Incident.Note].
type Incident struct {
	Kind   IncidentKind `json:"kind"`
	Field  string       `json:"field"`
	Since  ingest.Date  `json:"since,omitzero"`
	Reason string       `json:"reason,omitempty"` // the host's words
	Record string       `json:"record,omitempty"` // path of a record, from the data tree
	Videos []string     `json:"videos,omitempty"` // addresses of other uploads
	Others bool         `json:"others,omitempty"` // of Gone: the draft has other videos, which stay
	Was    string       `json:"was,omitempty"`    // of HostChanged and SessionChanged
	Value  string       `json:"value,omitempty"`  // a field's value on one line, as [Field.Show] gives it
}

// Same reports whether nothing distinguishes two incidents.
func (i Incident) Same(o Incident) bool {
	if len(i.Videos)+len(o.Videos) == 0 {
		i.Videos, o.Videos = nil, nil
	}
	return reflect.DeepEqual(i, o)
}

// IsLoss reports whether the video is not where it was, or cannot be watched.
func (i Incident) IsLoss() bool {
	return i.Kind == Delisted || i.Kind == Unwatchable || i.Kind == Gone
}

// IsReupload reports whether the draft has got another upload of its talk.
func (i Incident) IsReupload() bool { return i.Kind == SecondUpload || i.Kind == Replaced }

// Note words the incident for people.
func (i Incident) Note() ingest.Note {
	data := []string{i.Since.String(), i.Reason, i.Record, i.Was, i.Value}
	for len(data) > 0 && data[len(data)-1] == "" {
		data = data[:len(data)-1]
	}
	return ingest.Note{Field: i.Field, Kind: string(i.Kind), Data: slices.Concat(data, i.Videos), Text: cleanText(i.text())}
}

func (i Incident) text() string {
	switch i.Kind {
	case Delisted:
		return "no longer in the collection that it came from: it may have been replaced or taken back"
	case Unwatchable:
		return "cannot be watched any more: " + i.Reason
	case Gone:
		return i.goneText()
	case SecondUpload:
		return "the host has this talk twice, by title and speakers: keep the better one of the videos; also there: " + strings.Join(i.Videos, " ")
	case Replaced:
		return "the video is gone, and another upload takes its place, by title and speakers: " + strings.Join(i.Videos, " ")
	case CopyFound:
		return "another host has this talk, too: add to the videos what is to be published: " + strings.Join(i.Videos, " ")
	case CopyLost:
		return "the copy on another host cannot be watched any more (" + i.Reason + "): " + strings.Join(i.Videos, " ")
	case InTree:
		return "the data tree has the video already: " + i.Record
	case HostChanged:
		return i.changedText("the host")
	case SessionChanged:
		return i.changedText("the programme")
	case ProposedNow:
		return "now proposed: " + i.Value
	case Joined:
		return "merged with what is proposed now; it was: " + i.Value
	case ChangedInTree:
		return "changed in the data tree meanwhile, and not overwritten; remove this note to publish the draft's value. There it is: " + i.Value
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s", i.Kind, i.Value)) // of a later version, in a base that an earlier one reads
}

func (i Incident) goneText() string {
	since := "gone from the host since " + i.Since.String()
	switch {
	case len(i.Videos) > 0:
		return since + ": its channel has several uploads that may be the same talk, of which one can take its place: " + strings.Join(i.Videos, " ")
	case i.Others:
		return since + "; the others stay"
	case i.Record != "":
		return since + fmt.Sprintf(", and no other upload was found: to take the talk out of pyvideo, delete %s and set status to skip", i.Record)
	}
	return since
}

func (i Incident) changedText(who string) string {
	if i.Was == "" && i.Value == "" {
		return fmt.Sprintf("%s has changed the %s since this draft was settled; mark it as ready again to keep what is here", who, i.Field)
	}
	return fmt.Sprintf("%s has changed the %s since this draft was settled: it was %s, and is %s; mark it as ready again to keep what is here",
		who, i.Field, shown(i.Was), shown(i.Value))
}

func shown(value string) string {
	if value == "" {
		return "nothing"
	}
	return fmt.Sprintf("%q", value)
}

// hasIncident reports whether a list has an incident.
func hasIncident(list []Incident, i Incident) bool { return slices.ContainsFunc(list, i.Same) }
