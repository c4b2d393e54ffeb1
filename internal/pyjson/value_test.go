package pyjson_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/pyjson"
)

func parse(t testing.TB, src string) pyjson.Value {
	t.Helper()
	doc, err := pyjson.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Root()
}

func TestGet(t *testing.T) {
	t.Parallel()
	v := parse(t, "{\"a\": [1, {\"b\": 2}],\n \"t\\u0069tle\": \"caf\\u00e9 \\ud83d\\ude00 \\ud800\", \"a\": {\"x\": []}}")
	a, ok := v.Get("a")
	if !ok || a.Kind() != pyjson.Object || a.Line() != 2 {
		t.Errorf("of a duplicate key, got %v on line %d, want the last", a.Kind(), a.Line())
	}
	title, ok := v.Get("title")
	if want := "café 😀 \ufffd"; !ok || title.Text() != want || title.Is("café") {
		t.Errorf("got %q, want %q", title.Text(), want)
	}
	if _, ok := v.Get("absent"); ok {
		t.Error("found a key that is not there")
	}
	if x, ok := title.Get("a"); ok || x.Kind() != pyjson.Null || string(x.Raw()) != "null" {
		t.Error("a string has no members, and the zero Value is null")
	}
}

func TestElems(t *testing.T) {
	t.Parallel()
	v := parse(t, `[[1,2],{"a":[3]},"x",[]]`)
	var got []string
	for e := range v.Elems() {
		got = append(got, string(e.Raw()))
	}
	if diff := cmp.Diff([]string{"[1,2]", `{"a":[3]}`, "x", "[]"}, got); diff != "" {
		t.Error(diff)
	}
	if v.Len() != 4 {
		t.Errorf("got %d elements, want 4", v.Len())
	}
}

func TestInt(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		want int64
		ok   bool
	}{
		{"30", 30, true},
		{"30.0", 30, true},
		{"3e1", 30, true},
		{"-0", 0, true},
		{"30.5", 0, false},
		{"9223372036854775807", math.MaxInt64, true},
		{"9223372036854775808", 0, false},
		{"1e400", 0, false},
		{"NaN", 0, false},
		{"-Infinity", 0, false},
		{`"30"`, 0, false},
		{"true", 0, false},
	} {
		if got, ok := parse(t, tt.in).Int(); got != tt.want || ok != tt.ok {
			t.Errorf("%s: got %d, %v, want %d, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

// TestParseAgain shows that a Doc can be used for text after text.
func TestParseAgain(t *testing.T) {
	t.Parallel()
	var doc pyjson.Doc
	for _, src := range []string{`{"a":[1,2,3]}`, `"x"`, `[`, `[]`} {
		err := doc.Parse([]byte(src))
		if (err != nil) != (src == "[") {
			t.Errorf("%s: %v", src, err)
		}
	}
	if got := string(doc.Root().Canonical(nil)); got != "[]" {
		t.Errorf("got %s, want []", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range accepted {
		f.Add([]byte(tt.in))
	}
	for _, tt := range refused {
		if len(tt.in) < 5000 {
			f.Add([]byte(tt.in))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		doc, err := pyjson.Parse(src)
		if err != nil {
			return
		}
		once := doc.Root().Canonical(nil)
		for _, c := range once {
			if c > '~' || c < ' ' && c != '\n' {
				t.Fatalf("byte %#x in canonical form", c)
			}
		}
		again, err := pyjson.Parse(once)
		if err != nil {
			t.Fatalf("canonical form is refused: %v\n%s", err, once)
		}
		if twice := again.Root().Canonical(nil); !bytes.Equal(once, twice) {
			t.Fatal(cmp.Diff(string(once), string(twice)))
		}
		if text := doc.Root(); text.Kind() == pyjson.String && json.Valid(src) {
			var want string
			if err := json.Unmarshal(src, &want); err != nil {
				t.Fatal(err)
			}
			// Of neighbouring halves encoding/json makes several U+FFFD.
			if got := text.Text(); !bytes.ContainsRune([]byte(want), '\ufffd') && got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
		}
	})
}

func ExampleValue_Canonical() {
	doc, err := pyjson.Parse([]byte(`{"title": "Café", "duration": 30.0, "tags": []}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", doc.Root().Canonical(nil))
	// Output:
	// {
	//   "duration": 30.0,
	//   "tags": [],
	//   "title": "Caf\u00e9"
	// }
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"1", "1.0", true},
		{"1e2", "100", true},
		{"-0.0", "0", true},
		{"-0", "0", true},
		{"1e22", "10000000000000000000000", true},
		{"1e23", "100000000000000000000000", false},
		{"9007199254740993", "9007199254740992.0", false},
		{"0.1", "0.10", true},
		{"1", "true", false},
		{"0", "false", false},
		{"null", "false", false},
		{`"1"`, "1", false},
		{`"\u0041"`, `"A"`, true},
		{`"\ud800"`, `"\ud801"`, false},
		{`{"a":1,"b":[2]}`, `{"b":[2.0],"a":1}`, true},
		{`{"a":1,"a":2}`, `{"a":2}`, true},
		{`[1,2]`, `[2,1]`, false},
		{`[[],{}]`, `[{},[]]`, false},
		{"1e999", "Infinity", true},
	} {
		pair := parse(t, "["+tt.a+","+tt.b+"]")
		var ids [][]byte
		for v := range pair.Elems() {
			ids = append(ids, v.Identity(nil))
		}
		if got := bytes.Equal(ids[0], ids[1]); got != tt.same {
			t.Errorf("%s and %s: got %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
	nan := parse(t, "[NaN,NaN]")
	if id := string(nan.Identity(nil)); id == "[\n  NaN,\n  NaN\n]" {
		t.Error("NaN equals NaN")
	}
}
