package mapper_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

func date(s string) ingest.Date {
	d, err := ingest.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestRecorded(t *testing.T) {
	t.Parallel()
	upload := time.Date(2031, 7, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		video      ingest.Video
		start, end string
		want       string
		sure       bool
		zone       string
	}{
		"host":                     {ingest.Video{Recorded: date("2031-05-17")}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"host, outside the event":  {ingest.Video{Recorded: date("2031-06-30")}, "2031-05-16", "2031-05-18", "2031-05-16", false, ""},
		"event of one day":         {ingest.Video{}, "2031-05-16", "2031-05-16", "2031-05-16", true, ""},
		"day in the title":         {ingest.Video{Title: "Lightning talks, Day 2"}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"date in the title":        {ingest.Video{Title: "Meetup of 17.05.2031: Parsers"}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"weekday":                  {ingest.Video{Description: "Mirela Tandescu | Sunday 11:30 | Room 1"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"English date":             {ingest.Video{Description: "Recorded on May 18th, 2031 in Cluj."}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"French date":              {ingest.Video{Description: "Enregistré le 18 mai 2031"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"Spanish date":             {ingest.Video{Description: "Grabado el 18 de mayo de 2031"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"Japanese date":            {ingest.Video{Description: "2031年5月18日に録画"}, "2031-05-16", "2031-05-18", "2031-05-18", false, ""},
		"date without a year":      {ingest.Video{Description: "Recorded May 18"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"date of something else":   {ingest.Video{Description: "The library was released on 2030-01-01."}, "2031-05-16", "2031-05-18", "2031-05-16", false, ""},
		"playlist of a day":        {ingest.Video{Collection: ingest.CollectionRef{Title: "ExampleConf 2031 - Day 3"}}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"broadcast":                {ingest.Video{Published: time.Date(2031, 5, 17, 9, 0, 0, 0, time.UTC)}, "2031-05-16", "2031-05-18", "2031-05-17", false, ""},
		"evening in America":       {ingest.Video{Published: time.Date(2031, 5, 18, 2, 30, 0, 0, time.UTC)}, "2031-05-16", "2031-05-18", "2031-05-17", false, "America/Los_Angeles"},
		"morning in Australia":     {ingest.Video{Published: time.Date(2031, 5, 16, 23, 30, 0, 0, time.UTC)}, "2031-05-16", "2031-05-18", "2031-05-17", false, "Australia/Sydney"},
		"zone, no dates":           {ingest.Video{Published: time.Date(2031, 5, 16, 23, 30, 0, 0, time.UTC)}, "", "", "2031-05-17", false, "Australia/Sydney"},
		"month and day":            {ingest.Video{Title: "ExampleConf 2031 05/18 / Parsers"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"day and month":            {ingest.Video{Title: "ExampleConf 2031 18.05. / Parsers"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"ratio, no day":            {ingest.Video{Title: "Parsers 50/50"}, "2031-05-16", "2031-05-18", "2031-05-16", false, ""},
		"Japanese month and day":   {ingest.Video{Title: "ExampleConf 5月18日 / Parsers"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"Japanese second day":      {ingest.Video{Title: "ExampleConf 2日目 / Parsers"}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"day in words":             {ingest.Video{Title: "ExampleConf Day Two / Parsers"}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"second day":               {ingest.Video{Title: "Parsers, segundo día"}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"Sunday in Japanese":       {ingest.Video{Title: "ExampleConf 日曜日 / Parsers"}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"Saturday in Polish":       {ingest.Video{Title: "Sobota: Parsers"}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"broadcast start":          {ingest.Video{Started: time.Date(2031, 5, 17, 1, 0, 0, 0, time.UTC), Published: upload}, "2031-05-16", "2031-05-18", "2031-05-16", true, "America/Lima"},
		"old date":                 {ingest.Video{Title: "2016.11.30 Parsers", Published: upload}, "", "", "2016-11-30", true, ""},
		"zone nobody knows":        {ingest.Video{Published: time.Date(2031, 5, 16, 23, 30, 0, 0, time.UTC)}, "", "", "2031-05-16", false, "Nowhere/City"},
		"first day":                {ingest.Video{Published: upload}, "2031-05-16", "2031-05-18", "2031-05-16", false, ""},
		"no dates at all":          {ingest.Video{Published: upload}, "", "", "2031-07-01", false, ""},
		"group without an end":     {ingest.Video{Published: upload}, "2030-01-01", "", "2031-07-01", false, ""},
		"no such day":              {ingest.Video{Description: "Recorded on 2031-02-31"}, "", "", "", false, ""},
		"broadcast live":           {ingest.Video{Started: time.Date(2031, 5, 17, 9, 0, 0, 0, time.UTC), Published: upload}, "2031-05-16", "2031-05-18", "2031-05-17", true, ""},
		"broadcast, title differs": {ingest.Video{Title: "Parsers, Day 3", Started: time.Date(2031, 5, 17, 9, 0, 0, 0, time.UTC)}, "2031-05-16", "2031-05-18", "2031-05-18", true, ""},
		"premiere after the event": {ingest.Video{Started: upload, Published: upload}, "2031-05-16", "2031-05-18", "2031-05-16", false, ""},
		"broadcast of a group":     {ingest.Video{Started: time.Date(2031, 5, 17, 9, 0, 0, 0, time.UTC)}, "2031-01-01", "", "2031-05-17", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := c.video
			v.Provider, v.ID = "youtube", "A"
			if v.Title == "" {
				v.Title = "Parsers"
			}
			ev := ingest.Event{Title: "ExampleConf 2031", StartDate: date(c.start), EndDate: date(c.end), TimeZone: c.zone}
			got := mapper.Map(ev, []ingest.Video{v}, mapper.Options{})[0]
			if got.Record.Recorded != c.want || (got.Confidence[ingest.FieldRecorded] >= ingest.Sure) != c.sure {
				t.Errorf("recorded = %q (%.2f), want %q, sure %v; notes %v", got.Record.Recorded, got.Confidence[ingest.FieldRecorded], c.want, c.sure, got.Notes)
			}
		})
	}
}

// A talk in the evening is held on the day that it is there, not in Greenwich.
func TestDayOfABroadcastIsTheEvents(t *testing.T) {
	t.Parallel()
	ev := ingest.Event{Title: "ExampleConf 2031", StartDate: date("2031-05-16"), EndDate: date("2031-05-18"), TimeZone: "America/Los_Angeles"}
	v := ingest.Video{Provider: "youtube", ID: "A", Title: "Parsers", Started: time.Date(2031, 5, 18, 3, 30, 0, 0, time.UTC)}
	if got := mapper.Map(ev, []ingest.Video{v}, mapper.Options{})[0].Record.Recorded; got != "2031-05-17" {
		t.Errorf("recorded %s, want 2031-05-17", got)
	}
}

// A host that names the speakers is believed.
func TestSpeakersThatTheHostNames(t *testing.T) {
	t.Parallel()
	ev := ingest.Event{Title: "ExampleConf 2031"}
	v := ingest.Video{Provider: "mediaccc", ID: "A", Title: "Parsers, or: Jane's way", Speakers: []string{"Jane Doe", "j0hn", "Jane Doe"}, Duration: 60}
	p := mapper.Map(ev, []ingest.Video{v}, mapper.Options{Spell: map[string]string{"j0hn": "John Roe"}})[0]
	if diff := cmp.Diff([]string{"Jane Doe", "John Roe"}, p.Record.Speakers); diff != "" || p.Record.Title != v.Title || p.Confidence[ingest.FieldSpeakers] < ingest.Sure {
		t.Errorf("%q, %+v%s", p.Record.Title, p.Confidence, diff)
	}
}

// An event without dates gets one note, not one for each talk.
func TestOneNoteOnMissingDates(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	ev.StartDate, ev.EndDate = ingest.Date{}, ingest.Date{}
	notes := 0
	for i := range videos {
		videos[i].Published = time.Date(2031, 7, i+1, 0, 0, 0, 0, time.UTC)
	}
	for _, p := range mapper.Map(ev, videos, mapper.Options{}) {
		for _, n := range p.Notes {
			if n.Field != ingest.FieldRecorded {
				continue
			}
			if notes++; n.Kind != ingest.NoteUploadDay {
				t.Errorf("%q is of the kind %q: drafts would carry it", n.Text, n.Kind)
			}
		}
	}
	if notes != 1 {
		t.Errorf("%d notes on the event's missing dates, want 1", notes)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	const (
		english = "In this talk we will look at how the parser works and why it is so much faster than the one that you are using today, with examples from the field."
		spanish = "En esta charla veremos cómo funciona el analizador y por qué es mucho más rápido que el que usas hoy, con ejemplos de la vida real para todos."
		polish  = "W tej prezentacji zobaczymy, jak działa parser i dlaczego jest tak szybki, oraz co można z nim zrobić w praktyce, bo nie jest to trudne."
		dutch   = "In deze presentatie kijken we naar hoe de parser werkt en waarom het zo veel sneller is dan wat je nu gebruikt, met voorbeelden uit de praktijk."
	)
	for name, c := range map[string]struct {
		event, host, title, text string
		want                     string
		sure, noted              bool
	}{
		"event and text agree":        {"eng", "", "Fast parsers", english, "eng", true, false},
		"one Spanish talk":            {"eng", "", "Analizadores rápidos para todos", spanish, "spa", true, true},
		"one Polish talk":             {"eng", "", "Szybki parser i co z nim zrobić", polish, "pol", true, true},
		"short English title":         {"spa", "", "How to make the parser fast", "", "spa", false, true},
		"title of terms":              {"spa", "", "Flask, Numba", "", "spa", true, false},
		"short Spanish title":         {"eng", "", "Cómo escribir analizadores que nadie tiene que mantener", "", "spa", true, true},
		"one Spanish word":            {"eng", "", "Optimización: Flask, Numba", "", "spa", false, true},
		"English abstract only":       {"spa", "", "Analizadores rápidos para todos", english, "spa", false, true},
		"English title and abstract":  {"spa", "", "How to make the parser fast", english, "eng", false, true},
		"host agrees with the text":   {"eng", "es-MX", "Analizadores", spanish, "spa", true, false},
		"host against the text":       {"eng", "en", "Analizadores rápidos para todos", spanish, "eng", false, true},
		"mark on the title":           {"pol", "", "[EN] Fast parsers", "", "eng", true, false},
		"Japanese":                    {"eng", "", "非同期処理のすべて", "この発表では、パーサの仕組みについて説明します。", "jpn", true, true},
		"Korean":                      {"", "", "빠른 파서", "이 발표에서는 파서가 어떻게 동작하는지 설명합니다.", "kor", true, false},
		"not accepted":                {"eng", "nl", "Snelle parsers", dutch, "", false, true},
		"nothing known":               {"", "", "Zzyzx", "", "", false, true},
		"two-letter code of an event": {"de", "", "Zzyzx", "", "deu", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ev := ingest.Event{Title: "ExampleConf 2031", Language: c.event, StartDate: date("2031-05-16"), EndDate: date("2031-05-16")}
			v := ingest.Video{Provider: "youtube", ID: "A", Title: c.title, Description: c.text, Language: c.host}
			got := mapper.Map(ev, []ingest.Video{v}, mapper.Options{})[0]
			noted := len(notesOn(got, ingest.FieldLanguage)) > 0
			if got.Record.Language != c.want || (got.Confidence[ingest.FieldLanguage] >= ingest.Sure) != c.sure || noted != c.noted {
				t.Errorf("language = %q (%.2f), notes %v; want %q, sure %v, noted %v", got.Record.Language, got.Confidence[ingest.FieldLanguage], notesOn(got, ingest.FieldLanguage), c.want, c.sure, c.noted)
			}
		})
	}
}

func TestTags(t *testing.T) {
	t.Parallel()
	for title, want := range map[string][]string{
		"Fast parsers - Mirela Tandescu - ExampleConf 2031":                  nil,
		"Keynote: Fast parsers - Mirela Tandescu - ExampleConf 2031":         {"keynote"},
		"Opening Keynote by Mirela Tandescu":                                 {"keynote"},
		"Lightning talks - ExampleConf 2031":                                 {"lightning talks"},
		"Fast parsers (Lightning Talk) - Mirela Tandescu - ExampleConf 2031": {"lightning talks"},
		"Panel: The future of parsers - ExampleConf 2031":                    {"panel"},
		"Tutorial: Write a parser - Mirela Tandescu - ExampleConf 2031":      {"tutorial"},
		"Why every keynote is too long - Mirela Tandescu - ExampleConf 2031": nil,
	} {
		ev, videos := conference()
		videos[0].Title = title
		videos[0].Tags = []string{"host", "tags"}
		got := mapper.Map(ev, videos, mapper.Options{})[0].Record.Tags
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
	ev, videos := conference()
	videos[0].Tags = []string{"host", "tags", "Host", ""}
	got := mapper.Map(ev, videos, mapper.Options{KeepHostTags: true})[0].Record.Tags
	if diff := cmp.Diff([]string{"host", "tags"}, got); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}
