package mapper

// languageNames maps the marks that channels put on titles to ISO 639-3.
var languageNames = map[string]string{
	"en": "eng", "eng": "eng", "english": "eng", "inglés": "eng", "de": "deu", "ger": "deu", "deu": "deu", "deutsch": "deu", "german": "deu",
	"es": "spa", "esp": "spa", "spa": "spa", "español": "spa", "spanish": "spa", "castellano": "spa", "fr": "fra", "fra": "fra", "fre": "fra", "français": "fra", "french": "fra",
	"pl": "pol", "pol": "pol", "polish": "pol", "polski": "pol", "pt": "por", "por": "por", "ptbr": "por", "pt-br": "por", "português": "por", "portuguese": "por", "portugués": "por",
	"it": "ita", "ita": "ita", "italiano": "ita", "italian": "ita", "ru": "rus", "rus": "rus", "russian": "rus", "русский": "rus", "ua": "ukr", "uk": "ukr", "ukr": "ukr", "ukrainian": "ukr", "українська": "ukr",
	"cz": "ces", "cs": "ces", "cze": "ces", "czech": "ces", "čeština": "ces", "sk": "slk", "svk": "slk", "slk": "slk", "slovak": "slk", "slovenčina": "slk",
	"ja": "jpn", "jp": "jpn", "jpn": "jpn", "japanese": "jpn", "日本語": "jpn", "ko": "kor", "kr": "kor", "kor": "kor", "korean": "kor", "한국어": "kor", "zh": "zho", "cn": "zho", "chinese": "zho", "中文": "zho",
	"ca": "cat", "cat": "cat", "català": "cat", "catalan": "cat", "lt": "lit", "lit": "lit", "lithuanian": "lit", "he": "heb", "heb": "heb", "hebrew": "heb", "eu": "eus", "eus": "eus", "euskara": "eus", "gl": "glg", "glg": "glg", "th": "tha", "tha": "tha", "thai": "tha",
}
