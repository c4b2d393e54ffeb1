package gather

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/termtext"
)

// NewEvent makes an event of a title, or else of what the listed collections are
// called, and of the series' earlier editions in the data tree, which may be nil. Its
// Title and Slug are empty when nothing usable is said.
func NewEvent(tree *record.Index, listings Listings, title string) ingest.Event {
	if title == "" {
		title = titleFrom(listings)
	}
	ev := ingest.Event{Title: title, Slug: record.Slug(title)}
	if tree == nil || title == "" {
		return ev
	}
	ev.Slug = tree.FolderFor(title)
	// Without an earlier edition the mapper finds out the language from the talks.
	for _, edition := range tree.Editions(title) {
		if edition.Language != "" {
			ev.Language = edition.Language
			break
		}
	}
	return ev
}

func titleFrom(listings Listings) string {
	for _, l := range listings.Listed {
		c := l.Collection
		if c.Kind == ingest.KindVideo {
			continue
		}
		if title := EventTitle(c.Title, c.Channel.Title); title != "" {
			return title
		}
	}
	return ""
}

// YearIn finds the year in a title; "" is none.
func YearIn(title string) string { return yearDigits.FindString(title) }

var (
	separator  = regexp.MustCompile(`\s+[-–—|/·•:]+\s+|\s*[|｜]\s*|:\s+|\s*[()\[\]]\s*`)
	yearDigits = regexp.MustCompile(`(?:19|20)\d\d`)
)

// EventTitle reads the name of an event, in the form "Name YYYY" that groups a
// series on the site, out of a collection's title. Where the title holds only a
// year and words like "all talks", the channel gives the name.
func EventTitle(collection, channel string) string {
	collection = PlainTitle(collection)
	best := ""
	for _, part := range separator.Split(collection, -1) {
		name, year := nameAndYear(part)
		switch {
		case year != "" && name != "":
			return name + " " + year
		case best == "":
			best = name
		}
	}
	if best == "" {
		best, _ = nameAndYear(PlainTitle(channel))
	}
	_, year := nameAndYear(collection)
	return strings.TrimSpace(best + " " + year)
}

// PlainTitle makes a host's title one line of ordinary text.
func PlainTitle(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, termtext.WithoutEscapes(s))
	return strings.Join(strings.Fields(s), " ")
}

// nameAndYear takes the year out of a part of a title, with what stands behind
// it, and the words that only say that there are videos.
func nameAndYear(part string) (name, year string) {
	if at := yearDigits.FindStringIndex(part); at != nil && !partOfNumber(part, at) {
		year = part[at[0]:at[1]]
		before, after := part[:at[0]], part[at[1]:]
		if name = withoutDecoration(before); name == "" {
			name = withoutDecoration(after)
		}
		return name, year
	}
	return withoutDecoration(part), ""
}

func partOfNumber(s string, at []int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	return digit(at[0]-1) || digit(at[1])
}

// decoration are words around the name of an event in titles of playlists.
var decoration = map[string]bool{
	"all": true, "conference": true, "full": true, "keynotes": true, "official": true, "playlist": true, "recorded": true,
	"recording": true, "recordings": true, "session": true, "sessions": true, "talk": true, "talks": true,
	"the": true, "track": true, "main": true, "tutorials": true, "uploads": true, "video": true, "videos": true, "vod": true, "vods": true,
	"livestream": true, "livestreams": true, "from": true, "of": true, "at": true,
	"charlas": true, "palestras": true, "vídeos": true, "vorträge": true, "conférences": true, "доклады": true, "видео": true, "wykłady": true,
}

// withoutDecoration trims such words from both ends, "#" and punctuation too. A
// name made of nothing else is no name.
func withoutDecoration(s string) string {
	words := strings.Fields(strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) || r == '#'
	}))
	plain := func(w string) bool { return decoration[strings.ToLower(strings.TrimFunc(w, unicode.IsPunct))] }
	end := len(words)
	for end > 0 && plain(words[end-1]) && !nameEndsIn(words[:end]) {
		end--
	}
	start := 0
	for start < end && plain(words[start]) {
		start++
	}
	return strings.TrimFunc(strings.Join(words[start:end], " "), func(r rune) bool { return r == '-' || r == ',' || r == ':' })
}

// nameEndsIn keeps "Conference" where it belongs to a name, as in "Example
// Parsing Conference": it is decoration only after another such word.
func nameEndsIn(words []string) bool {
	return len(words) > 1 && strings.EqualFold(words[len(words)-1], "conference")
}
