package pullrequest_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/publish/pullrequest"
)

// talk is a talk as publishing reports it; sure is the confidence in everything.
func talk(id, raw, title, speaker string, sure float64, notes ...draft.Note) publish.Talk {
	r := ingest.Record{
		Title: title, Speakers: []string{speaker}, Recorded: "2024-05-18", Language: "eng",
		Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=" + id}},
	}
	proposal := ingest.Proposal{
		Provider: "youtube", ID: id, Record: r,
		Confidence: ingest.Confidence{ingest.FieldTitle: sure, ingest.FieldSpeakers: sure, ingest.FieldRecorded: sure, ingest.FieldLanguage: sure},
	}
	d := &draft.Draft{
		Event: "exconf-2024", Status: draft.Published, Record: r, Notes: notes,
		Source: draft.Source{Provider: "youtube", ID: id, Title: raw},
	}
	base := draft.NewBase(draft.Proposed{Video: ingest.Video{Provider: "youtube", ID: id, Title: raw}, Proposal: proposal})
	return publish.Talk{Path: "exconf-2024/videos/" + id + ".json", New: true, Record: r, Draft: d, Base: base}
}

func request(talks ...publish.Talk) pullrequest.Request {
	return pullrequest.Request{
		Publication: publish.Publication{
			Event: "exconf-2024",
			Report: publish.Report{
				Event: ingest.Event{
					Slug: "exconf-2024", Title: "ExConf 2024", Language: "eng",
					Sources: []ingest.Source{{URL: "https://www.youtube.com/playlist?list=PLexconf2024talks", Except: "^teaser"}},
				},
				NewEvent: true, Talks: talks,
			},
		},
		Mapping: intake.Mapping{Description: mapper.Mode("clean"), Speakers: map[string]string{"J. Doe": "Jane Doe", "X": "Y"}},
		Version: "v1.2.3",
	}
}

// text is what a reader sees of a page.
func text(page string) string {
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " "))
}

func inOrder(t *testing.T, page string, parts ...string) {
	t.Helper()
	rest := text(page)
	for _, part := range parts {
		_, after, found := strings.Cut(rest, part)
		if !found {
			t.Fatalf("%q is missing, or comes too early, in\n%s", part, text(page))
		}
		rest = after
	}
}

func TestBody(t *testing.T) {
	t.Parallel()
	byHand := talk("id-hand", "Logs, quietly", "Quiet logs", "Ann Poe", 0.4)
	byHand.Base.Proposal.Record.Title = "Logs, quietly"
	byHand.Base.Proposal.Record.Speakers = nil
	byHand.Base.Proposal.Confidence[ingest.FieldRecorded], byHand.Base.Proposal.Confidence[ingest.FieldLanguage] = 0.95, 0.99
	changed := talk("id-updated", "Old", "Old", "Jane Doe", 0.97)
	changed.New = false
	r := request(
		talk("id-sure", "Fast parsers - Jane Doe", "Fast parsers", "Jane Doe", 0.97),
		talk("id-so-so", "Slow cooking - John Roe", "Slow cooking", "John Roe", 0.8, draft.Note{Field: "speakers", Text: "name not known to pyvideo"}),
		talk("id-worst", "??? - ???", "???", "N. N.", 0.2),
		byHand, changed,
	)
	report := &r.Publication.Report
	report.Waiting, report.Unfilmed = 3, 12
	report.Skipped = []publish.SkippedVideo{
		{Key: ingest.Key{Provider: "youtube", ID: "id-teaser"}, Title: "Teaser", Reason: "marked as no talk"},
		{Key: ingest.Key{Provider: "youtube", ID: "id-gone"}, Reason: "its draft was deleted"},
	}
	report.Findings = []check.Finding{
		{Path: "exconf-2024/videos/id-so-so.json", Field: "tags", Level: check.Warning, Message: "odd tag"},
		{Path: "exconf-2024/videos/x.json", Field: "title", Level: check.Error, Message: "no title"},
	}
	r.Publication.Refused = []publish.Refusal{{Draft: "drafts/exconf-2024/bad.toml", Errors: []check.Finding{{Field: "title", Message: "is empty"}}}}
	r.Unavailable = []intake.Unavailable{{Provider: "youtube", ID: "id-private", Reason: "private"}}
	r.Names = []pullrequest.Name{{Name: "Jhon Roe", Near: "John Roe"}, {Name: "Ann Poe"}}
	body := r.Body()

	inOrder(t, body, "4 records added, 1 updated", "2 with something to look at", "1 left out because pyvideo's own tests would refuse them",
		"3 left out because nobody has reviewed them yet", "2 skipped", "1 not available", "12 of the programme's sessions not filmed or not up yet", "check: 1 error, 1 warning")
	inOrder(t, body, "event", "ExConf 2024", "days", "not known", "playlist", "https://www.youtube.com/playlist?list=PLexconf2024talks", "except", "^teaser",
		"0 of 5 confirmed by a person", "days: 2 talks with the day of the upload",
		"Please look at these",
		"???", "N. N.", "id-worst.json", "watch", "??? - ???", "title 20 %",
		"Slow cooking", "John Roe", "id-so-so.json", "Slow cooking - John Roe", "title 80 %", "speakers 80 %: ", "name not known to pyvideo",
		"2 speakers new to pyvideo", "Jhon Roe", "John Roe", "1 name like no other", "Ann Poe",
		"Not taken", "bad.toml", "refused: title: is empty", "Teaser", "youtube:id-teaser", "youtube:id-gone", "its draft was deleted", "youtube:id-private", "private",
		"Check", "stevie check exconf-2024", "no title", "odd tag",
		"3 talks confirmed by a person, or sure", "Fast parsers · Jane Doe", "Quiet logs · Ann Poe", "Old · Jane Doe",
		"Settings", "stevie v1.2.3", "stevie import 'https://www.youtube.com/playlist?list=PLexconf2024talks' --event exconf-2024",
		`description = "clean"`, `"J. Doe" = "Jane Doe"`, `title = "ExConf 2024"`,
	)
	if strings.Contains(body, "recorded 20 %") {
		t.Error("the day of the upload is said once, not with each talk")
	}
	if strings.Contains(text(body), `"X" = "Y"`) {
		t.Error("it tells of spellings that have nothing to do with these talks")
	}
	if got, want := r.Title(), "Add ExConf 2024: 5 talks"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
}

