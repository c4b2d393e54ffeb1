package sheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/sheet"
)

func parsers() *draft.Draft {
	return &draft.Draft{
		Path: "drafts/exconf-2024/fast-parsers.toml", Event: "exconf-2024", File: "fast-parsers.toml", Status: draft.Review,
		Record: ingest.Record{
			Title: "Fast parsers", Speakers: []string{"Jane Doe", "Zofia Żurawska"}, Recorded: "2024-06-05", Language: "eng",
			Duration: 1694, Description: "=1+1\n\n- a \"list\"; of things\n",
			RelatedURLs: []ingest.Link{{Label: "Site", URL: "https://exconf.example/"}},
		},
		Source: draft.Source{Provider: "youtube", ID: "exconf00001", Title: "Fast parsers - Jane Doe"},
	}
}

// forms are what spreadsheets make of a table.
func forms(t *testing.T, src []byte) map[string][]byte {
	t.Helper()
	text := strings.TrimPrefix(string(src), "\ufeff")
	records := recordsOf(t, text, ',')
	return map[string][]byte{
		"as exported":           src,
		"without a mark":        []byte(text),
		"semicolons, CRLF":      []byte(written(records, ';', true)),
		"tabs":                  []byte(written(records, '\t', false)),
		"UTF-16, tabs":          utf16LE(written(records, '\t', true)),
		"a separator's line":    []byte("sep=,\r\n" + text),
		"empty rows":            []byte(text + "\r\n,,,,\n\n"),
		"rows of old Macs":      []byte(ofOldMacs(records)),
		"columns the other way": []byte(written(backwards(records), ',', false)),
	}
}

func recordsOf(t *testing.T, text string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func written(records [][]string, comma rune, crlf bool) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	_ = w.WriteAll(records)
	if crlf {
		return strings.ReplaceAll(b.String(), "\n", "\r\n")
	}
	return b.String()
}

// ofOldMacs is a table of which the rows end with CR, and lines in its cells do not.
func ofOldMacs(records [][]string) string {
	var b strings.Builder
	for _, r := range records {
		b.WriteString(strings.TrimSuffix(written([][]string{r}, ';', false), "\n") + "\r")
	}
	return b.String()
}

func backwards(records [][]string) [][]string {
	var list [][]string
	for _, r := range records {
		var row []string
		for _, cell := range r {
			row = append([]string{cell}, row...)
		}
		list = append(list, row)
	}
	return list
}

func utf16LE(text string) []byte {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.Bytes()
}

func TestUntouched(t *testing.T) {
	t.Parallel()
	drafts := []*draft.Draft{parsers()}
	cells := sheet.Of(drafts)
	for form, src := range forms(t, cells.CSV()) {
		if changes, problems := plan(t, src, drafts, cells); len(changes) > 0 || len(problems) > 0 {
			t.Errorf("%s: changes %+v, problems %v, want none", form, changes, problems)
		}
	}
}

func plan(t *testing.T, src []byte, drafts []*draft.Draft, was sheet.Cells) ([]sheet.Change, []error) {
	t.Helper()
	s, err := sheet.Read(src)
	if err != nil {
		t.Fatal(err)
	}
	changes, problems := s.Plan(drafts, was)
	return changes, append(s.Problems, problems...)
}

// edited is the table with one cell changed.
func edited(t *testing.T, src []byte, column, cell string) []byte {
	t.Helper()
	records := recordsOf(t, strings.TrimPrefix(string(src), "\ufeff"), ',')
	for i, name := range records[0] {
		if name == column {
			records[1][i] = cell
			return []byte(written(records, ',', false))
		}
	}
	t.Fatalf("there is no column %s", column)
	return nil
}

