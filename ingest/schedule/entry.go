package schedule

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
)

// entry is what a programme says of one session, in its own words.
type entry struct {
	ids             []string // its names, the best first
	title, subtitle string
	speakers        []string
	day             string
	start, end      string // a moment, or the clock of that day
	zone            string // named beside the start
	declared        string // the zone of the whole programme
	beside          string // the clock of the start, where it is written a second time
	sureUTC         bool   // a "Z" behind the start means it
	duration        string
	room, track     string
	kind, language  string
	abstract        string // as written, Markdown or HTML
	description     string
	url, video      string
	links           []ingest.Link // addresses may be relative
	doNotRecord     bool
	license         string
	file            string // that it stands in
}

// reading is what was read of one file, or of one site.
type reading struct {
	format  string
	zone    string   // as the programme names it
	base    *url.URL // from which its relative addresses count
	entries []entry
	joined  []string
	// seen of total entries were in a page of a longer answer.
	seen, total int
	remarks     []Remark
	unused      []string // columns of tables that nothing was taken from
}

// addLink adds a link, if it has an address.
func (e *entry) addLink(label, address string) {
	if address = strings.TrimSpace(address); address == "" {
		return
	}
	for _, l := range e.links {
		if l.URL == address {
			return
		}
	}
	e.links = append(e.links, ingest.Link{Label: strings.TrimSpace(label), URL: address})
}

// isBreak recognises what is no session by its kind, or by a title that is
// nothing but words for breaks, with nobody to speak.
func (e *entry) isBreak() bool {
	if len(e.speakers) > 0 {
		return false
	}
	for _, word := range strings.Fields(strings.ToLower(e.kind)) {
		if breakWords[word] {
			return true
		}
	}
	words := strings.FieldsFunc(strings.ToLower(e.title), func(r rune) bool { return strings.ContainsRune(" -–—/&+,.:;!()*☕🍽️", r) })
	if n := len(words); n > 1 && n < 5 && words[n-1] == "room" && e.abstract+e.description == "" {
		return true // quiet room, speakers' room: open all day
	}
	said := false
	for _, word := range words {
		switch {
		case breakWords[word]:
			said = true
		case !fillers[word] && strings.ContainsFunc(word, unicode.IsLetter):
			return false
		}
	}
	return said
}

// breakWords are what people do between sessions.
var breakWords = wordSet(`break breaks lunch breakfast dinner coffee tea registration check-in checkin snack snacks brunch
	pause mittagspause kaffeepause mittagessen frühstück abendessen anmeldung registrierung einlass umbaupause
	descanso almuerzo comida desayuno café cafe registro acreditación pausa receso déjeuner dejeuner petit-déjeuner accueil
	pranzo colazione registrazione almoço almoco intervalo credenciamento przerwa obiad rejestracja přestávka oběd registrace
	перерыв обед регистрация кофе-брейк завтрак кофе 休憩 昼食 ランチ 受付 午餐 茶歇 签到 pauze koffie lunchpauze registratie
	doors`)

// fillers stand beside them and change nothing.
var fillers = wordSet(`a an the and or with in for on at of to morning afternoon evening early late short long opening day all
	ii i und mit y con de la le les et du e o com w i z and more begins ends open opens time your min mins minutes
	available badge pickup pick up pick-up desk early-bird vegan box sponsored by catered`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}
