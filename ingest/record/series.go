package record

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Editions returns the editions of a conference that came before the one with
// this title, newest first. Titles are of the form "Name YYYY", by which the site
// groups a series; what follows the year, mostly a city, is looked over when no
// other title has it. Without a year in the title all editions count as earlier.
func (x *Index) Editions(title string) []EventEntry {
	wanted := parseEdition(title)
	return slices.DeleteFunc(x.series(wanted), func(ev EventEntry) bool {
		year := yearOf(ev)
		return wanted.year != 0 && (year == 0 || year >= wanted.year)
	})
}

// FolderFor returns the folder that an event with this title belongs into: the
// one it is in already; else the prefix of the newest earlier edition's folder (of
// any edition if none is earlier) and the year, so that a series stays together
// ("pycon-xx-2024" for "PyCon Xxland 2025" gives "pycon-xx-2025"); else the slug of
// the title. The name holds nothing but a-z, 0-9 and hyphens.
func (x *Index) FolderFor(title string) string {
	wanted := parseEdition(title)
	series := x.series(wanted)
	for _, ev := range series {
		if yearOf(ev) == wanted.year && folderName(ev.Slug) == ev.Slug {
			return ev.Slug
		}
	}
	for _, ev := range slices.Concat(x.Editions(title), series) {
		if prefix, ok := folderPrefix(ev.Slug); ok && wanted.year != 0 {
			return folderName(prefix + strconv.Itoa(wanted.year))
		}
	}
	return folderName(Slug(title))
}

// series returns all editions of the same conference, newest first.
func (x *Index) series(wanted edition) []EventEntry {
	for _, same := range []func(edition, EventEntry) bool{
		// The same name, wherever the year stands in it.
		func(e edition, _ EventEntry) bool { return e.whole() == wanted.whole() },
		// The same name before the year, and different cities after it.
		func(e edition, _ EventEntry) bool { return e.year != 0 && wanted.year != 0 && e.name == wanted.name },
		// The same name, and different cities before the year.
		sameSeriesByFolder(wanted),
	} {
		var found []EventEntry
		for _, ev := range x.events {
			if e := parseEdition(ev.Title); e.name != "" && same(e, ev) {
				found = append(found, ev)
			}
		}
		if len(found) > 0 {
			slices.SortStableFunc(found, func(a, b EventEntry) int { return cmp.Compare(yearOf(b), yearOf(a)) })
			return found
		}
	}
	return nil
}

// sameSeriesByFolder takes an event for one of the series when its folder says
// less than its title, which goes on with a city: "Conf Land Springfield 2018" in
// conf-land-2018 makes "Conf Land Shelbyville 2019" another edition.
func sameSeriesByFolder(wanted edition) func(edition, EventEntry) bool {
	return func(e edition, ev EventEntry) bool {
		prefix, ok := folderPrefix(ev.Slug)
		if !ok || e.year == 0 || wanted.year == 0 || strings.Count(prefix, "-") < 2 {
			return false
		}
		own := Slug(e.words)
		return len(own) > len(prefix) && strings.HasPrefix(own, prefix) && strings.HasPrefix(Slug(wanted.words)+"-", prefix)
	}
}

// edition is a title taken apart. Names are compared without spaces, hyphens and
// punctuation, since a series seldom keeps to one spelling of its own.
type edition struct {
	words string // before the year, as written
	name  string // the same for comparing
	rest  string // after the year
	year  int    // 0 without
}

func (e edition) whole() string { return e.name + e.rest }

var yearPattern = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

func parseEdition(title string) edition {
	years := yearPattern.FindAllStringIndex(title, -1)
	if len(years) == 0 {
		return edition{words: title, name: squeeze(title)}
	}
	last := years[len(years)-1]
	year, _ := strconv.Atoi(title[last[0]:last[1]]) // four digits
	return edition{
		words: title[:last[0]],
		name:  squeeze(title[:last[0]]),
		rest:  squeeze(title[last[1]:]),
		year:  year,
	}
}

func squeeze(s string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(Slug(s))
}

// yearOf returns the year of an event by its title, its folder or its dates, 0
// for one that has none.
func yearOf(ev EventEntry) int {
	if e := parseEdition(ev.Title); e.year != 0 {
		return e.year
	}
	if prefix, ok := folderPrefix(ev.Slug); ok {
		year, _ := strconv.Atoi(ev.Slug[len(prefix):])
		return year
	}
	return ev.StartDate.Year
}

var (
	folderYear = regexp.MustCompile(`^(.*\D)(?:19|20)\d\d$`)
	anyYear    = regexp.MustCompile(`(?:19|20)\d\d`)
)

// folderPrefix returns what stands before the year that ends a folder's name:
// "conf-" of conf-2024, "conf" of conf2024.
func folderPrefix(slug string) (string, bool) {
	m := folderYear.FindStringSubmatch(slug)
	if m == nil || anyYear.MatchString(m[1]) {
		return "", false
	}
	return m[1], true
}

var foreignRuns = regexp.MustCompile(`[^a-z0-9]+`)

// folderName makes a slug fit for a folder.
func folderName(slug string) string {
	name := strings.Trim(foreignRuns.ReplaceAllString(strings.ToLower(slug), "-"), "-")
	name = shorten(name, maxName)
	if name == "" {
		return "event"
	}
	if reserved(name) || name == "tools" {
		return name + "-event"
	}
	return name
}
