package intake

// Summary is what an import or a remap did with one event. Found is the sum of
// the five counts after it.
type Summary struct {
	Event       string        `json:"event"`
	Found       int           `json:"found"`       // distinct videos listed
	New         int           `json:"new"`         // drafts written
	Updated     int           `json:"updated"`     // drafts changed
	Known       int           `json:"known"`       // as they were: in drafts or in the data tree
	Skipped     int           `json:"skipped"`     // tombstones, and what event.toml leaves out
	Unavailable []Unavailable `json:"unavailable"` // not to be watched, with the reason
	Drafts      []string      `json:"drafts"`      // paths of the new and the changed ones
	Complete    bool          `json:"complete"`    // every collection was listed to its end
	Requests    int           `json:"requests"`
	Quota       int           `json:"quota"`
	// Question is what nobody has answered, so that nothing was done.
	Question string `json:"question,omitempty"`

	// Problems are drafts and stored videos that could not be used, each with its
	// path; the rest of the event was not held up by them.
	Problems []error `json:"-"`
	// Remarks tell what a person may want to know but need not act on. A second line of one
	// says what can be done.
	Remarks []string `json:"-"`
	Outlook Outlook  `json:"-"`
	Lesson  Lesson   `json:"-"`
}

// Unavailable is a video that is listed but cannot become a talk.
type Unavailable struct {
	Provider string `json:"provider"`
	ID       string `json:"id"`
	Reason   string `json:"reason"`
	Title    string `json:"-"`
}

// NewSummary is the summary of an event of which nothing is known yet.
func NewSummary(event string) Summary {
	return Summary{Event: event, Unavailable: []Unavailable{}, Drafts: []string{}}
}
