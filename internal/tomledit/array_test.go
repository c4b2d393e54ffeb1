package tomledit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// The elements that come and go in arrays of every layout, and nothing else does.
func TestArrays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, src string
		list      []string
		want      string
	}{
		{"on one line, last", `['a', 'b']`, []string{"a", "b", "c"}, `['a', 'b', "c"]`},
		{"on one line, first", `[ 'a' ]`, []string{"c", "a"}, `[ "c", 'a' ]`},
		{"on one line, between", `['a', 'b' ]`, []string{"a", "c", "b"}, `['a', "c", 'b' ]`},
		{"on one line, first gone", `['a','b']`, []string{"b"}, `['b']`},
		{"on one line, last gone", `['a', 'b']`, []string{"a"}, `['a']`},
		{"on one line, last comma stays", `['a', 'b', ]`, []string{"a"}, `['a', ]`},
		{"on one line, all others", `[ 'a', 'b' ]`, []string{"c"}, `[ "c" ]`},
		{"on one line, all gone", `[ 'a' ]`, nil, `[]`},
		{"its own layout", `["a"]`, []string{"a", strings.Repeat("b", 80)}, "[\n    \"a\",\n    \"" + strings.Repeat("b", 80) + "\",\n]"},
		{"empty", `[ ]`, []string{"a"}, `["a"]`},
		{"empty with a comment", "[ # none yet\n]", []string{"a"}, "[ # none yet\n    \"a\",\n]"},
		{"emptied with a comment", "[\n  'a', # A\n]", nil, "[\n  # A\n]"},
		{"a line each, last", "[\n  'a', # A\n  'b'  # B\n]", []string{"a", "b", "c"}, "[\n  'a', # A\n  'b',  # B\n  \"c\"\n]"},
		{"a line each, first", "[\n  # above\n  'a', # A\n]", []string{"c", "a"}, "[\n  \"c\",\n  # above\n  'a', # A\n]"},
		{"a line each, between", "[\n\t'a', # A\n\n\t'b',\n]", []string{"a", "c", "b"}, "[\n\t'a', # A\n\t\"c\",\n\n\t'b',\n]"},
		{"a line each, gone", "[\n  'a', # A\n  'b',\n  'c',\n]", []string{"c"}, "[\n  # A\n  'c',\n]"},
		{"a line each, bracket behind", "[\n  'a',\n  'b']", []string{"a", "b", "c"}, "[\n  'a',\n  'b',\n  \"c\"]"},
		{"a line each, last gone, bracket behind", "[\n  'a', # A\n  'b']", []string{"a"}, "[\n  'a' # A\n]"},
		{"several a line", "[\n  'a', 'b', # AB\n  'c',\n]", []string{"a", "b", "x", "c"}, "[\n  'a', 'b', \"x\", # AB\n  'c',\n]"},
		{"several a line, first gone", "[\n  'a', 'b', # AB\n  'c',\n]", []string{"b", "c"}, "[\n  'b', # AB\n  'c',\n]"},
		{"several a line, last gone", "[\n  'a', 'b', # AB\n  'c',\n]", []string{"a", "c"}, "[\n  'a', # AB\n  'c',\n]"},
		{"several a line, all gone", "[\n  'a', 'b', # AB\n  'c',\n]", []string{"c"}, "[\n  # AB\n  'c',\n]"},
		{"in place of another", "[\n  'a', 'b',\n  'c', # C\n]", []string{"x", "b", "y"}, "[\n  \"x\", 'b',\n  # C\n  \"y\",\n]"},
		{"comma on the next line", "[ 'a'\n, 'b'\n]", []string{"a", "b", "c"}, "[ 'a'\n, 'b', \"c\"\n]"},
		{"brackets in strings", "[\n  '# [a', \"]\\\"\", '''x\n'#]''', # ]\n]", []string{"# [a", "]\"", "x\n'#]", "c"}, "[\n  '# [a', \"]\\\"\", '''x\n'#]''', \"c\", # ]\n]"},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			src := strings.ReplaceAll("k = "+tt.src+" # behind\n", "\n", eol)
			doc, err := Parse([]byte(src), Layout{})
			if err != nil {
				t.Fatal(err)
			}
			if err := doc.Set(Strings(tt.list), "k"); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			want := strings.ReplaceAll("k = "+tt.want+" # behind\n", "\n", eol)
			if got := string(doc.Bytes()); got != want {
				t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, want)
			}
		}
	}
}