func TestOneCell(t *testing.T) {
	t.Parallel()
	drafts := []*draft.Draft{parsers()}
	cells := sheet.Of(drafts)
	for _, tt := range []struct {
		column, cell string
		want         draft.Value // nil: no change
	}{
		{"title", "'=cmd", "=cmd"},
		{"title", "'tis", "'tis"},
		{"speakers", "Jane Doe;Zofia Żurawska ", nil},
		{"speakers", "", []string(nil)},
		{"status", " Ready", "ready"},
		{"language", "DEU", "deu"},
		{"recorded", "05/06/2024", nil},
		{"recorded", "6/5/24", nil},
		{"recorded", "05.06.2024", nil},
		{"recorded", "5. 6. 2024", nil},
		{"recorded", "2024/06/05", nil},
		{"recorded", "2024-06-05 00:00:00", nil},
		{"recorded", "18/05/2024", "2024-05-18"},
		{"recorded", " 18/05/2024 ", "2024-05-18"},
		{"recorded", "5/18/2024", "2024-05-18"},
		{"recorded", "07.05.2024", "2024-05-07"},
		{"recorded", "05/05/2024", "2024-05-05"},
		{"recorded", "", ""},
		{"duration", "61", 61},
		{"posted", "whatever", nil},
	} {
		changes, problems := plan(t, edited(t, cells.CSV(), tt.column, tt.cell), drafts, cells)
		want := map[string]draft.Value{}
		if tt.want != nil {
			want[tt.column] = tt.want
		}
		got := map[string]draft.Value{}
		for _, c := range changes {
			got = c.Set
		}
		if diff := cmp.Diff(want, got); diff != "" || len(problems) > 0 {
			t.Errorf("%s %q: %v (-want +got)\n%s", tt.column, tt.cell, problems, diff)
		}
	}
}

func TestWrongCell(t *testing.T) {
	t.Parallel()
	drafts := []*draft.Draft{parsers()}
	cells := sheet.Of(drafts)
	for _, tt := range []struct{ column, cell, want string }{
		{"title", " ", `row 2, column title, "": title: a talk has a title (exconf-2024/fast-parsers.toml)`},
		{"status", "done", `row 2, column status, "done": `},
		{"recorded", "07/08/2024", `row 2, column recorded, "07/08/2024": it may be 2024-08-07 or 2024-07-08`},
		{"recorded", "31.02.2024", `row 2, column recorded, "31.02.2024": `},
		{"language", "english", `row 2, column language, "english": `},
		{"duration", "28 min", `row 2, column duration, "28 min": `},
		{"draft", "", `row 2, column draft, "": the row names no draft`},
	} {
		changes, problems := plan(t, edited(t, cells.CSV(), tt.column, tt.cell), drafts, cells)
		if err := errors.Join(problems...); len(changes) > 0 || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q: %+v, %v, want %s", tt.column, tt.cell, changes, err, tt.want)
		}
	}
}

