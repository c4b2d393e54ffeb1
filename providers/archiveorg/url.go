package archiveorg

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

const takes = "give the address of an item or a collection, like https://archive.org/details/ID"

var idShape = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)

// Match understands the addresses of archive.org: of items and collections (details,
// embed), and of files (details, download). It returns [ingest.ErrNoMatch] for others.
func (p *Provider) Match(u *url.URL) (ingest.Ref, error) {
	if u.Scheme != "https" && u.Scheme != "http" || host.On(u.Hostname()) != Name {
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	if key, ok := host.KeyOf(u.String()); ok && key.Provider == Name {
		if identifier, _, _ := strings.Cut(key.ID, "/"); idShape.MatchString(identifier) {
			return ingest.Ref{Provider: Name, Kind: KindItem, ID: key.ID}, nil
		}
	}
	return ingest.Ref{}, ingest.WithHint(fmt.Errorf("%w: the page is neither an item nor a collection", ingest.ErrUnsupported), takes)
}
