package ingest

import "time"

// Video is what a host says about one video, in words that no host owns. It is
// one line of `stevie fetch`. Text is as the host gave it: hostile until proven
// otherwise.
type Video struct {
	Provider string `json:"provider"` // the provider's name, "youtube"
	ID       string `json:"id"`       // canonical on the host; with Provider the video's identity
	URL      string `json:"url,omitempty"`
	// Hash is the secret half of an unlisted Vimeo address. A record must not
	// carry it.
	Hash  string `json:"hash,omitempty"`
	Title string `json:"title"`
	// Speakers are named by hosts that keep them apart from the title.
	Speakers    []string `json:"speakers,omitempty"`
	Description string   `json:"description,omitempty"`
	// Published is when the host made the video public, seldom the day of the talk.
	Published time.Time `json:"published,omitzero"`
	// Started is when the talk began, where the host was told or showed it live: it is
	// held on that day in the zone of the event. It and Modified are no keys of a line
	// of `stevie fetch`.
	Started time.Time `json:"started,omitzero"`
	// Modified is when the host last changed what it says of the video.
	Modified time.Time `json:"modified,omitzero"`
	// Recorded is the recording day, when the host was told one.
	Recorded Date `json:"recorded,omitzero"`
	Duration int  `json:"duration,omitempty"` // seconds; 0 is unknown
	// Language is spoken in the video, as BCP-47 ("pt-BR"), "" when the host
	// does not say.
	Language string `json:"language,omitempty"`
	// License is the host's own code: "youtube" and "creativeCommon" on YouTube,
	// "by-sa" and the like on Vimeo.
	License    string        `json:"license,omitempty"`
	Tags       []string      `json:"tags,omitempty"`
	Thumbnail  string        `json:"thumbnail,omitempty"` // the largest one offered
	Channel    Channel       `json:"channel,omitzero"`
	Collection CollectionRef `json:"collection,omitzero"` // where it was listed
	// Position is the place in that collection, from 0; nil outside collections.
	Position     *int         `json:"position,omitempty"`
	Availability Availability `json:"availability,omitempty"`
	// Reason says in a few words why a video cannot be drafted: "private",
	// "blocked in every country", "live now". Empty for videos that can.
	Reason string `json:"reason,omitempty"`
	// Doubtful tells of an unavailable video about which the host's answers contradict
	// each other: it lists several as public, and shows none of them. That is more likely
	// the host's fault than a loss, until a later look says the same.
	Doubtful bool `json:"-"`
	// Restrictions are facts that do not keep a video out but that a curator
	// should know: "blocked in 3 countries: DE, FR, JP", "embedding disabled".
	Restrictions []string `json:"restrictions,omitempty"`
	Live         Live     `json:"live,omitempty"`
	Files        []File   `json:"files,omitempty"`    // direct downloads
	Captions     []string `json:"captions,omitempty"` // BCP-47
}

// Key returns the identity of the video.
func (v Video) Key() Key { return Key{Provider: v.Provider, ID: v.ID} }

// Usable reports whether the video can become a talk: anybody with its address
// can watch it, now, or will once its owner, who has shown it to us, lets them.
func (v Video) Usable() bool {
	seen := v.Availability == "" || v.Availability == Public || v.Availability == Unlisted ||
		v.Availability == Private && (v.Duration > 0 || !v.Published.IsZero())
	return seen && v.Live != LiveNow && v.Live != LiveUpcoming && v.Reason == ""
}

// IsPrivate reports whether the video can become a talk that for now only its owner, as
// whom the host was asked, can watch. What is known of it is not for others. Of private videos
// of which nothing is known this is false.
func (v Video) IsPrivate() bool { return v.Availability == Private && v.Usable() }

// Key identifies a video over all URL forms, titles and positions.
type Key struct {
	Provider string `json:"provider"`
	ID       string `json:"id"`
}

func (k Key) String() string { return k.Provider + ":" + k.ID }

// Availability says who can watch a video.
type Availability string

// The availabilities. Unavailable means that the host lists the video but
// shows it to nobody we could be: members only, processing failed, blocked
// everywhere.
const (
	Public      Availability = "public"
	Unlisted    Availability = "unlisted"
	Private     Availability = "private"
	Deleted     Availability = "deleted"
	Unavailable Availability = "unavailable"
)

// Live says whether a video is a broadcast that has not ended.
type Live string

// The states of a broadcast. A recording of an ended one is LiveNone.
const (
	LiveNone     Live = "none"
	LiveNow      Live = "live"
	LiveUpcoming Live = "upcoming"
)

// Channel is the account that posted a video or owns a collection.
type Channel struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
}

// CollectionRef names the collection that a video was listed in.
type CollectionRef struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
}

// File is one direct download of a video.
type File struct {
	Type string `json:"type"` // "mp4", "webm", …
	URL  string `json:"url"`
	Size int64  `json:"size,omitempty"` // bytes; 0 is unknown
}
