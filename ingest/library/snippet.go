package library

import (
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/confined"
)

// snippetSize is about how many bytes of a text a snippet has.
const snippetSize = 160

// Snippet is the part of a talk's description that has most of what was asked for, on one
// line; that of its transcript where the description has nothing; "" if there is neither.
func (l *Library) Snippet(t Talk, f Found) string {
	q := f.query
	described := l.description(t)
	best, n := bestPart(described, q)
	if n == 0 && len(t.files) > 0 {
		if said, n := bestPart(l.transcript(t), q); n > 0 {
			return said
		}
	}
	return best
}

// description reads that of a talk from its file, "" where that has changed meanwhile.
func (l *Library) description(t Talk) string {
	if t.IsDraft() {
		if d, err := draft.Parse(t.Path(), readFile(l.sources.Drafts, t.Path())); err == nil {
			return d.Record.Description
		}
		return ""
	}
	rec, _ := record.Decode(readFile(l.sources.Data, t.Path())) // none has no description
	return rec.Description
}

func (l *Library) transcript(t Talk) string {
	var b strings.Builder
	for _, c := range l.Transcripts(t) {
		b.WriteString(c.Text + "\n\n")
	}
	return b.String()
}

// Transcript is what was said in a talk, in one language.
type Transcript struct {
	Language string // as the captions file's name has it
	Text     string // a line for each of a cue's
}

// Transcripts reads those of a talk from the captions folder, in order of their files.
func (l *Library) Transcripts(t Talk) []Transcript {
	var list []Transcript
	for _, file := range t.files {
		_, rest, _ := strings.Cut(file, ".")
		language, _, _ := strings.Cut(rest, ".")
		list = append(list, Transcript{language, spoken(readFile(l.sources.Captions, path.Join(t.Event, file)))})
	}
	return list
}

func readFile(dir, name string) []byte {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil
	}
	defer root.Close()
	src, _ := confined.ReadFile(root, path.Clean(name)) // what cannot be read has no text
	return src
}

// bestPart is the part of a text with most words of a query, and how many it has.
func bestPart(text string, q Query) (best string, most int) {
	pieces := piecesOf(text)
	size := 0
	for from, to := 0, 0; from < len(pieces); from++ {
		for ; to < len(pieces) && (size < snippetSize || to == from); to++ {
			size += len(pieces[to]) + 1
		}
		if n := q.countIn(pieces[from:to]); best == "" || n > most {
			best, most = shownPart(pieces, from, to), n
		}
		if to == len(pieces) {
			break
		}
		size -= len(pieces[from]) + 1
	}
	return best, most
}

// shownPart is a part of a text, with a sign for what it leaves out.
func shownPart(pieces []string, from, to int) string {
	part := strings.Join(pieces[from:to], " ")
	if from > 0 {
		part = "… " + part
	}
	if to < len(pieces) {
		part += " …"
	}
	return part
}

// piecesOf cuts a text at its blanks, and what has none every few letters.
func piecesOf(text string) []string {
	const longest = 60
	var list []string
	for piece := range strings.FieldsSeq(text) {
		for len(piece) > longest {
			cut := longest
			for !utf8.RuneStart(piece[cut]) {
				cut--
			}
			list, piece = append(list, piece[:cut]), piece[cut:]
		}
		list = append(list, piece)
	}
	return list
}

// countIn counts the words of the query that some pieces of a text have.
func (q Query) countIn(pieces []string) int {
	has := words(strings.Join(pieces, " "))
	n := 0
	for _, t := range q.wanted() {
		for i, word := range t.words {
			begins := t.begins && i == len(t.words)-1
			if slices.ContainsFunc(has, func(w string) bool {
				return w == word || begins && strings.HasPrefix(w, word) || isDenseWord(word) && strings.Contains(w, word)
			}) {
				n++
			}
		}
	}
	return n
}
