package download

import (
	"encoding/xml"
	"os"
	"strings"

	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
)

// nfoSuffix is that of what Kodi and Jellyfin read beside a video.
const nfoSuffix = ".nfo"

// nfo is a talk as Kodi and Jellyfin want to know of it.
type nfo struct {
	XMLName   xml.Name `xml:"movie"`
	Title     string   `xml:"title"`
	Plot      string   `xml:"plot,omitempty"`
	Runtime   int      `xml:"runtime,omitempty"` // minutes
	Premiered string   `xml:"premiered,omitempty"`
	Year      string   `xml:"year,omitempty"`
	Set       nfoSet   `xml:"set"`
	Tags      []string `xml:"tag"`
	Studio    string   `xml:"studio,omitempty"`
	Actors    []actor  `xml:"actor"`
	ID        uniqueID `xml:"uniqueid"`
}

type nfoSet struct {
	Name string `xml:"name"`
}

type actor struct {
	Name string `xml:"name"`
	Role string `xml:"role"`
}

type uniqueID struct {
	Type    string `xml:"type,attr"`
	Default bool   `xml:"default,attr"`
	Value   string `xml:",chardata"`
}

// describe makes the description of a talk. U+FFFD stands for what XML cannot hold.
func describe(t talks.Talk) ([]byte, error) {
	r := t.Record
	day, _, _ := strings.Cut(r.Recorded, "T")
	doc := nfo{
		Title: r.Title, Plot: r.Description, Runtime: (r.Duration + 59) / 60, Premiered: day, Tags: r.Tags,
		Studio: t.EventTitle, Set: nfoSet{t.EventTitle}, ID: idOf(t),
	}
	doc.Year, _, _ = strings.Cut(day, "-")
	for _, name := range r.Speakers {
		doc.Actors = append(doc.Actors, actor{name, "Speaker"})
	}
	src, err := xml.MarshalIndent(doc, "", "  ")
	return append([]byte(xml.Header), append(src, '\n')...), err
}

// idOf says which talk it is, whatever it is called.
func idOf(t talks.Talk) uniqueID {
	if len(t.Videos) > 0 {
		return uniqueID{t.Videos[0].Provider, true, t.Videos[0].ID}
	}
	return uniqueID{"url", true, t.Address()}
}

// owners are the talks that the descriptions in a folder are of, by the names that they are
// beside, as file systems compare them.
func owners(folder *os.Root) map[string]uniqueID {
	of := map[string]uniqueID{}
	if folder == nil {
		return of
	}
	entries, _ := os.ReadDir(folder.Name()) // what is not there is nobody's
	for _, e := range entries {
		stem, isNFO := strings.CutSuffix(e.Name(), nfoSuffix)
		if !isNFO {
			continue
		}
		src, err := confined.ReadFile(folder, e.Name())
		var doc nfo
		if err == nil && xml.Unmarshal(src, &doc) == nil && doc.ID.Value != "" {
			of[alike(stem)] = doc.ID
		}
	}
	return of
}

// writeNFO writes the description beside a video, unless one is there, which may be a
// person's.
func writeNFO(folder *os.Root, stem string, t talks.Talk) error {
	if _, err := folder.Lstat(stem + nfoSuffix); err == nil {
		return nil
	}
	src, err := describe(t)
	if err != nil {
		return err
	}
	return atomicfile.Write(folder, stem+nfoSuffix, src)
}
