package schedule

import (
	"strings"

	"golang.org/x/text/language"
)

// languageNames are what people write for the languages of pyvideo, in English
// and in the languages themselves, and in German, which many forms are in.
var languageNames = map[string]string{
	"catalan": "cat", "català": "cat", "czech": "ces", "čeština": "ces", "german": "deu", "deutsch": "deu", "english": "eng", "englisch": "eng",
	"inglés": "eng", "ingles": "eng", "inglês": "eng", "anglais": "eng", "inglese": "eng", "basque": "eus", "euskara": "eus",
	"french": "fra", "français": "fra", "francais": "fra", "französisch": "fra", "galician": "glg", "galego": "glg", "hebrew": "heb", "עברית": "heb",
	"italian": "ita", "italiano": "ita", "italienisch": "ita", "japanese": "jpn", "日本語": "jpn", "korean": "kor", "한국어": "kor",
	"lithuanian": "lit", "lietuvių": "lit", "polish": "pol", "polski": "pol", "portuguese": "por", "português": "por", "portugues": "por",
	"russian": "rus", "русский": "rus", "slovak": "slk", "slovenčina": "slk", "spanish": "spa", "español": "spa", "espanol": "spa",
	"castellano": "spa", "spanisch": "spa", "thai": "tha", "ไทย": "tha", "ukrainian": "ukr", "українська": "ukr", "chinese": "zho",
	"mandarin": "zho", "中文": "zho", "dutch": "nld", "nederlands": "nld", "swedish": "swe", "svenska": "swe", "turkish": "tur", "türkçe": "tur",
	"greek": "ell", "ελληνικά": "ell", "bulgarian": "bul", "български": "bul", "farsi": "fas", "persian": "fas", "indonesian": "ind",
}

// languageCode is the ISO 639-3 code of a language that is named in words, by a
// code or by a tag with variants ("de-formal", "pt_BR"); "" for none.
func languageCode(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return ""
	}
	if code := languageNames[s]; code != "" {
		return code
	}
	word, _, _ := strings.Cut(s, " ")
	if code := languageNames[strings.Trim(word, "(),/")]; code != "" {
		return code
	}
	base, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if len(base) != 2 && len(base) != 3 || base == "und" || base == "mul" || base == "zxx" {
		return ""
	}
	parsed, err := language.ParseBase(base)
	if err != nil {
		return ""
	}
	return parsed.ISO3()
}
