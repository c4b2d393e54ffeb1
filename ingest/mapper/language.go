package mapper

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"github.com/pyvideo/stevie/ingest"
)

// tongues knows which language the event is in, and what each text is in.
type tongues struct {
	event string // ISO 639-3, given or found
	given bool   // in event.toml
	// united is the part of the votes that a language has which was found.
	united float64
	heard  []speech // by index of the video
}

// speech is what a text was found to be written in.
type speech struct {
	code   string // ISO 639-3, "" when nothing is sure
	words  int    // words of the text
	script bool   // the script gives the language away, however short the text
}

// proves reports whether the text is long enough to tell its language.
func (s speech) proves() bool { return s.script || s.words >= enough }

// newTongues listens to every text, and finds the event's language if nobody
// gave it.
func newTongues(ev ingest.Event, videos []ingest.Video, r *run) *tongues {
	t := &tongues{event: iso3(ev.Language)}
	t.given = t.event != ""
	t.heard = make([]speech, len(videos))
	each(len(videos), func(i int) {
		title := oneLine(videos[i].Title)
		if k, ok := r.choices[i]; ok {
			title = k.title
		}
		t.heard[i] = listen(title + "\n" + r.texts.own(i))
	})
	votes := map[string]float64{}
	for i, v := range videos {
		s := t.heard[i]
		if s.code != "" && v.Usable() {
			votes[s.code] += min(float64(s.words), 100)
		}
		if code := iso3(v.Language); code != "" {
			votes[code] += 20
		}
	}
	if !t.given {
		t.event = mostVoted(votes)
		t.united = partOf(votes, t.event)
	}
	return t
}

// partOf is the part of all votes that one language has.
func partOf(votes map[string]float64, code string) float64 {
	all := 0.0
	for _, n := range votes {
		all += n
	}
	if all == 0 {
		return 0
	}
	return votes[code] / all
}

func mostVoted(votes map[string]float64) string {
	best := ""
	for code, n := range votes {
		if best == "" || n > votes[best] || n == votes[best] && code < best {
			best = code
		}
	}
	return best
}

// iso3 turns a BCP-47 tag, or an ISO 639 code, into ISO 639-3; "" for none.
func iso3(tag string) string {
	tag = strings.TrimSpace(tag)
	if tag == "" || strings.EqualFold(tag, "und") || strings.EqualFold(tag, "zxx") || strings.EqualFold(tag, "mul") {
		return ""
	}
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, confidence := t.Base()
	if confidence == language.No {
		return ""
	}
	return base.ISO3()
}

// enough is the number of words from which a text tells its language.
const enough = 20

// plenty is the number of words from which an English text under an English
// title speaks for a talk in English, whatever the event's language. Of such
// talks three in four were.
const plenty = 30

// englishTitle reports whether nothing in the title speaks for a language other
// than English.
func (w *writer) englishTitle() bool {
	code := listen(w.proposal.Record.Title).code
	return code == "eng" || code == "" && strings.IndexFunc(w.proposal.Record.Title, func(r rune) bool { return r >= 0x80 && unicode.IsLetter(r) }) < 0
}

// language decides what the talk is spoken in: a mark on the title, the host's
// word where the text does not contradict it, the text, the event.
func (w *writer) language() {
	code, confidence, reason := w.tongue()
	if code != "" && !slices.Contains(ingest.Languages(), code) {
		w.note(ingest.FieldLanguage, "the talk seems to be in "+code+", which pyvideo/data does not accept; left out")
		code, confidence = "", 0.5
	} else if reason != "" {
		w.note(ingest.FieldLanguage, reason)
	}
	w.proposal.Record.Language = code
	w.proposal.Confidence.Language = confidence
}

