package mapper

// The tables below are words of languages, not of conferences or people.

// linkWords stand between a title and its speaker.
var linkWords = map[string]separator{
	"by": sepBy, "par": sepBy, "por": sepBy, "von": sepBy, "przez": sepBy, "av": sepBy,
	"with": sepWith, "w/": sepWith, "con": sepWith, "avec": sepWith, "mit": sepWith,
	"featuring": sepWith, "feat.": sepWith, "feat": sepWith, "ft.": sepWith, "from": sepWith,
}

// longestLink is more bytes than any of them has, with its colon.
const longestLink = 12

// particles are the lower-case words inside names.
var particles = set("van", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du",
	"la", "le", "von", "zu", "zum", "zur", "ten", "ter", "el", "al", "bin", "ibn", "ben", "bint", "y", "e", "av", "af", "op", "'t", "mc", "st", "st.")

// honorifics stand before a name and are not part of it.
var honorifics = set("dr", "dr.", "prof", "prof.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "phd", "ph.d.", "mgr", "mgr.", "ing", "ing.", "dipl.-ing.", "dra", "dra.")

// functionWords never occur in names, but in nearly every title.
var functionWords = set(
	"the", "a", "of", "for", "to", "in", "on", "at", "with", "and", "or", "your", "you", "my", "our", "we", "is", "are", "be",
	"how", "what", "why", "when", "where", "who", "which", "from", "into", "using", "not", "it", "its", "it's", "this", "that", "as", "do",
	"vs", "vs.", "via", "about", "beyond", "through", "without", "let's", "i'm", "don't", "like", "all", "as", "more", "new", "up", "out", "if", "than", "their", "was", "should", "have", "has",
	"un", "una", "uno", "para", "con", "por", "en", "los", "las", "que", "como", "cómo", "qué", "em", "com", "uma", "um", "os", "ao", "seu",
	"les", "des", "et", "une", "pour", "avec", "dans", "sur", "est", "au", "aux", "il", "gli", "per", "nel", "und", "der", "die", "das", "mit", "für", "ein", "eine", "im", "wie",
	"и", "в", "на", "с", "для", "как", "не", "по", "из", "что", "ako", "mi",
)

// articles and their like begin no name, even with a capital.
var articles = set("the", "a", "an", "your", "you", "my", "our", "this", "that", "it", "its", "all", "using", "how", "what", "not", "un", "una", "les", "los", "las", "der", "die", "das")

// jobWords follow a name as what its bearer is or where they work.
var jobWords = set("ceo", "cto", "founder", "co-founder", "cofounder", "engineer", "developer", "director", "professor", "manager", "lead", "head",
	"scientist", "architect", "consultant", "inc", "inc.", "ltd", "gmbh", "llc", "university", "labs", "software", "technologies", "corp", "corp.", "institute", "foundation", "team", "s.a.", "sp.", "company", "studio", "group", "systems", "solutions", "ag", "research")

// labels introduce the speakers in a description. The value tells whether a
// colon must follow.
var labels = map[string]bool{
	"speaker": false, "speakers": false, "speaker(s)": false, "presenter": false, "presenters": false, "presenter(s)": false,
	"presented by": false, "talk by": false, "talks by": true, "presentation by": false, "a talk by": false, "keynote by": false,
	"by": false, "with": true, "author": true, "authors": true, "instructor": true, "instructors": true, "panelists": true, "panellists": true, "tutorial by": false, "workshop by": false,
	"lightning talk by": false, "hosted by": true, "speaker name": true, "name": true, "held by": false, "given by": false, "guest": true, "who": true,
	"autor": true, "autora": true, "autores": true, "autoras": true, "ponente": true, "ponentes": true, "orador": true, "oradores": true, "presenta": true, "presentado por": false, "charla de": false,
	"palestrante": true, "palestrantes": true, "por": true, "apresentado por": false, "par": false, "présenté par": false, "presentation de": false, "présentation de": false, "conférencier": true, "conférencière": true, "intervenant": true, "intervenante": true, "intervenants": true,
	"referent": true, "referentin": true, "referenten": true, "sprecher": true, "vortrag von": false, "relatore": true, "relatori": true, "di": true, "prelegent": true, "prelegentka": true, "prowadzący": true,
	"докладчик": true, "докладчики": true, "спикер": true, "спикеры": true, "автор": true, "спікер": true, "доповідач": true,
	"発表者": true, "スピーカー": true, "登壇者": true, "講演者": true, "発表者名": true, "발표자": true, "연사": true, "讲者": true, "講者": true, "主讲人": true, "speaker/s": true, "přednášející": true, "rečník": true, "prednášajúci": true,
}

// kinds are the types of sessions, as titles name them, and the tag that the
// data tree gives them ("" for none).
var kinds = map[string]string{
	"keynote": "keynote", "keynotes": "keynote", "key note": "keynote", "opening keynote": "keynote", "closing keynote": "keynote", "keynote speaker": "keynote", "keynote talk": "keynote", "keynote address": "keynote", "keynote session": "keynote", "morning keynote": "keynote", "evening keynote": "keynote",
	"charla magistral": "keynote", "conferencia magistral": "keynote", "plenary": "keynote", "plenaria": "keynote", "plenary talk": "keynote", "plénière": "keynote", "conférence plénière": "keynote", "day keynote": "keynote",
	"lightning talk": "lightning talks", "lightning talks": "lightning talks", "lighting talk": "lightning talks", "lighting talks": "lightning talks", "lightning": "lightning talks", "lt": "lightning talks", "charla relámpago": "lightning talks", "charlas relámpago": "lightning talks", "palestra relâmpago": "lightning talks", "palestras relâmpago": "lightning talks", "présentations éclair": "lightning talks", "présentation éclair": "lightning talks", "lightning talk session": "lightning talks", "lightning-talks": "lightning talks",
	"panel": "panel", "panel discussion": "panel", "discussion panel": "panel", "panels": "panel", "roundtable": "panel", "round table": "panel", "mesa redonda": "panel", "table ronde": "panel",
	"tutorial": "tutorial", "tutorials": "tutorial", "workshop": "tutorial", "workshops": "tutorial", "taller": "tutorial", "oficina": "tutorial", "atelier": "tutorial",
	"talk": "", "talks": "", "session": "", "micro talk": "", "microtalk": "", "short talk": "", "charla": "", "palestra": "", "vortrag": "", "conférence": "", "poster": "", "demo": "", "invited talk": "", "interview": "", "fishbowl": "",
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
