package host

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// Thumbnail is the picture that stands for a video: the one that its host offers,
// or else one that the host has of every video.
func Thumbnail(v ingest.Video) string {
	if h := named(v.Provider); v.Thumbnail == "" && h.thumbnail != nil && v.ID != "" {
		return h.thumbnail(v.ID)
	}
	return v.Thumbnail
}

// SameImage reports whether nothing speaks against an address as the picture of a
// video, or of another of the videos with the given keys. Of pictures on other
// servers nothing is known.
func SameImage(picture string, v ingest.Video, among []ingest.Key) bool {
	h := named(v.Provider)
	if h.sameImage == nil {
		return true
	}
	var others []string
	for _, key := range among {
		if key.Provider == v.Provider {
			others = append(others, key.ID)
		}
	}
	return h.sameImage(picture, v, others)
}

// Licence says in words what a host's licence code means, as the data tree states
// licences. A host's standard terms are no licence: "".
func Licence(provider, code string) string {
	code = strings.TrimSpace(code)
	if h := named(provider); h.licence != nil {
		return h.licence(code)
	}
	return codedLicence(code)
}

// codedLicence reads the codes that several hosts have in common.
func codedLicence(code string) string {
	code = strings.ToLower(code)
	switch {
	case code == "creativecommon":
		return "Creative Commons Attribution license (reuse allowed)"
	case code == "cc0":
		return "Creative Commons CC0 (public domain dedication)"
	case creativeCommons(code) != "":
		return "Creative Commons " + creativeCommons(code)
	}
	return ""
}

// creativeCommons spells out the conditions of a licence: "by-sa".
func creativeCommons(conditions string) string {
	words := map[string]string{"by": "Attribution", "nc": "NonCommercial", "nd": "NoDerivatives", "sa": "ShareAlike"}
	if !slices.Contains([]string{"by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"}, conditions) {
		return ""
	}
	parts := strings.Split(conditions, "-")
	for i, part := range parts {
		parts[i] = words[part]
	}
	return strings.Join(parts, "-")
}