func TestArraysOfInlineTables(t *testing.T) {
	t.Parallel()
	const src = "x = [\n  {url = 'a', label = 'A'}, # one\n  { label='B', url='b' },\n]\n"
	for _, tt := range []struct {
		name string
		list [][2]string
		want string
	}{
		{"added", [][2]string{{"a", "A"}, {"b", "B"}, {"c", "C"}}, strings.Replace(src, "'b' },\n", "'b' },\n  { url = \"c\", label = \"C\" },\n", 1)},
		{"changed", [][2]string{{"a", "Z"}, {"b", "B"}}, strings.Replace(src, "'A'", `"Z"`, 1)},
		{"reused", [][2]string{{"a", "A"}, {"c", "C"}}, strings.Replace(src, "label='B', url='b'", `label="C", url="c"`, 1)},
		{"not reused", [][2]string{{"c", "C"}, {"b", "B"}}, strings.Replace(src, "{url = 'a', label = 'A'}, # one\n", "# one\n  { url = \"c\", label = \"C\" },\n", 1)},
		{"gone", [][2]string{{"a", "A"}}, strings.Replace(src, "  { label='B', url='b' },\n", "", 1)},
	} {
		doc, err := Parse([]byte(src), Layout{})
		if err != nil {
			t.Fatal(err)
		}
		var tables []Table
		for _, l := range tt.list {
			tables = append(tables, Table{{Key: "url", Value: String(l[0]), Same: Is(l[0])}, {Key: "label", Value: String(l[1])}})
		}
		if err := doc.SetTables("x", tables); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := string(doc.Bytes()); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// Whatever the layout: every comment survives, and the text of the elements that stay.
func TestArraysKeepComments(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	for range 20_000 {
		var comments []string
		space := func() string {
			s := pick("", " ", "", "\n", "\n  ", "#", " #")
			if text, ok := strings.CutSuffix(s, "#"); ok {
				comments = append(comments, fmt.Sprintf("# c%d.", len(comments)))
				return text + comments[len(comments)-1] + "\n" + pick("", "  ", "\n")
			}
			return s
		}
		var old, list []string
		src := "k = [" + space()
		for i := range r.IntN(5) {
			e := fmt.Sprintf("e%d", i)
			src += fmt.Sprintf("'%s'%s,%s", e, space(), space())
			old = append(old, e)
		}
		if len(old) > 0 && r.IntN(2) == 0 {
			src = src[:strings.LastIndex(src, ",")] + src[strings.LastIndex(src, ",")+1:]
		}
		src += "]\n"
		for _, e := range old {
			switch r.IntN(4) {
			case 0:
			case 1:
				list = append(list, "new"+e, e)
			default:
				list = append(list, e)
			}
		}
		if r.IntN(3) == 0 {
			list = append(list, "last")
		}
		doc, err := Parse([]byte(src), Layout{})
		if err != nil {
			t.Fatalf("%v in\n%s", err, src)
		}
		if err := doc.Set(Strings(list), "k"); err != nil {
			t.Fatalf("%v from\n%s to %v", err, src, list)
		}
		got := string(doc.Bytes())
		for _, c := range comments {
			if strings.Count(got, c) != 1 {
				t.Fatalf("%s is gone from\n%s in\n%s", c, src, got)
			}
		}
		for _, e := range list {
			if strings.HasPrefix(e, "e") && !strings.Contains(got, "'"+e+"'") {
				t.Fatalf("%s of\n%s was touched in\n%s", e, src, got)
			}
		}
	}
}

// Taken apart and put together, an array is what it was.
func FuzzReadArray(f *testing.F) {
	for _, s := range []string{"[]", "[ # c\n]", "[1, 2 # c\n,\n 'x', \"\"\"]\"\"\"\"\"]", "[{a = [1, '}']}, 2024-01-02 03:04:05 ]", "[\n[1],\n# c\n[2],]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc, err := Parse([]byte("k = "+s+"\n"), Layout{})
		if err != nil || strings.Contains(s, "\r") {
			return
		}
		list, ok := doc.outline.tree["k"].([]any)
		if !ok || len(doc.outline.exprs) != 1 {
			return
		}
		e := doc.outline.exprs[0]
		text := string(doc.outline.src[e.value.start:e.value.end])
		a := readArray(text)
		if a.String() != text || len(a.cells) != len(list) {
			t.Errorf("%q is taken for %d elements, not %d: %q", text, len(a.cells), len(list), a)
		}
	})
}
