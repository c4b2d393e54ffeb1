package mapper

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// Weights are kept by the names of the facts, so that no two may share one.
func TestFactNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i, name := range featureNames {
		if name == "" || seen[name] {
			t.Errorf("feature %d is called %q, like another", i, name)
		}
		seen[name] = true
	}
	clear(seen)
	for i, name := range traitNames {
		if name == "" || seen[name] {
			t.Errorf("trait %d is called %q, like another", i, name)
		}
		seen[name] = true
	}
}

// The fitted model weighs only facts that there are.
func TestFittedModel(t *testing.T) {
	t.Parallel()
	features, traits := map[string]bool{}, map[string]bool{}
	for _, name := range featureNames {
		features[name] = true
	}
	for _, name := range traitNames {
		traits[name] = true
	}
	for _, w := range []Weights{fitted.Known, fitted.Alone} {
		for _, part := range []struct {
			weights map[string]float64
			facts   map[string]bool
		}{{w.Parse, features}, {w.Title, traits}, {w.Speakers, traits}, {w.Both, traits}} {
			if len(part.weights) == 0 {
				t.Error("the fitted model lacks weights")
			}
			for name := range part.weights {
				if !part.facts[name] {
					t.Errorf("weight for %q, which is no fact: fit again", name)
				}
			}
		}
	}
}

func TestCuts(t *testing.T) {
	t.Parallel()
	for title, want := range map[string][]string{
		"A - B":                      {" - "},
		"A: B - C":                   {": ", " - "},
		"A by B":                     {" by "},
		"A, by B":                    {" by "},
		"A - from B":                 {" - "},
		"A – B — C":                  {" - ", " - "},
		"well-known parts":           nil,
		"10:30 and http://x.example": nil,
		"Jane Doe:Parsers":           {": "},
		"A - By the numbers":         {" - "},
		"Learning by the book":       nil,
		`"A - B" - C`:                {" - "},
		"A (B - C)":                  nil,
		"J. R. Doe. A":               {". "},
		"Dr. Doe":                    nil,
		"题目：演讲者":                     {": "},
		"- A":                        nil,
		"A -":                        nil,
	} {
		var got []string
		for _, c := range cuts(title) {
			got = append(got, c.sep.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", title, diff)
		}
	}
}

func TestReadPeople(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"Ada Doe":                           {"Ada Doe"},
		"by Ada Doe":                        {"Ada Doe"},
		"Ada Doe, Bo Roe & Cy Poe":          {"Ada Doe", "Bo Roe", "Cy Poe"},
		"Ada Doe and Bo Roe":                {"Ada Doe", "Bo Roe"},
		"Ada Doe y Bo Roe":                  {"Ada Doe", "Bo Roe"},
		"Ada and Bo Doe":                    {"Ada Doe", "Bo Doe"},
		"Ada, Bo Doe":                       {"Ada", "Bo Doe"},
		"Ada Doe (Foo, Inc.)":               {"Ada Doe"},
		`Ada (Addy) Doe`:                    {"Ada (Addy) Doe"},
		"Ada Doe @addy":                     {"Ada Doe"},
		"@addy":                             {"addy"},
		"Ada Doe, Ph.D.":                    {"Ada Doe"},
		"Dr. Ada Doe":                       {"Dr. Ada Doe"},
		"Keynote Ada Doe":                   {"Ada Doe"},
		"Ada Doe, Foo Inc; Bo Roe, Bar Ltd": {"Ada Doe", "Foo Inc", "Bo Roe", "Bar Ltd"},
		"various speakers":                  nil,
		"Ada Doe & co":                      {"Ada Doe"},
		"Ada Doe and friends":               {"Ada Doe"},
		"Saturday":                          nil,
		"Day 2":                             nil,
		"Part II":                           nil,
		"山田花子、鈴木一郎":                         {"山田花子", "鈴木一郎"},
	} {
		var got []string
		if readings := readPeople(text); len(readings) > 0 {
			got = readings[0].names
		}
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestOccasionMatch(t *testing.T) {
	t.Parallel()
	o := newOccasion(ingest.Event{Title: "Example Conf North York City 2031"}, nil, nil, nil)
	for text, want := range map[string]bool{
		"Example Conf North York City 2031": true,
		"ExampleConf NYC 2031":              true,
		"#ExampleConfNorthYorkCity31":       true,
		"Exmaple Conf North York City":      true,
		"2031":                              true,
		"OtherConf 2031":                    true,
		"Fast parsers":                      false,
		"City planning":                     false,
		"Welcome to Example Conf 2031":      false,
	} {
		if got := o.match(text) == 2; got != want {
			t.Errorf("match(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestFoldAndBare(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"O’Brien – Łódź":   "obrien lodz",
		"PyThing.XY 20'31": "pything xy 2031",
		"  ":               "",
		"Ünïcödé ß":        "unicode ß",
	} {
		if got := bare.Words(text); got != want {
			t.Errorf("bare.Words(%q) = %q, want %q", text, got, want)
		}
	}
	if got := fold("“A” – B"); got != `"a" - b` {
		t.Errorf("fold = %q", got)
	}
	if got := unfold("–– x", fold("–– x"), 3); got != len("–– ") {
		t.Errorf("unfold = %d, want %d", got, len("–– "))
	}
}
