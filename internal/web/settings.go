package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// settings are what is edited of an event in place.
type settings struct {
	Event, Token                     string
	Language, Start, End, Tags, Zone string
	Was                              string // as JSON
	Fault                            string // why it could not be saved
}

func settingsOf(event ingest.Event, token string) settings {
	s := settings{
		Event: event.Slug, Token: token, Language: event.Language, Start: event.StartDate.String(), End: event.EndDate.String(),
		Tags: formatField(event.Tags), Zone: event.TimeZone,
	}
	was, _ := json.Marshal(s.texts()) // texts by name cannot fail
	s.Was = string(was)
	return s
}

// fill has the form hold what was typed, and say why that cannot be.
func (s *settings) fill(form url.Values, why error) {
	s.Language, s.Start, s.End = form.Get("language"), form.Get("start_date"), form.Get("end_date")
	s.Tags, s.Zone = form.Get("tags"), form.Get("time_zone")
	s.Was, s.Fault = form.Get("was"), why.Error()
}

func (s settings) texts() map[string]string {
	return map[string]string{"language": s.Language, "start_date": s.Start, "end_date": s.End, "tags": s.Tags, "time_zone": s.Zone}
}

// saveSettings changes the event, and has its drafts follow.
func (s talkAnswers) saveSettings(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	event, err := s.pipeline.Event(slug)
	if err != nil {
		return err
	}
	was := map[string]string{}
	if err := json.Unmarshal([]byte(r.PostForm.Get("was")), &was); err != nil {
		return badRequest("the form's original values cannot be read: %w", err)
	}
	old, err := withTexts(event, parseField, func(field string) (string, bool) { text, ok := was[field]; return text, ok })
	if err != nil {
		return err
	}
	wanted, err := withTexts(old, typedField, func(field string) (string, bool) {
		text := r.PostForm.Get(field)
		return text, r.PostForm.Has(field) && text != was[field]
	})
	if err != nil {
		typed := settingsOf(event, s.guard.form)
		typed.fill(r.PostForm, err)
		s.show(w, http.StatusBadRequest, "again", againData{frame: s.frameOf(titleOf(event), slug), Settings: &typed})
		return nil
	}
	_, err = s.boards.act(r.Context(), slug, func(ctx context.Context, _ seen) ([]string, error) {
		_, err := s.pipeline.SaveEvent(ctx, old, wanted)
		return nil, err
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, eventAddress(slug), http.StatusSeeOther)
	return nil
}

// withTexts is an event with the fields that are given as texts. Read reads one that
// drafts have too.
func withTexts(event ingest.Event, read func(field, text string) (draft.Value, error), text func(field string) (string, bool)) (ingest.Event, error) {
	var err error
	set := func(field string, take func(string) error) {
		if t, given := text(field); given && err == nil {
			err = take(strings.TrimSpace(t))
		}
	}
	setDate := func(field string, to *ingest.Date) {
		set(field, func(t string) (err error) {
			if t == "" {
				*to = ingest.Date{}
				return nil
			}
			if *to, err = ingest.ParseDate(t); err != nil {
				return badRequest("%s: %w", field, err)
			}
			return nil
		})
	}
	set("language", func(t string) error { event.Language = t; return nil })
	set("time_zone", func(t string) error { event.TimeZone = t; return nil })
	setDate("start_date", &event.StartDate)
	setDate("end_date", &event.EndDate)
	set("tags", func(t string) error {
		v, err := read(ingest.FieldTags, t)
		event.Tags, _ = v.([]string)
		return err
	})
	return event, err
}
