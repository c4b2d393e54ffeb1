package web

import (
	"net/http"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// fewestAlike is the number of talks of one shape, the one that was read among them, from
// which the editor asks by itself whether they are to be read alike.
const fewestAlike = 3

type alikeData struct {
	Token, Address string
	Talks          []alikeTalk
}

// alikeTalk is a talk before and after it is read as another one was.
type alikeTalk struct {
	Name, Fingerprint           string
	Raw                         string
	TitleBefore, SpeakersBefore string
	Title, Speakers             string
}

// showAlike asks whether talks of a talk's shape are to be read as it is. The answer is
// empty where there is nothing to ask.
func (s talkAnswers) showAlike(w http.ResponseWriter, r *http.Request) error {
	b, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	views := make([]pipeline.View, len(b.talks))
	for i, other := range b.talks {
		views[i] = other.View
	}
	found := pipeline.Alike(t.View, views)
	data := alikeData{Token: s.guard.form, Address: eventAddress(b.event.Slug) + "/alike"}
	for _, l := range found {
		data.Talks = append(data.Talks, alikeTalk{
			Name: nameOf(l.Path), Fingerprint: draft.Fingerprint(l.Draft.Bytes()), Raw: l.Draft.Source.Title,
			TitleBefore: l.Draft.Record.Title, SpeakersBefore: formatField(l.Draft.Record.Speakers),
			Title: l.Title, Speakers: formatField(l.Speakers),
		})
	}
	if asked := r.URL.Query().Has("asked"); len(found) == 0 || !asked && !worthAsking(found) {
		return nil
	}
	s.part(w, "alike", data)
	return nil
}

// worthAsking reports whether the editor asks by itself: several talks are alike, and not
// all of them read so already.
func worthAsking(found []pipeline.Likeness) bool {
	return len(found)+1 >= fewestAlike && slices.ContainsFunc(found, pipeline.Likeness.Changes)
}

// readAlike takes talks with the readings that were shown: one act. What has changed since
// stays as it is.
func (s talkAnswers) readAlike(w http.ResponseWriter, r *http.Request) error {
	form := r.PostForm
	names := form["name"]
	if len(form["title"]) != len(names) || len(form["speakers"]) != len(names) {
		return badRequest("each talk goes with a title and speakers")
	}
	return s.saveMany(w, r, "Read alike", func(i int, t *talk) (draft.Change, error) {
		v, err := typedField(ingest.FieldSpeakers, form["speakers"][i])
		if err != nil {
			return draft.Change{}, err
		}
		speakers, _ := v.([]string)
		title, err := typedField(ingest.FieldTitle, form["title"][i])
		if err != nil {
			return draft.Change{}, err
		}
		return t.TakeAs(title.(string), speakers), nil
	})
}
