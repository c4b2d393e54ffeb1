package mapper

import (
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// presentVerbs say what somebody does in a talk.
var presentVerbs = set("presents", "present", "presenting", "presented", "explains", "explain", "shows", "show", "demonstrates", "demonstrate", "introduces", "introduce", "shares", "share", "talks", "talk", "discusses", "discuss", "describes", "describe", "gives", "give", "gave", "speaks", "explores", "walks", "tells", "demos", "delivers", "outlines", "covers", "looks", "argues", "will", "presentó",
	"présente", "présentent", "explique", "montre", "parle", "presenta", "presentan", "explica", "explican", "muestra", "habla", "apresenta", "fala", "mostra", "zeigt", "stellt", "spricht", "erklärt", "opowiada", "shortly", "briefly", "vuelve", "comparte", "cuenta", "teaches", "takes", "reviews", "details", "highlights",
	"invites", "compares", "leads", "introducing", "propose", "partage", "raconte", "conte", "discute", "revient", "propone", "narra", "propõe", "compartilha", "erzählt", "präsentiert", "berichtet")

// presentNouns come before "by NAME" when NAME is the speaker.
var presentNouns = set("presented", "presentation", "talk", "talks", "keynote", "tutorial", "workshop", "lecture", "given", "delivered", "présentation", "conférence", "charla", "palestra", "presentación", "apresentação", "conferencia", "taller", "ponencia", "vortrag", "speech", "session", "held", "led", "run", "taught", "hosted", "moderated", "demo", "presentado", "présenté", "présentée", "impartida", "impartido", "atelier", "ministrada", "recording")

// byWords link those nouns to the name.
var byWords = set("by", "par", "de", "por", "von", "with", "from", "con", "di", "with:", "by:")

// readProse finds sentences that tell who speaks: "NAME presents …", "a talk by
// NAME".
func (e *evidence) readProse() {
	var names []string
	size := 0
	for _, line := range e.lines {
		if size += len(line); size > 1500 {
			break
		}
		words := strings.Fields(line)
		for i := 0; i < len(words); {
			run, next := nameRun(words, i)
			if len(run) == 0 {
				i++
				continue
			}
			if spokenBy(words, i) || speaks(words, next) {
				names = appendNames(names, run...)
			}
			i = next
		}
	}
	if len(names) <= 5 {
		e.claim(fromProse, readAll, names)
	}
}

// spokenBy tells whether the words before i make a speaker of what follows.
func spokenBy(words []string, i int) bool {
	if i < 1 || !byWords[strings.ToLower(words[i-1])] {
		return false
	}
	for j := i - 2; j >= max(0, i-4); j-- {
		if presentNouns[strings.ToLower(strings.Trim(words[j], ",.;:()\"“"))] {
			return true
		}
	}
	return i == 1 || strings.HasSuffix(words[i-2], ",")
}

// speaks tells whether the words from i on say what a speaker does.
func speaks(words []string, i int) bool {
	if i > 0 && strings.HasSuffix(words[i-1], ",") { // "Ada Doe, a developer, presents"
		for j := i; j < min(i+10, len(words)-1); j++ {
			if strings.HasSuffix(words[j], ",") {
				i = j + 1
				break
			}
		}
	}
	for j := i; j < min(i+2, len(words)); j++ {
		w := strings.ToLower(words[j])
		if presentVerbs[w] {
			return true
		}
		if !strings.HasSuffix(w, "ly") && !between[w] {
			return false
		}
	}
	return false
}

// between may stand between a name and its verb.
var between = set("then", "also", "vous", "nous", "nos", "te", "les", "ci", "wird", "va", "a", "now", "here")

// nameRun reads names from word i on: "Ada Doe", "Ada Doe and Bo Roe". It
// returns them with the index of the word after, or nothing and i.
func nameRun(words []string, i int) ([]string, int) {
	var names []string
	for {
		n, next := oneName(words, i)
		if n == "" {
			return names, i
		}
		names = append(names, n)
		i = next
		if i >= len(words) {
			return names, i
		}
		switch low := strings.ToLower(words[i]); {
		case strings.HasSuffix(words[i-1], ",") && (low == "and" || low == "&"):
			i++
		case low == "and" || low == "&" || low == "y" || low == "et" || low == "e" || low == "und":
			i++
		case strings.HasSuffix(words[i-1], ","):
		default:
			return names, i
		}
	}
}

// oneName reads two to four words that look like one name.
func oneName(words []string, i int) (string, int) {
	j, limit := i, 4
	for j < len(words) && j-i < limit {
		w := words[j]
		low := strings.ToLower(strings.Trim(w, ",.;:()\"“”"))
		if j > i && particles[low] && w == low && j+1 < len(words) && (isUpperStart(words[j+1]) || particles[words[j+1]]) {
			j++
			limit = 5
			continue
		}
		if !isUpperStart(w) || !hasCase(w) || functionWords[low] && len(low) > 1 || isDay(low) || strings.ContainsAny(w, "0123456789:/@#(") {
			break
		}
		j++
		if strings.HasSuffix(w, ",") || strings.HasSuffix(w, ".") && len(w) > 2 {
			break
		}
	}
	if j-i < 2 {
		return "", i
	}
	n := cleanName(strings.Join(words[i:j], " "))
	if !nameShaped(n) || !strings.Contains(n, " ") {
		return "", i
	}
	return n, j
}

// readKnown finds the people of the data tree whom the description mentions.
func (e *evidence) readKnown(known *Known) {
	if known == nil {
		return
	}
	var names []string
	size := 0
	for _, line := range e.lines {
		if size += len(line); size > 2500 {
			break
		}
		words := strings.Fields(line)
		for i := 0; i+1 < len(words); i++ {
			if !isUpperStart(words[i]) {
				continue
			}
			for k := min(4, len(words)-i); k >= 2; k-- {
				if n := knownName(known, words[i:i+k]); n != "" && !continues(words, i+k) {
					names = appendNames(names, n)
					i += k - 1
					break
				}
			}
		}
	}
	if len(names) <= 4 {
		e.claim(fromKnown, readAll, names)
	}
}

// continues tells whether the name before word i has more words than somebody
// known has: "Ada Doe" is not who is meant by "Ada Doe Roe".
func continues(words []string, i int) bool {
	if i >= len(words) || endsPart(words[i-1]) {
		return false
	}
	w := strings.Trim(words[i], ",.;:()\"“”!?*'")
	return nameShaped(w) && hasCase(w) && len(w) > 2 && strings.ToUpper(w) != w && !functionWords[strings.ToLower(w)]
}

// endsPart tells whether a word closes a part of a sentence.
func endsPart(w string) bool { return strings.ContainsAny(w[len(w)-1:], ",.;:)!?\"") }

// knownName returns the words as a name if somebody known is called so.
func knownName(known *Known, words []string) string {
	last := words[len(words)-1]
	if !isUpperStart(last) {
		return ""
	}
	n := strings.Trim(strings.Join(words, " "), ",.;:()\"“”!?*")
	n = strings.TrimSuffix(strings.TrimSuffix(n, "'s"), "’s")
	if known.hasLoosely(bare.Words(n)) {
		return n
	}
	return ""
}