func (w *writer) tongue() (code string, confidence float64, reason string) {
	t := w.run.tongues
	text := t.heard[w.index]
	host := iso3(w.video.Language)
	if talk, ok := w.run.talks[w.index]; ok && talk.core.language != "" {
		return talk.core.language, 0.95, ""
	}
	switch {
	case host != "" && (text.code == "" || host == text.code):
		return host, 0.99, ""
	case host != "" && !text.proves():
		return host, 0.9, ""
	case host != "" && text.code != t.event && host == t.event:
		return host, 0.7, "the host says " + host + ", the text is in " + text.code + "; listen to the video"
	case host != "":
		return host, 0.75, "the host says " + host + ", the text is in " + text.code + "; listen to the video"
	case text.code == "" && t.event == "":
		return "", 0, "nothing tells the language; set language in event.toml"
	case text.code == "" && !t.given && t.united < 0.9:
		return t.event, 0.98 * t.united, "neither host nor text tell the language; most of the event seems to be in " + t.event
	case text.code == "" || text.code == t.event:
		return t.event, 0.98, ""
	case t.event == "":
		return text.code, 0.8, ""
	case !text.proves():
		return t.event, 0.85, ""
	case text.code == "eng" && text.words >= plenty && w.englishTitle():
		return "eng", 0.75, "title and text are in English, the event in " + t.event + "; listen to the video"
	case text.code == "eng":
		return t.event, 0.6, "the text is in English, the event in " + t.event + "; listen to the video"
	}
	return text.code, 0.9, "the text is in " + text.code + ", the event in " + t.event
}

// listen finds the language of a text by its script and its function words.
func listen(text string) speech {
	text = withoutURLs(text)
	if code, words, ok := byScript(text); ok {
		return speech{code, words, true}
	}
	counts := map[string]int{}
	words := 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), notWord) {
		words++
		for _, code := range languagesOf[w] {
			counts[code]++
		}
	}
	first, second := "", 0
	for code, n := range counts {
		if first == "" || n > counts[first] || n == counts[first] && code < first {
			first = code
		}
	}
	for code, n := range counts {
		if code != first {
			second = max(second, n)
		}
	}
	s := speech{words: words}
	if words == 0 {
		return s
	}
	n := counts[first]
	if n >= 2 && n*12 >= words && n*4 >= second*5 || n == 1 && second == 0 && words <= 6 {
		s.code = first
	}
	return s
}

// byScript recognizes the languages that their script gives away.
func byScript(text string) (code string, words int, ok bool) {
	var latin, kana, hangul, han, hebrew, thai, cyrillic, ukrainian int
	for _, r := range text {
		switch {
		case r < 0x80:
			if unicode.IsLetter(r) {
				latin++
			}
		case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
			kana++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Hebrew, r):
			hebrew++
		case unicode.Is(unicode.Thai, r):
			thai++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
			if strings.ContainsRune("іїєґІЇЄҐ", r) {
				ukrainian++
			}
		case unicode.IsLetter(r):
			latin++
		}
	}
	total := kana + hangul + han + hebrew + thai + cyrillic
	if total < 3 || 3*total < latin {
		return "", 0, false
	}
	switch {
	case 4*(kana+han) > total && kana > 0 && kana+han > 4:
		return "jpn", (kana + han) / 2, true
	case 4*hangul > total && hangul > 2:
		return "kor", hangul / 3, true
	case 4*han > total && han > 3:
		return "zho", han / 2, true
	case 3*hebrew > total && hebrew > 4:
		return "heb", hebrew / 5, true
	case 3*thai > total && thai > 4:
		return "tha", thai / 5, true
	case 3*cyrillic > total && cyrillic > 6 && ukrainian*60 > cyrillic:
		return "ukr", cyrillic / 6, true
	case 3*cyrillic > total && cyrillic > 6:
		return "rus", cyrillic / 6, true
	}
	return "", 0, false
}

// withoutURLs drops the words that are addresses.
func withoutURLs(s string) string {
	if !strings.Contains(s, "://") && !strings.Contains(s, "www.") && !strings.Contains(s, "@") {
		return s
	}
	var b strings.Builder
	for w := range strings.FieldsSeq(s) {
		if !strings.Contains(w, "://") && !strings.Contains(w, "www.") && !strings.ContainsAny(w, "@#") {
			b.WriteString(w)
			b.WriteByte(' ')
		}
	}
	return b.String()
}
