package mapper

import "strings"

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

// languagesOf maps the commonest function words to the languages that use them.
// Languages that pyvideo/data does not accept are there to be told apart.
var languagesOf = invert(map[string]string{
	"eng": "the of and to in is that for it with as this you are on be we your how from or what have an by not will can using about which at do why when more our they their has its all into i",
	"deu": "der die das und ist nicht ein eine mit von zu den für auf im dem werden wie sich auch es wir an als oder kann einen einer wird man bei aus ich sie nach über zum zur noch sind was",
	"fra": "le la les de des et est un une pour dans que qui en du pas sur avec ce nous vous au par plus ou comment il ne sont cette aux mais ces être à je on leur votre très",
	"spa": "el la los de que y en un una para con por del las se es no como lo más al su cómo este esta pero sobre son desde qué está nos cuando también entre hay muy ser una uno sin",
	"por": "o a os de que e em um uma para com por do da no na dos das se é não como mais ao você ou mas seu sua são nos nas isso este esta pelo pela também uso até sobre",
	"ita": "il lo la di che e in un una per con del della dei le gli è non si come da al sono più nel alla anche questo questa delle i dal nella ma ed o su cosa può",
	"cat": "el la els de que i en un una per amb del les és no com més al dels aquest aquesta però són seu què també fer hem entre des hi ha",
	"glg": "o a os as de que e en un unha para con por do da non como máis ao dos das é na no pero sobre este esta",
	"eus": "eta da ez bat ere izan dira du zen edo egin honetan nola baina dute daude beste hau gure",
	"pol": "i w nie na się z do to jest że jak o od po dla przez ale są czy co tym oraz może jego tak który która które być ze za lub przy",
	"ces": "a v se na je to že s z do jak pro o i si k ale ve jsou co nebo jako aby jsem které který při podle bude ze",
	"slk": "a v sa na je to že s z do ako pre o i si k ale vo sú čo alebo aby ktoré ktorý pri podľa bude zo som nie",
	"lit": "ir yra kad su tai kaip bet iš į ar apie kas nuo jų buvo būti taip mes per po savo jau",
	"nld": "de het een en van in is dat op te met voor niet zijn aan er om ook als naar bij uit maar dan wat wordt deze",
	"swe": "och att det som en på är av för med den till inte ett om har de kan vi från så men hur",
	"dan": "og at det som en på er af for med den til ikke et om har de kan vi fra så men hvordan",
	"fin": "ja on ei se että oli hän mutta joka niin myös kun voi tai kuin miten ovat",
	"tur": "ve bir bu için ile da de çok ne gibi daha olarak nasıl olan var",
	"hun": "a az és hogy nem is egy ez de van meg vagy mint csak már",
	"ron": "și în de la cu pe nu este un o care mai din sau ce pentru sunt",
})

func invert(table map[string]string) map[string][]string {
	inverted := map[string][]string{}
	for code, words := range table {
		seen := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			if !seen[w] {
				seen[w] = true
				inverted[w] = append(inverted[w], code)
			}
		}
	}
	return inverted
}
