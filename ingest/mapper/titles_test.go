package mapper_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// talk is a host's title with what a curator would make of it.
type talk struct {
	host     string
	title    string
	speakers []string
}

// people are invented, as are all conferences here.
func people(names ...string) []string { return names }

func videosOf(talks []talk) []ingest.Video {
	videos := make([]ingest.Video, len(talks))
	for i, t := range talks {
		videos[i] = ingest.Video{Provider: "youtube", ID: fmt.Sprintf("AAAAAAAA%03d", i), Title: t.host}
	}
	return videos
}

// checkTalks maps an event's talks and compares title and speakers.
func checkTalks(t *testing.T, ev ingest.Event, videos []ingest.Video, opt mapper.Options, talks []talk) {
	t.Helper()
	for i, p := range mapper.Map(ev, videos, opt) {
		got := talk{talks[i].host, p.Record.Title, p.Record.Speakers}
		if len(talks[i].speakers) == 0 {
			talks[i].speakers = []string{}
		}
		if diff := cmp.Diff(talks[i], got, cmp.AllowUnexported(talk{})); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// Every event has one prevailing template. The same separators mean different
// things in different events.
func TestTemplatePerEvent(t *testing.T) {
	t.Parallel()
	base := []talk{
		{"", "Fast parsers in practice", people("Mirela Tandescu")},
		{"", "What the garbage collector never told you", people("Jonas Ekdahlin")},
		{"", "A tour of the new type checker", people("Priyanka Solvane")},
		{"", "Testing at the speed of thought: lessons learned", people("Bartosz Wieliczko")},
		{"", "Packaging without tears", people("Noor van der Velden")},
		{"", "How we moved nine million rows overnight", people("Callum Abernathson", "Ines Figueroles")},
		{"", "Deploying on Fridays", people("Odile Marchandon")},
		{"", "The little scheduler that could", people("Takeshi Moribana")},
	}
	for _, form := range []struct {
		name, join string
		write      func(title, speaker string) string
	}{
		{"title - speaker - event", " & ", func(t, s string) string { return t + " - " + s + " - ExampleConf 2031" }},
		{"speaker - title", ", ", func(t, s string) string { return s + " - " + t }},
		{"speaker: title | event", ", ", func(t, s string) string { return s + ": " + t + " | ExampleConf 2031" }},
		{"event: title by speaker", " and ", func(t, s string) string { return "ExampleConf 2031: " + t + " by " + s }},
		{"event title by speaker", " and ", func(t, s string) string { return "ExampleConf 2031 " + t + " by " + s }},
		{"[event] title / speaker", ", ", func(t, s string) string { return "[ExampleConf31] " + t + " / " + s }},
		{"title (speaker)", ", ", func(t, s string) string { return t + " (" + s + ")" }},
		{`"title" speaker (event)`, " & ", func(t, s string) string { return `"` + t + `" - ` + s + " (Example Conf 2031)" }},
		{"hashtag, quoted title, speaker", " & ", func(t, s string) string { return `#ExampleConf2031 – "` + t + `", ` + s }},
		{"speaker. title", ", ", func(t, s string) string { return s + ". " + t }},
		{"number event - speaker - title", " & ", func(t, s string) string { return "#12 ExampleConf - " + s + " - " + t }},
		{"title | speaker | event", ", ", func(t, s string) string { return t + " | " + s + " | ExampleConf 2031" }},
	} {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			talks := slices.Clone(base)
			for i := range talks {
				speaker := talks[i].speakers[0]
				for _, s := range talks[i].speakers[1:] {
					speaker += form.join + s
				}
				talks[i].host = form.write(talks[i].title, speaker)
			}
			ev := ingest.Event{Title: "ExampleConf 2031"}
			checkTalks(t, ev, videosOf(talks), mapper.Options{}, talks)
		})
	}
}

