package sync

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/record"
)

// noTalks are words in the titles of collections that hold no conference's talks.
var noTalks = regexp.MustCompile(`(?i)\b(?:after-?movies?|announcements?|bloopers|clips|entretiens|entrevistas?|highlights?|impressions|` +
	`interviews?|podcasts?|promos?|reels?|shorts?|teasers?|testimonials?|trailers?|vlogs?)\b`)

// noEvent says why a collection is no edition of a conference, going by its title;
// "" when it may be one.
func noEvent(c ingest.Collection) string {
	title := gather.PlainTitle(c.Title)
	if word := noTalks.FindString(title); word != "" {
		return fmt.Sprintf("its title has %q", word)
	}
	if gather.YearIn(gather.EventTitle(c.Title, c.Channel.Title)) == "" {
		return "its title has no year"
	}
	return ""
}

// propose makes an event of what a channel's collection has, or adds the collection
// to the event that it belongs to, and takes down what it was.
func (s watching) propose(ctx context.Context, ch Channel, listings gather.Listings, now *seenCollection) error {
	listed := listings.Listed[0].Collection
	ev := gather.NewEvent(s.in.Tree, listings, "")
	if ch.Series != "" {
		ev.Slug = s.folderIn(ch.Series, ev)
	}
	if err := draft.CheckSlug(ev.Slug); err != nil {
		return err
	}
	over, found, err := s.in.Elsewhere(ctx, "", listings)
	if err != nil {
		return err
	}
	if found {
		if now.In != over.Event {
			s.remark("%q of %s is no new event: %s", listed.Title, ch.URL, over)
		}
		now.In = over.Event
		return nil
	}
	said := ingest.Event{Slug: ev.Slug}
	present, err := s.in.Workspace.Event(ev.Slug)
	switch {
	case err == nil && !present.Watch:
		s.remark("%q of %s looks like a part of %s, which is not watched", listed.Title, ch.URL, ev.Slug)
		return nil
	case errors.Is(err, fs.ErrNotExist):
		said = described(ev, listed)
	case err != nil:
		return err
	}
	s.importing.Lock()
	defer s.importing.Unlock()
	summary, err := s.in.Import(ctx, listings, intake.Request{Event: said})
	if err != nil {
		return err
	}
	summary.Remarks = append(summary.Remarks, fmt.Sprintf("a new event, from %q of %s", listed.Title, ch.URL))
	s.add(summary)
	now.Event = ev.Slug
	return nil
}

// described is a new event with what its collection says about it.
func described(ev ingest.Event, listed ingest.Collection) ingest.Event {
	ev.StartDate, ev.EndDate = gather.EventDates(listed.Title+"\n"+listed.Description, gather.YearIn(ev.Title))
	ev.Watch = true
	if ev.Language == "" {
		ev.Language = languageOf(listed)
	}
	return ev
}

// languageOf is the language that a collection's texts are said to be in, ISO 639-3.
// English says nothing, as it is what many hosts begin with.
func languageOf(c ingest.Collection) string {
	tag, err := language.Parse(c.Language)
	base, _ := tag.Base()
	if code := base.ISO3(); err == nil && code != "eng" && slices.Contains(ingest.Languages(), code) {
		return code
	}
	return ""
}

// folderIn is the folder of an event of a series. One that the data tree or the
// title gives and that begins with the series stays; else it is the series and the
// year, unless another event has that.
func (s watching) folderIn(series string, ev ingest.Event) string {
	series = strings.TrimRight(series, "-")
	if isIn(series, ev.Slug) {
		return ev.Slug
	}
	slug := series + "-" + gather.YearIn(ev.Title)
	if title := s.titleOf(slug); title != "" && record.Slug(title) != record.Slug(ev.Title) {
		return series + "-" + ev.Slug
	}
	return slug
}

// isIn reports whether a folder is of a series.
func isIn(series, folder string) bool {
	rest, ok := strings.CutPrefix(folder, series)
	return ok && (rest == "" || strings.ContainsAny(rest[:1], "-0123456789"))
}

// titleOf is the title of an event of the workspace or the data tree, "" if there is
// none in that folder.
func (s watching) titleOf(slug string) string {
	if present, err := s.in.Workspace.Event(slug); err == nil {
		return present.Title
	}
	if s.in.Tree == nil {
		return ""
	}
	entry, _ := s.in.Tree.Event(slug)
	return entry.Title
}

// rankIn puts before others what is an edition of a series by its title.
func (s watching) rankIn(series string, c ingest.Collection) int {
	title := gather.EventTitle(c.Title, c.Channel.Title)
	slug := record.Slug(title)
	if s.in.Tree != nil && title != "" {
		slug = s.in.Tree.FolderFor(title)
	}
	if series != "" && isIn(strings.TrimRight(series, "-"), slug) {
		return 0
	}
	return 1
}
