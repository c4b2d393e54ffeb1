package mapper

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/langdetect"
)

// tongues knows which language the event is in, and what each text is in.
type tongues struct {
	event string // ISO 639-3, given or found
	given bool   // in event.toml
	// united is the part of the votes that a language has which was found.
	united float64
	heard  []langdetect.Guess // by index of the video
	silent string             // a language that pyvideo/data does not accept, of the texts that tell nothing by themselves
}

// newTongues listens to every text, and finds the event's language if nobody
// gave it.
func newTongues(ev ingest.Event, videos []ingest.Video, r *run) *tongues {
	t := &tongues{event: langdetect.CodeOf(ev.Language), heard: make([]langdetect.Guess, len(videos))}
	t.given = t.event != ""
	texts := make([]string, len(videos))
	each(len(videos), func(i int) {
		title := oneLine(videos[i].Title)
		if k, ok := r.choices[i]; ok {
			title = k.title
		}
		texts[i] = title + "\n" + r.texts.own(i)
		t.heard[i] = langdetect.Of(texts[i])
	})
	votes := t.votes(videos)
	if !t.given {
		t.event = mostVoted(votes)
		t.united = votes[t.event]
	}
	t.listenAgain(texts, votes)
	t.listenTogether(texts)
	return t
}

// listenTogether reads the texts that told nothing by themselves as one. In an event
// in a language that pyvideo/data does not accept they are mostly short titles in it.
func (t *tongues) listenTogether(texts []string) {
	var silent []string
	for i, g := range t.heard {
		if g.Code == "" {
			silent = append(silent, texts[i])
		}
	}
	if len(silent) < 3 {
		return
	}
	if g := langdetect.Of(strings.Join(silent, "\n")); g.Sure && !slices.Contains(ingest.Languages(), g.Code) {
		t.silent = g.Code
	}
}

// ofEnglish is what a text in English counts for where it is about the event's
// language: people write English about talks in every language.
const ofEnglish = 0.6

// votes weighs the languages of the event's texts, and those that the host names;
// the sum is 1.
func (t *tongues) votes(videos []ingest.Video) map[string]float64 {
	votes, all := map[string]float64{}, 0.0
	vote := func(code string, n float64) {
		if code != "" {
			votes[code] += n
			all += n
		}
	}
	for i, v := range videos {
		if g := t.heard[i]; v.Usable() {
			weight := min(float64(g.Words), 100)
			if g.Code == english {
				weight *= ofEnglish
			}
			vote(g.Code, weight)
		}
		vote(langdetect.CodeOf(v.Language), 20)
	}
	for code := range votes {
		votes[code] /= all
	}
	return votes
}

// listenAgain goes back to the texts that told nothing by themselves, mostly short
// titles, if an event in English has talks in other languages too: it is enough
// then to tell those apart.
func (t *tongues) listenAgain(texts []string, votes map[string]float64) {
	if t.event != english {
		return
	}
	var codes []string
	for code, part := range votes {
		if part >= seldom {
			codes = append(codes, code)
		}
	}
	for i, g := range t.heard {
		if g.Code == "" {
			t.heard[i] = langdetect.Among(texts[i], codes...)
		}
	}
}

// seldom is the part of the votes below which a language may be a mistake.
const seldom = 0.03

func mostVoted(votes map[string]float64) string {
	best := ""
	for code, n := range votes {
		if best == "" || n > votes[best] || n == votes[best] && code < best {
			best = code
		}
	}
	return best
}

const english = "eng"

// enough is the number of words from which a text tells its language.
const enough = 20

// proves reports whether a text is enough to tell its language.
func proves(g langdetect.Guess) bool { return g.Sure || g.Words >= enough }

// plenty is the number of words from which an English text under an English
// title speaks for a talk in English, whatever the event's language. Of such
// talks three in four were.
const plenty = 30

// englishTitle reports whether nothing in the title speaks for a language other
// than English.
func (w *writer) englishTitle() bool {
	code := langdetect.Of(w.proposal.Record.Title).Code
	return code == english || code == "" && strings.IndexFunc(w.proposal.Record.Title, func(r rune) bool { return r >= 0x80 && unicode.IsLetter(r) }) < 0
}

