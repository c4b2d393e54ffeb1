package langdetect_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/langdetect"
)

func ExampleOf() {
	for _, text := range []string{
		"Cómo escribir pruebas que nadie tiene que mantener",
		"Analizadores para todos", // could be Portuguese
		"Mirela de la Torre: Numba, Flask",
	} {
		g := langdetect.Of(text)
		fmt.Printf("%q %d %v\n", g.Code, g.Words, g.Sure)
	}
	// Output:
	// "spa" 8 true
	// "" 3 false
	// "" 6 false
}

func ExampleAmong() {
	fmt.Println(langdetect.Among("Analizadores para todos", "eng", "spa").Code)
	// Output: spa
}

// abstracts has a sentence in each language that pyvideo/data accepts.
var abstracts = map[string]string{
	"cat": "En aquesta xerrada veurem com funciona l'analitzador i per què és més ràpid que els altres.",
	"ces": "V této přednášce si ukážeme, jak parser funguje a proč je rychlejší než ten, který používáte.",
	"deu": "In diesem Vortrag sehen wir, wie der Parser funktioniert und warum er schneller ist als der alte.",
	"eng": "In this talk we will see how the parser works and why it is faster than the one you use.",
	"eus": "Hitzaldi honetan parserra nola dabilen eta zergatik den azkarragoa ikusiko dugu, eta zer egin dezakegun.",
	"fra": "Dans cette conférence nous verrons comment fonctionne l’analyseur et pourquoi il est plus rapide.",
	"glg": "Nesta charla veremos como funciona o analizador e por que é máis rápido ca os outros, cunha demostración dos nosos datos.",
	"heb": "בהרצאה הזאת נראה איך המנתח עובד ולמה הוא מהיר יותר מהמנתח שבו אתם משתמשים היום",
	"ita": "In questo talk vedremo come funziona il parser e perché è più veloce di quello che usate.",
	"jpn": "この発表では、パーサの仕組みと、なぜ今お使いのものより速いのかを説明します。",
	"kor": "이 발표에서는 파서가 어떻게 동작하는지, 왜 더 빠른지 설명합니다.",
	"lit": "Šiame pranešime pamatysime, kaip veikia analizatorius ir kodėl jis yra greitesnis už tą, kurį naudojate jau dabar.",
	"pol": "W tej prezentacji zobaczymy, jak działa parser i dlaczego jest szybszy od tego, którego używacie.",
	"por": "Nesta palestra veremos como funciona o analisador e por que ele é mais rápido do que os outros.",
	"rus": "В этом докладе мы увидим, как работает парсер и почему он быстрее того, который вы используете.",
	"slk": "V tejto prednáške si ukážeme, ako parser funguje a prečo je rýchlejší než ten, ktorý používate.",
	"spa": "En esta charla veremos cómo funciona el analizador y por qué es más rápido que los otros.",
	"tha": "ในการบรรยายนี้เราจะดูว่าตัวแยกวิเคราะห์ทำงานอย่างไรและทำไมจึงเร็วกว่า",
	"ukr": "У цій доповіді ми побачимо, як працює парсер і чому він швидший за той, який ви використовуєте.",
	"zho": "在这次演讲中，我们将看到解析器如何工作，以及为什么它比您使用的更快。",
}

