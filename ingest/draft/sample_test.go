package draft_test

import (
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// proposed returns the proposal that the sample draft shows.
func proposed() draft.Proposed {
	return draft.Proposed{
		Video: ingest.Video{
			Provider: "youtube", ID: "AAAAAAAAAA0",
			Title:     "Fast parsers - Jane Doe - ExConf 2024",
			Published: time.Date(2024, 5, 30, 8, 0, 0, 0, time.UTC),
		},
		Proposal: ingest.Proposal{
			Provider: "youtube", ID: "AAAAAAAAAA0",
			Record: ingest.Record{
				Title: "Fast parsers", Speakers: []string{"Jane Doe"}, Recorded: "2024-05-18",
				Language: "eng", Duration: 1694,
				ThumbnailURL: "https://i.ytimg.com/vi/AAAAAAAAAA0/maxresdefault.jpg",
				Description:  "reStructuredText, on real lines",
				RelatedURLs:  []ingest.Link{{Label: "Conference website", URL: "https://exconf.example/2024/"}},
				Videos:       []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA0"}},
			},
			Confidence: ingest.Confidence{ingest.FieldTitle: 0.97, ingest.FieldSpeakers: 0.62, ingest.FieldRecorded: 0.9, ingest.FieldLanguage: 1},
			Notes: []ingest.Note{{
				Field: "speakers", Text: "name not known to pyvideo; taken from the end of the title",
			}},
		},
		Status: draft.Review,
	}
}

// sample is the draft of design: what New and Encode make of proposed.
const sample = `status = "review"                  # review | ready | skip | published
title = "Fast parsers"
speakers = ["Jane Doe"]
recorded = "2024-05-18"
language = "eng"
tags = []
duration = 1694
copyright_text = ""
thumbnail_url = "https://i.ytimg.com/vi/AAAAAAAAAA0/maxresdefault.jpg"
description = '''
reStructuredText, on real lines
'''

[[related_urls]]
label = "Conference website"
url = "https://exconf.example/2024/"

[[videos]]
type = "youtube"
url = "https://www.youtube.com/watch?v=AAAAAAAAAA0"

[[notes]]                          # what stevie is unsure of, or found out; remove once settled
field = "speakers"
confidence = 0.62
note = "name not known to pyvideo; taken from the end of the title"

[source]                           # what the host said; never written to the record
provider = "youtube"
id = "AAAAAAAAAA0"
title = "Fast parsers - Jane Doe - ExConf 2024"
published = "2024-05-30T08:00:00Z"
`

func mustParse(t testing.TB, src string) *draft.Draft {
	t.Helper()
	d, err := draft.Parse("drafts/exconf-2024/fast-parsers.toml", []byte(src))
	if err != nil {
		t.Fatalf("parse: %v\n%s", err, src)
	}
	return d
}
