package captions_test

import (
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/captions"
	"github.com/pyvideo/stevie/ingest/talks"
)

// What is stored is of the video that its name says: the first, or one on another host.
func TestReadNamesTheVideo(t *testing.T) {
	t.Parallel()
	f := captions.Fetcher{Folder: captions.OpenFolder(t.TempDir())}
	talk := talks.Talk{Event: "exconf", Name: "fast", Videos: []ingest.Video{
		{Provider: "peertube", ID: "tube.example/1", URL: "https://tube.example/w/1"}, {Provider: "vimeo", ID: "76979871"},
	}}
	for name, want := range map[string]string{"fast.en.vtt": "peertube", "fast.fr.vimeo.vtt": "vimeo", "fast.de.machine.vimeo.2.vtt": "vimeo"} {
		if err := f.Folder.Write("exconf/"+name, []captions.Cue{{End: time.Second, Lines: []captions.Line{{Text: "Hello"}}}}); err != nil {
			t.Fatal(err)
		}
		said, err := f.Read(t.Context(), talk, name[5:7])
		if err != nil || said.Provider != want || said.ID == "" {
			t.Errorf("%s: %+v, %v", name, said.Row, err)
		}
	}
}

// What people wrote goes before a machine's, and the language of the talk before others.
func TestReadChooses(t *testing.T) {
	t.Parallel()
	f := captions.Fetcher{Folder: captions.OpenFolder(t.TempDir())}
	talk := talks.Talk{Event: "exconf", Name: "fast", Record: ingest.Record{Language: "por"}}
	for _, name := range []string{"fast.en.machine.vtt", "fast.en.vtt", "fast.pt.machine.vtt", "fast.pt-BR.vtt", "fast.fr.machine.vtt", "fast.de.vtt"} {
		if err := f.Folder.Write("exconf/"+name, []captions.Cue{{End: time.Second, Lines: []captions.Line{{Text: name}}}}); err != nil {
			t.Fatal(err)
		}
	}
	for language, want := range map[string]string{
		"": "fast.pt-BR.vtt", "pt": "fast.pt-BR.vtt", "en": "fast.en.vtt", "fr": "fast.fr.machine.vtt", "pt-BR": "fast.pt-BR.vtt",
	} {
		said, err := f.Read(t.Context(), talk, language)
		if err != nil || said.Cues[0].Lines[0].Text != want {
			t.Errorf("%q reads %+v, %v; want %s", language, said.Row, err, want)
		}
	}
}
