package schedule

import (
	"slices"
	"strings"
	"testing"
)

func TestWithoutContacts(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Ask jane.doe+x@mail.example today.":                           "Ask  today.",
		"<mailto:jane@mail.example>":                                   "",
		"jane (at) mail (dot) example":                                 "",
		"jane [at] mail.example":                                       "",
		"Call +49 30 1234567 or (555) 123-4567":                        "Call  or ",
		"Tel.: 030 / 123 456 78":                                       "Tel.: ",
		"git@git.example:a/b":                                          "git@git.example:a/b",
		"@pytest.fixture and a @ b":                                    "@pytest.fixture and a @ b",
		"Python 3.12.1, 2031-06-02, ISBN 978-3-16-148410-0, 1,000,000": "Python 3.12.1, 2031-06-02, ISBN 978-3-16-148410-0, 1,000,000",
		"C++ 11 and +1":                                                "C++ 11 and +1",
		"in 10.000.000 rows at 192.168.0.1":                            "in 10.000.000 rows at 192.168.0.1",
	} {
		if got := withoutContacts(in); got != want {
			t.Errorf("withoutContacts(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestProse(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"<p>a</p>\n<p>b <a href=\"mailto:jane@mail.example\">write</a></p>": "a\n\nb write",
		"Besucher*innen und Entwickler*innen":                               "Besucher*innen und Entwickler*innen",
		"one\n- two\n- [three](https://x.example)":                          "one\n\n- two\n- `three <https://x.example>`__",
		"a\x00\u202eb": "a\u202eb",
	} {
		if got := prose(in, nil); got != want {
			t.Errorf("prose(%q) = %q, want %q", in, got, want)
		}
	}
	if got := prose(strings.Repeat("é ", maxProse), nil); len(got) > maxProse {
		t.Errorf("%d bytes of prose", len(got))
	}
}

func TestSplitNames(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"Jane Doe":                         {"Jane Doe"},
		"Doe, Jane":                        {"Doe, Jane"},
		"Jane Doe, John Roe":               {"Jane Doe", "John Roe"},
		"Jane Doe; Roe, John":              {"Jane Doe", "Roe, John"},
		"Jane Doe and John Roe":            {"Jane Doe", "John Roe"},
		"Jane and John Roe":                {"Jane and John Roe"},
		"Jane Doe, Ann Poe & John Roe":     {"Jane Doe", "Ann Poe", "John Roe"},
		"Ana Silva e Zé Costa":             {"Ana Silva", "Zé Costa"},
		"Jane Doe\nJohn Roe <j@x.example>": {"Jane Doe", "John Roe"},
		"TBA":                              nil,
		"":                                 nil,
	} {
		if got := names(splitNames(in)); !slices.Equal(got, want) {
			t.Errorf("splitNames(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsBreak(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]bool{
		"Lunch": true, "Coffee Break": true, "Morning coffee & tea": true, "Mittagspause": true, "Registration opens": true, "🍽️ Lunch Break (80 mins)": true,
		"Quiet Room": true, "昼食": true,
		"Breaking changes": false, "Lightning talks": false, "Opening remarks": false, "A break from the past": false, "Sprints": false, "The coffee machine": false,
		"Testing in the operating room": false, "": false, "Closing": false,
	} {
		if got := (&entry{title: title}).isBreak(); got != want {
			t.Errorf("isBreak(%q) = %v", title, got)
		}
	}
	if (&entry{title: "Break", speakers: []string{"Jane Doe"}}).isBreak() {
		t.Error("who speaks makes it a session")
	}
	if !(&entry{title: "Sandwiches", kind: "lunch"}).isBreak() {
		t.Error("the kind tells")
	}
}