// language infers what the talk is spoken in: a mark on the title, the host's
// word where the text does not contradict it, the text, the event.
func (w *writer) language() Inferred[string] {
	f := w.tongue()
	if f.Value != "" && !slices.Contains(ingest.Languages(), f.Value) {
		return Inferred[string]{Confidence: 0.5, Reason: because("language-not-accepted", "the talk seems to be in "+f.Value+", which pyvideo/data does not accept; left out", f.Value)}
	}
	return f
}

// tongue finds the language and, where it is in doubt, why.
func (w *writer) tongue() Inferred[string] {
	if talk, ok := w.run.talks[w.index]; ok && talk.core.language != "" {
		return Inferred[string]{Value: talk.core.language, Confidence: 0.95}
	}
	if host := langdetect.CodeOf(w.video.Language); host != "" {
		return w.hostsTongue(host)
	}
	t := w.run.tongues
	text := t.heard[w.index]
	few := "a few words are in " + text.Code + ", the event in " + t.event + "; listen to the video"
	switch {
	case text.Code == "" && t.silent != "":
		return Inferred[string]{Value: t.silent, Confidence: 0.5}
	case t.event == "" && text.Code == "" && w.captioned() != "":
		code := w.captioned()
		return Inferred[string]{Value: code, Confidence: 0.6, Reason: because("language-captions", "neither host nor text tell the language; the only captions are in "+code+"; listen to the video", code)}
	case t.event == "" && text.Code == "":
		return Inferred[string]{Reason: because("language-untold", "nothing tells the language; set language in event.toml")}
	case t.event == "":
		return Inferred[string]{Value: text.Code, Confidence: 0.8}
	case text.Code == "" && !t.given && t.united < 0.9:
		return Inferred[string]{Value: t.event, Confidence: 0.98 * t.united, Reason: because("language-of-the-event", "neither host nor text tell the language; most of the event seems to be in "+t.event, t.event)}
	case text.Code == "" && t.event != english:
		return Inferred[string]{Value: t.event, Confidence: 0.9}
	case text.Code == "" || text.Code == t.event:
		return Inferred[string]{Value: t.event, Confidence: 0.98}
	case text.Code == english:
		return w.besideEnglish(text)
	case !proves(text) && t.event == english:
		return Inferred[string]{Value: text.Code, Confidence: 0.8, Reason: because("language-few-words", few, text.Code, t.event), RunnerUp: t.event}
	case !proves(text):
		return Inferred[string]{Value: t.event, Confidence: 0.7, Reason: because("language-few-words", few, text.Code, t.event), RunnerUp: text.Code}
	}
	return Inferred[string]{Value: text.Code, Confidence: 0.9, Reason: because("language-of-the-text", "the text is in "+text.Code+", the event in "+t.event, text.Code, t.event), RunnerUp: t.event}
}

// captioned is the language of a talk's captions, "" without any. People write them first in
// the language that is spoken: where there are several, one is, and none tells which.
func (w *writer) captioned() string {
	if len(w.video.Captions) != 1 {
		return ""
	}
	return langdetect.CodeOf(w.video.Captions[0])
}

// hostsTongue weighs what the host says.
func (w *writer) hostsTongue(host string) Inferred[string] {
	t := w.run.tongues
	text := t.heard[w.index]
	f := Inferred[string]{Value: host, RunnerUp: text.Code, Reason: because("language-host-or-text", "the host says "+host+", the text is in "+text.Code+"; listen to the video", host, text.Code)}
	switch {
	case text.Code == "" || host == text.Code:
		return Inferred[string]{Value: host, Confidence: 0.99}
	case !proves(text):
		return Inferred[string]{Value: host, Confidence: 0.9}
	case host == t.event:
		f.Confidence = 0.7
	default:
		f.Confidence = 0.75
	}
	return f
}

// besideEnglish weighs a text in English in an event of another language: it is
// what people write for those abroad.
func (w *writer) besideEnglish(text langdetect.Guess) Inferred[string] {
	event := w.run.tongues.event
	f := Inferred[string]{Value: event, RunnerUp: english}
	switch {
	case text.Words >= plenty && w.englishTitle():
		f.Value, f.RunnerUp = english, event
		f.Confidence, f.Reason = 0.75, because("language-english", "title and text are in English, the event in "+event+"; listen to the video", "title and text", event)
	case text.Words >= enough:
		f.Confidence, f.Reason = 0.6, because("language-english", "the text is in English, the event in "+event+"; listen to the video", "text", event)
	default:
		f.Confidence, f.Reason = 0.7, because("language-english", "the title is in English, the event in "+event+"; listen to the video", "title", event)
	}
	return f
}
