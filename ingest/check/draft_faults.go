package check

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// RuleEmptyTitle is of drafts alone: the tests of pyvideo/data let a record without a title
// pass, which helps nobody.
const RuleEmptyTitle = "empty-title"

// RulePrivateVideo is of drafts alone: their video can be watched by its owner only.
const RulePrivateVideo = "private-video"

// Draft finds what keeps a draft by itself from being published, beside what the record
// that it shall become would fail: values that pyvideo/data lets pass and that help nobody.
func Draft(d *draft.Draft) []Finding {
	var found []Finding
	fault := func(field, rule, message string) {
		found = append(found, Finding{Path: filepath.ToSlash(d.Path), Field: field, Rule: rule, Level: Error, Message: message})
	}
	if strings.TrimSpace(d.Record.Title) == "" {
		fault(ingest.FieldTitle, RuleEmptyTitle, "the title is empty")
	}
	for i, l := range d.Record.Videos {
		if strings.TrimSpace(l.URL) == "" {
			fault(fmt.Sprintf("%s[%d].url", ingest.FieldVideos, i), RuleVideoMissing, "the address is empty")
		}
	}
	if d.Source.Private {
		fault(ingest.FieldVideos, RulePrivateVideo,
			"the video is private: it can be published once the host shows it as unlisted or public; import again then")
	}
	if d.Source.Hash != "" {
		fault(ingest.FieldVideos, RuleVideoMissing,
			"the video is unlisted on Vimeo, so its page opens for nobody else: ask for it to be made public, then import again")
	}
	return found
}
