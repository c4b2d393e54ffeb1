package match

import (
	"reflect"
	"slices"
	"testing"
)

func TestFindPerson(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       float64
	}{
		{"Jane Doe", "Fast Parsers by Jane Doe", inFull},
		{"Jane Doe", "Doe Jane: Fast Parsers", inFull},
		{"Zoë Łęcka", "Fast Parsers - Zoe Lecka", inFull},
		{"Jane Q. Doe", "Jane Doe - Fast Parsers", inFull},
		{"Jane Doe", "J. Doe: Fast Parsers", shortened},
		{"J. Doe", "Jane Doe: Fast Parsers", shortened},
		{"Robert Roe", "Bob Roe: Fast Parsers", shortened},
		{"Jane Dough", "Jane Doughe: Fast Parsers", shortened},
		{`Jane "Parsley" Doe`, "Keynote by Parsley", clearNamed},
		{`Jane "Parsley" Doe`, "Keynote by Parsley Doe", inFull},
		{"Jane Doe (moderator)", "Panel with Jane Doe", inFull},
		{"Jane Doe", "Keynote with Doe", surname},
		{"Jane Doe", "Opening with Jane", firstName},
		{"Jane Doe", "Fast Parsers", 0},
		{"佐藤 健", "はじめてのパーサ 佐藤健", inFull},
	} {
		p := people(c.name, nil)[0]
		if got, _, _ := p.find(wordsOf(c.text)); got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.name, c.text, got, c.want)
		}
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string][]string{
		"Ada and Bo Doe":       {"Ada Doe", "Bo Doe"},
		"Jane Doe":             {"Jane Doe"},
		"Jane Doe & Rick Roe":  {"Jane Doe", "Rick Roe"},
		"":                     nil,
		"Al One, Bo Two, Cy 3": {"Al One", "Bo Two", "Cy 3"},
	} {
		var got []string
		for _, p := range people(entry, nil) {
			got = append(got, p.name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", entry, got, want)
		}
	}
}

func TestPeopleOtherSpelling(t *testing.T) {
	t.Parallel()
	spell := spellings(map[string]string{"Jane Doe": "Jaydee"})
	for name, text := range map[string]string{"Jane Doe": "Parsers - Jaydee", "Jaydee": "Parsers - Jane Doe"} {
		if sure, _, _ := people(name, spell)[0].find(wordsOf(text)); sure != inFull {
			t.Errorf("%q is not found in %q", name, text)
		}
	}
}

// Of several spellings of one name the order of a map decides nothing.
func TestPeopleOtherSpellingsSteady(t *testing.T) {
	t.Parallel()
	spell := map[string]string{"J. Doe": "Jaydee", "Jane Doe": "Jaydee", "Janie Doe": "Jaydee", "JD": "Jaydee"}
	want := people("Jaydee", spellings(spell))[0]
	for range 50 {
		if got := people("Jaydee", spellings(spell))[0]; !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}
