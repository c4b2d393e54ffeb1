package web

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/rst"
)

type libraryEventData struct {
	frame
	Slug    string
	Days    string
	Website string
	Parts   []shelf
	Edited  bool // the workspace has it
}

// shelf are the records of an event, or its drafts.
type shelf struct {
	Count string
	Talks []result
}

func (s libraryAnswers) showLibraryEvent(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("event")
	l, err := s.library(r.Context(), false)
	if err != nil {
		return err
	}
	talks := l.Talks(slug)
	if len(talks) == 0 {
		return refusal{http.StatusNotFound, fmt.Errorf("the library has no event %.80q", slug)}
	}
	_, err = s.pipeline.Event(slug)
	data := libraryEventData{frame: s.frame(talks[0].EventTitle), Slug: slug, Parts: shelvesOf(talks), Edited: err == nil}
	data.Days, data.Website = s.aboutEvent(slug)
	s.show(w, http.StatusOK, "library-event", data)
	return nil
}

// shelvesOf divides the talks of an event, records first, in order of their days.
func shelvesOf(talks []library.Talk) []shelf {
	var records, drafts []result
	for _, t := range talks {
		one := result{Talk: t, Address: libraryTalkAddress(t), By: strings.Join(t.Speakers, ", ")}
		if t.IsDraft() {
			drafts = append(drafts, one)
		} else {
			records = append(records, one)
		}
	}
	var parts []shelf
	for _, p := range []struct {
		noun  string
		talks []result
	}{{"talk", records}, {"draft", drafts}} {
		if len(p.talks) > 0 {
			slices.SortStableFunc(p.talks, func(a, b result) int { return strings.Compare(a.Recorded, b.Recorded) })
			parts = append(parts, shelf{countOf(len(p.talks), p.noun), p.talks})
		}
	}
	return parts
}

// aboutEvent is when an event was, and its address on the web.
func (s libraryAnswers) aboutEvent(slug string) (days, website string) {
	if entry, err := s.pipeline.TreeEvent(slug); err == nil {
		days, website = daysOf(entry.StartDate, entry.EndDate), entry.URL
	} else if ev, err := s.pipeline.Event(slug); err == nil {
		days, website = daysOf(ev.StartDate, ev.EndDate), ev.URL
	}
	if !isWeb(website) {
		website = ""
	}
	return days, website
}

func daysOf(first, last ingest.Date) string {
	switch {
	case first.IsZero():
		return ""
	case last.IsZero() || first == last:
		return first.String()
	}
	return first.String() + " to " + last.String()
}

type libraryTalkData struct {
	frame
	Slug, EventTitle string
	By               []link
	Day, Language    string
	Length           string
	Tags             []link
	Copyright        string
	Description      template.HTML
	Videos, Links    []link
	Player           string // its address, "" where the host has none
	Transcripts      []library.Transcript
	Draft            string // address of its row in the editor, "" for none
	Status           string // of a draft that is not in the data tree
}

func (s libraryAnswers) showLibraryTalk(w http.ResponseWriter, r *http.Request) error {
	slug, file := r.PathValue("event"), r.PathValue("file")
	event, err := s.pipeline.TreeEvent(slug)
	if errors.Is(err, fs.ErrNotExist) {
		return refusal{http.StatusNotFound, fmt.Errorf("the library has no event %.80q", slug)}
	}
	if err != nil {
		return err
	}
	i := slices.IndexFunc(event.Records, func(e record.Entry) bool { return strings.TrimSuffix(e.File, ".json") == file })
	if i < 0 {
		return noTalk(file)
	}
	data := s.libraryTalk(event.Talks[i], slug, cmp.Or(event.Title, slug))
	if data.Draft, err = s.draftOf(r, slug, event.Talks[i]); err != nil {
		return err
	}
	if data.Transcripts, err = s.transcriptsOf(r, slug, file, false); err != nil {
		return err
	}
	s.show(w, http.StatusOK, "library-talk", data)
	return nil
}

// draftOf is where the editor has the draft of a record, "" for nowhere.
func (s libraryAnswers) draftOf(r *http.Request, slug string, rec ingest.Record) (string, error) {
	if _, err := s.pipeline.Event(slug); err != nil {
		return "", nil //nolint:nilerr // the workspace does not have it
	}
	b, err := s.boards.look(r.Context(), slug)
	if err != nil {
		return "", err
	}
	keys := record.Keys(rec)
	for _, t := range b.talks {
		if slices.ContainsFunc(t.Draft.Keys(), func(k ingest.Key) bool { return slices.Contains(keys, k) }) {
			return rowAddress(slug, t.Name), nil
		}
	}
	return "", nil
}

// transcriptsOf reads what was said in a talk, as far as the captions folder has it.
func (s libraryAnswers) transcriptsOf(r *http.Request, slug, name string, isDraft bool) ([]library.Transcript, error) {
	l, err := s.library(r.Context(), false)
	if err != nil {
		return nil, err
	}
	for _, t := range l.Talks(slug) {
		if t.Name == name && t.IsDraft() == isDraft {
			return l.Transcripts(t), nil
		}
	}
	return nil, nil
}

func (s libraryAnswers) showLibraryDraft(w http.ResponseWriter, r *http.Request) error {
	b, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	data := s.libraryTalk(t.Draft.Record, t.Event, titleOf(b.event))
	data.Draft, data.Status = rowAddress(t.Event, t.Name), statusWord(t.Draft.Status)
	data.Player = playerOf(t.Draft.Keys()...)
	if data.Transcripts, err = s.transcriptsOf(r, t.Event, t.Name, true); err != nil {
		return err
	}
	s.show(w, http.StatusOK, "library-talk", data)
	return nil
}

func statusWord(status draft.Status) string {
	switch status {
	case draft.Ready:
		return "ready to be published"
	case draft.Skip:
		return "skipped, never to be published"
	case draft.Published:
		return "published, but not in the checkout"
	}
	return "in review"
}

func (s libraryAnswers) libraryTalk(rec ingest.Record, slug, event string) libraryTalkData {
	data := libraryTalkData{
		frame: s.frame(cmp.Or(rec.Title, "no title")), Slug: slug, EventTitle: event,
		By: searchLinks("speaker", rec.Speakers), Day: rec.Recorded, Language: rec.Language, Length: duration(rec.Duration),
		Tags: searchLinks("tag", rec.Tags), Copyright: rec.CopyrightText, Description: rendered(rst.Parse(rec.Description)),
		Player: playerOf(record.Keys(rec)...),
	}
	for _, v := range rec.Videos {
		if isWeb(v.URL) {
			data.Videos = append(data.Videos, link{cmp.Or(v.Type, "video"), v.URL})
		}
	}
	for _, l := range rec.RelatedURLs {
		if isWeb(l.URL) {
			data.Links = append(data.Links, link{cmp.Or(l.Label, l.URL), l.URL})
		}
	}
	return data
}

// searchLinks lead from each of some values to all talks that have it.
func searchLinks(operator string, values []string) []link {
	var list []link
	for _, value := range values {
		list = append(list, link{value, facetOf("", operator, library.Facet{Value: value}).Address})
	}
	return list
}
