package mapper

import (
	"slices"
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

// Whom a name may mean of those who are known by another form of it.
func TestNamesakes(t *testing.T) {
	t.Parallel()
	k := NewKnown(map[string]int{
		"Mirela Tandescu Ohlone": 4, "Noor B. Veldenaar": 2, "Odile Marchandon": 3, "Serafina Quillby": 1,
		"Ines Roeland": 1, "Ines Roeland Ekdahl": 2, "Ines Roeland Lovestone": 3, "Ines Roeland Figueroles": 1, "Ines Roeland Abernath": 1,
	})
	for name, want := range map[string]string{
		"Mirela Tandescu": "Mirela Tandescu Ohlone", "Noor Veldenaar": "Noor B. Veldenaar", // fuller
		"Odille Marchandon": "Odile Marchandon", "Odile Marchandom": "Odile Marchandon", // mistyped
		"S. Quillby": "Serafina Quillby", "Quillby Serafina": "Serafina Quillby",
		"Odile Marchandon": "", "Mirela Ohlone": "Mirela Tandescu Ohlone", "Mirela": "", "Bartosz Wieliczko": "",
		"Ines Roeland": "", // of four, nobody can tell
	} {
		got := ""
		for _, n := range k.namesakes(name) {
			got += n.name
		}
		if got != want {
			t.Errorf("namesakes(%q) = %q, want %q", name, got, want)
		}
	}
	var nobody *Known
	if got := nobody.otherwise("Mirela Tandescu"); got != 0 {
		t.Errorf("who knows nobody finds %v", got)
	}
}

// How likely the tree makes it that a name is written otherwise.
func TestOtherwise(t *testing.T) {
	t.Parallel()
	k := NewKnown(map[string]int{"Zoë Ödlund": 1, "Zoë Marsk": 1, "Zoë Tandescu": 1, "Noor Veldenaar": 6, "Noor Veldenaar Ruys": 1, "Takeshi Moribana": 1, "Takeshi Moribana Oda": 6})
	for _, c := range []struct {
		likelier, name string
	}{
		{"Zoe Roeland", "Noor Roeland"},         // everybody else called so writes an accent
		{"Takeshi Moribana", "Noor Veldenaar"},  // most talks are by the longer name
		{"Noor Veldenaar", "Bartosz Wieliczko"}, // there is a longer one
		{"Zoe Roeland", "Zoë Roeland"},          // the accent is there
	} {
		if a, b := k.otherwise(c.likelier), k.otherwise(c.name); a <= b {
			t.Errorf("otherwise(%q) = %.2f, not above %.2f of %q", c.likelier, a, b, c.name)
		}
	}
}

// The readings write a speaker as the host does and as the tree knows somebody, each
// beside the title that is proposed.
func TestNamesakesAmongTheReadings(t *testing.T) {
	t.Parallel()
	k := NewKnown(map[string]int{"Mirela Tandescu Ohlone": 4, "Noor Veldenaar": 1, "Nöor Solvane": 2})
	var videos []ingest.Video
	for i, title := range []string{"Queues in practice - Mirela Tandescu", "Testing parsers - Noor Solvane", "Editors - Odile Marchandon", "Types at work - Takeshi Moribana", "Slow queries - Priyanka Wieliczko"} {
		videos = append(videos, ingest.Video{Provider: "youtube", ID: string(rune('a' + i)), Title: title})
	}
	got := Map(ingest.Event{Title: "ExampleConf 2031"}, videos, Options{Known: k})
	for i, want := range []string{"Mirela Tandescu Ohlone", "Noor Solvane"} {
		if !slices.ContainsFunc(got[i].Readings[1:], func(r ingest.Reading) bool {
			return r.Title == got[i].Record.Title && slices.Equal(r.Speakers, []string{want})
		}) {
			t.Errorf("%s is not among the readings: %+v", want, got[i].Readings)
		}
	}
}
