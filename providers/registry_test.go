package providers_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/archiveorg"
	"github.com/pyvideo/stevie/providers/file"
	"github.com/pyvideo/stevie/providers/mediaccc"
	"github.com/pyvideo/stevie/providers/peertube"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

func Example() {
	registry, err := providers.All(providers.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, address := range []string{
		"vimeo.com/showcase/4242",
		"<https://vimeo.com/123456/0a1b2c3d4e>",
		"https://vimeo.com/ondemand/exconf",
		"https://talks.example/2024",
	} {
		target, err := registry.Resolve(address)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(target.Provider.Name(), target.Ref.Kind, target.Ref.ID)
	}
	// Output:
	// vimeo showcase 4242
	// vimeo video 123456
	// "https://vimeo.com/ondemand/exconf": unsupported address: Vimeo On Demand sells its videos
	// "https://talks.example/2024": no provider for this address
}

func all(t testing.TB) *providers.Registry {
	t.Helper()
	registry, err := providers.All(providers.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return registry
}

const playlist = "PLAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func TestResolve(t *testing.T) {
	t.Parallel()
	registry := all(t)
	list := ingest.Ref{Provider: youtube.Name, Kind: "playlist", ID: playlist}
	video := ingest.Ref{Provider: youtube.Name, Kind: ingest.KindVideo, ID: "AAAAAAAAAA0"}
	showcase := ingest.Ref{Provider: vimeo.Name, Kind: vimeo.KindShowcase, ID: "4242"}
	for raw, want := range map[string]ingest.Ref{
		"https://www.youtube.com/playlist?list=" + playlist: list,
		"HTTPS://WWW.YOUTUBE.COM/playlist?list=" + playlist: list,
		"www.youtube.com/playlist?list=" + playlist:         list,
		"youtube.com/playlist?list=" + playlist:             list,
		"//youtube.com/playlist?list=" + playlist:           list,
		playlist:               list,
		"AAAAAAAAAA0":          video,
		"  AAAAAAAAAA0\n":      video,
		"youtu.be/AAAAAAAAAA0": video,
		"youtube.com/playlist?feature=x&amp;list=" + playlist: list,
		"youtu.be/AAAAAAAAAA0?t=1&si=abc":                     video,
		"https://vimeo.com/showcase/4242":                     showcase,
		"https:/vimeo.com/showcase/4242":                      showcase,
		"http:vimeo.com/showcase/4242":                        showcase,
		"vimeo.com/showcase/4242":                             showcase,
		"Vimeo.COM:443/showcase/4242":                         showcase,
		"\tvimeo.com/showcase/4242 \r\n":                      showcase,
		"<https://vimeo.com/showcase/4242>":                   showcase,
		"<URL:https://vimeo.com/showcase/4242>":               showcase,
		"“https://vimeo.com/showcase/4242”.":                  showcase,
		"'vimeo.com/showcase/4242',":                          showcase,
		"\u200bvimeo.com/showcase/4242\ufeff":                 showcase,
		"talks.example/2024/a.mp4":                            {Provider: file.Name, Kind: ingest.KindVideo, ID: "https://talks.example/2024/a.mp4"},
		"https://talks.example/2024/":                         {Provider: file.Name, Kind: file.KindPage, ID: "https://talks.example/2024/"},
		"http://talks.example/talks.txt":                      {Provider: file.Name, Kind: file.KindList, ID: "http://talks.example/talks.txt"},
	} {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			target, err := registry.Resolve(raw)
			if err != nil {
				t.Fatal(err)
			}
			if target.Provider.Name() != want.Provider {
				t.Errorf("provider %s, want %s", target.Provider.Name(), want.Provider)
			}
			if diff := cmp.Diff(want, target.Ref); diff != "" {
				t.Errorf("ref (-want +got):\n%s", diff)
			}
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	t.Parallel()
	registry := all(t)
	const supported = "vimeo.com/showcase/ID"
	for raw, c := range map[string]struct {
		want error
		text string // in the error
		hint string // in the hint
	}{
		"":                                   {ingest.ErrUnsupported, "empty", supported},
		" \n":                                {ingest.ErrUnsupported, "empty", supported},
		"<>":                                 {ingest.ErrUnsupported, "empty", supported},
		"https://":                           {ingest.ErrUnsupported, "well-formed", supported},
		"https://vimeo.com/%zz":              {ingest.ErrUnsupported, "well-formed", supported},
		"https://[::1":                       {ingest.ErrUnsupported, "well-formed", supported},
		"vimeo.com/1 vimeo.com/2":            {ingest.ErrUnsupported, "blanks", "an argument of its own"},
		"https://vimeo.com/show\ncase/1":     {ingest.ErrUnsupported, "blanks", "joined"},
		"./drafts/exconf/talk.toml":          {ingest.ErrUnsupported, "file", "on its host"},
		"../videos.json":                     {ingest.ErrUnsupported, "file", "on its host"},
		"/home/jane/videos.jsonl":            {ingest.ErrUnsupported, "file", "on its host"},
		"~/videos":                           {ingest.ErrUnsupported, "file", "on its host"},
		`C:\Users\jane\videos.json`:          {ingest.ErrUnsupported, "file", "on its host"},
		`drafts\exconf`:                      {ingest.ErrUnsupported, "file", "on its host"},
		"drafts/exconf":                      {ingest.ErrUnsupported, "file", "on its host"},
		"videos.JSON":                        {ingest.ErrUnsupported, "file", "on its host"},
		"file:///etc/passwd":                 {ingest.ErrUnsupported, "http and https", supported},
		"ftp://vimeo.com/123456":             {ingest.ErrUnsupported, "http and https", supported},
		"mailto:jane@talks.example":          {ingest.ErrUnsupported, "http and https", supported},
		"javascript:alert(1)":                {ingest.ErrUnsupported, "http and https", supported},
		"https://talks.example/":             {ingest.ErrNoProvider, "no provider", supported},
		"talks.example":                      {ingest.ErrNoProvider, "no provider", supported},
		"https://talks.example/w/talk.mp4":   {ingest.ErrUnsupported, "PeerTube", "/w/ID"},
		"https://vimeo.com/exconf/talk.mp4":  {ingest.ErrUnsupported, "", "showcase"},
		"https://archive.org/web/index.html": {ingest.ErrUnsupported, "", "archive.org"},
		"https://media.ccc.de/talks.html":    {ingest.ErrUnsupported, "", "media.ccc.de"},
		"https://talks.example/2024/a.avi":   {ingest.ErrUnsupported, ".avi", "mp4"},
		"https://www.twitch.tv/exconf/":      {ingest.ErrNoProvider, "Twitch is not supported", supported},
		"https://odysee.com/@exconf-talks:1": {ingest.ErrNoProvider, "Odysee is not supported", supported},
		"https://www.twitch.tv/exconf":       {ingest.ErrNoProvider, "Twitch is not supported", supported},
		"exconf":                             {ingest.ErrNoProvider, "no URL", supported},
		"123456":                             {ingest.ErrNoProvider, "no URL", supported},
		"https://vimeo.com/showcase/exconf":  {ingest.ErrUnsupported, "custom name", "the number"},
		"https://vimeo.com/watchlater":       {ingest.ErrUnsupported, "owner", "showcase"},
	} {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			_, err := registry.Resolve(raw)
			if !errors.Is(err, c.want) {
				t.Fatalf("error %v, want %v", err, c.want)
			}
			if !strings.Contains(err.Error(), c.text) {
				t.Errorf("error %v, want %q in it", err, c.text)
			}
			if !strings.Contains(ingest.Hint(err), c.hint) {
				t.Errorf("hint %q, want %q in it", ingest.Hint(err), c.hint)
			}
		})
	}
}

