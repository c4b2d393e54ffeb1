package library_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/library"
)

// world is a small data tree with a workspace.
type world struct {
	*testing.T
	dir string
}

func newWorld(t *testing.T) world {
	t.Helper()
	return world{t, t.TempDir()}
}

// write writes a file, with a time at which nothing is written any more.
func (w world) write(name, text string) {
	w.Helper()
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.Fatal(err)
	}
}

// record writes one with the given fields.
func (w world) record(path string, fields map[string]any) {
	w.Helper()
	event, name, _ := strings.Cut(path, "/")
	full := map[string]any{"title": "A talk", "speakers": []string{}, "description": "", "videos": []any{}}
	for key, value := range fields {
		full[key] = value
	}
	src, err := json.Marshal(full)
	if err != nil {
		w.Fatal(err)
	}
	w.write("data/"+event+"/videos/"+name+".json", string(src))
}

func (w world) draft(path, status, title, video string) {
	w.Helper()
	event, _, _ := strings.Cut(path, "/")
	w.write("drafts/"+event+"/event.toml", "title = \"ExConf Drafts\"\n")
	w.write("drafts/"+path+".toml", fmt.Sprintf("status = %q\ntitle = %q\n[[videos]]\ntype = \"youtube\"\nurl = \"https://www.youtube.com/watch?v=%s\"\n", status, title, video))
}

func (w world) index() string { return filepath.Join(w.dir, "cache", "library.index") }

func (w world) sources() library.Sources {
	return library.Sources{
		Data: filepath.Join(w.dir, "data"), Drafts: filepath.Join(w.dir, "drafts"), Captions: filepath.Join(w.dir, "captions"),
	}
}

// open opens the library as a new process would.
func (w world) open() *library.Library {
	w.Helper()
	l := library.Open(w.index(), w.sources())
	w.refresh(l)
	return l
}

func (w world) refresh(l *library.Library) {
	w.Helper()
	if err := l.Refresh(w.Context()); err != nil {
		w.Fatal(err)
	}
	if err := l.NotKept(); err != nil {
		w.Fatal(err)
	}
}

func (w world) search(l *library.Library, query string) library.Found {
	w.Helper()
	found, err := l.Search(w.Context(), library.Parse(query))
	if err != nil {
		w.Fatal(err)
	}
	return found
}

// found are the places of the talks that a query finds, in order.
func (w world) found(l *library.Library, query string) string {
	w.Helper()
	var paths []string
	for _, hit := range w.search(l, query).Hits(1000) {
		paths = append(paths, hit.Event+"/"+hit.Name)
	}
	return strings.Join(paths, " ")
}

// library is a tree in which every rule has its record.
func (w world) library() *library.Library {
	w.Helper()
	type m = map[string]any
	w.write("data/exconf-2024/category.json", `{"title": "ExConf Nordhausen 2024", "start_date": "2024-05-01"}`)
	w.write("data/userday/category.json", `{"title": "User Day"}`)
	w.record("exconf-2024/fast", m{"title": "Fast parsers", "speakers": []string{"Jane Doe", "Łukasz Straße"}, "recorded": "2024-05-18", "language": "eng", "tags": []string{"unit testing", "beginners"}, "description": "About grammars; and test doubles."})
	w.record("exconf-2024/faster", m{"title": "Even more fast parsers than before", "speakers": []string{"Ada Élan"}, "recorded": "2024-05-19", "language": "deu", "description": "Testing is fun."})
	w.record("exconf-2024/slow", m{"title": "Slow cooking", "speakers": []string{"Parsers Fast"}, "recorded": "2023-05-19", "language": "eng", "description": "Doe, Jane is not here. Don't panic: C++ and node.js"})
	w.record("userday/reading", m{"title": "Reading text", "speakers": []string{"Jørn Đoe"}, "recorded": "2022-01-02T10:00:00", "language": "jpn", "description": "高速なパーサーを書く方法 Python入門 й и"})
	w.record("userday/undated", m{"title": "Undated", "description": "fast machines have parsers", "language": ""})
	return w.open()
}

