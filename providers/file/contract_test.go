package file_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/jsonhost"
	"github.com/pyvideo/stevie/providers/file"
	"github.com/pyvideo/stevie/providers/providertest"
)

// The suite serves its host here.
const (
	server = "http://127.0.0.1:8080"
	folder = server + "/under/a/path/"
)

func fileName(i int) string { return fmt.Sprintf("talk_%05d.mp4", i) }

func TestContract(t *testing.T) {
	const (
		anyPage  = "any web page is a page of links, if of none"
		anyFile  = "a file that is not there is unavailable, however many are"
		noHalves = "an answer to HEAD has no halves"
		noTitles = "the title stands in the link and not in the file"
	)
	providertest.Run(t, providertest.Harness{
		New: func(o providertest.Options) (ingest.Provider, error) {
			at, err := redirected(o)
			return file.New(file.Config{HTTP: at, Logger: o.Logger}), err
		},
		Host:       func(c providertest.Content) http.Handler { return hostOf(c) },
		Collection: folder + "talks.html",
		Video:      func(i int) string { return folder + fileName(i) },
		VideoID:    func(i int) string { return folder + fileName(i) },
		PageSize:   20,
		Budget:     func(n int) int { return 1 + n },
		OnePage:    true,
		AnyDomain:  true,
		Addresses:  addresses(),
		Refused:    []string{"https://talks.example/2024/talk.avi", "https://talks.example/talk.MOV", "https://talks.example/talk.m4v?x=1"},
		Exempt: map[string]string{
			"a web page, at once":                       anyPage,
			"an unnamed page, at once":                  "a page says that it is one",
			"an unnamed page, in the middle":            "a file's answer to HEAD has a type and nothing else",
			"404, in the middle":                        anyFile,
			"404 in the host's words, in the middle":    anyFile,
			"a redirect to another host, in the middle": "files may be wherever their server says",
			"half an answer":                            noHalves,
			"a broken connection":                       noHalves,
			"hostile text":                              "HTML has its own way with control characters",
			"one video by its own address":              noTitles,
			"update/most are known":                     "each file is looked at, known or not",
			"find/some that are there, some not":        noTitles,
		},
	})
}

// redirected has the requests for the suite's server sent to an endpoint, which the
// adapter itself has none of.
func redirected(o providertest.Options) (http.RoundTripper, error) {
	if o.Endpoint == "" {
		return o.HTTP, nil
	}
	endpoint, err := jsonhost.ParseEndpoint(file.Name, o.Endpoint, "endpoint")
	if err != nil || o.HTTP != nil {
		return o.HTTP, err
	}
	return sentTo{endpoint}, nil
}

type sentTo struct{ endpoint *url.URL }

func (s sentTo) RoundTrip(r *http.Request) (*http.Response, error) {
	to := r.Clone(r.Context())
	to.URL.Host = s.endpoint.Host
	return http.DefaultTransport.RoundTrip(to)
}

func addresses() map[string]ingest.Ref {
	talk := ingest.Ref{Kind: ingest.KindVideo, ID: "http://talks.example/2024/Fast%20parsers.mp4"}
	return map[string]ingest.Ref{
		"http://talks.example/2024/Fast%20parsers.mp4":        talk,
		"http://talks.example:80/2024/Fast%20parsers.mp4#t=3": talk,
		"http://talks.example:8080/a.WEBM":                    {Kind: ingest.KindVideo, ID: "http://talks.example:8080/a.WEBM"},
		"http://talks.example/a.ogv?v=2":                      {Kind: ingest.KindVideo, ID: "http://talks.example/a.ogv?v=2"},
		"http://[::1]:80/a.mkv":                               {Kind: ingest.KindVideo, ID: "http://[::1]/a.mkv"},
		"http://talks.example/2024.html":                      {Kind: file.KindPage, ID: "http://talks.example/2024.html"},
		"http://talks.example/index.htm#videos":               {Kind: file.KindPage, ID: "http://talks.example/index.htm"},
		"http://talks.example/2024/":                          {Kind: file.KindPage, ID: "http://talks.example/2024/"},
		"http://talks.example/a/2024/?C=M":                    {Kind: file.KindPage, ID: "http://talks.example/a/2024/?C=M"},
		"http://talks.example/talks.txt":                      {Kind: file.KindList, ID: "http://talks.example/talks.txt"},
	}
}

func hostOf(c providertest.Content) *fakehost.Files {
	page := fakehost.FilesPage{Path: "/talks.html", Title: c.Title}
	host := &fakehost.Files{Videos: map[string]fakehost.FilesVideo{}}
	for i, v := range c.Videos {
		page.Links = append(page.Links, fakehost.FilesLink{URL: fileName(i), Text: v.Title})
		host.Videos["/"+fileName(i)] = fakehost.FilesVideo{Size: 300_000_000}
	}
	if c.Repeat {
		page.Links = append(page.Links, page.Links[0])
	}
	host.Pages = append(host.Pages, page)
	return host
}