// A person's own draft has neither a base nor a host.
func TestBodyOfAPersonsOwnDraft(t *testing.T) {
	t.Parallel()
	own := talk("id-own", "", "Fast parsers", "Jane Doe", 0)
	own.Base, own.Draft.Source = nil, draft.Source{}
	inOrder(t, request(own).Body(), "1 record added", "1 of 1 confirmed by a person", "1 talk confirmed by a person, or sure", "Fast parsers · Jane Doe")
}

func TestBodyOfNothing(t *testing.T) {
	t.Parallel()
	inOrder(t, request().Body(), "0 records added, 0 updated", "check: nothing found", "Settings")
}

// Whatever a host puts into a title, nothing of it may act in the pull request.
func TestBodyIsInert(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{
		"@octocat", "@org/team", "fixes #3", "closes pyvideo/data#3", "![x](https://evil.example/x.png)", "[x](https://evil.example)",
		"<img src=https://evil.example/x.png>", "<script>alert(1)</script>", "</pre></details></table>\n\n@octocat", "a|b", "``` ` ``",
		"https://evil.example", "x\n\n# Heading\n\n- @octocat", "\u202egnirts", "\x1b]8;;https://evil.example\x07", "&commat;octocat &#64;octocat",
		"'''\n@octocat\n'''", "\"\"\"\n\n@octocat",
	} {
		odd := talk("id-odd", hostile, hostile, hostile, 0.5, draft.Note{Field: hostile, Text: hostile}, draft.Note{Field: "title", Text: hostile})
		odd.Record.Videos[0].URL = "https://www.youtube.com/watch?v=" + hostile
		odd.Path = "exconf-2024/videos/" + hostile + ".json"
		r := request(odd, talk("id-sure", hostile, hostile, hostile, 0.99))
		ev := &r.Publication.Report.Event
		ev.Title, ev.URL, ev.Tags, ev.Schedule = hostile, hostile, []string{hostile}, []string{hostile}
		ev.RelatedURLs = []ingest.Link{{Label: hostile, URL: hostile}}
		ev.Sources = []ingest.Source{{URL: hostile, Only: hostile, Except: hostile}}
		r.Publication.Report.Skipped = []publish.SkippedVideo{{Key: ingest.Key{Provider: "youtube", ID: hostile}, Title: hostile, Reason: hostile}}
		r.Publication.Report.Findings = []check.Finding{{Path: hostile, Field: hostile, Level: check.Error, Message: hostile}}
		r.Publication.Refused = []publish.Refusal{{Draft: hostile, Errors: []check.Finding{{Field: hostile, Message: hostile}}}}
		r.Unavailable = []intake.Unavailable{{Provider: hostile, ID: hostile, Reason: hostile, Title: hostile}}
		r.Mapping.Speakers = map[string]string{hostile: hostile}
		r.Names = []pullrequest.Name{{Name: hostile}, {Name: hostile, Near: hostile}}
		r.Publication.Files = "https://github.com/exconf/data/blob/stevie/exconf-2024/"
		checkInert(t, hostile, r.Body())
	}
}

