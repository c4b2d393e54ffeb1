package spelling_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/spelling"
	"github.com/pyvideo/stevie/internal/termtext"
)

// talk is a record by what is spelled in it.
type talk struct {
	Event          string
	Tags, Speakers []string
	Times          int // how many records are like this one; 0 is one
}

func survey(t *testing.T, talks ...talk) *spelling.Survey {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, value any) {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for _, k := range talks {
		if k.Event == "" {
			k.Event = "exconf-2024"
		}
		write(k.Event+"/category.json", map[string]any{"title": k.Event})
		for range max(k.Times, 1) {
			n++
			write(fmt.Sprintf("%s/videos/talk-%03d.json", k.Event, n), map[string]any{
				"title": fmt.Sprintf("Talk %d", n), "tags": append([]string{}, k.Tags...), "speakers": append([]string{}, k.Speakers...), "videos": []any{},
			})
		}
	}
	tree, err := record.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := spelling.Read(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// told is what a list says of merges: doubtful ones as comments, in order.
func told(t *testing.T, merges []spelling.Merge) []string {
	t.Helper()
	var b bytes.Buffer
	if err := spelling.Write(&b, spelling.Section{Field: "tags", Merges: merges}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")[1:]
	return lines
}

func TestTags(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		talks []talk
		want  []string
	}{
		{"capitals and hyphens", []talk{{Tags: []string{"bird watching"}, Times: 3}, {Tags: []string{"Bird-Watching"}}, {Tags: []string{"bird_watching"}}}, []string{
			`"Bird-Watching" = "bird watching" # 1 talk, 3 with the other: the same letters`,
			`"bird_watching" = "bird watching" # 1 talk, 3 with the other: the same letters`,
		}},
		{"the lower case counts for all", []talk{{Tags: []string{"Birds"}, Times: 2}, {Tags: []string{"birds"}}}, []string{
			`"Birds" = "birds" # 2 talks, 1 with the other: the same letters`,
		}},
		{"alone in whatever case", []talk{{Tags: []string{"Birds"}, Times: 2}}, nil},
		{"signs that tell languages apart", []talk{{Tags: []string{"c", "c++", "c#", "net", ".net", "f", "f#"}}}, nil},
		{"other scripts are letters", []talk{{Tags: []string{"鳥", "птица", "птицы"}}}, nil},
		{"one and many", []talk{{Tags: []string{"parser"}}, {Tags: []string{"parsers"}, Times: 4}}, []string{
			`# "parser" = "parsers" # 1 talk, 4 with the other: one and many of it`,
		}},
		{"short words are no plurals", []talk{{Tags: []string{"o", "os", "new", "new"}}}, nil},
		{"a slip, of what is far commoner", []talk{{Tags: []string{"documetnation"}}, {Tags: []string{"databasse"}}, {Tags: []string{"documentation", "database"}, Times: 12}}, []string{
			`# "databasse" = "database" # 1 talk, 12 with the other: one letter apart`,
			`# "documetnation" = "documentation" # 1 talk, 12 with the other: one letter apart`,
		}},
		{"as common is another word", []talk{{Tags: []string{"warbler", "warblers2"}, Times: 4}, {Tags: []string{"warbller"}, Times: 3}}, nil},
		{"versions with a dot and without", []talk{{Tags: []string{"python3.8", "python 38", "python38"}}}, []string{
			`"python38" = "python 38" # 1 talk, 1 with the other: the same letters`,
		}},
		{"what nobody can see is nobody's spelling", []talk{{Tags: []string{"bird\u200bs"}, Times: 3}, {Tags: []string{"birds"}}, {Tags: []string{"par\u200bsing", "pars\u200bing"}}}, []string{
			`"bird\U0000200bs" = "birds" # 3 talks, 1 with the other: the same letters`,
		}},
		{"versions are no slips", []talk{{Tags: []string{"python33"}}, {Tags: []string{"python3"}, Times: 20}}, nil},
		{"the speaker's own name", []talk{{Tags: []string{"janedoe", "Jane Doe", "parsing"}, Speakers: []string{"Jane Doe"}}}, []string{
			`"Jane Doe" = "" # 1 talk: the name of a speaker, here of 1 of them`,
			`"janedoe" = "" # 1 talk: the name of a speaker, here of 1 of them`,
		}},
		{"somebody else's name", []talk{{Tags: []string{"jane doe"}, Speakers: []string{"John Roe"}}, {Speakers: []string{"Jane Doe"}}}, []string{
			`# "jane doe" = "" # 1 talk: the name of a speaker, though of none of these talks`,
		}},
		{"a speaker of one word may mean anything", []talk{{Tags: []string{"raven"}, Speakers: []string{"Raven"}}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, told(t, survey(t, tt.talks...).Tags()), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("merges (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSpeakers(t *testing.T) {
	t.Parallel()
	speak := func(times int, event string, names ...string) talk {
		return talk{Event: event, Speakers: names, Times: times}
	}
	for _, tt := range []struct {
		name  string
		talks []talk
		want  []string
	}{
		{"accents, capitals, order", []talk{speak(2, "", "Zoë Müllerova"), speak(1, "", "Zoe Mullerova"), speak(1, "", "MULLEROVA Zoe")}, []string{
			`"Zoe Mullerova" = "Zoë Müllerova" # 1 talk, 2 with the other: the same letters`,
			`# "MULLEROVA Zoe" = "Zoë Müllerova" # 1 talk, 2 with the other: the same words in another order`,
		}},
		{"shouted, however often", []talk{speak(3, "", "JANE DOE"), speak(1, "", "Jane Doe")}, []string{
			`"JANE DOE" = "Jane Doe" # 3 talks, 1 with the other: the same letters`,
		}},
		{"a middle initial, at the same conference", []talk{speak(3, "exconf-2023", "Jane Doe"), speak(1, "exconf-2024", "Jane Q. Doe")}, []string{
			`# "Jane Q. Doe" = "Jane Doe" # 1 talk, 3 with the other: a middle initial; both at exconf`,
		}},
		{"and at another one", []talk{speak(3, "exconf-2023", "Jane Doe"), speak(1, "whyconf-2024", "Jane Q. Doe")}, nil},
		{"a second surname", []talk{speak(1, "", "Inés Roble"), speak(2, "", "Inés Roble Haya")}, []string{
			`# "Inés Roble" = "Inés Roble Haya" # 1 talk, 2 with the other: a second surname; both at exconf`,
		}},
		{"a letter, left out, exchanged or another", []talk{speak(5, "", "Wilhelmina Kestrel"), speak(1, "", "Wilhelmina Kestrl"), speak(1, "", "Wilhemlina Kestrel"), speak(1, "", "Wilhelmine Kestrel")}, []string{
			`# "Wilhelmina Kestrl" = "Wilhelmina Kestrel" # 1 talk, 5 with the other: one letter apart; both at exconf`,
			`# "Wilhelmine Kestrel" = "Wilhelmina Kestrel" # 1 talk, 5 with the other: one letter apart; both at exconf`,
			`# "Wilhemlina Kestrel" = "Wilhelmina Kestrel" # 1 talk, 5 with the other: one letter apart; both at exconf`,
		}},
		{"other middle names are other people", []talk{speak(2, "", "Jane Anna Doeringer"), speak(1, "", "Jane Berta Doeringer")}, nil},
		{"short names are soon alike", []talk{speak(2, "", "Bo Ek"), speak(1, "", "Bo Ed")}, nil},
		{"names of one word", []talk{speak(2, "", "Raven"), speak(1, "", "raven")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, told(t, survey(t, tt.talks...).Speakers()), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("merges (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, src, err string
		want           spelling.List
	}{
		{name: "as written", src: "[tags]\n\"a b\" = \"c\" # why\n# \"x\" = \"y\"\n[speakers]\n\"J\" = \"\"\n", want: spelling.List{Tags: map[string]string{"a b": "c"}, Speakers: map[string]string{"J": ""}}},
		{name: "chains end where they lead", src: "[tags]\na = \"b\"\nb = \"c\"\nc = \"c\"\n", want: spelling.List{Tags: map[string]string{"a": "c", "b": "c", "c": "c"}}},
		{name: "lines of JSON", src: `{"path":"x","field":"tags[1]","from":"a","to":"b","sure":true}` + "\n" + `{"field":"tags","from":"x","to":"y","sure":false}` + "\n" + `{"field":"speakers[0]","from":"J","to":"","sure":true}`, want: spelling.List{Tags: map[string]string{"a": "b"}, Speakers: map[string]string{"J": ""}}},
		{name: "nothing", want: spelling.List{}},
		{name: "a circle", src: "[tags]\na = \"b\"\nb = \"a\"\n", err: "leads back to itself"},
		{name: "another table", src: "[tag]\na = \"b\"\n", err: "line 1: \"tag\" is neither [tags] nor [speakers]"},
		{name: "below no table", src: "a = \"b\"\n", err: "line 1"},
		{name: "cut", src: "[tags]\n\"a\" = \"b\n", err: "line 2"},
		{name: "another row", src: `{"field":"title","from":"a","to":"b"}`, err: "line 1"},
		{name: "what nobody could write", src: "[tags]\na = \"b\\u001b[31m\"\n", err: "has a character that nobody can see"},
		{name: "nothing to be spelled otherwise", src: "[tags]\n\"\" = \"b\"\n", err: "is empty"},
		{name: "no row", src: "{\"field\":\"tags\",\"from\":\"a\"}\n{", err: "line 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := spelling.Parse([]byte(tt.src))
			if tt.err != "" {
				if !errors.Is(err, spelling.ErrList) || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error %v, want %q", err, tt.err)
				}
				return
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v%s", err, diff)
			}
		})
	}
}

// Whatever a record holds is read from a list as it was written.
func FuzzList(f *testing.F) {
	f.Add("Machine-Learning", "machine learning")
	f.Add("a\"b\\c\x1b[31m", "\u202e\U000e0041 x\n#")
	f.Fuzz(func(t *testing.T, from, to string) {
		from, to = strings.ToValidUTF8(from, "?"), strings.ToValidUTF8(to, "?")
		var b bytes.Buffer
		m := spelling.Merge{From: from, To: to, Sure: true, Reason: "the same letters"}
		if err := spelling.Write(&b, spelling.Section{Field: "tags", Merges: []spelling.Merge{m}}); err != nil {
			t.Fatal(err)
		}
		list, err := spelling.Parse(b.Bytes())
		if errors.Is(err, spelling.ErrList) && (from == "" || termtext.Line(to) != to) {
			return
		}
		if diff := cmp.Diff(map[string]string{from: to}, list.Tags); err != nil || diff != "" {
			t.Errorf("%v%s\n%s", err, diff, b.String())
		}
		if strings.ContainsAny(b.String(), "\x1b\u202e") {
			t.Errorf("%q steers a terminal", b.String())
		}
	})
}
