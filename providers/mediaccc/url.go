package mediaccc

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

const takes = "give the address of a conference or a talk, like https://media.ccc.de/c/CONFERENCE or https://media.ccc.de/v/TALK"

var forms = []struct {
	kind    ingest.Kind
	pattern *regexp.Regexp
}{
	{KindConference, regexp.MustCompile(`^/c/([^/]+)$`)},
	{KindConference, regexp.MustCompile(`^/public/conferences/([^/]+)$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/v/([^/]+)(?:/oembed|/related)?$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/public/events/([^/]+)$`)},
}

var idShape = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._~%+-]{0,250}$`)

// Match understands the addresses of media.ccc.de and of the sites that the settings
// name. It returns [ingest.ErrNoMatch] for others.
func (p *Provider) Match(u *url.URL) (ingest.Ref, error) {
	site := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if host.On(site) == Name {
		site = own
	}
	if u.Scheme != "https" && u.Scheme != "http" || p.clients[site] == nil {
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	path := "/" + strings.Join(strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' }), "/")
	for _, f := range forms {
		found := f.pattern.FindStringSubmatch(path)
		if found == nil || !idShape.MatchString(found[1]) {
			continue
		}
		id := found[1]
		if site != own {
			id = site + "/" + id
		}
		return ingest.Ref{Provider: Name, Kind: f.kind, ID: id}, nil
	}
	return ingest.Ref{}, ingest.WithHint(
		fmt.Errorf("%w: the page is neither a conference's nor a talk's", ingest.ErrUnsupported), takes)
}
