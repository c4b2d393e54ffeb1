package pyjson_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/pyjson"
)

// accepted are texts that Python reads, with what it writes.
var accepted = []struct{ name, in, want string }{
	{"null", "null", "null"},
	{"literals", "[true,false,null]", "[\n  true,\n  false,\n  null\n]"},
	{"space around", " \t\r\n1\n", "1"},
	{"empty containers", `{"b":[ ],"a":{ }}`, "{\n  \"a\": {},\n  \"b\": []\n}"},
	{"last duplicate counts", `{"a":1,"b":2,"\u0061":3}`, "{\n  \"a\": 3,\n  \"b\": 2\n}"},
	{
		"keys by code point", `{"é":1,"z":2,"":3,"A":4,"\ud800":5,"😀":6,"` + "\uffee" + `":7}`,
		"{\n  \"\": 3,\n  \"A\": 4,\n  \"z\": 2,\n  \"\\u00e9\": 1,\n  \"\\ud800\": 5,\n  \"\\uffee\": 7,\n  \"\\ud83d\\ude00\": 6\n}",
	},
	{"escapes", `"\"\\\/\b\f\n\r\t\u0041\u00E9"`, `"\"\\/\b\f\n\r\tA\u00e9"`},
	{"raw DEL", "\"\x7f\"", `"\u007f"`},
	{"no HTML escaping", `"<&>\u2028"`, `"<&>\u2028"`},
	{"pair", `"\ud83d\ude00"`, `"\ud83d\ude00"`},
	{"raw astral", `"😀"`, `"\ud83d\ude00"`},
	{"lone halves", `"\ud83d \ude00 \ud83dx\ud83d\ud83d\ude00"`, `"\ud83d \ude00 \ud83dx\ud83d\ud83d\ude00"`},
	{"high half at the end", `"\uD800"`, `"\ud800"`},
	{"NUL escape", `"\u0000"`, `"\u0000"`},
	{"big integer", strings.Repeat("9", 4300), strings.Repeat("9", 4300)},
	{"long float", strings.Repeat("9", 4400) + ".5", "Infinity"},
	{"minus zero", "[-0,-0.0,-0e5]", "[\n  0,\n  -0.0,\n  -0.0\n]"},
	{
		"floats", "[1e5,1.0,1E16,1e15,0.0001,0.00001,123456789012345680.0,1.10,5e-324,30.0]",
		"[\n  100000.0,\n  1.0,\n  1e+16,\n  1000000000000000.0,\n  0.0001,\n  1e-05,\n  1.2345678901234568e+17,\n  1.1,\n  5e-324,\n  30.0\n]",
	},
	{"out of range", "[1e999,-1e999,1e-999,-1e-999]", "[\n  Infinity,\n  -Infinity,\n  0.0,\n  -0.0\n]"},
	{"no numbers", "[NaN,Infinity,-Infinity]", "[\n  NaN,\n  Infinity,\n  -Infinity\n]"},
	{"nested to the limit", strings.Repeat("[", pyjson.MaxDepth) + strings.Repeat("]", pyjson.MaxDepth), ""},
}

// refused are texts that Python does not read, with the place we name.
var refused = []struct {
	name, in     string
	line, column int
}{
	{"empty", "", 1, 1},
	{"only space", " \n ", 2, 2},
	{"byte order mark", "\ufeff{}", 1, 1},
	{"not UTF-8", "{\"a\":\n\"é\xff\"}", 2, 3},
	{"surrogate as UTF-8", "\"\xed\xa0\x80\"", 1, 2},
	{"trailing comma in array", "[1,]", 1, 4},
	{"trailing comma in object", `{"a":1,}`, 1, 8},
	{"single quotes", "{'a':1}", 1, 2},
	{"no colon", `{"a" 1}`, 1, 6},
	{"no comma", `[1 2]`, 1, 4},
	{"more text", "{} {}", 1, 4},
	{"unclosed text", "[\n\"abc]", 2, 1},
	{"unclosed array", "[1", 1, 3},
	{"unclosed object", `{"a":1`, 1, 7},
	{"line break in text", "\"a\nb\"", 1, 3},
	{"tab in text", "\"a\tb\"", 1, 3},
	{"NUL", "\x00", 1, 1},
	{"bad escape", `"\x41"`, 1, 2},
	{"short escape", `"\u12"`, 1, 2},
	{"escape with sign", `"\u+123"`, 1, 2},
	{"end in escape", `"\`, 1, 2},
	{"pair broken off", `"\ud83d\u12"`, 1, 8},
	{"leading zero", "[01]", 1, 2},
	{"leading plus", "+1", 1, 1},
	{"lone minus", "-", 1, 2},
	{"minus letter", "-x", 1, 2},
	{"no digit after point", "1.", 1, 3},
	{"no digit before point", ".5", 1, 1},
	{"no exponent", "1e+", 1, 4},
	{"half a literal", "tru", 1, 1},
	{"comment", "// a\n1", 1, 1},
	{"no-break space", "\u00a01", 1, 1},
	{"integer too long", "[" + strings.Repeat("9", 4301) + "]", 1, 2},
	{"too deep", strings.Repeat("[", 2000) + strings.Repeat("]", 2000), 1, pyjson.MaxDepth + 1},
	{"hopelessly deep", strings.Repeat(`{"a":[`, 1_000_000), 1, 0},
}

func canonical(src string) (string, error) {
	doc, err := pyjson.Parse([]byte(src))
	if err != nil {
		return "", err
	}
	return string(doc.Root().Canonical(nil)), nil
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	for _, tt := range accepted {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := canonical(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if tt.want != "" && got != tt.want {
				t.Error(cmp.Diff(tt.want, got))
			}
			again, err := canonical(got)
			if err != nil || again != got {
				t.Errorf("not stable: %v\n%s", err, cmp.Diff(got, again))
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range refused {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := pyjson.Parse([]byte(tt.in))
			syntax, ok := errors.AsType[*pyjson.SyntaxError](err)
			if !ok {
				t.Fatalf("got %v, want a SyntaxError", err)
			}
			if syntax.Message == "" || syntax.Line != tt.line || tt.column > 0 && syntax.Column != tt.column {
				t.Errorf("got %v, want line %d, column %d", syntax, tt.line, tt.column)
			}
		})
	}
}

func TestParseNamesTheBracket(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"[1": "a comma or ] is missing", `{"a":1`: "a comma or } is missing"} {
		_, err := pyjson.Parse([]byte(in))
		if syntax, ok := errors.AsType[*pyjson.SyntaxError](err); !ok || syntax.Message != want {
			t.Errorf("%s: got %v, want %q", in, err, want)
		}
	}
}

func TestMarshal(t *testing.T) {
	t.Parallel()
	doc, err := pyjson.Parse([]byte(`{"b":[1e5],"a":"é"}`))
	if err != nil {
		t.Fatal(err)
	}
	got := string(pyjson.Marshal(map[string]any{
		"z": nil, "a": true, "i": 7, "j": int64(-7), "s": "naïve \"x\"\u200b\xff",
		"e": []any{}, "o": map[string]any{}, "l": []any{"x", doc.Root()},
	}))
	want := `{
  "a": true,
  "e": [],
  "i": 7,
  "j": -7,
  "l": [
    "x",
    {
      "a": "\u00e9",
      "b": [
        100000.0
      ]
    }
  ],
  "o": {},
  "s": "na\u00efve \"x\"\u200b\ufffd",
  "z": null
}`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
