package vimeo_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/providers/vimeo"
)

// TestRefusals looks at the reasons; that these addresses are refused is in the
// contract.
func TestRefusals(t *testing.T) {
	t.Parallel()
	p := connect(t, nil)
	for address, c := range map[string]struct{ reason, remedy string }{
		"https://vimeo.com/":                               {"front page", "showcase"},
		"https://vimeo.com/showcase/exconf-2024":           {"custom name", "the number"},
		"https://vimeo.com/ondemand/exconf":                {"On Demand", "free elsewhere"},
		"https://vimeo.com/exconf/review/1/0a1b2c3d4e":     {"review", "https://vimeo.com/ID"},
		"https://vimeo.com/event/123456":                   {"live event", "recordings"},
		"https://vimeo.com/watchlater":                     {"watch-later", "showcase"},
		"https://vimeo.com/user/1/folder/2":                {"folder", "showcase"},
		"https://vimeo.com/123456/settings":                {"hash", "https://vimeo.com/ID"},
		"https://vimeo.com/upgrade":                        {"/upgrade is one of Vimeo's own pages", "showcase"},
		"https://help.vimeo.com/hc":                        {"help.vimeo.com lists no videos", "https://vimeo.com/"},
		"https://vimeo.com/exconf/about/the%0a%1b[31mpast": {"lists no videos", "showcase"},
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Match(u)
		if !errors.Is(err, ingest.ErrUnsupported) || !strings.Contains(err.Error(), c.reason) || !strings.Contains(ingest.Hint(err), c.remedy) {
			t.Errorf("Match(%q): %v, hint %q; want %q and %q", address, err, ingest.Hint(err), c.reason, c.remedy)
		}
	}
}

// FuzzMatch: an address is another host's, refused with a remedy, or understood
// in a way that its canonical form confirms.
func FuzzMatch(f *testing.F) {
	for address := range addresses() {
		f.Add(address)
	}
	for _, seed := range []string{
		"", "//vimeo.com/1", "https://vimeo.com/%2e%2e/1", "https://vimeo.com/\x00", "https://user@vimeo.com:0/1?h=%zz",
		"https://vimeo.com/channels/../1", "https://vimeo.com/event/x", "https://VIMEO.COM/ID", "https://vimeo.com/videos/videos",
	} {
		f.Add(seed)
	}
	p, err := vimeo.New(vimeo.Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.Parse(address)
		if err != nil {
			t.Skip()
		}
		ref, err := p.Match(u)
		switch {
		case errors.Is(err, ingest.ErrNoMatch):
			return
		case errors.Is(err, ingest.ErrUnsupported) && ingest.Hint(err) != "":
			return
		case err != nil:
			t.Fatalf("Match(%q): %v", address, err)
		}
		again, err := p.Match(canonical(t, ref))
		if err != nil || again != ref {
			t.Errorf("Match(%q) = %+v, its canonical address %+v, %v", address, ref, again, err)
		}
	})
}

// canonical builds the address that a listing of ref would carry.
func canonical(t *testing.T, ref ingest.Ref) *url.URL {
	t.Helper()
	path := map[ingest.Kind]string{
		ingest.KindVideo: "/", vimeo.KindShowcase: "/showcase/", vimeo.KindChannel: "/channels/",
		vimeo.KindGroup: "/groups/", vimeo.KindUser: "/",
	}[ref.Kind]
	if path == "" || ref.Provider != vimeo.Name {
		t.Fatalf("ref %+v", ref)
	}
	if path += ref.ID; ref.Hash != "" {
		path += "/" + ref.Hash
	}
	return &url.URL{Scheme: "https", Host: "vimeo.com", Path: path}
}
