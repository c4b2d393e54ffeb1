package draft

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// Record has a field Subtitle here; see TestANewFieldIsARow.

func subtitled(subtitle string) Proposed {
	return Proposed{
		Video: ingest.Video{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Fast parsers"},
		Proposal: ingest.Proposal{
			Provider: "youtube", ID: "AAAAAAAAAA0",
			Record: ingest.Record{Title: "Fast parsers", Subtitle: subtitle},
		},
	}
}

func TestFileCarriesSubtitle(t *testing.T) {
	d := New(subtitled("and\r\nslow ones"))
	src := Encode(d)
	got, err := Parse("drafts/exconf-2024/a.toml", src)
	if err != nil {
		t.Fatal(err)
	}
	if got.Record.Subtitle != "and\nslow ones" {
		t.Errorf("parsed %q from:\n%s", got.Record.Subtitle, src)
	}
	next := got.Clone()
	next.Record.Subtitle = "and others"
	edited, err := Edit(src, got, next)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(string(src), `"and\nslow ones"`, `"and others"`, 1); string(edited) != want {
		t.Errorf("edited to:\n%s", edited)
	}
	lacking := strings.Replace(string(src), `subtitle = "and\nslow ones"`+"\n", "", 1)
	old, err := Parse("drafts/exconf-2024/a.toml", []byte(lacking))
	if err != nil {
		t.Fatal(err)
	}
	if edited, err = Edit([]byte(lacking), old, next); err != nil || !strings.Contains(string(edited), "\nsubtitle = \"and others\"\nspeakers = ") {
		t.Errorf("inserted into %v:\n%s", err, edited)
	}
	if _, err := Parse("a.toml", []byte("subtitel = 'x'")); err == nil || !strings.Contains(err.Error(), `did you mean "subtitle"?`) {
		t.Errorf("a misspelt key gives %v", err)
	}
}

func TestBaseAndMergeCarrySubtitle(t *testing.T) {
	was, next := subtitled("old"), subtitled("new")
	src, err := NewBase(was).Encode()
	if err != nil {
		t.Fatal(err)
	}
	base, err := DecodeBase(src)
	if err != nil {
		t.Fatal(err)
	}
	if m := Merge(New(was), base, next); m.Draft.Record.Subtitle != "new" {
		t.Errorf("an untouched subtitle became %q", m.Draft.Record.Subtitle)
	}
	edited := New(was)
	edited.Record.Subtitle = "mine"
	m := Merge(edited, base, next)
	if m.Draft.Record.Subtitle != "mine" || len(m.Kept) != 1 || m.Kept[0] != ingest.FieldSubtitle {
		t.Errorf("a person's subtitle became %q, kept %v", m.Draft.Record.Subtitle, m.Kept)
	}
	if len(m.Draft.Notes) != 1 || !strings.Contains(m.Draft.Notes[0].Text, "new") {
		t.Errorf("the notes are %v", m.Draft.Notes)
	}
}

func TestRecordCarriesSubtitle(t *testing.T) {
	r := ingest.Record{Title: "Fast parsers", Subtitle: "and slow ones"}
	src := record.Encode(r)
	got, err := record.Decode(src)
	if err != nil || got.Subtitle != r.Subtitle {
		t.Errorf("decoded %q, %v from:\n%s", got.Subtitle, err, src)
	}
	r.Subtitle = ""
	if src, err = record.Update(src, r); err != nil || strings.Contains(string(src), "subtitle") {
		t.Errorf("update left, %v:\n%s", err, src)
	}
	r.Subtitle = "again"
	if src, err = record.Update(src, r); err != nil || !strings.Contains(string(src), `"subtitle": "again"`) {
		t.Errorf("update gave, %v:\n%s", err, src)
	}
	if src = record.Encode(ingest.Record{}); strings.Contains(string(src), "subtitle") {
		t.Errorf("a record without one has:\n%s", src)
	}
}

func TestCheckKnowsSubtitle(t *testing.T) {
	if !record.IsField(ingest.FieldSubtitle) {
		t.Error("check would warn of the subtitle")
	}
}
