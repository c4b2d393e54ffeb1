package match

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// kind is a type of session that is not simply a talk. The zero kind is a talk,
// or not known.
type kind string

const (
	keynote   kind = "keynote"
	lightning kind = "lightning talks"
	panel     kind = "panel"
	tutorial  kind = "tutorial"
	opening   kind = "opening"
	closing   kind = "closing"
	sponsor   kind = "sponsor session"
	award     kind = "award"
	open      kind = "open space"
)

// phrase is a way to name a kind.
type phrase struct {
	words []string
	kind  kind
}

// phrases are the names of the kinds, the longer ones first.
var phrases = phrasesOf(map[kind]string{
	keynote:   "keynote, keynotes, opening keynote, closing keynote, keynote speech, key note, conferencia magistral, plenary, plenaria, keynote address",
	lightning: "lightning talks, lightning talk, lightning, lightening talks, lightening talk, charlas relampago, charla relampago, blitzvortrage, pecha kucha, flash talks",
	panel:     "panel, panel discussion, discussion panel, round table, roundtable, podiumsdiskussion, mesa redonda, table ronde, fireside chat, panel talk, mesa",
	tutorial:  "tutorial, tutorials, workshop, workshops, taller, atelier, hands on workshop, oficina",
	opening: "opening, welcome, introduction, intro, opening remarks, opening session, opening comments, opening ceremony, opening notes, opening words, welcome session, welcome remarks, " +
		"welcome address, begrussung, eroffnung, apertura, bienvenida, abertura, ouverture, bienvenue, openning, conference opening",
	closing: "closing, closing remarks, closing session, closing comments, closing ceremony, closing notes, closing words, wrap up, farewell, cierre, clausura, encerramento, cloture, abschluss, verabschiedung, goodbye",
	sponsor: "sponsor session, sponsor talk, sponsor, sponsors, sponsored talk, sponsored session, sponsored",
	award:   "award, awards, awards ceremony, show and tell, quiz, raffle",
	open:    "open space, open spaces, sprint, sprints, poster, posters, poster session, social event, birds of a feather, bof",
})

func phrasesOf(names map[kind]string) []phrase {
	var all []phrase
	for k, list := range names {
		for name := range strings.SplitSeq(list, ",") {
			all = append(all, phrase{strings.Fields(name), k})
		}
	}
	slices.SortFunc(all, func(a, b phrase) int {
		if n := len(b.words) - len(a.words); n != 0 {
			return n
		}
		return slices.Compare(a.words, b.words)
	})
	return all
}

// generic are the words of the phrases, which tell the kind and not the talk.
var generic = func() map[string]bool {
	words := map[string]bool{}
	for _, p := range phrases {
		for _, w := range p.words {
			words[w] = true
		}
	}
	return words
}()

// kindOf finds the kind that a text names at the edge of one of its parts, where
// it is no word of the title itself.
func kindOf(text string) kind {
	for part := range strings.FieldsFuncSeq(text, isSeparator) {
		words := slices.DeleteFunc(wordsOf(part), func(w string) bool { return dayWord(w) || len(w) < 3 && hasDigit(w) })
		for _, p := range phrases {
			n := len(p.words)
			if len(words) < n {
				continue
			}
			ends := slices.Equal(words[len(words)-n:], p.words)
			starts := slices.Equal(words[:n], p.words)
			whole := starts && len(words) == n
			before := starts && (n > 1 || followed(words[n:]) || p.kind == keynote || p.kind == lightning)
			if whole || before || ends && (p.kind == panel || p.kind == lightning || p.kind == keynote || n > 1) {
				return p.kind
			}
		}
	}
	return ""
}

// followed tells whether what stands behind the name of a kind says that it is
// one: "Panel with Jane Doe", "Introduction by Jane Doe", "Closing and raffle".
func followed(rest []string) bool {
	return len(rest) > 0 && behindKind[rest[0]]
}

// behindKind are the words behind which the name of a kind is no part of a title.
var behindKind = setOf("by with mit con por par avec and de von")

func isSeparator(r rune) bool { return strings.ContainsRune(":-–—|,()[]/;·•：｜\"“”", r) }

// kindOfSession is the kind that the programme gives, by its own word or in the
// title.
func kindOfSession(s ingest.Session) kind {
	if k := kindOf(s.Type); k != "" && k != open {
		return k
	}
	if k := kindOf(s.Title); k != "" {
		return k
	}
	return kindOf(s.Type)
}
