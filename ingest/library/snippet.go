package library

import (
	"math/bits"
	"os"
	"path"
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
	Text     string // a line for each paragraph
}

// Transcripts reads those of a talk from the captions folder, in order of their files.
func (l *Library) Transcripts(t Talk) []Transcript {
	var list []Transcript
	for _, file := range t.files {
		rest, own := strings.CutPrefix(file, t.Name+".")
		if !own { // the draft's that became the record
			_, rest, _ = strings.Cut(file, ".")
		}
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

// bestPart is the part of a text with most words of a query, and how many it has. It begins
// some pieces before the first of them.
func bestPart(text string, q Query) (best string, most int) {
	const before = 4
	pieces := piecesOf(text)
	marks := q.marks(pieces)
	best = shownPart(pieces, 0, partEnd(pieces, 0))
	for i, mark := range marks {
		if mark == 0 {
			continue
		}
		from := max(i-before, 0)
		to := partEnd(pieces, from)
		if to == len(pieces) { // the end of a text is shown whole
			from = partStart(pieces)
		}
		has := uint64(0)
		for _, m := range marks[from:to] {
			has |= m
		}
		if n := bits.OnesCount64(has); n > most {
			best, most = shownPart(pieces, from, to), n
		}
	}
	return best, most
}

// partEnd is where a part ends that begins somewhere.
func partEnd(pieces []string, from int) int {
	size, to := 0, from
	for to < len(pieces) && (to == from || size+len(pieces[to]) < snippetSize) {
		size += len(pieces[to]) + 1
		to++
	}
	return to
}

// partStart is where the last part begins.
func partStart(pieces []string) int {
	size, from := 0, len(pieces)
	for from > 0 && (from == len(pieces) || size+len(pieces[from-1]) < snippetSize) {
		from--
		size += len(pieces[from]) + 1
	}
	return from
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

// marks tell of each piece of a text which words of the query it has, a bit for each of the
// first 64.
func (q Query) marks(pieces []string) []uint64 {
	marks := make([]uint64, len(pieces))
	wanted := q.wanted()
	for i, piece := range pieces {
		eachWord(piece, func(has string) {
			bit := uint64(1)
			for _, t := range wanted {
				for j, word := range t.words {
					if has == word || t.begins && j == len(t.words)-1 && strings.HasPrefix(has, word) || isDenseWord(word) && strings.Contains(has, word) {
						marks[i] |= bit
					}
					bit <<= 1
				}
			}
		})
	}
	return marks
}
