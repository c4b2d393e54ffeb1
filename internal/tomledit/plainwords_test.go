package tomledit

import "testing"

func TestFaultsInPlainWords(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"title = \"a\nb\"\n":           "1:11: a text in quotes ends on its line; use ''' … ''' for several lines",
		"title = 'a\n":                 "1:11: a text in quotes ends on its line; use ''' … ''' for several lines",
		"title = '''a\nb\n":            "2:2: a text that begins with ''' ends with '''",
		"title = Slow cooking\n":       `1:9: a value is missing, or a text without its quotes: "…"`,
		"watch = yes\n":                `1:9: a value is missing, or a text without its quotes: "…"`,
		"title = \n":                   `1:9: a value is missing, or a text without its quotes: "…"`,
		"title = \"The \"best\" one\"": `1:15: something stands behind the value; quotes within "…" are written \"`,
		"title = \"C:\\data\"\n":       `1:12: a backslash in "…" is written \\; or put the text into '…'`,
		"title \"a\"\n":                `1:7: = and a value are missing behind the key, as in title = "…"`,
		"tags = [\"a\" \"b\"]\n":       `1:13: a list is written ["a", "b"]; a comma or the ] is missing`,
		"tags = [\"a\",\n":             `1:13: a list is written ["a", "b"]; a comma or the ] is missing`,
		"[[notes]\n":                   "1:8: a bracket is missing at the end of the heading",
		"title = 'a'\ntitle = 'b'\n":   "2:1: title: it stands here a second time",
		"recorded = 2024-5-18\n":       "1:12: a date is written like 2024-05-18",
		"(draft)\n":                    `1:1: a line begins with a key, as in title = "…", with a [heading] or with #`,
	} {
		var into map[string]any
		if err := Decode([]byte(src), &into); err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", src, err, want)
		}
	}
}