// Lines within cells are no rows, and empty lines are.
func TestRowsCountAsInTheSpreadsheet(t *testing.T) {
	t.Parallel()
	src := "draft,description\n\ne/a.toml,\"one\r\ntwo\n\nthree\"\r\n,,\ne/a.toml,x\n\n\ne/a.toml,\"y\n\"\ne/b.toml,z\n"
	s, err := sheet.Read([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, r := range s.Rows {
		rows = append(rows, r.Number)
	}
	for _, p := range s.Problems {
		if e, ok := errors.AsType[*sheet.RowError](p); ok {
			rows = append(rows, e.Row)
		}
	}
	if diff := cmp.Diff([]int{3, 9, 5, 8}, rows); diff != "" {
		t.Errorf("rows and twice named ones (-want +got)\n%s", diff)
	}
}

// What Windows-1252 lacks was written as something else, and is no change.
func TestWindows1252(t *testing.T) {
	t.Parallel()
	drafts := []*draft.Draft{parsers()}
	drafts[0].Record.Title = "Schnelle Parser für alle"
	cells := sheet.Of(drafts)
	src := edited(t, cells.CSV(), "copyright_text", "Größe")
	src = bytes.ReplaceAll(src, []byte("Ż"), []byte("Z"))
	narrow, err := charmap.Windows1252.NewEncoder().Bytes(src)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sheet.Read(narrow)
	if err != nil || len(s.Remarks) != 1 || !strings.Contains(s.Remarks[0], "Windows-1252") {
		t.Fatalf("%v, remarks %q, want one", err, s.Remarks)
	}
	changes, problems := s.Plan(drafts, cells)
	if len(problems) > 0 || len(changes) != 1 || !cmp.Equal(changes[0].Set, map[string]draft.Value{"copyright_text": "Größe"}) {
		t.Errorf("changes %+v, problems %v; want the licence alone", changes, problems)
	}
}

// Excel cuts a cell that is too long for it; that is no change.
func TestCutByExcel(t *testing.T) {
	t.Parallel()
	drafts := []*draft.Draft{parsers()}
	drafts[0].Record.Description = strings.Repeat("word ", 8_000)
	cells := sheet.Of(drafts)
	for length, want := range map[int]int{32_767: 0, 32_000: 1} {
		src := edited(t, cells.CSV(), "description", drafts[0].Record.Description[:length])
		if changes, problems := plan(t, src, drafts, cells); len(changes) != want || len(problems) > 0 {
			t.Errorf("cut to %d: %d changes, %v, want %d", length, len(changes), problems, want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ src, err, hint string }{
		{"", "has no column draft", "keep the header"},
		{"title,status\nx,ready\n", "has no column draft", "keep the header"},
		{"draft,title,Title\n", "two columns title", "take one"},
		{"draft,title\ne/a.toml,\"x\n", "cannot be read", "save it as CSV"},
		{"PK\x03\x04rest", "no CSV", "save it as CSV"},
	} {
		if _, err := sheet.Read([]byte(tt.src)); err == nil || !strings.Contains(err.Error(), tt.err) || !strings.Contains(ingest.Hint(err), tt.hint) {
			t.Errorf("%q: %v (%s), want %s (%s)", tt.src, err, ingest.Hint(err), tt.err, tt.hint)
		}
	}
}

func TestForeignColumns(t *testing.T) {
	t.Parallel()
	s, err := sheet.Read([]byte("draft,titel,Mine,,Mine\n e/a.toml ,x,y,z,v,beyond the header\n"))
	if want := []string{`ignored columns: "titel" (did you mean "title"?), "Mine", "Mine"`}; err != nil || !cmp.Equal(s.Remarks, want) {
		t.Fatalf("%v, remarks %q, want %q", err, s.Remarks, want)
	}
	if len(s.Rows) != 1 || s.Rows[0].Draft != "e/a.toml" {
		t.Errorf("rows %+v", s.Rows)
	}
}

// A sheet belongs to the export that it shares most cells with, so that an old one brings
// nothing back; and once it was applied it goes on from there.
func TestKept(t *testing.T) {
	t.Parallel()
	d := parsers()
	first := sheet.Of([]*draft.Draft{d})
	d.Record.Title, d.Record.Language = "Faster parsers", "deu"
	second := sheet.Of([]*draft.Draft{d})
	kept := sheet.Kept{}.With(first).With(second).With(second)
	if len(kept.Exports) != 2 {
		t.Fatalf("%d exports are remembered, want 2", len(kept.Exports))
	}
	old, err := sheet.Read(edited(t, first.CSV(), "duration", "61"))
	if err != nil {
		t.Fatal(err)
	}
	at := kept.For(old)
	changes, _ := old.Plan([]*draft.Draft{d}, kept.Exports[at])
	if len(changes) != 1 || !cmp.Equal(changes[0].Set, map[string]draft.Value{"duration": 61}) {
		t.Fatalf("changes %+v, want the duration alone", changes)
	}
	after := kept.Exports[at].After(changes)
	if row := (sheet.Cells{}).After(changes)["exconf-2024/fast-parsers.toml"]; row["duration"] != "61" {
		t.Errorf("of a draft that the export lacks: %v", row)
	}
	d.Record.Duration = 61
	back, err := sheet.Read(first.CSV())
	if err != nil {
		t.Fatal(err)
	}
	changes, _ = back.Plan([]*draft.Draft{d}, after)
	if len(changes) != 1 || !cmp.Equal(changes[0].Set, map[string]draft.Value{"duration": 1694}) {
		t.Errorf("taken back in the sheet: changes %+v, want the duration as it was", changes)
	}
}

// Whatever a draft holds, its row changes nothing; and whatever a cell is changed to is
// what the draft gets.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for n := range 80 {
		old, next := hostile(random), hostile(random)
		cells := sheet.Of([]*draft.Draft{old})
		for form, src := range forms(t, cells.CSV()) {
			if changes, problems := plan(t, src, []*draft.Draft{old}, cells); len(changes) > 0 || len(problems) > 0 {
				t.Fatalf("%d, %s: changes %+v, problems %v, want none\n%q", n, form, changes, problems, src)
			}
		}
		for form, src := range forms(t, sheet.Of([]*draft.Draft{next}).CSV()) {
			changes, problems := plan(t, src, []*draft.Draft{old}, cells)
			got := old
			for _, c := range changes {
				var out draft.Outcome
				if got, out = c.Apply(got); out.Failure() != nil {
					t.Fatal(out.Failure())
				}
			}
			if diff := cmp.Diff(next.Record, got.Record); diff != "" || got.Status != next.Status || len(problems) > 0 {
				t.Fatalf("%d, %s: problems %v (-want +got)\n%s\n%q", n, form, problems, diff, src)
			}
		}
	}
}

func hostile(random *rand.Rand) *draft.Draft {
	lines := func() string {
		signs := []string{"=", "+", "-", "@", "'", "\t", "\"", ";", `\`, ",", " ", "\n", "é", "語", "a", "<", ">", "|", "😀"}
		var b strings.Builder
		for range random.IntN(7) {
			b.WriteString(signs[random.IntN(len(signs))])
		}
		return b.String()
	}
	text := func() string { return strings.ReplaceAll(lines(), "\n", "") } // a line break there is an error
	list := func() (texts []string) {
		for range random.IntN(3) {
			texts = append(texts, text()+"x"+text()) // an empty tag is an error
		}
		return texts
	}
	d := parsers()
	d.Status = draft.Statuses()[random.IntN(4)]
	d.Record.Title = text() + "x" + text()
	d.Record.Tags, d.Record.CopyrightText = list(), lines()
	d.Record.Duration = random.IntN(3)
	d.Record.RelatedURLs = nil
	for range random.IntN(3) {
		d.Record.RelatedURLs = append(d.Record.RelatedURLs, ingest.Link{Label: text(), URL: "https://a.example/" + fmt.Sprint(random.IntN(9)) + text()})
	}
	d.Source.Title = text()
	return d
}

func FuzzRead(f *testing.F) {
	src := sheet.Of([]*draft.Draft{parsers()}).CSV()
	f.Add(src)
	f.Add(utf16LE("draft\ttitle\r\ne/a.toml\tx\r\n"))
	f.Add([]byte("draft;recorded\re/a.toml;1/2/2024\r"))
	f.Add([]byte("draft,title\n\"a\nb\",\xe9\n"))
	d := parsers()
	f.Fuzz(func(t *testing.T, src []byte) {
		s, err := sheet.Read(src)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, r := range s.Rows {
			if r.Draft == "" || seen[r.Draft] || r.Number < 2 {
				t.Errorf("row %d names %q", r.Number, r.Draft)
			}
			seen[r.Draft] = true
		}
		changes, _ := s.Plan([]*draft.Draft{d}, sheet.Of([]*draft.Draft{d}))
		for _, c := range changes {
			if _, out := c.Apply(d); out.Failure() != nil {
				t.Errorf("a change that cannot be made: %v", out.Failure())
			}
		}
	})
}
