package draft

import (
	"testing"
)

func TestTextShow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		field, want string
		text        Text
	}{
		{"title", "Bees", `"Bees"`},
		{"title", "Bees", `'Bees'`},
		{"title", "", ""},
		{"speakers", "Jane Doe, John Roe", "[ 'Jane Doe', # first\n\"John Roe\" ]"},
		{"speakers", "", "[]"},
		{"recorded", "2024-05-18", "2024-05-18"},
		{"duration", "90 seconds", "90"},
		{"duration", "", "0"},
		{"description", "One. Two.", "'''\nOne.\nTwo.\n'''"},
		{"status", "skip", `"skip"`},
		{"session", "ABC123", `"ABC123"`},
		{"notes", "look here", "[[notes]]\nfield = \"title\"\nnote = \"look here\"\n"},
		{"related_urls", "https://exconf.example/", "[[related_urls]]\nlabel = \"Site\"\nurl = \"https://exconf.example/\"\n"},
		// What cannot be read is shown as it is, and so is what would say more than it may.
		{"title", `"Bees`, `"Bees`},
		{"title", `"Bees" language = "deu"`, "\"Bees\"\nlanguage = \"deu\""},
		{"nothing", "x", "x"},
	} {
		if got := test.text.Show(test.field); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.field, test.text, got, test.want)
		}
	}
}

// A text that is more than the value of its field changes nothing.
func TestChangeToMoreThanAText(t *testing.T) {
	t.Parallel()
	d, err := Parse("exconf-2024/bees.toml", []byte("status = \"review\"\ntitle = 'Bees'\n"))
	if err != nil {
		t.Fatal(err)
	}
	next, out := Change{Path: d.Path, Set: map[string]Value{"title": Text("\"Wasps\"\nstatus = \"ready\"")}}.Apply(d)
	if out.Err == nil || next != d {
		t.Errorf("%+v, %+v", next, out)
	}
}
