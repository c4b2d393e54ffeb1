package review

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNames(t *testing.T) {
	t.Parallel()
	people := NewPeople(map[string]int{
		"Mirela Tandescu": 12, "Jörg Ålund": 3, "Noor van Solvane": 2, "Odile Quentin Marchandon": 4, "Brunhildeson Ekdahlinger": 1,
		"Nadia Veldenaar": 5, "Noor Veldenaar": 2, "山田太郎": 7, "Ann-Sofie O’Roe": 1, "glowworm": 2, "Track 12": 1, "Kesi Marchand": 1,
	}).with(map[string][]string{
		"a.toml": {"Imre Fodorné", "Imre Fodorne"}, "b.toml": {"Imre Fodorne"}, "c.toml": {"Kesi Abara"}, "d.toml": {"Kesi Abara"}, "e.toml": {"Odd Only"},
	})
	for name, want := range map[string]Name{
		"Mirela Tandescu":          {State: NameKnown, Talks: 12},
		"mirela tandescu":          {State: NameNear, Near: "Mirela Tandescu"},
		"Tandescu Mirela":          {State: NameNear, Near: "Mirela Tandescu"},
		"M. Tandescu":              {State: NameNear, Near: "Mirela Tandescu"},
		"Mirela T.":                {State: NameNew},
		"Mirela Tandesco":          {State: NameNear, Near: "Mirela Tandescu"},
		"Mirala Tandesco":          {State: NameNew},
		"Jorg Alund":               {State: NameNear, Near: "Jörg Ålund"},
		"Noor Solvane":             {State: NameNear, Near: "Noor van Solvane"},
		"Odile Marchandon":         {State: NameNear, Near: "Odile Quentin Marchandon"},
		"Odile Q. Marchandon":      {State: NameNear, Near: "Odile Quentin Marchandon"},
		"Odile Quentin":            {State: NameNew},
		"Brunhildesen Ekdahlingar": {State: NameNear, Near: "Brunhildeson Ekdahlinger"},
		"Brunhildasen Ekdahlinger": {State: NameNear, Near: "Brunhildeson Ekdahlinger"},
		"Brunhildeson Ekdahlingr":  {State: NameNear, Near: "Brunhildeson Ekdahlinger"},
		"Kesi Marshant":            {State: NameNear, Near: "Kesi Marchand"},
		"N. Veldenaar":             {State: NameNear, Near: "Nadia Veldenaar"},
		"山田花郎":                     {State: NameNew},
		"Ann Sofie O'Roe":          {State: NameNear, Near: "Ann-Sofie O’Roe"},
		"Glow Worm":                {State: NameNear, Near: "glowworm"},
		"Track 13":                 {State: NameNew},
		"Imre Fodorné":             {State: NameNear, Near: "Imre Fodorne"},
		"Kesi Abara":               {State: NameNew},
		"Kezi Abara":               {State: NameNear, Near: "Kesi Abara"},
		"":                         {State: NameNew},
		"?":                        {State: NameNew},
	} {
		want.Name = name
		if diff := cmp.Diff([]Name{want}, people.look("x.toml", []string{name})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
	// What a draft itself has is nobody else's spelling.
	if got := people.look("e.toml", []string{"Odd Onli"})[0]; got.State != NameNew {
		t.Errorf("while being typed: %+v", got)
	}
}

// 22,000 known names and the speakers of 130 drafts take milliseconds.
func BenchmarkNames(b *testing.B) {
	talks := make(map[string]int)
	for i := range 22_000 {
		talks[invented(i)] = i%7 + 1
	}
	company := NewPeople(talks).with(nil)
	for b.Loop() {
		for i := range 130 {
			company.look("a.toml", []string{invented(i*13) + "s"})
		}
	}
}

func invented(i int) string {
	const syllables = "bacedifoguhajekilomunapereqisotuvawexiyozu"
	word := func(i int) string {
		a, b, c := i%21, i/21%21, i*7/5%21
		return syllables[2*a:2*a+2] + syllables[2*b:2*b+2] + syllables[2*c:2*c+2]
	}
	return fmt.Sprintf("%s %s", word(i%160), word(i))
}