func TestResolveShowsAddressesSafely(t *testing.T) {
	t.Parallel()
	for raw, never := range map[string]string{
		"https://talks.example/\x1b[31m\u202egpj":                 "\x1b",
		"https://talks.example/?access_token=hunter2hunter2":      "hunter2",
		"https://jane:hunter2@talks.example/":                     "hunter2",
		"https://talks.example/" + strings.Repeat("x", 5000):      strings.Repeat("x", 200),
		"https://talks.example/" + strings.Repeat("\x00", 10_000): "\x00",
	} {
		_, err := all(t).Resolve(raw)
		if err == nil || strings.Contains(err.Error(), never) {
			t.Errorf("error %v, want one without %q", err, never)
		}
	}
}

func TestDescriptors(t *testing.T) {
	t.Parallel()
	want := []ingest.Descriptor{youtube.Descriptor, vimeo.Descriptor, archiveorg.Descriptor, mediaccc.Descriptor, peertube.Descriptor, file.Descriptor}
	if diff := cmp.Diff(want, all(t).Descriptors()); diff != "" {
		t.Errorf("Descriptors() (-want +got):\n%s", diff)
	}
	for _, d := range want {
		if d.Name == "" || d.Title == "" || len(d.URLForms) == 0 {
			t.Errorf("incomplete: %+v", d)
		}
	}
}

