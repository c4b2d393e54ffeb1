package fieldtext_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fieldtext"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		field, text string
		want        draft.Value
	}{
		{"title", `a; b\;`, `a; b\;`},
		{"duration", "", 0},
		{"duration", " 1694 ", 1694},
		{"speakers", "", []string(nil)},
		{"speakers", " Jane Doe ;John Roe; ", []string{"Jane Doe", "John Roe"}},
		{"speakers", `Doe\; Jane; C:\temp\\x`, []string{"Doe; Jane", `C:\temp\x`}},
		{"tags", `""; \"\"; \ x\ `, []string{"", `""`, " x "}},
		{"related_urls", "Site <https://a.example/>; https://b.example/", []ingest.Link{{Label: "Site", URL: "https://a.example/"}, {URL: "https://b.example/"}}},
		{"videos", "mp4 <https://a.example/v.mp4> 12 bytes", []ingest.Location{{Type: "mp4", URL: "https://a.example/v.mp4", Size: 12}}},
	} {
		got, err := fieldtext.Parse(tt.field, tt.text)
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("Parse(%q, %q): %v (-want +got)\n%s", tt.field, tt.text, err, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ field, text, err, hint string }{
		{"titel", "x", `drafts have no field "titel"`, `did you mean "title"?`},
		{"notes", "x", "notes have no text", "settle them"},
		{"duration", "28:14", "is no whole number", "in seconds"},
		{"related_urls", "Site <https://a.example/", "has no", "LABEL <https://"},
		{"related_urls", "Site <https://a.example/> x", `"x" stands behind an address`, ""},
		{"videos", "mp4 <https://a.example/> 12 kB", `"12 kB" stands behind an address`, "120000 bytes"},
	} {
		_, err := fieldtext.Parse(tt.field, tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.err) || !strings.Contains(ingest.Hint(err), tt.hint) {
			t.Errorf("Parse(%q, %q): %v (%s), want %s (%s)", tt.field, tt.text, err, ingest.Hint(err), tt.err, tt.hint)
		}
	}
}

func TestParseElement(t *testing.T) {
	t.Parallel()
	if got, err := fieldtext.ParseElement("tags", `a; b\;`); err != nil || !cmp.Equal(got, []string{`a; b\;`}) {
		t.Errorf("an element of a list of texts: %q, %v; want it as it is", got, err)
	}
	for _, tt := range [][2]string{{"title", "x"}, {"related_urls", "<https://a.example/>; <https://b.example/>"}, {"videos", ""}} {
		if got, err := fieldtext.ParseElement(tt[0], tt[1]); err == nil {
			t.Errorf("ParseElement(%q, %q) = %v, want an error", tt[0], tt[1], got)
		}
	}
}

// Whatever a field holds comes back from its text.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 1_000 {
		for _, field := range draft.Fields() {
			want := anyValue(t, random, field)
			text := fieldtext.Format(want)
			got, err := fieldtext.Parse(field, text)
			if err != nil || !cmp.Equal(want, got) {
				t.Fatalf("%s %#v: as text %q, read as %#v, %v", field, want, text, got, err)
			}
		}
	}
}

func FuzzThereAndBack(f *testing.F) {
	f.Add("Jane; Doe", `\`, " ", `""`)
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		for field, want := range map[string]draft.Value{
			"title":        a,
			"speakers":     []string{a, b, c, d},
			"related_urls": []ingest.Link{{Label: a, URL: b}, {Label: c, URL: d}},
			"videos":       []ingest.Location{{Type: a, URL: b, Size: int64(len(c))}},
		} {
			text := fieldtext.Format(want)
			if got, err := fieldtext.Parse(field, text); err != nil || !cmp.Equal(want, got) {
				t.Errorf("%s %#v: as text %q, read as %#v, %v", field, want, text, got, err)
			}
		}
	})
}

func anyValue(t *testing.T, random *rand.Rand, field string) draft.Value {
	t.Helper()
	kind, err := new(draft.Draft).Get(field)
	if err != nil {
		t.Fatal(err)
	}
	switch kind.(type) {
	case int:
		return random.IntN(5)
	case []string:
		return anyList(random, anyText)
	case []ingest.Link:
		return anyList(random, func(r *rand.Rand) ingest.Link { return ingest.Link{Label: anyText(r), URL: anyText(r)} })
	case []ingest.Location:
		return anyList(random, func(r *rand.Rand) ingest.Location {
			return ingest.Location{Type: anyText(r), URL: anyText(r), Size: r.Int64N(3)}
		})
	}
	return anyText(random)
}

func anyList[T any](random *rand.Rand, element func(*rand.Rand) T) []T {
	var list []T
	for range random.IntN(4) {
		list = append(list, element(random))
	}
	return list
}

func anyText(random *rand.Rand) string {
	signs := []string{"", "a", ";", `\`, " ", "\n", "\t", `"`, `""`, "<", ">", "; ", "é", "\u00a0", "=", "'", "\xff", " bytes"}
	var b strings.Builder
	for range random.IntN(6) {
		b.WriteString(signs[random.IntN(len(signs))])
	}
	return b.String()
}
