package draft

import (
	"maps"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// Status says what shall become of a draft.
type Status string

// The statuses. Stevie proposes Review or Ready; a person sets any, and publish
// sets Published.
const (
	Review    Status = "review"    // a person has to look at it
	Ready     Status = "ready"     // publish may write it
	Skip      Status = "skip"      // never to be published or proposed again in this event
	Published Status = "published" // stands in the data tree
)

// Statuses lists all of them in the order in which a draft passes through.
func Statuses() []Status { return []Status{Review, Ready, Skip, Published} }

// Note tells a person what stevie is unsure of or found out. People may write
// their own and remove any.
type Note struct {
	Field      string  `json:"field"`
	Confidence float64 `json:"confidence,omitempty"` // two decimals; 0: none given
	Text       string  `json:"note"`
}

// Source is what the host said about the video that a draft was made from. It is
// never written to the record. A draft without one is a person's own.
type Source struct {
	Provider  string
	ID        string
	Hash      string // of an unlisted Vimeo video
	Private   bool   // only its owner can watch it, as availability = "private"
	Title     string // as the host has it
	Published time.Time
	// Session is its entry in the event's programme. Stevie writes it for a pair that it
	// proposes; another one is a person's word.
	Session Session
}

// availabilityPrivate is what the key availability has for private videos.
const availabilityPrivate = string(ingest.Private)

// Session names an entry of an event's programme. The zero value names none and says
// nothing: the key is not there.
type Session struct {
	ID    string // "": there is none
	Given bool   // the key is there
}

// Key returns the identity of the video.
func (s Source) Key() ingest.Key { return ingest.Key{Provider: s.Provider, ID: s.ID} }

// IsZero reports whether there is no source.
func (s Source) IsZero() bool { return s.Provider == "" && s.ID == "" }

// Draft is a proposed record on its way to the data tree.
type Draft struct {
	// Path is where the file is, for messages: as given to [Parse], or below the
	// workspace's folder of drafts.
	Path   string
	Event  string // slug of the event whose folder it lies in, "" outside a workspace
	File   string // name in that folder, "fast-parsers.toml"
	Status Status
	Record ingest.Record
	Notes  []Note
	Source Source

	text []byte // the file as it was read
	// form has the TOML that the values of some fields are to be written in; "" means
	// without the key. Fields that are not in it have the form of new drafts.
	form map[string]Text
}

// Bytes returns the text that the draft was parsed from. It must not be changed.
func (d *Draft) Bytes() []byte { return d.text }

// Clone returns a copy that shares no lists with d.
func (d *Draft) Clone() *Draft {
	c := *d
	c.Notes = slices.Clone(d.Notes)
	c.Record = cloneRecord(d.Record)
	c.form = maps.Clone(d.form)
	return &c
}

// NewAt is [New] for a draft that is to be written to a file, with the bytes that are to
// stand there.
func NewAt(path string, next Proposed) *Draft {
	d := New(next)
	d.Path, d.text = path, Encode(d)
	d.Event, d.File = placeOf(path)
	return d
}

// New makes the draft of a video out of what is proposed for it.
func New(next Proposed) *Draft {
	v := next.Video
	var notes []Note
	for _, w := range next.notes() {
		notes = append(notes, w.shown())
	}
	return &Draft{
		Status: next.status(),
		Record: cleanRecord(next.Proposal.Record),
		Notes:  notes,
		Source: Source{
			Provider:  v.Provider,
			ID:        v.ID,
			Hash:      v.Hash,
			Private:   v.IsPrivate(),
			Title:     cleanText(v.Title),
			Published: v.Published.UTC().Truncate(time.Second),
			Session:   next.session(),
		},
	}
}