// Whoever typed an address that nobody takes is shown what to type, in lines that
// fit a terminal.
func TestHintListsAddresses(t *testing.T) {
	t.Parallel()
	_, err := all(t).Resolve("https://talks.example/2024")
	want := `these addresses work, with or without https://
YouTube: youtube.com/playlist?list=PL…, /@handle, /channel/UC…, /user/NAME, /c/NAME, /watch?v=ID, youtu.be/ID, a bare video, playlist or channel id
Vimeo: vimeo.com/showcase/ID, /channels/NAME, /groups/NAME, /NAME, /ID, /ID/HASH
archive.org: archive.org/details/ID; media.ccc.de: media.ccc.de/c/CONFERENCE, /v/TALK; PeerTube: INSTANCE/w/p/ID, /c/NAME, /a/NAME, /w/ID; files: HOST/TALK.mp4, /PAGE.html, /FOLDER/, /LIST.txt; others, where yt-dlp knows them: stevie import --via yt-dlp ADDRESS`
	if diff := cmp.Diff(want, ingest.Hint(err)); diff != "" {
		t.Errorf("hint (-want +got):\n%s", diff)
	}
}

func TestNewRegistry(t *testing.T) {
	t.Parallel()
	p, err := vimeo.New(vimeo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	registry := providers.NewRegistry(p)
	if _, err := registry.Resolve("vimeo.com/123456"); err != nil {
		t.Error(err)
	}
	if _, err := registry.Resolve("youtu.be/AAAAAAAAAA0"); !errors.Is(err, ingest.ErrNoProvider) {
		t.Errorf("error %v, want %v", err, ingest.ErrNoProvider)
	}
	if diff := cmp.Diff([]ingest.Descriptor{{Name: "vimeo", Title: "vimeo"}}, registry.Descriptors()); diff != "" {
		t.Errorf("Descriptors() (-want +got):\n%s", diff)
	}
}

func TestAllRefusesBadEndpoints(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]providers.Config{
		"youtube": {YouTube: youtube.Config{Endpoint: "talks.example"}},
		"vimeo":   {Vimeo: vimeo.Config{Endpoint: "talks.example"}},
	} {
		if _, err := providers.All(cfg); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v, want one that names it", name, err)
		}
	}
}

// FuzzResolve: whatever is pasted, the answer is a provider and its ref, or an
// error that can be shown and acted on.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{
		"", "https://vimeo.com/123456", "vimeo.com/showcase/4242", "<youtu.be/AAAAAAAAAA0>", playlist, "@exconf",
		"file:///x", "C:\\x", "a.b:c@d/e?f#g", "https://\x1b[31m", "//", "http:////vimeo.com//1", "URL:", "'", "\u202e",
	} {
		f.Add(seed)
	}
	registry := all(f)
	f.Fuzz(func(t *testing.T, raw string) {
		target, err := registry.Resolve(raw)
		if err != nil {
			checkShown(t, err)
			return
		}
		provider, ref := target.Provider, target.Ref
		if ref.Provider != provider.Name() || ref.Kind == "" || ref.ID == "" {
			t.Errorf("Resolve(%q) = %s, %+v", raw, provider.Name(), ref)
		}
		if again, err := registry.Resolve(" <" + raw + ">,\r\n"); err != nil || again.Ref != ref {
			t.Errorf("Resolve(%q) in brackets = %+v, %v; want %+v", raw, again.Ref, err, ref)
		}
	})
}

func checkShown(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, ingest.ErrNoProvider) && !errors.Is(err, ingest.ErrUnsupported) {
		t.Errorf("error %v is of another kind", err)
	}
	if ingest.Hint(err) == "" {
		t.Errorf("error %v has no hint", err)
	}
	if text := err.Error(); !utf8.ValidString(text) || len(text) > 2000 || strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}) {
		t.Errorf("error %q is not fit to be shown", text)
	}
}
