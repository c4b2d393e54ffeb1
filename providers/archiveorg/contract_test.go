package archiveorg_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/archiveorg"
	"github.com/pyvideo/stevie/providers/providertest"
)

func itemID(i int) string { return fmt.Sprintf("exconf-2024-%05d", i) }

func TestContract(t *testing.T) {
	providertest.Run(t, providertest.Harness{
		New: func(o providertest.Options) (ingest.Provider, error) {
			return archiveorg.New(archiveorg.Config{Endpoint: o.Endpoint, HTTP: o.HTTP, Logger: o.Logger})
		},
		Host:       func(c providertest.Content) http.Handler { return hostOf(c) },
		Collection: "https://archive.org/details/exconf",
		Video:      func(i int) string { return "https://archive.org/details/" + itemID(i) },
		VideoID:    itemID,
		VideoKind:  archiveorg.KindItem,
		HTML:       true,
		PageSize:   200,
		Budget:     func(n int) int { return 1 + (n+199)/200 + n },
		Addresses:  addresses(),
		Refused: []string{
			"https://archive.org/", "https://archive.org/details/", "https://archive.org/search?query=exconf", "https://archive.org/details/@jane",
			"https://archive.org/details/a%20b", "https://archive.org/web/", "https://archive.org/details/..%2F..", "https://archive.org/metadata/exconf",
		},
		ErrorBody: func(_ int, message string) (contentType, body string) {
			b, _ := json.Marshal(map[string]any{"error": message, "errorType": "Exception"})
			return "application/json", string(b)
		},
	})
}

func addresses() map[string]ingest.Ref {
	item := ingest.Ref{Kind: archiveorg.KindItem, ID: "exconf-1"}
	file := ingest.Ref{Kind: archiveorg.KindItem, ID: "many/Day 1/talk #2.mp4"}
	return map[string]ingest.Ref{
		"https://archive.org/details/exconf-1":                         item,
		"http://www.archive.org/details/exconf-1/?start=3":             item,
		"https://archive.org/embed/exconf-1":                           item,
		"https://archive.org/download/exconf-1":                        item,
		"https://archive.org/download/exconf-1/exconf-1_512kb.mp4":     item,
		"https://archive.org/details/exconf-1/exconf-1.mp4":            item,
		"https://archive.org/details/many/Day%201/talk%20%232.mp4":     file,
		"https://archive.org/download/many/Day%201/talk%20%232.mp4#t=": file,
	}
}

func hostOf(c providertest.Content) *fakehost.ArchiveOrg {
	fake := &fakehost.ArchiveOrg{Items: []fakehost.ArchiveOrgItem{{ID: "exconf", Metadata: map[string]any{"mediatype": "collection", "title": c.Title}}}}
	for i, v := range c.Videos {
		it := fakehost.ArchiveOrgItem{ID: itemID(i), Collections: []string{"exconf"}, Metadata: map[string]any{}}
		if !v.Bare {
			it.Metadata = map[string]any{"mediatype": "movies", "title": v.Title, "description": v.Description}
			it.Files = []fakehost.ArchiveOrgFile{{"name": itemID(i) + ".mp4", "source": "original", "format": "MPEG4", "size": "301000000", "length": "1694.12"}}
		}
		fake.Items = append(fake.Items, it)
	}
	if c.Repeat {
		fake.Items = append(fake.Items, fake.Items[1])
	}
	return fake
}
