package tomledit

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNotInPlace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		src  string
		edit func(*Document) error
	}{
		"a table is no value":             {"[t]\nk = 1\n", func(d *Document) error { return d.Set(Int(1), "t") }},
		"below a value":                   {"t = 1\n", func(d *Document) error { return d.Set(Int(1), "t", "k") }},
		"a table two levels down":         {"", func(d *Document) error { return d.Set(Int(1), "t", "u", "k") }},
		"in an array of tables":           {"[[x]]\nk = 1\n", func(d *Document) error { return d.Set(Int(2), "x", "k") }},
		"an element's table elsewhere":    {"[[x]]\nk = 1\n[y]\n[x.sub]\nv = 1\n", func(d *Document) error { return d.SetTables("x", nil) }},
		"a table in a changed element":    {"[[x]]\nk = 1\n[x.sub]\nv = 1\n", func(d *Document) error { return d.SetTables("x", []Table{{{Key: "k", Value: Int(2)}}}) }},
		"a table instead of an array":     {"[x]\nk = 1\n", func(d *Document) error { return d.SetTables("x", []Table{{{Key: "k", Value: Int(2)}}}) }},
		"no number compares equal to nan": {"a = nan\n", func(d *Document) error { return d.Set(Int(1), "b") }},
	} {
		doc, err := Parse([]byte(c.src), Layout{})
		if err != nil {
			t.Fatal(err)
		}
		if err := c.edit(doc); !errors.Is(err, ErrNotInPlace) {
			t.Errorf("%s: error %v, document\n%s", name, err, doc.Bytes())
		}
		if string(doc.Bytes()) != c.src {
			t.Errorf("%s: the document was changed", name)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	names := []string{"title", "speakers", "related_urls", "url", "status"}
	for key, want := range map[string]string{
		"titel": "title", "Title": "title", "speaker": "speakers", "related_url": "related_urls", "ulr": "url",
		"stauts": "status", "": "", "zzzzzz": "", strings.Repeat("title", 100): "", "\x00\x1b": "",
	} {
		if got := Nearest(key, names); got != want {
			t.Errorf("nearest to %q is %q, want %q", key, got, want)
		}
	}
}

func TestLocate(t *testing.T) {
	t.Parallel()
	doc, err := Parse([]byte("a = 1\r\n[[x]]\nk = 1\n[[x]]\n  k = 2\n[t]\n'k' = 3\n"), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path []any
		want string
	}{
		{[]any{"a"}, "1:5"},
		{[]any{"x", 0, "k"}, "3:5"},
		{[]any{"x", 1, "k"}, "5:7"},
		{[]any{"t", "k"}, "7:7"},
		{[]any{"t", "missing"}, "6:2"},
		{[]any{"x", 1, "missing"}, "4:3"},
		{[]any{"missing"}, "1:1"},
	} {
		line, column := doc.Locate(c.path...)
		if got := fmt.Sprintf("%d:%d", line, column); got != c.want {
			t.Errorf("%v is at %s, want %s", c.path, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	got := []string{Float(0.62).TOML(), Float(1).TOML(), Float(1e21).TOML(), Int(math.MinInt64).TOML(), Bool(true).TOML(), Date("2024-05-18").TOML()}
	want := []string{"0.62", "1.0", "1000000000000000000000.0", "-9223372036854775808", "true", `"2024-05-18"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func Example() {
	doc, err := Parse([]byte("title = 'A'   # the short one\n\n[source]\nid = 'x'\n"), Layout{Order: []string{"title", "speakers"}})
	if err != nil {
		panic(err)
	}
	for _, err := range []error{
		doc.Set(String("B"), "title"),
		doc.Set(Strings([]string{"Jane Doe"}), "speakers"),
		doc.SetTables("notes", []Table{{{Key: "field", Value: String("title")}}}),
	} {
		if err != nil {
			panic(err)
		}
	}
	fmt.Print(string(doc.Bytes()))
	// Output:
	// title = "B"   # the short one
	// speakers = ["Jane Doe"]
	//
	// [source]
	// id = 'x'
	//
	// [[notes]]
	// field = "title"
}

func TestRemove(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, src, want string }{
		{"a line", "a = 1\n\n[b]\nc = 2\nd = 3\n", "a = 1\n\n[b]\nd = 3\n"},
		{"its comment stays", "[b]\nc = 2 # why\nd = 3\n", "[b]\n# why\nd = 3\n"},
		{"dotted", "b.c = 2\nb.d = 3\n", "b.d = 3\n"},
		{"not there", "[b]\nd = 3\n", "[b]\nd = 3\n"},
		{"in an inline table", "b = {c = 2, d = 3}\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			doc, err := Parse([]byte(tt.src), Layout{})
			if err != nil {
				t.Fatal(err)
			}
			err = doc.Remove("b", "c")
			if tt.want == "" {
				if !errors.Is(err, ErrNotInPlace) || string(doc.Bytes()) != tt.src {
					t.Errorf("%v, and %q", err, doc.Bytes())
				}
				return
			}
			if err != nil || string(doc.Bytes()) != tt.want {
				t.Errorf("got %q, %v, want %q", doc.Bytes(), err, tt.want)
			}
		})
	}
}