func TestRules(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := w.library()
	const fast, faster, slow, reading, undated = "exconf-2024/fast", "exconf-2024/faster", "exconf-2024/slow", "userday/reading", "userday/undated"
	for query, want := range map[string]string{
		// all words, anywhere; the title itself, in the title, speakers, description
		"fast parsers":   fast + " " + faster + " " + slow + " " + undated,
		"parsers FAST":   fast + " " + faster + " " + slow + " " + undated,
		"fast jane":      fast + " " + slow,
		"nordhausen fun": faster,
		"exconf doe":     fast + " " + slow,
		"":               "", "   ": "", `""`: "", "*": "", "-": "", "++": "",
		// phrases lie in one text and one element
		`"fast parsers"`:      fast + " " + faster,
		`"parsers fast"`:      slow,
		`"doe lukasz"`:        "",
		`"testing beginners"`: "",
		`"parsers jane"`:      "",
		// not
		"fast -parsers": "", "parsers -jane": faster + " " + undated, `parsers -"fast parsers"`: slow + " " + undated,
		"-parsers": reading, "jane -speaker:jane": slow,
		// beginnings; no stemming
		"test": fast, "test*": fast + " " + faster, "testing": fast + " " + faster, "pars*": faster + " " + fast + " " + slow + " " + undated,
		`"fast par*"`: "",
		// narrowed
		"speaker:doe": fast + " " + reading, `speaker:"jane doe"`: fast, `speaker:"doe jane"`: "", "SPEAKER:ada": faster,
		"event:exconf-2024": faster + " " + fast + " " + slow, "event:exconf": faster + " " + fast + " " + slow, "event:userday jane": "",
		"tag:testing": fast, `tag:"unit testing"`: fast, "tag:unit tag:beginners": fast, "tag:parsers": "",
		"lang:eng": fast + " " + slow, "lang:jpn": reading, "eng": "",
		"year:2024": faster + " " + fast, "year:2023": slow, "2023": "", "year:2022 lang:jpn": reading,
		"speaker:": "", "jane:": fast + " " + slow, "xyz:jane": "", "fast:parsers": fast + " " + faster,
		// folding
		"LUKASZ strasse": fast, "łukasz STRASSE": fast, "elan": faster, "jorn doe": reading, "JØRN": reading, "Ｆａｓｔ ｐａｒｓｅｒｓ -more -cooking -machines": fast,
		"й": reading, "и": reading, "don't": slow, "donpanic": "", "c++ node.js": slow,
		// runs of dense scripts
		"高速": reading, "速な": reading, "パーサー": reading, "ーサ": reading, "ハーサー": "", "python": reading, "入門": reading, "Python入門": reading, "入門Python": "", "ﾊﾟｰｻｰ": reading, "門高": "",
		// text that other engines take for orders
		"jane AND machines": "", "jane OR fast": "", "NEAR(jane doe)": "", "title:fast ^jane": "", `"fast parsers`: fast + " " + faster + " " + slow + " " + undated, "--fast": faster + " " + fast + " " + slow + " " + undated, "fast\x00parsers": fast + " " + faster + " " + slow + " " + undated,
	} {
		if got := w.found(l, query); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

func TestMistyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := w.library()
	for query, want := range map[string]struct{ first, corrections string }{
		"prasers": {"exconf-2024/faster", "prasers=parsers"}, "parers": {"exconf-2024/faster", "parers=parsers"},
		"parrsers": {"exconf-2024/faster", "parrsers=parsers"}, "parzers": {"exconf-2024/faster", "parzers=parsers"},
		"Łukázs": {"exconf-2024/fast", "lukazs=lukasz"}, "speaker:jnae": {"exconf-2024/fast", "jnae=jane"},
		`"fast prasers"`: {"exconf-2024/fast", "prasers=parsers"}, "jane speaker:grammar": {"", ""},
		"praesrs": {"", ""}, "fast -prasers": {"exconf-2024/faster", ""}, "pra*": {"", ""}, "year:2025": {"", ""}, "lang:end": {"", ""},
		"2032": {"", ""}, "パーサア": {"", ""}, "zz": {"", ""}, "slow jane doe": {"exconf-2024/slow", ""}, "slow machines": {"", ""},
	} {
		found := w.search(l, query)
		first, corrections := "", ""
		for _, hit := range found.Hits(1) {
			first = hit.Event + "/" + hit.Name
		}
		for _, c := range found.Corrections {
			corrections += c.Word + "=" + c.Taken
		}
		if first != want.first || corrections != want.corrections {
			t.Errorf("%q finds %q, corrected %q; want %q and %q", query, first, corrections, want.first, want.corrections)
		}
	}
}

func TestDraftsAndRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	youtube := func(id string) map[string]any {
		return map[string]any{"title": "Parsers at work", "videos": []any{map[string]any{"type": "youtube", "url": "https://www.youtube.com/watch?v=" + id}}}
	}
	w.write("data/exconf/category.json", `{"title": "ExConf"}`)
	w.record("exconf/one", youtube("AAAAAAAAAA0"))
	w.record("exconf/twin", youtube("AAAAAAAAAA0"))
	w.draft("exconf/one-draft", "published", "Parsers at work, retold", "AAAAAAAAAA0")
	w.draft("exconf/unmerged", "published", "Parsers elsewhere", "AAAAAAAAAA1")
	w.draft("exconf/waiting", "review", "Parsers to come", "AAAAAAAAAA2")
	w.draft("exconf/tombstone", "skip", "Parsers no more", "AAAAAAAAAA3")
	w.write("drafts/exconf/broken.toml", "title = parsers")
	w.write("drafts/exconf/.base/parsers.toml", `title = "parsers"`)
	w.write("captions/exconf/one-draft.en.vtt", "WEBVTT\n\nNOTE parsers noted\n\n1\n00:01.000 --> 00:02.000\n<v Jane>so <c.loud>zymurgy</c> &amp; more\n\n2\n00:02.000 --> 00:03.000\nbrewing</v>\n")
	w.write("captions/exconf/waiting.pt-BR.human.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\ncerveja\n")
	w.write("captions/exconf/nobody.en.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nzymurgy\n")
	l := w.open()
	for query, want := range map[string]string{
		"parsers": "exconf/one exconf/twin exconf/unmerged exconf/waiting", "retold": "", "noted": "",
		"zymurgy": "exconf/one exconf/twin", `"zymurgy more brewing"`: "exconf/one exconf/twin", "cerveja": "exconf/waiting",
	} {
		if got := w.found(l, query); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	if corrections := w.search(l, "retold").Corrections; len(corrections) > 0 {
		t.Errorf("a hidden draft has words: %v", corrections)
	}
	found := w.search(l, "zymurgy")
	if got := l.Snippet(found.Hits(1)[0].Talk, found); got != "so zymurgy & more brewing" {
		t.Errorf("snippet %q", got)
	}
	if diff := cmp.Diff([]library.Event{{Slug: "exconf", Title: "ExConf", Records: 2, Drafts: 2}}, l.Events(), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".year" }, cmp.Ignore())); diff != "" {
		t.Error(diff)
	}
}

