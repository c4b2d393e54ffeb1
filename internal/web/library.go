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
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/rst"
)

// libraryPage searches the records of the data tree and the drafts, and shows events and
// talks as readers of the site will see them.
func libraryPage() page {
	return page{name: "library", tab: "Library", at: "library", routes: func(s *Server) routes {
		return routes{
			"GET /library":                            libraryAnswers{s}.showLibrary,
			"GET /library/event/{event}":              libraryAnswers{s}.showLibraryEvent,
			"GET /library/event/{event}/{file}":       libraryAnswers{s}.showLibraryTalk,
			"GET /library/event/{event}/draft/{name}": libraryAnswers{s}.showLibraryDraft,
		}
	}}
}

type libraryData struct {
	frame
	found
	Events []*shelved // of which none was asked for
	Talks  int
}

// found is the answer to a query.
type found struct {
	Query   string
	Results []libraryTalk
	All     int
}

// Words says how much was found.
func (f found) Words() string {
	switch {
	case f.Query == "":
		return ""
	case f.All == 0:
		return fmt.Sprintf("Nothing has all of the words %q.", f.Query)
	case f.All > len(f.Results):
		return fmt.Sprintf("%s, the best %d of them:", countOf(f.All, "talk"), len(f.Results))
	}
	return countOf(f.All, "talk") + ":"
}

// libraryAnswers are the answers for the pages of the library.
type libraryAnswers struct{ *Server }

func (s libraryAnswers) showLibrary(w http.ResponseWriter, r *http.Request) error {
	events, err := s.shelf.collect(r.Context())
	if err != nil {
		return err
	}
	data := libraryData{frame: s.frame("Library"), found: found{Query: strings.TrimSpace(r.URL.Query().Get("q"))}}
	data.Results, data.All = find(events, data.Query)
	if wantsPart(r) {
		s.part(w, "found", data.found)
		return nil
	}
	for _, e := range events {
		data.Talks += len(e.Talks)
	}
	if data.Query == "" {
		data.Events = events
	}
	s.show(w, http.StatusOK, "library", data)
	return nil
}

// Drafts reports whether these are drafts of the event.
func (s *shelved) Drafts() bool { return len(s.Talks) > 0 && s.Talks[0].Draft }

// Count is the number of talks.
func (s *shelved) Count() string {
	if s.Drafts() {
		return countOf(len(s.Talks), "draft")
	}
	return countOf(len(s.Talks), "talk")
}

type libraryEventData struct {
	frame
	Slug    string
	Days    string
	Website string
	Parts   []*shelved
	Edited  bool // the workspace has it
}

func (s libraryAnswers) showLibraryEvent(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("event")
	events, err := s.shelf.collect(r.Context())
	if err != nil {
		return err
	}
	data := libraryEventData{Slug: slug}
	title := slug
	for _, e := range events {
		if e.Slug != slug {
			continue
		}
		data.Parts, title = append(data.Parts, e), e.Title
	}
	slices.SortStableFunc(data.Parts, func(a, b *shelved) int { // what is published first
		return cmp.Compare(btoi(a.Drafts()), btoi(b.Drafts()))
	})
	if len(data.Parts) == 0 {
		return refusal{http.StatusNotFound, fmt.Errorf("the library has no event %.80q", slug)}
	}
	_, err = s.pipeline.Event(slug)
	data.Edited = err == nil
	data.frame = s.frame(title)
	if entry, err := s.pipeline.TreeEvent(slug); err == nil {
		data.Days, data.Website = daysOf(entry.StartDate, entry.EndDate), entry.URL
	} else if ev, err := s.pipeline.Event(slug); err == nil {
		data.Days, data.Website = daysOf(ev.StartDate, ev.EndDate), ev.URL
	}
	if !isWeb(data.Website) {
		data.Website = ""
	}
	s.show(w, http.StatusOK, "library-event", data)
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
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
	By               []string
	Day, Language    string
	Length           string
	Tags             []string
	Copyright        string
	Description      template.HTML
	Videos, Links    []link
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

func (s libraryAnswers) showLibraryDraft(w http.ResponseWriter, r *http.Request) error {
	b, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	data := s.libraryTalk(t.Draft.Record, t.Event, titleOf(b.event))
	data.Draft, data.Status = rowAddress(t.Event, t.Name), statusWord(t.Draft.Status)
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
		By: rec.Speakers, Day: rec.Recorded, Language: rec.Language, Length: duration(rec.Duration), Tags: rec.Tags,
		Copyright: rec.CopyrightText, Description: rendered(rst.Parse(rec.Description)),
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
