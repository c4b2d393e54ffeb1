package ingest

// Record is one talk as pyvideo/data keeps it, with the keys that stevie writes.
// Package ingest/record reads and writes its files and keeps the keys that
// stevie does not know. A new field is a line here, one in the table of
// ingest/record (its form in JSON) and one in that of ingest/draft (its form in
// TOML, and how it is merged).
type Record struct {
	Title         string     `json:"title" toml:"title"`
	Speakers      []string   `json:"speakers" toml:"speakers"`
	Recorded      string     `json:"recorded,omitempty" toml:"recorded"` // YYYY-MM-DD, or with a time in old records
	Language      string     `json:"language,omitempty" toml:"language"` // ISO 639-3
	Tags          []string   `json:"tags,omitempty" toml:"tags"`
	Duration      int        `json:"duration,omitempty" toml:"duration"` // seconds; 0 is unknown
	CopyrightText string     `json:"copyright_text,omitempty" toml:"copyright_text"`
	ThumbnailURL  string     `json:"thumbnail_url,omitempty" toml:"thumbnail_url"`
	Description   string     `json:"description" toml:"description"` // reStructuredText
	RelatedURLs   []Link     `json:"related_urls,omitempty" toml:"related_urls"`
	Videos        []Location `json:"videos" toml:"videos"`
}

// Link is a labelled address.
type Link struct {
	Label string `json:"label" toml:"label"`
	URL   string `json:"url" toml:"url"`
}

// Location is one place where a talk can be watched or downloaded.
type Location struct {
	Type string `json:"type" toml:"type"` // "youtube", "vimeo", "mp4", …
	URL  string `json:"url" toml:"url"`
	Size int64  `json:"size,omitempty" toml:"size,omitempty"` // bytes; 0 is unknown
}

// The names of the record's fields, as they stand in records, drafts, notes
// and findings.
const (
	FieldTitle         = "title"
	FieldSpeakers      = "speakers"
	FieldRecorded      = "recorded"
	FieldLanguage      = "language"
	FieldTags          = "tags"
	FieldDuration      = "duration"
	FieldCopyrightText = "copyright_text"
	FieldThumbnailURL  = "thumbnail_url"
	FieldDescription   = "description"
	FieldRelatedURLs   = "related_urls"
	FieldVideos        = "videos"
)

// Languages lists the twenty codes (ISO 639-3) that pyvideo/data accepts.
func Languages() []string {
	return []string{
		"cat", "ces", "deu", "eng", "eus", "fra", "glg", "heb", "ita", "jpn",
		"kor", "lit", "pol", "por", "rus", "slk", "spa", "tha", "ukr", "zho",
	}
}