func TestSnippetIsWhereTheWordsAre(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record("exconf/long", map[string]any{"title": "Long", "description": strings.Repeat("nothing to see here. ", 40) + "Then came\nthe *zymurgist* with hops. " + strings.Repeat("and more ", 40)})
	w.record("exconf/dense", map[string]any{"title": "Dense", "description": strings.Repeat("あいうえおかきくけこ", 40) + "高速"})
	l := w.open()
	for query, want := range map[string]string{"zymurgist hops": "Then came the *zymurgist* with hops.", "あい": "あいうえおかきくけこ"} {
		found := w.search(l, query)
		got := l.Snippet(found.Hits(1)[0].Talk, found)
		if !strings.Contains(got, want) || len(got) > 250 || !strings.HasSuffix(got, "…") {
			t.Errorf("%q: snippet %q", query, got)
		}
	}
}

// The next query sees every change, in the process that has looked before and in another.
func TestFollowsChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record("exconf/one", map[string]any{"title": "Alpha"})
	w.record("exconf/two", map[string]any{"title": "Beta"})
	l := w.open()
	expect := func(what, query, want string) {
		t.Helper()
		w.refresh(l)
		if got := w.found(l, query); got != want {
			t.Errorf("%s: %q finds %q, want %q", what, query, got, want)
		}
		if got := w.found(w.open(), query); got != want {
			t.Errorf("%s, in another process: %q finds %q, want %q", what, query, got, want)
		}
	}
	rename := func(from, to string) {
		t.Helper()
		if err := os.Rename(filepath.Join(w.dir, from), filepath.Join(w.dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 { // of the same size and within a tick of the clock
		word := fmt.Sprintf("gamma%02d", i)
		w.record("exconf/one", map[string]any{"title": word})
		expect("changed", word, "exconf/one")
	}
	rename("data/exconf/videos/one.json", "data/exconf/videos/renamed.json")
	expect("renamed", "gamma19", "exconf/renamed")
	rename("data/exconf", "data/exconf-2024")
	expect("event renamed", "beta", "exconf-2024/two")
	if err := os.Remove(filepath.Join(w.dir, "data/exconf-2024/videos/two.json")); err != nil {
		t.Fatal(err)
	}
	expect("removed", "beta", "")
	w.draft("exconf-2024/new", "review", "Delta", "AAAAAAAAAA0")
	expect("draft", "delta", "exconf-2024/new")
	w.draft("exconf-2024/new", "skip", "Delta", "AAAAAAAAAA0")
	expect("skipped", "delta", "")
	w.write("captions/exconf-2024/renamed.en.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nepsilon\n")
	expect("captions", "epsilon", "exconf-2024/renamed")
	w.write("data/exconf-2024/category.json", `{"title": "Zeta"}`)
	expect("event titled", "zeta", "exconf-2024/renamed")
	w.record("exconf-2024/broken", nil)
	w.write("data/exconf-2024/videos/broken.json", "{")
	expect("broken", "zeta", "exconf-2024/renamed")
}

func TestUnreadableFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record("exconf/one", map[string]any{"title": "Alpha"})
	w.record("exconf/folder.json/two", map[string]any{"title": "Alpha"})
	if err := os.Symlink("/etc/passwd", filepath.Join(w.dir, "data/exconf/videos/link.json")); err != nil {
		t.Skip(err)
	}
	locked := filepath.Join(w.dir, "data/exconf/videos/locked.json")
	w.record("exconf/locked", map[string]any{"title": "Alpha"})
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	want := "exconf/one"
	if _, err := os.ReadFile(locked); err == nil { // root reads everything
		want = "exconf/locked exconf/one"
	}
	if got := w.found(w.open(), "alpha"); got != want {
		t.Errorf("finds %q", got)
	}
}

func TestIndexIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record("exconf/one", map[string]any{"title": "Alpha"})
	time.Sleep(150 * time.Millisecond) // longer than a clock's tick: what was just written is read again
	w.open()
	first, err := os.Stat(w.index())
	if err != nil {
		t.Fatal(err)
	}
	w.open()
	if again, err := os.Stat(w.index()); err != nil || !os.SameFile(first, again) {
		t.Errorf("written again without a change: %v", err)
	}
	src, err := os.ReadFile(w.index())
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string][]byte{
		"empty": {}, "cut": src[:len(src)/2], "short": src[:10], "older": append([]byte("stevie library 0\n"), src[17:]...),
		"flipped": append(append([]byte{}, src[:len(src)-5]...), append([]byte{src[len(src)-5] ^ 1}, src[len(src)-4:]...)...),
		"grown":   append(append([]byte{}, src...), 0), "other": []byte("SQLite format 3\x00 and so on and on"),
	} {
		if err := os.WriteFile(w.index(), damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := w.found(w.open(), "alpha"); got != "exconf/one" {
			t.Errorf("%s: finds %q", name, got)
		}
		if now, err := os.ReadFile(w.index()); err != nil || string(now) != string(src) {
			t.Errorf("%s: not made anew: %v", name, err)
		}
	}
	other := library.Open(w.index(), library.Sources{Data: filepath.Join(w.dir, "elsewhere")})
	w.refresh(other)
	if got := w.found(other, "alpha"); got != "" {
		t.Errorf("another tree has the talks of this one: %q", got)
	}
	if entries, err := os.ReadDir(filepath.Dir(w.index())); err != nil || len(entries) != 1 {
		t.Errorf("beside the index lie %v, %v", entries, err)
	}
}

func TestIndexCannotBeKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record("exconf/one", map[string]any{"title": "Alpha"})
	w.write("file", "")
	l := library.Open(filepath.Join(w.dir, "file", "library.index"), w.sources())
	if err := l.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.found(l, "alpha"); got != "exconf/one" || l.NotKept() == nil {
		t.Errorf("finds %q, %v", got, l.NotKept())
	}
}

func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 30 {
		w.record(fmt.Sprintf("exconf-%d/one", i), map[string]any{"title": fmt.Sprintf("Alpha %d", i)})
	}
	done := make(chan string)
	for range 4 {
		go func() {
			for i := range 10 {
				l := library.Open(w.index(), w.sources())
				if err := l.Refresh(t.Context()); err != nil {
					done <- err.Error()
					return
				}
				found, err := l.Search(t.Context(), library.Parse("alpha"))
				if err != nil || found.Len() != 30 {
					done <- fmt.Sprintf("round %d: %d talks, %v", i, found.Len(), err)
					return
				}
			}
			done <- ""
		}()
	}
	for range 4 {
		if fault := <-done; fault != "" {
			t.Error(fault)
		}
	}
}

func TestFacets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := w.library()
	got := w.search(l, "parsers").Facets()
	want := library.Facets{
		Years:     []library.Facet{{"2024", "2024", 2}, {"2023", "2023", 1}},
		Events:    []library.Facet{{"exconf-2024", "ExConf Nordhausen 2024", 3}, {"userday", "User Day", 1}},
		Languages: []library.Facet{{"eng", "eng", 2}, {"deu", "deu", 1}},
		Speakers:  []library.Facet{{"Ada Élan", "Ada Élan", 1}, {"Jane Doe", "Jane Doe", 1}, {"Parsers Fast", "Parsers Fast", 1}, {"Łukasz Straße", "Łukasz Straße", 1}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNothingThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	unread := library.Open("", w.sources())
	if got := w.found(unread, "alpha"); got != "" || unread.Events() != nil || unread.Talks("exconf") != nil {
		t.Errorf("finds %q before anything is read", got)
	}
	w.refresh(unread)
	if got := w.found(w.open(), "alpha"); got != "" {
		t.Errorf("finds %q", got)
	}
}

// What nobody would type ends soon, too.
func TestLongQueries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := w.library()
	words := make([]string, 2000)
	for i := range words {
		words[i] = fmt.Sprintf("wrd%d", i)
	}
	for name, query := range map[string]string{
		"one word": strings.Repeat("x", 10<<10), "one word again and again": strings.Repeat("fast ", 2000), "many words": strings.Join(words, " "),
		"mistyped": strings.Repeat("prasers ", 2000), "quotes": strings.Repeat(`"`, 10<<10), "dashes": strings.Repeat("-", 10<<10), "phrases": strings.Repeat(`"fast parsers" `, 1000),
	} {
		start := time.Now()
		found := w.search(l, query)
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: %v for %d talks", name, took, found.Len())
		}
	}
	if got := w.found(l, strings.Repeat("fast ", 2000)); !strings.HasPrefix(got, "exconf-2024/faster ") {
		t.Errorf("finds %q", got)
	}
}

