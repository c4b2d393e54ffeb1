package mapper_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// A title that could be in several languages is in the one that other talks of the
// event are in; in an event of one language it tells nothing.
func TestLanguageAmongOthers(t *testing.T) {
	t.Parallel()
	const doubtful = "Numba para todos"
	english := []string{"Why your parser is slow", "How to test what you cannot see", "The state of the build", "What we have learned from it"}
	for name, c := range map[string]struct {
		event  string // its language
		others []string
		want   string
	}{
		"Spanish talks":         {"eng", []string{"Cómo escribir pruebas que nadie tiene que mantener"}, "spa"},
		"Portuguese talks":      {"eng", []string{"Como escrever testes que não dão trabalho a ninguém"}, "por"},
		"no others":             {"eng", nil, "eng"},
		"event in the language": {"por", []string{"Cómo escribir pruebas que nadie tiene que mantener"}, "por"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ev := ingest.Event{Title: "ExampleConf 2031", Language: c.event}
			got := languages(ev, append(append([]string{doubtful}, english...), c.others...))[0]
			if got != c.want {
				t.Errorf("%q is proposed to be in %q, want %q", doubtful, got, c.want)
			}
		})
	}
}

// Half of the titles of events in other languages are in English.
func TestLanguageOfEvent(t *testing.T) {
	t.Parallel()
	got := languages(ingest.Event{Title: "ExampleConf 2031"}, []string{
		"Why your parser is slow", "How to test what you cannot see", "The state of the build", "Numba, Flask",
		"Numba: quando il parser non basta più", "Come scrivere le prove che nessuno vuole",
	})
	want := []string{"ita", "ita", "ita", "ita", "ita", "ita"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Captions tell the language where nothing else does, if all are in one.
func TestLanguageOfCaptions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		title    string
		captions []string
		want     string
	}{
		{"Numba", []string{"pt-BR"}, "por"}, {"Numba", []string{"en", "pt-BR"}, ""}, {"Numba", nil, ""},
	} {
		v := ingest.Video{Provider: "youtube", ID: "A", Title: c.title, Captions: c.captions, Availability: ingest.Public}
		got := mapper.Map(ingest.Event{Title: "ExampleConf 2031"}, []ingest.Video{v}, mapper.Options{})[0]
		if got.Record.Language != c.want || got.Confidence[ingest.FieldLanguage] >= ingest.Sure {
			t.Errorf("%q with captions in %v: language %q (%.2f), want %q, not sure", c.title, c.captions, got.Record.Language, got.Confidence[ingest.FieldLanguage], c.want)
		}
	}
}

// What cannot be watched has no say in the event's language, but one of its own.
func TestLanguageOfPrivateVideo(t *testing.T) {
	t.Parallel()
	v := ingest.Video{Provider: "youtube", ID: "A", Title: "Cómo escribir pruebas que nadie tiene que mantener", Availability: ingest.Private}
	got := mapper.Map(ingest.Event{Title: "ExampleConf 2031"}, []ingest.Video{v}, mapper.Options{})[0]
	if got.Record.Language != "spa" || got.Confidence[ingest.FieldLanguage] >= ingest.Sure {
		t.Errorf("language %q (%.2f), want spa, not sure", got.Record.Language, got.Confidence[ingest.FieldLanguage])
	}
}

func languages(ev ingest.Event, titles []string) []string {
	var videos []ingest.Video
	for i, title := range titles {
		videos = append(videos, ingest.Video{Provider: "youtube", ID: fmt.Sprint("video", i), Title: title})
	}
	var codes []string
	for _, p := range mapper.Map(ev, videos, mapper.Options{}) {
		codes = append(codes, p.Record.Language)
	}
	return codes
}
