package mapper_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

const sponsors = "ExampleConf is run by volunteers and supported by the generous people at Foobar Limited."

// described maps the conference with these texts as its first descriptions.
func described(opt mapper.Options, texts ...string) []ingest.Proposal {
	ev, videos := conference()
	for i, text := range texts {
		videos[i].Description = text
	}
	return mapper.Map(ev, videos, opt)
}

func TestCleanDescription(t *testing.T) {
	t.Parallel()
	body := "Parsers can be fast, and in this talk we look at how three of them do it."
	for name, text := range map[string]string{
		"nothing to remove":    body,
		"repeats in the event": body + "\n\n" + sponsors,
		"event on top":         "ExampleConf 2031\n\n" + body,
		"title and speaker":    "Fast parsers in practice - Mirela Tandescu\n\n" + body,
		"speaker label":        "Speaker: Mirela Tandescu\n\n" + body,
		"speaker, day, room":   "Mirela Tandescu | Friday 11:30 | Assembly Room\n\n" + body,
		"speaker and company":  "Mirela Tandescu, Foobar Limited\n\n" + body,
		"day and room":         body + "\n\nSaturday 17 May, 11:30, Hall 2",
		"hashtags":             body + "\n\n#exampleconf #parsers",
		"heading, company":     "Fast parsers in practice - Mirela Tandescu, Foobar Limited\n\n" + body,
		"byline over links":    body + "\n\nTalk by Mirela Tandescu\n\nDashboard: https://boards.example/0/",
		"slides":               body + "\n\nSlides: https://speakerdeck.com/mirela/fast",
		"ruler left over":      body + "\n\n---\n" + sponsors,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := described(mapper.Options{}, text, "Types.\n\n"+sponsors, "Wheels.\n\n"+sponsors, "Ships.\n\n"+sponsors)
			if diff := cmp.Diff(body, got[0].Record.Description); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What only looks like boilerplate stays.
func TestCleanKeeps(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"chapters":              "Parsers are fast.\n\nChapters:\n\n- 0:00 Welcome\n- 4:10 Why\n- 12:30 How",
		"headings inside":       "First we look around.\n\nAbstract\n\nThen we go on.",
		"text with a name":      "Mirela Tandescu has written parsers for ten years and shows what she learned.",
		"link in a sentence":    "The code is at https://code.example/fast and you can try it.",
		"numbered references":   "See [1] for more on this.\n\n[1] https://github.com/mirela/fast",
		"two times in a text":   "At 10:30 the build starts.\n\nAt 11:00 it ends.",
		"slides in the midst":   "First we look around.\n\nSlides: https://speakerdeck.com/mirela/fast\n\nThen we go on.",
		"a profile, no repo":    "Find me.\n\nhttps://github.com/mirela",
		"hashtag in the text":   "Why #parsing matters to you.",
		"question at the end":   "Is it fast? Yes.\n\nIs it safe?",
		"list of topics":        "- speed\n- safety\n- style",
		"an unlabelled strange": "Read on.\n\nhttps://strange.example/x",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := described(mapper.Options{}, text)[0].Record.Description
			if diff := cmp.Diff(strings.Fields(text), strings.Fields(strings.ReplaceAll(got, `\`, ""))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestVerbatimKeepsEveryWord(t *testing.T) {
	t.Parallel()
	text := "Speaker: Mirela Tandescu\n\nParsers.\n\n" + sponsors + "\n\n#parsers"
	got := described(mapper.Options{Description: mapper.Verbatim}, text, "Types.\n\n"+sponsors, "Wheels.\n\n"+sponsors)[0]
	if diff := cmp.Diff(strings.Fields(text), strings.Fields(got.Record.Description)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got.Record.RelatedURLs) != 0 {
		t.Errorf("related_urls = %v", got.Record.RelatedURLs)
	}
}

func TestRelatedURLs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		line string
		want []ingest.Link
	}{
		"label":      {"Slides: https://files.example/fast.pdf", []ingest.Link{{Label: "Slides", URL: "https://files.example/fast.pdf"}}},
		"bullet":     {"* GitHub repo - https://git.example/fast", []ingest.Link{{Label: "Repository", URL: "https://git.example/fast"}}},
		"host":       {"https://github.com/mirela/fast", []ingest.Link{{Label: "Repository", URL: "https://github.com/mirela/fast"}}},
		"paper":      {"https://arxiv.org/abs/3105.00001", []ingest.Link{{Label: "Paper", URL: "https://arxiv.org/abs/3105.00001"}}},
		"redirected": {"Slides: /redirect?event=video_description&q=https%3A%2F%2Ffiles.example%2Fa.pdf&v=A", []ingest.Link{{Label: "Slides", URL: "https://files.example/a.pdf"}}},
		"unknown":    {"https://strange.example/x", nil},
		"script":     {"Slides: javascript:alert(1)", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := described(mapper.Options{}, "Parsers can be fast.\n\n"+c.line)[0].Record.RelatedURLs
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A link belongs to the text where text goes on behind it; further links do not
// make it go on, and what the host made of an address is of no use in a text.
func TestRelatedURLsByPlace(t *testing.T) {
	t.Parallel()
	const slides, redirected = "Slides: https://files.example/fast.pdf", "Slides: /redirect?q=https%3A%2F%2Ffiles.example%2Ffast.pdf"
	for name, c := range map[string]struct {
		text, want string
		taken      bool
	}{
		"at the end":              {"Parsers can be fast.\n\n" + slides, "Parsers can be fast.", true},
		"on top":                  {slides + "\n\nParsers can be fast.", "Parsers can be fast.", true},
		"before the event's text": {"Parsers can be fast.\n\n" + slides + "\n\n" + sponsors, "Parsers can be fast.", true},
		"before a link":           {"Parsers can be fast.\n\n" + slides + "\nhttps://strange.example/x", "Parsers can be fast.\n\nhttps://strange.example/x", true},
		"in the midst":            {"Parsers can be fast.\n\n" + slides + "\n\nTypes help.", "Parsers can be fast.\n\n" + slides + "\n\nTypes help.", false},
		"through the host":        {"Parsers can be fast.\n\n" + redirected + "\n\nTypes help.", "Parsers can be fast.\n\nTypes help.", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := described(mapper.Options{}, c.text, "Types.\n\n"+sponsors, "Wheels.\n\n"+sponsors, "Ships.\n\n"+sponsors)[0].Record
			if diff := cmp.Diff(c.want, got.Description); diff != "" {
				t.Errorf("description (-want +got):\n%s", diff)
			}
			var want []ingest.Link
			if c.taken {
				want = []ingest.Link{{Label: "Slides", URL: "https://files.example/fast.pdf"}}
			}
			if diff := cmp.Diff(want, got.RelatedURLs); diff != "" {
				t.Errorf("related_urls (-want +got):\n%s", diff)
			}
		})
	}
}

// Addresses on the conference's site, one to a description, are the talks' pages.
func TestTalkPages(t *testing.T) {
	t.Parallel()
	var texts []string
	for i := range 4 {
		texts = append(texts, fmt.Sprintf("%s are good.\n\nhttps://conf.example/2031/talk/%d", []string{"Parsers", "Types", "Wheels", "Ships"}[i], i))
	}
	got := described(mapper.Options{}, texts...)[2].Record
	if diff := cmp.Diff([]ingest.Link{{Label: "Talk Page", URL: "https://conf.example/2031/talk/2"}}, got.RelatedURLs); diff != "" {
		t.Errorf("related_urls (-want +got):\n%s", diff)
	}
	if got.Description != "Wheels are good." {
		t.Errorf("description = %q", got.Description)
	}
}

// A session of many talks keeps its timetable, with links to the moments.
func TestTimetable(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	videos[0].ID = "AAAAAAAAAA0"
	videos[0].Title = "Lightning talks - ExampleConf 2031"
	videos[0].Description = "Ten minutes each.\n\n0:00 Welcome\n3:05 Cats | dogs - Ada Lovestone\n1:02:03 *Stars* - Bo Roeland"
	got := mapper.Map(ev, videos, mapper.Options{})[0].Record.Description
	want := strings.Join([]string{
		"Ten minutes each.",
		"",
		"===============================================================  ========================================",
		"Time                                                             Talk",
		"===============================================================  ========================================",
		"`0:00 <https://www.youtube.com/watch?v=AAAAAAAAAA0&t=0s>`__       Welcome",
		"`3:05 <https://www.youtube.com/watch?v=AAAAAAAAAA0&t=185s>`__     Cats | dogs - Ada Lovestone",
		"`1:02:03 <https://www.youtube.com/watch?v=AAAAAAAAAA0&t=3723s>`__  \\*Stars* - Bo Roeland",
		"===============================================================  ========================================",
	}, "\n")
	squeeze := func(s string) string {
		var lines []string
		for line := range strings.SplitSeq(s, "\n") {
			if strings.HasPrefix(line, "===") {
				line = "==="
			}
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
		return strings.Join(lines, "\n")
	}
	if diff := cmp.Diff(squeeze(want), squeeze(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
