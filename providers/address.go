package providers

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
)

var (
	webScheme   = regexp.MustCompile(`^(?i:(https?):/*)`)
	otherScheme = regexp.MustCompile(`^(?i:[a-z][a-z0-9+.-]*:(?://|[^/0-9]))`)
	windowsPath = regexp.MustCompile(`^(?i:[a-z]:[\\/])`)
)

// parse makes a URL of what a person gave. A bare word becomes a URL with
// nothing but a path, for providers that know ids by their look.
func parse(raw string) (*url.URL, error) {
	s := unwrap(raw)
	switch {
	case s == "":
		return nil, fmt.Errorf("%w: it is empty", ingest.ErrUnsupported)
	case strings.ContainsFunc(s, unicode.IsSpace):
		return nil, ingest.WithHint(
			fmt.Errorf("%w: it has blanks or line ends inside", ingest.ErrUnsupported),
			"give each address as an argument of its own; one that was broken over two lines must be joined")
	case isFile(s):
		return nil, ingest.WithHint(
			fmt.Errorf("%w: it is a file, not an address on the web", ingest.ErrUnsupported),
			"give the address of the playlist or video on its host; files are for stevie import")
	}
	switch {
	case webScheme.MatchString(s):
		s = webScheme.ReplaceAllString(s, "$1://")
	case strings.HasPrefix(s, "//"):
		s = "https:" + s
	case otherScheme.MatchString(s):
		return nil, fmt.Errorf("%w: only http and https addresses can be listed", ingest.ErrUnsupported)
	case isBare(s):
		return &url.URL{Path: s}, nil
	default:
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("%w: it is not a well-formed URL", ingest.ErrUnsupported)
	}
	return u, nil
}

// unwrap takes off what mail programs, chats and shells put around an address.
func unwrap(s string) string {
	around := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.C, r) || strings.ContainsRune("<>\"'`“”„‘’‚«»‹›", r)
	}
	s = strings.TrimLeftFunc(s, around)
	s = strings.TrimRightFunc(s, func(r rune) bool { return around(r) || strings.ContainsRune(".,;", r) })
	if head := "url:"; len(s) > len(head) && strings.EqualFold(s[:len(head)], head) {
		return unwrap(s[len(head):]) // RFC 3986, appendix C
	}
	return strings.ReplaceAll(s, "&amp;", "&")
}

// isBare reports whether s is a word rather than an address: no part of it can
// be a host.
func isBare(s string) bool {
	return strings.HasPrefix(s, "@") || !strings.ContainsAny(s, "./:?#\\")
}

// isFile reports whether s looks like the path of a file.
func isFile(s string) bool {
	if windowsPath.MatchString(s) || strings.HasPrefix(s, "~/") || strings.HasPrefix(s, `\\`) ||
		strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
		return true
	}
	if strings.HasPrefix(s, "//") || strings.Contains(s, "://") {
		return false
	}
	first, _, below := strings.Cut(strings.ReplaceAll(s, `\`, "/"), "/")
	switch {
	case first == "." || first == "..":
		return true
	case below:
		return !strings.ContainsAny(first, ".:@")
	}
	return slices.Contains(fileTypes, strings.ToLower(path.Ext(s)))
}

// fileTypes end names that no host has.
var fileTypes = []string{".csv", ".html", ".ics", ".json", ".jsonl", ".rst", ".toml", ".txt", ".xml", ".yaml", ".yml"}
