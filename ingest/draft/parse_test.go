package draft_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

func TestParseReadsWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	got := mustParse(t, handmade)
	want := &draft.Draft{
		Path: "drafts/exconf-2024/fast-parsers.toml", Event: "exconf-2024", File: "fast-parsers.toml",
		Status: draft.Ready,
		Record: ingest.Record{
			Title: `Fast "parsers"`, Speakers: []string{"Jane Doe", "Max Nül"}, Recorded: "2024-05-18",
			Tags: []string{"a", "b"}, Duration: 1694, Description: "One line goes on.\n# not a comment",
			RelatedURLs: []ingest.Link{{Label: "Site", URL: "https://exconf.example/"}, {URL: "https://b.example/"}},
			Videos:      []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA0"}},
		},
		Notes:  []draft.Note{},
		Source: draft.Source{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Fast parsers"},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(draft.Draft{})); diff != "" {
		t.Error(diff)
	}
	for _, src := range []string{crlf(handmade), "\uFEFF" + handmade} {
		if diff := cmp.Diff(got, mustParse(t, src), sameDraft()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestParseDates(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		``:                                       "",
		`recorded = ""`:                          "",
		`recorded = "2024-05-18"`:                "2024-05-18",
		`recorded = 2024-05-18`:                  "2024-05-18",
		`recorded = 2024-05-18T10:00:00`:         "2024-05-18T10:00:00",
		`recorded = "2024-05-18T10:00:00+02:00"`: "2024-05-18T10:00:00+02:00",
	} {
		if got := mustParse(t, src).Record.Recorded; got != want {
			t.Errorf("%s reads as %q", src, got)
		}
	}
	at := time.Date(2024, 5, 30, 8, 0, 0, 0, time.UTC)
	for _, src := range []string{`"2024-05-30T08:00:00Z"`, `2024-05-30T08:00:00Z`, `2024-05-30T10:00:00+02:00`, `"2024-05-30T10:00:00+02:00"`} {
		if got := mustParse(t, "[source]\npublished = "+src).Source.Published; !got.Equal(at) {
			t.Errorf("%s reads as %s", src, got)
		}
	}
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		src          string
		line, column int
		message      string
	}{
		{"title = \"a\"\nspeaker = [\"b\"]\n", 2, 1, `did you mean "speakers"?`},
		{"title = \"a\"\r\n\r\ndescripton = ''\r\n", 3, 1, `did you mean "description"?`},
		{"[source]\nprovder = \"x\"\n", 2, 1, `did you mean "provider"?`},
		{"[[related_urls]]\nlabel = 'a'\nulr = 'b'\n", 3, 1, `did you mean "url"?`},
		{"related_urls = [{ulr = 'b'}]\n", 1, 18, `did you mean "url"?`},
		{"[sources]\n", 1, 2, `did you mean "source"?`},
		{"qwertzuiop = 1\n", 1, 1, `unknown key "qwertzuiop"`},
		{"title = \"a\"\n\n  status = \"redy\"\n", 3, 12, `"redy" is none of review, ready, skip, published; did you mean "ready"?`},
		{"status = \"\"\n", 1, 10, "is none of"},
		{"title = \"a\"\nrecorded = \"18 May\"\n", 2, 12, `"18 May" is not a date like 2024-05-18`},
		{"recorded = 2024-02-31\n", 1, 20, "no such date"},
		{"recorded = 12\n", 1, 12, "is not a date"},
		{"[source]\nprovider = \"youtube\"\nid = \"a\"\npublished = \"soon\"\n", 4, 13, "is not a time like"},
		{"[source]\nprovider = \"youtube\"\n", 1, 2, "give both or neither"},
		{"duration = -5\n", 1, 12, "less than nothing"},
		{"duration = \"28:14\"\n", 1, 12, "duration: a whole number is wanted here, not a value of type string"},
		{"speakers = \"Jane\"\n", 1, 12, `an array like ["a", "b"] is wanted here`},
		{"title = [\"a\"]\n", 1, 9, "text in quotes is wanted here"},
		{"[[notes]]\nfield = 'a'\n[[notes]]\nconfidence = nan\n", 4, 14, "is not between 0 and 1"},
		{"title = \"a\"\ntitle = \"b\"\n", 2, 1, "title"},
		{"title = \"a\n", 1, 11, "a text in quotes ends on its line"},
		{"title = \"a\"\ndescription = '''\nx\n", 3, 2, "ends with '''"},
		{"title = a\n", 1, 9, "a text without its quotes"},
		{"title = \"a\xff\"\n", 1, 11, "not UTF-8"},
		{"\xff\xfet\x00", 1, 1, "not UTF-8"},
	} {
		_, err := draft.Parse("d/x.toml", []byte(c.src))
		syntax, ok := errors.AsType[*draft.SyntaxError](err)
		if !ok {
			t.Errorf("%q: error is %v", c.src, err)
			continue
		}
		if syntax.Line != c.line || syntax.Column != c.column || !strings.Contains(syntax.Message, c.message) {
			t.Errorf("%q: got %v, want %d:%d with %q", c.src, err, c.line, c.column, c.message)
		}
		if !strings.HasPrefix(err.Error(), "d/x.toml:") || strings.ContainsAny(err.Error(), "\n\x00") {
			t.Errorf("%q: message %q", c.src, err)
		}
	}
}

// FuzzParse holds that what can be read can be written and read again, and
// changed in place.
func FuzzParse(f *testing.F) {
	for _, s := range []string{sample, handmade, inlineSource, dottedSource, minimal, notesFirst, crlf(sample)} {
		f.Add([]byte(s), "x")
	}
	for _, s := range hostile() {
		f.Add([]byte(minimal), s)
	}
	f.Fuzz(func(t *testing.T, src []byte, title string) {
		d, err := draft.Parse("e/x.toml", src)
		if err != nil {
			if _, ok := errors.AsType[*draft.SyntaxError](err); !ok {
				t.Errorf("error without a place: %v", err)
			}
			return
		}
		again, err := draft.Parse("e/x.toml", draft.Encode(d))
		if err != nil {
			t.Fatalf("%v\n%s", err, draft.Encode(d))
		}
		if diff := cmp.Diff(d, again, sameDraft()); diff != "" {
			t.Error(diff)
		}
		next := d.Clone()
		next.Record.Title = strings.ToValidUTF8(strings.ReplaceAll(title, "\r\n", "\n"), "?")
		next.Notes = append(next.Notes, draft.Note{Field: "title", Text: next.Record.Title})
		text, err := draft.Edit(src, d, next)
		if err != nil {
			return // not in place, and not guessed
		}
		got, err := draft.Parse("e/x.toml", text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(next, got, sameDraft()); diff != "" {
			t.Error(diff)
		}
	})
}