// Each case is one event; the plain talks in it show the template.
func TestPitfalls(t *testing.T) {
	t.Parallel()
	plain := []talk{
		{"Fast parsers in practice - Mirela Tandescu - ExampleConf 2031", "Fast parsers in practice", people("Mirela Tandescu")},
		{"A tour of the new type checker - Priyanka Solvane - ExampleConf 2031", "A tour of the new type checker", people("Priyanka Solvane")},
		{"Packaging without tears - Noor Veldenaar - ExampleConf 2031", "Packaging without tears", people("Noor Veldenaar")},
		{"Deploying on Fridays - Odile Marchandon - ExampleConf 2031", "Deploying on Fridays", people("Odile Marchandon")},
		{"The little scheduler that could - Takeshi Moribana - ExampleConf 2031", "The little scheduler that could", people("Takeshi Moribana")},
	}
	for name, odd := range map[string]talk{
		"event mistyped":           {"Slow builds - Callum Abernathson - ExmapleConf 2031", "Slow builds", people("Callum Abernathson")},
		"event in words":           {"Slow builds - Callum Abernathson - Example Conf 2031", "Slow builds", people("Callum Abernathson")},
		"separator in the title":   {"Monads are a lie - and other tales - Callum Abernathson - ExampleConf 2031", "Monads are a lie - and other tales", people("Callum Abernathson")},
		"and in the title":         {"Queues, caches and you - Callum Abernathson - ExampleConf 2031", "Queues, caches and you", people("Callum Abernathson")},
		"by in the title":          {"Sorting by example - Callum Abernathson - ExampleConf 2031", "Sorting by example", people("Callum Abernathson")},
		"subtitle":                 {"Slow builds: a love story - Callum Abernathson - ExampleConf 2031", "Slow builds: a love story", people("Callum Abernathson")},
		"company in brackets":      {"Slow builds - Callum Abernathson (Foobar Ltd) - ExampleConf 2031", "Slow builds", people("Callum Abernathson")},
		"handle":                   {"Slow builds - Callum Abernathson @callum - ExampleConf 2031", "Slow builds", people("Callum Abernathson")},
		"company after from":       {"Slow builds - Callum Abernathson from Foobar - ExampleConf 2031", "Slow builds", people("Callum Abernathson")},
		"three speakers":           {"Slow builds - Callum Abernathson, Ines Figueroles and Jonas Ekdahlin - ExampleConf 2031", "Slow builds", people("Callum Abernathson", "Ines Figueroles", "Jonas Ekdahlin")},
		"shared surname":           {"Slow builds - Callum and Ines Abernathson - ExampleConf 2031", "Slow builds", people("Callum Abernathson", "Ines Abernathson")},
		"particles":                {"Slow builds - Callum van der Abernath - ExampleConf 2031", "Slow builds", people("Callum van der Abernath")},
		"initial":                  {"Slow builds - Callum Q. Abernathson - ExampleConf 2031", "Slow builds", people("Callum Q. Abernathson")},
		"accents and hyphen":       {"Slow builds - Zoë Müller-Łęcka - ExampleConf 2031", "Slow builds", people("Zoë Müller-Łęcka")},
		"language mark":            {"[EN] Slow builds - Callum Abernathson - ExampleConf 2031", "Slow builds", people("Callum Abernathson")},
		"remark on the recording":  {"Slow builds - Callum Abernathson - ExampleConf 2031 [LOW QUALITY]", "Slow builds", people("Callum Abernathson")},
		"plain talk":               {"Talk: Slow builds - Callum Abernathson - ExampleConf 2031", "Slow builds", people("Callum Abernathson")},
		"emoji":                    {"Slow builds 🐢🚀 - Callum Abernathson - ExampleConf 2031", "Slow builds 🐢🚀", people("Callum Abernathson")},
		"quoted title":             {"“Slow builds” - Callum Abernathson - ExampleConf 2031", "Slow builds", people("Callum Abernathson")},
		"quote at one end":         {`Slow builds and "fast" tests - Callum Abernathson - ExampleConf 2031`, `Slow builds and "fast" tests`, people("Callum Abernathson")},
		"event that a title needs": {"Welcome to ExampleConf 2031", "Welcome to ExampleConf 2031", nil},
		"nothing but a keynote":    {"Keynote - Callum Abernathson - ExampleConf 2031", "Keynote", people("Callum Abernathson")},
		"lightning session":        {"Lightning talks - ExampleConf 2031", "Lightning talks", nil},
		"various speakers":         {"Lightning talks - Various speakers - ExampleConf 2031", "Lightning talks", nil},
		"nobody named":             {"Closing ceremony - ExampleConf 2031", "Closing ceremony", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			talks := append(slices.Clone(plain), odd)
			checkTalks(t, ingest.Event{Title: "ExampleConf 2031"}, videosOf(talks), mapper.Options{}, talks)
		})
	}
}

// Scripts without capitals, and names that only a space sets off.
func TestOtherScripts(t *testing.T) {
	t.Parallel()
	talks := []talk{
		{"山田花子: 非同期処理のすべて", "非同期処理のすべて", people("山田花子")},
		{"鈴木一郎太: テストを書く技術", "テストを書く技術", people("鈴木一郎太")},
		{"佐藤みどり: 型ヒント入門", "型ヒント入門", people("佐藤みどり")},
		{"高橋健介: パーサを作ろう", "パーサを作ろう", people("高橋健介")},
		{"伊藤さくら: 本番環境の監視", "本番環境の監視", people("伊藤さくら")},
	}
	checkTalks(t, ingest.Event{Title: "例会 2031"}, videosOf(talks), mapper.Options{}, talks)
}

