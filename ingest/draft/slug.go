package draft

import (
	"fmt"
	"regexp"

	"github.com/pyvideo/stevie/ingest"
)

// slugForm is what the folder of an event may be called. Stevie's own have no
// underscore, but pyvideo/data has an event whose folder does, and its talks must
// be draftable.
var slugForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

// maxSlug keeps the path of a draft well below what file systems take.
const maxSlug = 100

// CheckSlug returns an error, with a hint, unless slug can be the name of an
// event's folder: [a-z0-9-]+ (and _, for events that have it in the data tree),
// beginning with a letter or digit, and not a name that Windows reserves.
func CheckSlug(slug string) error {
	if slugForm.MatchString(slug) && len(slug) <= maxSlug && !deviceName.MatchString(slug) {
		return nil
	}
	return ingest.WithHint(fmt.Errorf("%.120q cannot be the folder of an event", slug),
		"use small letters, digits and dashes, as in exconf-2024")
}

// deviceName matches what Windows takes for a device, whatever its extension.
var deviceName = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
