package check

import (
	"strings"
	"unicode"
)

// tongue is what a text was found to be written in.
type tongue struct {
	code  string // ISO 639-3, "" when it is not sure
	words int    // how many words it went by
}

// Shares of a text's words that make its language sure: how many must be function
// words of the language, and how many of those the next language may have.
const (
	surelyOf   = 0.20
	surelyNext = 0.55
)

// listen finds the language of a text by its script, or by the function words of
// the languages that pyvideo/data accepts. It rather says nothing than guesses.
func listen(text string) tongue {
	if t := byScript(text); t.code != "" {
		return t
	}
	var counts [len(tongues)]int
	total := 0
	for chunk := range strings.FieldsSeq(text) {
		if strings.Contains(chunk, "://") || strings.Contains(chunk, "www.") {
			continue // an address has words of no language, or of English
		}
		for word := range strings.FieldsFuncSeq(chunk, notLetter) {
			total++
			if len(word) > longestFunctionWord {
				continue
			}
			for _, i := range functionWords[strings.ToLower(word)] {
				counts[i]++
			}
		}
	}
	best, next := 0, 0
	for i, n := range counts {
		if i > 0 && n > counts[best] {
			best, next = i, counts[best]
		} else if i > 0 {
			next = max(next, n)
		}
	}
	n := counts[best]
	if float64(n) < surelyOf*float64(total) || float64(next) > surelyNext*float64(n) {
		return tongue{words: total}
	}
	return tongue{tongues[best].code, total}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }

// byScript recognizes the languages that their script gives away, if most of the
// text is in it: talks are full of English terms.
func byScript(text string) tongue {
	var latin, kana, hangul, han, hebrew, thai, cyrillic, ukrainian int
	for _, r := range text {
		switch {
		case r < 0x370:
			if unicode.IsLetter(r) {
				latin++
			}
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
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
		}
	}
	const letters = 5 // of a word, on average
	latin /= 2        // an ideogram or a syllable says more than a letter
	switch {
	case kana+han > latin && 5*kana > han:
		return tongue{"jpn", (kana + han) / 2}
	case hangul > latin:
		return tongue{"kor", hangul / 3}
	case han > latin:
		return tongue{"zho", han / 2}
	case hebrew > latin:
		return tongue{"heb", hebrew / letters}
	case thai > latin:
		return tongue{"tha", thai / letters}
	case cyrillic > latin && 50*ukrainian > cyrillic:
		return tongue{"ukr", cyrillic / letters}
	case cyrillic > latin:
		return tongue{"rus", cyrillic / letters}
	}
	return tongue{}
}

// tongues are languages that share the Latin script, with their commonest words
// that hardly occur in names and terms. What pyvideo/data does not accept is left
// out: no text in it comes near enough to one of these.
type latinTongue struct{ code, words string }

var tongues = [...]latinTongue{
	{"eng", "the of and to in is that for it with as this you are on be we how from or what have an by not will can which at do why when more our they their"},
	{"deu", "der die das und ist nicht ein eine mit von zu den für auf im dem werden wie sich auch es wir oder kann einen einer wird man bei aus ich nach über zum zur"},
	{"fra", "le la les des et est un une pour dans que qui en du pas sur avec ce nous vous au par plus ou comment il ne sont cette aux mais ces être à je"},
	{"spa", "el la los las de que y en un una para con por del se es no como lo más al su cómo esta este pero sobre son desde qué nos cuando también entre hay muy"},
	{"por", "o a os as de que e em um uma para com por do da no na dos das se é não como mais ao você ou mas seu sua são nos isso pelo pela também sobre"},
	{"ita", "il lo la di che e in un una per con del della dei le gli è non si come da al sono più nel alla anche questo delle i dal nella ma su cosa"},
	{"cat", "el la els les de que i en un una per amb del no com més al dels aquest aquesta però són seu què també fer entre des hi ha és"},
	{"glg", "o a os as de que e en un unha para con por do da non como máis ao dos das é na no pero sobre esta este son"},
	{"eus", "eta da ez bat ere izan dira du zen edo egin honetan nola baina dute daude beste hau"},
	{"pol", "i w nie na się z do to jest że jak o od po dla przez ale są czy co tym oraz może który która które być ze za lub przy"},
	{"ces", "a v se na je to že s z do jak pro o i si k ale ve jsou co nebo jako aby jsem které který při podle bude"},
	{"slk", "a v sa na je to že s z do ako pre o i si k ale vo sú čo alebo aby ktoré ktorý pri podľa bude zo"},
	{"lit", "ir yra kad su tai kaip bet iš į ar apie kas nuo jų buvo būti taip mes per po savo"},
}

const longestFunctionWord = 12 // bytes

// functionWords maps a word to the indexes of the tongues that have it.
var functionWords = wordsOf(tongues[:])

func wordsOf(tongues []latinTongue) map[string][]int {
	words := make(map[string][]int)
	for i, t := range tongues {
		for word := range strings.FieldsSeq(t.words) {
			words[word] = append(words[word], i)
		}
	}
	return words
}