// Titles that are no longer than names in such a script, and speakers by their nicks.
func TestShortTitlesOfOtherScripts(t *testing.T) {
	t.Parallel()
	titles := map[string][]string{
		"chinese":  {"分布式队列监控", "类型系统入门", "编译器的故事", "一次失败的迁移", "更快的解析器", "测试与信任"},
		"japanese": {"四年目の監視", "型で守る設計", "速い解析器", "失敗から学ぶ移行", "小さな編集器", "信頼できる試験"},
		"korean":   {"작은 큐 만들기", "타입 시스템 입문", "빠른 파서 이야기", "실패한 이전에서 배우기", "편집기 설계 노트", "믿을 수 있는 테스트"},
	}
	speakers := map[string][]string{
		"nicks":    {"brambleowl", "q7ndo", "tealkite", "V4R", "mossgarten", "hanebi"},
		"chinese":  {"张晓雨", "李沐辰", "欧阳明", "王思远", "陈一诺", "赵可"},
		"japanese": {"山田花子", "佐藤 健介", "長谷川みどり", "鈴木一郎", "高橋まり子", "伊藤 翔"},
		"korean":   {"홍서윤", "김도현", "남궁민", "이하린", "박준서", "최유나"},
	}
	for language, titles := range titles {
		for _, kind := range []string{"nicks", language} {
			for form, write := range map[string]func(title, name string) string{
				"last":  func(title, name string) string { return title + " / " + name + " - ExampleKai 2031" },
				"first": func(title, name string) string { return "ExampleKai 2031 | " + name + ": " + title },
			} {
				var talks []talk
				for i, title := range titles {
					name := speakers[kind][i]
					talks = append(talks, talk{write(title, name), title, people(name)})
				}
				videos := videosOf(talks)
				for i := range videos {
					if kind == "nicks" {
						videos[i].Description = "https://kai.example/" + speakers[kind][i]
					}
				}
				t.Run(language+" by "+kind+", speaker "+form, func(t *testing.T) {
					t.Parallel()
					checkTalks(t, ingest.Event{Title: "ExampleKai 2031"}, videos, mapper.Options{}, talks)
				})
			}
		}
	}
}

func TestCyrillic(t *testing.T) {
	t.Parallel()
	talks := []talk{
		{"Мирослав Тарденко. Быстрые парсеры", "Быстрые парсеры", people("Мирослав Тарденко")},
		{"Ольга Венцова. Очереди без боли", "Очереди без боли", people("Ольга Венцова")},
		{"Пётр Залесов. Как мы ускорили сборку", "Как мы ускорили сборку", people("Пётр Залесов")},
		{"Алина Грошева. Тесты, которые не падают", "Тесты, которые не падают", people("Алина Грошева")},
	}
	checkTalks(t, ingest.Event{Title: "Примерконф 2031"}, videosOf(talks), mapper.Options{}, talks)
}

// Without a title for the event its name is what repeats.
func TestEventFromRepetition(t *testing.T) {
	t.Parallel()
	talks := []talk{
		{"Zotcamp 2031 - Fast parsers in practice by Mirela Tandescu", "Fast parsers in practice", people("Mirela Tandescu")},
		{"Zotcamp 2031 - A tour of the new type checker by Priyanka Solvane", "A tour of the new type checker", people("Priyanka Solvane")},
		{"Zotcamp 2031 - Packaging without tears by Noor Veldenaar", "Packaging without tears", people("Noor Veldenaar")},
		{"Zotcamp 2031 - Deploying on Fridays by Odile Marchandon", "Deploying on Fridays", people("Odile Marchandon")},
	}
	checkTalks(t, ingest.Event{}, videosOf(talks), mapper.Options{}, talks)
}

