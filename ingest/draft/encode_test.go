package draft_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// sameDraft compares what drafts hold; no list is the same as an empty one.
func sameDraft() cmp.Option {
	return cmp.Options{
		cmpopts.IgnoreUnexported(draft.Draft{}),
		cmpopts.IgnoreFields(draft.Draft{}, "Path", "Event", "File"),
		cmpopts.EquateEmpty(),
	}
}

func TestEncodeHasTheLayoutOfTheContract(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(sample, string(draft.Encode(draft.New(proposed())))); diff != "" {
		t.Error(diff)
	}
}

func TestEncodeShowsEveryFieldOfAnEmptyDraft(t *testing.T) {
	t.Parallel()
	const want = `status = "review"                  # review | ready | skip | published
title = ""
speakers = []
recorded = ""
language = ""
tags = []
duration = 0
copyright_text = ""
thumbnail_url = ""
description = '''
'''
`
	if diff := cmp.Diff(want, string(draft.Encode(&draft.Draft{Status: draft.Review}))); diff != "" {
		t.Error(diff)
	}
}

// hostile is what hosts have been seen, or could be made, to say.
func hostile() []string {
	return []string{
		"", " ", "\n", "\n\n", "a\n", "'''", "a'''b", `"""`, `""""""`, `\`, `\n`, `a\`, "a'", `a"`, `a""`,
		"\x1b[31mred\x1b[0m", "nul\x00", "\u202Eesrever", "\u2066x\u2069", "line\u2028sep", "\uFEFFbom",
		"tab\tand\ttab", "cr\rcr", "a\r\nb", "bad\xff\xfeutf8", "del\x7f", "c1\u0085\u009b",
		"../../etc/passwd", "--help", "# no comment", "[source]", "status = \"skip\"", "::error::x", "${{ x }}", "日本語",
		strings.Repeat("long ", 100), strings.Repeat("\"", 7), strings.Repeat("'", 7), "x\n'''\n[source]\nid = 1",
	}
}

func TestHostileTextSurvives(t *testing.T) {
	t.Parallel()
	for _, s := range hostile() {
		next := proposed()
		r := &next.Proposal.Record
		r.Title, r.Description, r.Speakers, r.Tags = s, s, []string{s, "x"}, []string{s}
		r.CopyrightText, r.RelatedURLs = s, []ingest.Link{{Label: s, URL: s}}
		next.Proposal.Notes = []ingest.Note{{Field: "title", Text: s}}
		next.Video.Title = s
		want := draft.New(next)
		text := draft.Encode(want)
		if i := strings.IndexFunc(string(text), func(r rune) bool {
			return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0 || r == 0x202E || r == 0x2028
		}); i >= 0 {
			t.Errorf("%q is written with a raw %q", s, text[i])
		}
		got, err := draft.Parse("x.toml", text)
		if err != nil {
			t.Errorf("%q: %v\n%s", s, err, text)
			continue
		}
		if diff := cmp.Diff(want, got, sameDraft()); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	}
}