func TestOfAcceptedLanguages(t *testing.T) {
	t.Parallel()
	for _, code := range ingest.Languages() {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			text, ok := abstracts[code]
			if !ok {
				t.Fatal("no text to try")
			}
			for _, text := range []string{text, norm.NFD.String(text)} {
				if got := langdetect.Of(text); got.Code != code || !got.Sure || got.Words < 8 || got.Words > 25 {
					t.Errorf("Of(%q) = %+v, want a sure %s", text, got, code)
				}
			}
		})
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want string
		sure bool
	}{
		"nothing":                 {"", "", false},
		"marks":                   {"— 42 !!", "", false},
		"names":                   {"Mirela Țăndescu, Ørjan van Helden y Noor de la Veldenaar", "", false},
		"terms":                   {"Numba, Flask, asyncio", "", false},
		"English terms":           {"Testing AI Pipelines", "", false},
		"English title":           {"Why your parser is slow", "eng", true},
		"short Spanish title":     {"Introducción a Numba", "spa", false},
		"short Portuguese title":  {"Automação com Numba", "por", true},
		"short Italian title":     {"Numba: quando il parser non basta più", "ita", true},
		"short French title":      {"L’analyse avec Numba", "fra", true},
		"short German title":      {"Numba und die Kunst der Optimierung", "deu", true},
		"short Polish title":      {"Jak działa Numba", "pol", false},
		"short Japanese title":    {"非同期処理のすべて", "jpn", true},
		"Japanese without kana":   {"基調講演", "zho", false},
		"Ukrainian title":         {"Як працює парсер і що далі", "ukr", true},
		"letters":                 {"Numba: łąka węzłów", "pol", false},
		"letters of names":        {"Jörg Müller, Jürgen Köhler", "", false},
		"word of a rare language": {"Numba eta Flask", "", false},
		"common to two languages": {"Numba para todos", "", false},
		"too little in much":      {"Numba, Flask, asyncio, pandas, Django, Kivy, Plone, Zope, Twisted, Tornado, Bokeh, dask, xarray, und", "", false},
		"ends with a foreign word": {
			"In this talk we will see how the parser works, and we say Auf Wiedersehen to the old one.", "eng", true,
		},
		"two languages alike":          {abstracts["eng"] + "\n" + abstracts["spa"], "", false},
		"addresses are of no language": {"https://exconf/der/die/das/und/ist www.und.das.example @die_und_das #und und.das.example", "", false},
		"name in another script":       {"김하늘: Why your parser is slow", "eng", true},
		"terms in another script":      {"이 발표에서는 asyncio, pandas, Numba를 소개합니다", "kor", true},
		"English beside a script":      {"이 발표의 슬라이드와 자료: Why your parser is slow and how", "kor", false},
		"capitals are abbreviations":   {"LES ET DES", "", false},
		"not accepted":                 {"In deze presentatie kijken we naar hoe de parser werkt en waarom het zo veel sneller is.", "nld", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := langdetect.Of(c.text); got.Code != c.want || got.Sure != c.sure {
				t.Errorf("Of(%q) = %+v, want %q, sure %v", c.text, got, c.want, c.sure)
			}
		})
	}
}

func TestAmong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		codes []string
		want  string
	}{
		"relatives told apart":   {"Numba para todos", []string{"eng", "spa"}, "spa"},
		"the other relative":     {"Numba para todos", []string{"eng", "por"}, "por"},
		"neither":                {"Numba para todos", []string{"eng", "deu"}, ""},
		"script":                 {"非同期処理のすべて", []string{"eng", "deu"}, "jpn"},
		"unknown code, no code":  {"Numba para todos", []string{"", "xyz"}, ""},
		"particles are too weak": {"Noor de la Veldenaar", []string{"eng", "spa"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := langdetect.Among(c.text, c.codes...); got.Code != c.want {
				t.Errorf("Among(%q, %q) = %+v, want %q", c.text, c.codes, got, c.want)
			}
		})
	}
}

func FuzzOf(f *testing.F) {
	for _, text := range abstracts {
		f.Add(text)
	}
	f.Add("l'’'’ d'un \x00\xff e\u0301 \u202eund\u0301 ﬁ İI ǅ")
	f.Add(strings.Repeat("a", 50) + strings.Repeat(" und", 50))
	f.Fuzz(func(t *testing.T, text string) {
		got := langdetect.Of(text)
		if got.Sure && got.Code == "" || got.Words < 0 || got.Words > utf8.RuneCountInString(norm.NFC.String(text)) {
			t.Errorf("Of(%q) = %+v", text, got)
		}
		if got.Code != "" && got.Words == 0 {
			t.Errorf("Of(%q) = %+v: a language without a word", text, got)
		}
		if again := langdetect.Of(text + " https://exconf.example/and/the/of #the"); again != got {
			t.Errorf("Of(%q) = %+v, with an address %+v", text, got, again)
		}
		if some := langdetect.Among(text, "eng", "deu"); got.Words == some.Words && !slices.Contains([]string{"", "eng", "deu", got.Code}, some.Code) {
			t.Errorf("Among(%q, eng, deu) = %+v", text, some)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	for _, code := range []string{"eng", "spa", "jpn"} {
		text := strings.Repeat(abstracts[code]+" ", 10)
		b.Run(code, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				langdetect.Of(text)
			}
		})
	}
}
