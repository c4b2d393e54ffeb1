package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/ingest/record"
)

// asking makes a query of a record, "" where that says too little for it.
type asking struct {
	kind string
	ask  func(r *rand.Rand, t library.Talk, description string) string
}

// askings are the ways in which people remember a talk.
func askings() []asking {
	return []asking{
		{"the title", func(_ *rand.Rand, t library.Talk, _ string) string { return plain(t.Title) }},
		{"words of the title, mixed", func(r *rand.Rand, t library.Talk, _ string) string { return someOf(r, longWords(t.Title, 4), 3) }},
		{"one of them mistyped", mistypedTitle},
		{"without accents", func(_ *rand.Rand, t library.Talk, _ string) string {
			if bare := withoutAccents(t.Title); bare != norm.NFC.String(t.Title) {
				return strings.ToUpper(plain(bare))
			}
			return ""
		}},
		{"speaker and a word", func(r *rand.Rand, t library.Talk, _ string) string {
			name, word := lastName(t), someOf(r, longWords(t.Title, 5), 1)
			if name == "" || word == "" {
				return ""
			}
			return "speaker:" + name + " " + word
		}},
		{"year, speaker's name", func(_ *rand.Rand, t library.Talk, _ string) string {
			if name := lastName(t); name != "" && t.Year() != "" {
				return name + " year:" + t.Year()
			}
			return ""
		}},
		{"a phrase of the description", func(r *rand.Rand, _ library.Talk, description string) string { return phraseOf(r, description) }},
		{"words of the description", func(r *rand.Rand, _ library.Talk, description string) string {
			return someOf(r, longWords(description, 7), 3)
		}},
		{"a run of a dense script", func(r *rand.Rand, t library.Talk, _ string) string { return denseRun(r, t.Title) }},
	}
}

// chosen makes queries of n records, and of as many as it takes for kinds that few records give.
func chosen(l *library.Library, tree string, seed uint64, n int) []question {
	var talks []library.Talk
	titled := map[string][]string{} // several records of one title answer for each other
	for _, e := range l.Events() {
		for _, t := range l.Talks(e.Slug) {
			talks = append(talks, t)
			titled[t.Title] = append(titled[t.Title], t.Path())
		}
	}
	var list []question
	for i, a := range askings() {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		asked := 0
		for _, j := range r.Perm(len(talks)) {
			if asked == n {
				break
			}
			t := talks[j]
			if query := a.ask(r, t, descriptionOf(tree, t)); query != "" {
				list = append(list, question{a.kind, query, titled[t.Title]})
				asked++
			}
		}
	}
	return list
}

func descriptionOf(tree string, t library.Talk) string {
	src, err := os.ReadFile(filepath.Join(tree, filepath.FromSlash(t.Path())))
	if err != nil {
		return ""
	}
	rec, _ := record.Decode(src) // none has no description
	return rec.Description
}

// plain is a text without what the query language would obey.
func plain(text string) string {
	return strings.NewReplacer(`"`, " ", "*", " ", " -", " ").Replace(text)
}

func isWord(word string) bool {
	return word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
}

// longWords are the different words of a text with so many letters or more.
func longWords(text string, letters int) []string {
	var list []string
	for word := range strings.FieldsSeq(text) {
		word = strings.TrimFunc(word, unicode.IsPunct)
		if isWord(word) && utf8.RuneCountInString(word) >= letters && !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	return list
}

// someOf are n of some words in any order, "" where there are fewer.
func someOf(r *rand.Rand, words []string, n int) string {
	if len(words) < n {
		return ""
	}
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return strings.Join(words[:n], " ")
}

func lastName(t library.Talk) string {
	if len(t.Speakers) == 0 {
		return ""
	}
	names := strings.Fields(t.Speakers[0])
	if len(names) < 2 || !isWord(names[len(names)-1]) {
		return ""
	}
	return names[len(names)-1]
}

func mistypedTitle(r *rand.Rand, t library.Talk, _ string) string {
	words := longWords(t.Title, 6)
	if len(words) < 2 {
		return ""
	}
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return mistyped(r, words[0]) + " " + words[1]
}

// mistyped is a word with one error.
func mistyped(r *rand.Rand, word string) string {
	letters := []rune(word)
	i := 1 + r.IntN(len(letters)-2)
	switch r.IntN(4) {
	case 0:
		return string(slices.Delete(letters, i, i+1))
	case 1:
		return string(slices.Insert(letters, i, letters[i]))
	case 2:
		letters[i] = rune('a' + r.IntN(26))
	default:
		letters[i], letters[i+1] = letters[i+1], letters[i]
	}
	return string(letters)
}

// withoutAccents leaves the accents of other scripts, where they make another letter.
func withoutAccents(text string) string {
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			latin = unicode.Is(unicode.Latin, r)
		} else if latin {
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

func phraseOf(r *rand.Rand, description string) string {
	const length = 4
	words := strings.Fields(description)
	if len(words) < 2*length {
		return ""
	}
	from := r.IntN(len(words) - length)
	phrase := words[from : from+length]
	if !slices.ContainsFunc(phrase, func(w string) bool { return isWord(w) && len(w) > length }) {
		return ""
	}
	return `"` + plain(strings.Join(phrase, " ")) + `"`
}

// denseRun is a run of four characters of a text in Chinese, Japanese or Korean.
func denseRun(r *rand.Rand, text string) string {
	const length = 4
	var runs []string
	for _, run := range strings.FieldsFunc(norm.NFC.String(text), func(r rune) bool {
		return !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	}) {
		if letters := []rune(run); len(letters) >= length {
			from := r.IntN(len(letters) - length + 1)
			runs = append(runs, string(letters[from:from+length]))
		}
	}
	if len(runs) == 0 {
		return ""
	}
	return runs[r.IntN(len(runs))]
}
