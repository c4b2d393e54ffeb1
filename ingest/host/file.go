package host

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// File is the name of the host of videos that lie on anybody's server.
const File = "file"

// file is a video on anybody's server, for which its address is all that is known. The
// id is the address, and so is that of a page or a list of addresses.
var file = host{
	name:    File,
	id:      func(u *url.URL, _ []string) string { return fileID(u) },
	address: func(ref ingest.Ref) string { return ref.ID },
}

// fileTypes are the extensions of the files that records have.
var fileTypes = []string{"mp4", "webm", "ogv", "mkv"}

// FileType is the type of the video that an address is of, by its extension, "" for
// other addresses.
func FileType(u *url.URL) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(u.Path), "."))
	if !slices.Contains(fileTypes, ext) {
		return ""
	}
	return ext
}

func fileID(u *url.URL) string {
	if u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || FileType(u) == "" {
		return ""
	}
	return Canonical(u)
}

// Canonical is the one form in which an address on anybody's server is an id: without
// fragment, the port that the scheme has anyway, and needless escapes.
func Canonical(u *url.URL) string {
	c := *u
	c.Scheme, c.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if port := u.Port(); port != "" && port == map[string]string{"http": "80", "https": "443"}[c.Scheme] {
		c.Host = strings.TrimSuffix(c.Host, ":"+port)
	}
	if !strings.Contains(strings.ToLower(c.RawPath), "%2f") {
		c.RawPath = ""
	}
	c.Fragment, c.RawFragment, c.ForceQuery = "", "", false
	return c.String()
}
