package tomledit

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func seeds() []string {
	return []string{
		"", "# c", "a = 1", "a = 1\nb = 'x' # c\n", "\xEF\xBB\xBFa = 1\r\n\r\n[t]\r\nk = 2\r\n",
		"t.k = 1\nt . \"l m\" = 2\n", "t = { k = 1, l = { m = 2 } }\n", "t = {\n k = 1, # c\n l = 2\n}\n", "t = {}\n",
		"[[x]]\nk = 1\n# c\n[[x]]\n\n[t]\n[[x]]\nk = 3", "x = [ {k = 1}, # c\n {k = 2} ]\n", "x = []\n[t.u]\nv = 1\n",
		"a = '''\n[[x]]\n# no comment\n\n'''\n[[x]]\nk=1\n", "a = \"\"\"\\\n  b\"\"\"\nd = 2024-01-02 # c\ne = 2024-01-02 03:04:05Z\n",
		"[[x]]\n[x.sub]\nv = 1\n[[x]]\nk = 1\n[x.sub]\nv = 2\n", "\"t\".'k' = 1\n[\"x y\"]\nq = [[1], [2]]\n", "a = nan\n",
		"[t]\n\n# c1\n\n# c2\n[[x]] # h\n  k = 1\n\n\n\n", "k = 1\n\n\n# only\n[[x]]\nk = 'one'\nl = ''\n[[x]]\nl = 0\n",
		"a.b.c = 1\n[a.d]\ne = 2\n", "x = [\n{ k = '''\n]# '''}, # c\n]",
	}
}

// FuzzEdit makes one edit. Whatever the document: it either fails and leaves the
// document alone, or the document reads as wanted and holds every line that the
// edit had no business with.
func FuzzEdit(f *testing.F) {
	for _, s := range seeds() {
		for op := range uint8(6) {
			f.Add(s, op, "k", "new\n'''\x00\"")
		}
	}
	layout := Layout{Order: []string{"a", "k", "d", "x", "t", "t.k", "t.l"}, Comments: map[string]string{"k": "# key", "x": "# list"}}
	f.Fuzz(func(t *testing.T, src string, op uint8, key, text string) {
		if len(src) > 2000 || len(text) > 500 {
			return
		}
		doc, err := Parse([]byte(src), layout)
		if err != nil {
			return
		}
		if got := doc.Bytes(); string(got) != src {
			t.Fatalf("unchanged document reads %q", got)
		}
		before := lines(doc)
		path, err := applyOp(doc, op, key, text)
		after := doc.Bytes()
		if err != nil {
			if !errors.Is(err, ErrNotInPlace) {
				t.Errorf("unexpected error: %v", err)
			}
			if string(after) != src {
				t.Error("a failed edit changed the document")
			}
			return
		}
		if _, err := Parse(after, layout); err != nil {
			t.Fatalf("reads no more: %v\n%s", err, after)
		}
		assertLinesSurvive(t, before, path, string(after))
		if again, err := applyOp(doc, op, key, text); err != nil || !bytes.Equal(doc.Bytes(), after) {
			t.Errorf("the same edit of %v again changes something (%v)\n%s\n%s", again, err, after, doc.Bytes())
		}
	})
}

func applyOp(doc *Document, op uint8, key, text string) (path []string, err error) {
	one := Table{{Key: "k", Value: String(text)}, {Key: "l", Value: Int(3)}}
	switch op % 6 {
	case 0:
		return []string{key}, doc.Set(String(text), key)
	case 1:
		return []string{"t", key}, doc.Set(Text(text), "t", key)
	case 2:
		return []string{"d"}, doc.Set(Date(text), "d")
	case 3:
		return []string{"x"}, doc.Set(Strings([]string{text, "b"}), "x")
	case 4:
		return []string{"x"}, doc.SetTables("x", []Table{one, {{Key: "k", Value: Int(1)}}})
	default:
		return []string{"x"}, doc.SetTables("x", []Table{{{Key: "k", Value: String("one"), Same: Is("one")}, {Key: "l", Value: Int(9)}}, one})
	}
}

// line is one line of a document and the top-level key, or key of a table, that
// it belongs to.
type line struct {
	text string
	path []string
}

// lines takes a document apart. Comments belong to no key, except inside arrays of
// tables.
func lines(doc *Document) []line {
	var list []line
	for pos := 0; pos < len(doc.outline.src); {
		end := lineEnd(doc.outline.src, pos)
		l := line{text: strings.TrimRight(string(doc.outline.src[pos:end]), "\r\n")}
		for _, e := range doc.outline.exprs {
			if e.line <= pos && pos < e.end {
				l.path = e.path
			}
		}
		list = append(list, l)
		pos = end
	}
	return list
}

// assertLinesSurvive checks that all lines but those of a key are in the text, in
// order.
func assertLinesSurvive(t *testing.T, before []line, path []string, after string) {
	t.Helper()
	after = strings.TrimPrefix(after, string(byteOrderMark))
	rest := strings.Split(strings.ReplaceAll(after, "\r\n", "\n"), "\n")
	inArray := false
	for _, l := range before {
		switch {
		case l.path != nil:
			inArray = len(path) == 1 && hasPrefix(l.path, path)
		case inArray && strings.TrimSpace(l.text) != "":
			continue // a comment among the elements
		}
		if strings.TrimSpace(l.text) == "" || l.path != nil && (hasPrefix(l.path, path) || hasPrefix(path, l.path)) {
			continue
		}
		for len(rest) > 0 && rest[0] != l.text {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			t.Fatalf("line %q is gone or moved:\n%s", l.text, after)
		}
		rest = rest[1:]
	}
}

// FuzzValues holds that every text is read as it was written.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"", "a", "'''", `"""`, "a\nb\n", "\x00\x1b\u202e\u2028", "a\\", "\"\"\"\"", "\r\n", "\xff", "'", "x'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, v := range []Value{String(s), Text(s), Strings([]string{s, s, ""}), Date(s)} {
			tree := map[string]any{}
			if err := toml.Unmarshal([]byte("v = "+v.TOML()+"\n"), &tree); err != nil {
				t.Fatalf("%q is written as %s: %v", s, v.TOML(), err)
			}
			if !reflect.DeepEqual(tree["v"], v.want) {
				t.Errorf("%q is written as %s and read as %q", s, v.TOML(), tree["v"])
			}
			if i := strings.IndexFunc(v.TOML(), mustEscapeInText); i >= 0 {
				t.Errorf("%q is written with a raw %q", s, v.TOML()[i:])
			}
		}
	})
}