// ours are the tags that the page is made of.
var ours = regexp.MustCompile(`</?(?:table|tr|td|th|code|pre|details|summary)>|<br>|<td colspan=\d+>|<a href="https://[A-Za-z0-9/._@?=&;%+-]*">|</a>`)

func checkInert(t *testing.T, hostile, body string) {
	t.Helper()
	inBlock := false // of HTML, which Markdown does not look into
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "<table>"), strings.HasPrefix(line, "<details>"):
			inBlock = true
		case line == "":
			inBlock = false
		}
		rest := ours.ReplaceAllString(line, "")
		if !inBlock {
			if !regexp.MustCompile(`^(?:#{2,3} [\w ,-]+|- [\w ,:*'-]+|` + "`stevie check exconf-2024`" + `[\w ,:']+\.|)$`).MatchString(line) {
				t.Errorf("%q is read as Markdown: %q", hostile, line)
			}
			continue
		}
		if strings.ContainsAny(rest, "<>@`!|[]\x1b\u202e") || strings.Contains(strings.ReplaceAll(rest, "&#x", ""), "#") {
			t.Errorf("%q is not inert: %q", hostile, line)
		}
	}
}

func FuzzBodyIsInert(f *testing.F) {
	for _, s := range []string{"@octocat fixes #3", "</table>\n\n![x](y)", "\r\n\r\n# x", "\u202e|`", "a\\|b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, hostile string) {
		r := request(talk("id-odd", hostile, hostile, hostile, 0.5, draft.Note{Field: "title", Text: hostile}))
		r.Publication.Report.Event.Sources = []ingest.Source{{URL: hostile, Only: hostile}}
		r.Unavailable = []intake.Unavailable{{Provider: "youtube", ID: hostile, Reason: hostile, Title: hostile}}
		checkInert(t, hostile, r.Body())
	})
}

// GitHub takes 65,536 characters. What matters most is there all the same.
func TestBodyOfAVeryLargeEvent(t *testing.T) {
	t.Parallel()
	var talks []publish.Talk
	long := strings.Repeat("@<very long> ", 30)
	for i := range 700 {
		talks = append(talks, talk(fmt.Sprintf("sure-%03d", i), long, long, long, 0.99))
	}
	talks = append(talks, talk("id-doubtful", long, long, long, 0.3))
	r := request(talks...)
	for i := range 300 {
		r.Publication.Report.Findings = append(r.Publication.Report.Findings, check.Finding{Path: fmt.Sprint(i), Level: check.Warning, Message: long})
	}
	body := r.Body()
	if n := utf8.RuneCountInString(body); n > 65_536 {
		t.Errorf("the body has %d characters", n)
	}
	inOrder(t, body, "701 records added", "id-doubtful.json", "Check", "and ", " more", "stevie v1.2.3", `title = "ExConf 2024"`)
	checkInert(t, "a large event", body)
}

// What a conference's pull request says can be read: 130 talks, a third of them open.
func TestBodyOfAConferenceIsShort(t *testing.T) {
	t.Parallel()
	var talks []publish.Talk
	title := "A Title of the Usual Length that Curators See Every Day"
	for i := range 130 {
		sure := 0.97
		if i%3 == 0 {
			sure = 0.6
		}
		talks = append(talks, talk(fmt.Sprintf("talk-%07d", i), title+" - Jane Maria Doe - ExConf 2024", title, fmt.Sprint("Jane Maria Doe ", i), sure,
			draft.Note{Field: "speakers", Text: "name not known to pyvideo; taken from the end of the title"}))
	}
	r := request(talks...)
	for i := range 60 {
		r.Names = append(r.Names, pullrequest.Name{Name: fmt.Sprint("Jane Maria Doe ", i)})
	}
	if n := len(r.Body()); n > 20_000 {
		t.Errorf("the body has %d bytes", n)
	}
	inOrder(t, r.Body(), "130 records added", "0 of 130 confirmed", "Please look at these", "talk-0000000", "60 speakers new", "Settings")
	for i := range talks {
		talks[i].Draft.Status = draft.Ready
	}
	inOrder(t, request(talks...).Body(), "130 of 130 confirmed by a person", "130 talks confirmed by a person, or sure")
	if strings.Contains(request(talks...).Body(), "Please look") {
		t.Error("a person has confirmed all of them")
	}
}

func ExampleRequest_Body() {
	r := request(talk("AAAAAAAAAA0", "Fast parsers - Jane Doe", "Fast parsers", "Jane Doe", 0.97))
	fmt.Println(r.Title())
	fmt.Println(strings.SplitN(r.Body(), "\n\n", 4)[2])
	// Output:
	// Add ExConf 2024: 1 talk
	// - **1 record added, 0 updated**
	// - **0 of 1 confirmed by a person**
	// - check: nothing found in the event's files
}
