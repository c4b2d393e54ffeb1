package fakehost

import (
	"cmp"
	"slices"
)

// YouTubeVideo is a video. What is left empty is what most videos have: public,
// processed, embeddable, under YouTube's licence, with all common thumbnails.
type YouTubeVideo struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	Description  string   `json:"description"`
	ChannelID    string   `json:"channel_id"`
	ChannelTitle string   `json:"channel_title"` // "" is that of the channel with the id
	Published    string   `json:"published"`     // RFC 3339
	Recorded     string   `json:"recorded"`      // RFC 3339
	Duration     string   `json:"duration"`      // ISO 8601
	Tags         []string `json:"tags"`
	Language     string   `json:"language"`      // BCP-47, spoken
	TextLanguage string   `json:"text_language"` // BCP-47, of title and description
	License      string   `json:"license"`       // "youtube" or "creativeCommon"
	Caption      bool     `json:"caption"`

	// Thumbnails by name; nil is the five that most videos have.
	Thumbnails map[string]YouTubeThumbnail `json:"thumbnails"`

	Privacy         string   `json:"privacy"` // "public", "unlisted", "private"
	Deleted         bool     `json:"deleted"`
	MembersOnly     bool     `json:"members_only"`
	Upload          string   `json:"upload"` // "processed", "uploaded", "failed", "rejected", "deleted"
	FailureReason   string   `json:"failure_reason"`
	RejectionReason string   `json:"rejection_reason"`
	NotEmbeddable   bool     `json:"not_embeddable"`
	AgeRestricted   bool     `json:"age_restricted"`
	BlockedIn       []string `json:"blocked_in"` // countries
	AllowedIn       []string `json:"allowed_in"` // countries; [] is nowhere, nil everywhere

	Live           string `json:"live"` // "none", "upcoming", "live", "completed"
	ScheduledStart string `json:"scheduled_start"`
	ActualStart    string `json:"actual_start"`
	ActualEnd      string `json:"actual_end"`

	// Bare leaves out everything but the id.
	Bare bool `json:"bare"`
}

// YouTubeThumbnail is one size of a video's preview picture.
type YouTubeThumbnail struct {
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// listed reports whether videos.list shows the video to everybody with a key.
func (v *YouTubeVideo) listed() bool {
	return !v.Deleted && !v.MembersOnly && v.Privacy != "private"
}

// videos answers videos.list. Ids that it shows to nobody are left out of the
// answer, which is no error.
func (y *YouTube) videos(q query) (object, string) {
	ids := q.list("id")
	switch {
	case len(ids) == 0:
		return nil, "missingRequiredParameter"
	case len(ids) > 50:
		return nil, "invalidFilters"
	}
	var found []object
	// The order of the answer is not that of the question.
	for _, id := range slices.Backward(ids) {
		if v := y.video(id); v != nil && (v.listed() || q.owner && !v.Deleted) {
			found = append(found, q.parts(y.videoResource(v)))
		}
	}
	return answer("video", found, len(found), len(found)), ""
}

func (y *YouTube) video(id string) *YouTubeVideo {
	y.once.Do(func() {
		y.byID = make(map[string]*YouTubeVideo, len(y.Videos))
		for i := range y.Videos {
			y.byID[y.Videos[i].ID] = &y.Videos[i]
		}
	})
	return y.byID[id]
}

func (y *YouTube) videoResource(v *YouTubeVideo) object {
	resource := object{"kind": "youtube#video", "id": v.ID, "etag": etag(*v)}
	if v.Bare {
		return resource
	}
	resource["snippet"] = y.videoSnippet(v)
	resource["contentDetails"] = v.contentDetails()
	resource["status"] = v.status()
	if v.Recorded != "" {
		resource["recordingDetails"] = object{"recordingDate": v.Recorded}
	}
	if live := v.liveStreamingDetails(); len(live) > 0 {
		resource["liveStreamingDetails"] = live
	}
	return resource
}

func (y *YouTube) videoSnippet(v *YouTubeVideo) object {
	snippet := object{
		"title": v.Title, "description": v.Description,
		"categoryId": "28", "liveBroadcastContent": cmp.Or(v.Live, "none"),
		"localized":  object{"title": v.Title, "description": v.Description},
		"thumbnails": v.thumbnails(),
	}
	snippet.set("publishedAt", v.Published)
	snippet.set("channelId", v.ChannelID)
	snippet.set("channelTitle", y.ownerTitle(v))
	snippet.set("defaultLanguage", v.TextLanguage)
	snippet.set("defaultAudioLanguage", v.Language)
	if len(v.Tags) > 0 {
		snippet["tags"] = v.Tags
	}
	return snippet
}

func (y *YouTube) ownerTitle(v *YouTubeVideo) string {
	if c := y.channel(v.ChannelID); c != nil {
		return cmp.Or(v.ChannelTitle, c.Title)
	}
	return v.ChannelTitle
}

func (v *YouTubeVideo) thumbnails() map[string]YouTubeThumbnail {
	if v.Thumbnails != nil {
		return v.Thumbnails
	}
	at := func(name string) string { return "https://i.ytimg.com/vi/" + v.ID + "/" + name + ".jpg" }
	return map[string]YouTubeThumbnail{
		"default":  {at("default"), 120, 90},
		"medium":   {at("mqdefault"), 320, 180},
		"high":     {at("hqdefault"), 480, 360},
		"standard": {at("sddefault"), 640, 480},
		"maxres":   {at("maxresdefault"), 1280, 720},
	}
}

func (v *YouTubeVideo) contentDetails() object {
	details := object{
		"duration": cmp.Or(v.Duration, "P0D"), "dimension": "2d", "definition": "hd",
		"caption": "false", "licensedContent": false, "contentRating": object{}, "projection": "rectangular",
	}
	if v.Caption {
		details["caption"] = "true"
	}
	if v.AgeRestricted {
		details["contentRating"] = object{"ytRating": "ytAgeRestricted"}
	}
	switch {
	case v.AllowedIn != nil:
		details["regionRestriction"] = object{"allowed": v.AllowedIn}
	case v.BlockedIn != nil:
		details["regionRestriction"] = object{"blocked": v.BlockedIn}
	}
	return details
}

func (v *YouTubeVideo) status() object {
	status := object{
		"uploadStatus":  cmp.Or(v.Upload, "processed"),
		"privacyStatus": cmp.Or(v.Privacy, "public"),
		"license":       cmp.Or(v.License, "youtube"),
		"embeddable":    !v.NotEmbeddable, "publicStatsViewable": true, "madeForKids": false,
	}
	status.set("failureReason", v.FailureReason)
	status.set("rejectionReason", v.RejectionReason)
	return status
}

func (v *YouTubeVideo) liveStreamingDetails() object {
	live := object{}
	live.set("scheduledStartTime", v.ScheduledStart)
	live.set("actualStartTime", v.ActualStart)
	live.set("actualEndTime", v.ActualEnd)
	return live
}