// Of several words that may be meant that one is taken which the other words stand beside.
func TestMistypedAmongOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, title := range []string{"Bears in winter", "Bears in summer", "Peers of alpha"} {
		w.record(fmt.Sprintf("exconf/%d", i), map[string]any{"title": title})
	}
	l := w.open()
	for query, want := range map[string]string{"pears": "bears", "pears alpha": "peers", "alpha pears -winter": "peers", "pears summer": "bears"} {
		if got := w.search(l, query).Corrections; len(got) != 1 || got[0].Taken != want {
			t.Errorf("%q: taken for %v, want %s", query, got, want)
		}
	}
}

// A change within a tick of the file system's clock, of the same size, is seen.
func TestChangeWithinATick(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := filepath.Join(w.dir, "data/exconf/videos/one.json")
	w.record("exconf/one", map[string]any{"title": "Alpha"})
	tick := time.Now()
	for _, title := range []string{"Bravo", "Cargo", "Delta"} {
		w.record("exconf/one", map[string]any{"title": title})
		if err := os.Chtimes(path, tick, tick); err != nil {
			t.Fatal(err)
		}
		if got := w.found(w.open(), title); got != "exconf/one" && time.Since(tick) < 100*time.Millisecond {
			t.Errorf("%s: finds %q", title, got)
		}
	}
}
