package langdetect

import (
	"strings"
	"unicode"
)

// scripts counts the letters of a text by their script.
type scripts struct{ latin, kana, hangul, han, hebrew, thai, cyrillic, ukrainian int }

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
		if strings.ContainsRune("іїєґІЇЄҐ", r) {
			s.ukrainian++
		}
	default:
		s.latin++
	}
}

// guess recognizes the languages that their script gives away. A third of the
// letters is enough: talks are full of English terms, and what is there in two
// languages is seldom a talk in English.
func (s *scripts) guess() Guess {
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
	case 3*s.cyrillic > total && s.cyrillic > 6 && s.ukrainian*60 > s.cyrillic:
		return Guess{"ukr", s.cyrillic / 5, sure}
	case 3*s.cyrillic > total && s.cyrillic > 6:
		return Guess{"rus", s.cyrillic / 5, sure}
	}
	return Guess{}
}