func TestSpeakersFromDescription(t *testing.T) {
	t.Parallel()
	for name, description := range map[string]string{
		"label":            "Speaker: Mirela Tandescu\n\nParsers can be fast.",
		"label with comma": "By, Mirela Tandescu\n\nParsers can be fast.",
		"other language":   "Ponente: Mirela Tandescu\n\nLos parsers pueden ser rápidos.",
		"first line":       "Mirela Tandescu\n\nParsers can be fast.",
		"first line, room": "Mirela Tandescu | Friday 11:30 | Room 2\n\nParsers can be fast.",
		"heading":          "Fast parsers in practice\n\nSpeakers\n\nMirela Tandescu\n\nParsers can be fast.",
		"sentence":         "Cluj, May 4 - Mirela Tandescu presents a way to make parsers fast.",
		"talk by":          "A talk by Mirela Tandescu",
		"title line":       "Full title - Mirela Tandescu: Fast parsers in practice\n\nParsers can be fast.",
		"company":          "Speaker: Mirela Tandescu (Foobar Ltd)\n\nParsers can be fast.",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			talks := []talk{
				{"ExampleConf 2031: Fast parsers in practice", "Fast parsers in practice", people("Mirela Tandescu")},
				{"ExampleConf 2031: Packaging without tears", "Packaging without tears", nil},
				{"ExampleConf 2031: Deploying on Fridays", "Deploying on Fridays", nil},
			}
			videos := videosOf(talks)
			videos[0].Description = description
			checkTalks(t, ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{}, talks)
		})
	}
}

// The description has the title that the host's limit cut short.
func TestCutTitle(t *testing.T) {
	t.Parallel()
	talks := []talk{
		{"Making very large monorepos build in less time than it takes to... - Mirela Tandescu - ExampleConf 2031", "Making very large monorepos build in less time than it takes to brew tea", people("Mirela Tandescu")},
		{"Packaging without tears - Noor Veldenaar - ExampleConf 2031", "Packaging without tears", people("Noor Veldenaar")},
		{"Deploying on Fridays - Odile Marchandon - ExampleConf 2031", "Deploying on Fridays", people("Odile Marchandon")},
		{"The little scheduler that could - Takeshi Moribana - ExampleConf 2031", "The little scheduler that could", people("Takeshi Moribana")},
	}
	videos := videosOf(talks)
	videos[0].Description = "Making very large monorepos build in less time than it takes to brew tea - Mirela Tandescu\n\nTea included."
	checkTalks(t, ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{}, talks)
}

// Names in front of titles that only a space sets off, all over the event: a
// title may begin with a small word or hold a colon, and there may be two names.
func TestNamesBeforeASpace(t *testing.T) {
	t.Parallel()
	talks := []talk{
		{"Mirela Tandescu Making parsers fast in practice | ExampleConf 2031", "Making parsers fast in practice", people("Mirela Tandescu")},
		{"Noor Veldenaar The queues that were never empty | ExampleConf 2031", "The queues that were never empty", people("Noor Veldenaar")},
		{"Jonas Ekdahlin Using a type checker for your taxes | ExampleConf 2031", "Using a type checker for your taxes", people("Jonas Ekdahlin")},
		{"Priyanka Solvane Deploying on the worst of days | ExampleConf 2031", "Deploying on the worst of days", people("Priyanka Solvane")},
		{"Odile Marchandon, Takeshi Moribana Packaging without any tears | ExampleConf 2031", "Packaging without any tears", people("Odile Marchandon", "Takeshi Moribana")},
		{"Bartosz Wieliczko Slow Builds: what they teach and what they cost | ExampleConf 2031", "Slow Builds: what they teach and what they cost", people("Bartosz Wieliczko")},
	}
	videos := videosOf(talks)
	for i := range videos {
		videos[i].Description = "We look at parsers, queues, deploying, packaging, making things, using them, and slow builds."
	}
	known := mapper.NewKnown(map[string]int{
		"Mirela Aaronova": 1, "Mirela Bentley": 1, "Noor Cassidy": 1, "Noor Dunne": 1, "Jonas Eriks": 1, "Jonas Falk": 1, "Priyanka Goel": 1, "Priyanka Hart": 1,
		"Odile Inness": 1, "Odile Jarre": 1, "Takeshi Kano": 1, "Takeshi Lund": 1, "Bartosz Maj": 1, "Bartosz Nowy": 1,
	})
	checkTalks(t, ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{Known: known}, talks)
}

// Where the title is nothing but a type of session, and the same again, the name
// stays in it.
func TestRepeatedKeynotes(t *testing.T) {
	t.Parallel()
	talks := []talk{
		{"Keynote - Callum Abernathson", "Keynote - Callum Abernathson", people("Callum Abernathson")},
		{"Keynote - Ines Figueroles", "Keynote - Ines Figueroles", people("Ines Figueroles")},
		{"Fast parsers in practice - Mirela Tandescu", "Fast parsers in practice", people("Mirela Tandescu")},
		{"A tour of the new type checker - Priyanka Solvane", "A tour of the new type checker", people("Priyanka Solvane")},
		{"Deploying on Fridays - Odile Marchandon", "Deploying on Fridays", people("Odile Marchandon")},
	}
	checkTalks(t, ingest.Event{Title: "ExampleConf 2031"}, videosOf(talks), mapper.Options{}, talks)
}
