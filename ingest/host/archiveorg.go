package host

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// archiveOrg has items, which hold one talk or many. The id of a video is the
// item's, or item/file for one of many.
var archiveOrg = host{
	name: "archiveorg", kind: "archive.org",
	domains:   []string{"archive.org"},
	id:        archiveOrgID,
	address:   func(ref ingest.Ref) string { return archiveOrgSite + "details/" + escapePath(ref.ID) },
	moment:    func(watch string, seconds int) string { return withQuery(watch, "start", strconv.Itoa(seconds)) },
	thumbnail: archiveOrgImage,
	licence:   licenceOfURL,
}

const archiveOrgSite = "https://archive.org/"

// archiveOrgID returns the id of details/ID, embed/ID and download/ID/FILE. A file
// that is not named after its item may be one talk of many, and is known by its
// name.
func archiveOrgID(_ *url.URL, segments []string) string {
	if len(segments) < 2 || segments[0] != "details" && segments[0] != "embed" && segments[0] != "download" {
		return ""
	}
	item, name := segments[1], strings.Join(segments[2:], "/")
	if name == "" || namedAfter(item, name) {
		return item
	}
	return item + "/" + name
}

// namedAfter reports whether a file has the name of its item, but for what the
// Archive adds to the names of the files that it makes.
func namedAfter(item, name string) bool {
	rest, ok := strings.CutPrefix(name, item)
	return ok && derivative.MatchString(rest)
}

var derivative = regexp.MustCompile(`^(?:_512kb|\.ia|_hd)?\.[A-Za-z0-9]+$`)

func archiveOrgImage(id string) string {
	item, _, _ := strings.Cut(id, "/")
	return archiveOrgSite + "services/img/" + url.PathEscape(item)
}

// DownloadURL is the lasting address of a file of an item of archive.org.
func DownloadURL(item, name string) string {
	return archiveOrgSite + "download/" + url.PathEscape(item) + "/" + escapePath(name)
}

// escapePath escapes what stands between the slashes of a path.
func escapePath(s string) string {
	parts := strings.Split(s, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

var ccLicence = regexp.MustCompile(`^https?://(?:www\.)?creativecommons\.org/licenses/([a-z-]+)(?:/(\d\.\d))?(?:/|$)`)

// licenceOfURL names a licence of Creative Commons by its address. Others are given
// by their address, which says more than a guess.
func licenceOfURL(address string) string {
	lower := strings.ToLower(address)
	if strings.Contains(lower, "creativecommons.org/publicdomain/zero/") {
		return codedLicence("cc0")
	}
	m := ccLicence.FindStringSubmatch(lower)
	if m == nil || creativeCommons(m[1]) == "" {
		return address
	}
	return strings.TrimSpace("Creative Commons " + creativeCommons(m[1]) + " " + m[2])
}
