package langdetect

import (
	"strings"
	"unicode"
)

// scripts counts the letters of a text by their script.
type scripts struct {
	latin, kana, hangul, han, hebrew, thai, cyrillic, ukrainian int

	// Letters of Cyrillic that some languages have and others not.
	russian, hard, serbian int
	others                 [numOthers]int
}

// others are the scripts of languages that pyvideo/data does not accept, each with
// one that is written in it.
var others = [...]struct {
	code  string
	table *unicode.RangeTable
}{
	{"ell", unicode.Greek},
	{"ara", unicode.Arabic},
	{"hin", unicode.Devanagari},
	{"ben", unicode.Bengali},
	{"tam", unicode.Tamil},
	{"tel", unicode.Telugu},
	{"kan", unicode.Kannada},
	{"mal", unicode.Malayalam},
	{"guj", unicode.Gujarati},
	{"pan", unicode.Gurmukhi},
	{"sin", unicode.Sinhala},
	{"kat", unicode.Georgian},
	{"hye", unicode.Armenian},
	{"khm", unicode.Khmer},
	{"lao", unicode.Lao},
	{"mya", unicode.Myanmar},
	{"amh", unicode.Ethiopic},
	{"bod", unicode.Tibetan},
}

const numOthers = len(others)

func (s *scripts) count(r rune) {
	switch {
	case r < 0x370:
		s.latin++
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		s.kana++
	case unicode.Is(unicode.Hangul, r):
		s.hangul++
	case unicode.Is(unicode.Han, r):
		s.han++
	case unicode.Is(unicode.Hebrew, r):
		s.hebrew++
	case unicode.Is(unicode.Thai, r):
		s.thai++
	case unicode.Is(unicode.Cyrillic, r):
		s.cyrillic++
		switch {
		case strings.ContainsRune("іїєґІЇЄҐ", r):
			s.ukrainian++
		case strings.ContainsRune("ыэёЫЭЁ", r):
			s.russian++
		case strings.ContainsRune("ъЪ", r):
			s.hard++
		case strings.ContainsRune("јљњћђџЈЉЊЋЂЏ", r):
			s.serbian++
		}
	default:
		s.countOther(r)
	}
}

func (s *scripts) countOther(r rune) {
	for i, o := range others {
		if unicode.Is(o.table, r) {
			s.others[i]++
			return
		}
	}
	s.latin++
}

// other is the language of another script, and how many letters are in it.
func (s *scripts) other() (code string, letters int) {
	for i, n := range s.others {
		if n > letters {
			code, letters = others[i].code, n
		}
	}
	return code, letters
}

// slavic tells languages in Cyrillic apart by the letters that only some have. The
// hard sign is common in Bulgarian alone.
func (s *scripts) slavic() string {
	switch {
	case s.ukrainian*60 > s.cyrillic:
		return "ukr"
	case s.serbian*40 > s.cyrillic:
		return "srp"
	case s.russian == 0 && s.hard*80 > s.cyrillic:
		return "bul"
	}
	return "rus"
}

// guess recognizes the languages that their script gives away. A third of the
// letters is enough: talks are full of English terms, and what is there in two
// languages is seldom a talk in English.
func (s *scripts) guess() Guess {
	if code, n := s.other(); n > 4 && 3*n > s.latin && n > s.cyrillic {
		return Guess{code, n / 5, n > s.latin}
	}
	ideographs := s.kana + s.hangul + s.han // each says as much as two or three letters
	total := ideographs + s.hebrew + s.thai + s.cyrillic
	if total < 3 || 3*total < s.latin {
		return Guess{}
	}
	sure := 2*ideographs+s.hebrew+s.thai+s.cyrillic > s.latin
	switch {
	case 4*(s.kana+s.han) > total && s.kana > 0 && s.kana+s.han > 4:
		return Guess{"jpn", (s.kana + s.han) / 2, sure}
	case 4*s.hangul > total && s.hangul > 2:
		return Guess{"kor", s.hangul / 3, sure}
	case 4*s.han > total && s.han > 3:
		return Guess{"zho", s.han / 2, sure && s.han >= 8} // else perhaps Japanese without kana
	case 3*s.hebrew > total && s.hebrew > 4:
		return Guess{"heb", s.hebrew / 5, sure}
	case 3*s.thai > total && s.thai > 4:
		return Guess{"tha", s.thai / 5, sure}
	case 3*s.cyrillic > total && s.cyrillic > 6:
		return Guess{s.slavic(), s.cyrillic / 5, sure}
	}
	return Guess{}
}
