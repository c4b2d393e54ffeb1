package review

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/bare"
)

// Use says what became of a run of a host's title.
type Use string

// The uses.
const (
	UseTitle   Use = "title"
	UseSpeaker Use = "speaker"
	UseDropped Use = "dropped"
)

// Piece is a run of a host's title.
type Piece struct {
	Text string `json:"text"`
	Use  Use    `json:"use"`
}

// Pieces cuts a host's title into the runs that became the title or a speaker, or were
// left out, in their order: put together they are the host's title again. Words are found
// with other capitals and accents too, and where others stand between them.
func Pieces(raw, title string, speakers []string) []Piece {
	c := cutter{raw: raw, words: wordsOf(raw), owner: make([]int, len(raw))}
	found := c.whole(title, titleOwner)
	var partly []int
	for i, name := range speakers {
		if !c.whole(name, speakerOwner+i) {
			partly = append(partly, i)
		}
	}
	if !found {
		c.scattered(title, titleOwner)
	}
	for _, i := range partly {
		c.scattered(speakers[i], speakerOwner+i)
	}
	return c.pieces()
}

// Whom a byte of the host's title belongs to.
const (
	nobody = iota
	titleOwner
	speakerOwner // and from there on, one for each speaker
)

// cutter hands out the bytes of a host's title.
type cutter struct {
	raw   string
	words []word
	owner []int // of each byte
}

// word is a word of a text, as it is compared, and where it stands. In scripts without
// spaces each sign is one.
type word struct {
	start, end int
	bare       string
}

func wordsOf(text string) []word {
	var words []word
	start := -1
	flush := func(end int) {
		if start >= 0 {
			words = append(words, word{start, end, bare.Compact(text[start:end])})
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case isSign(r):
			flush(i)
			words = append(words, word{i, i + utf8.RuneLen(r), string(r)})
		case r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("'’", r):
			flush(i)
		case start < 0:
			start = i
		}
	}
	flush(len(text))
	return slices.DeleteFunc(words, func(w word) bool { return w.bare == "" })
}

// isSign tells the signs of scripts that have no spaces between words.
func isSign(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// whole finds a text as it is, or else its words one after the other, where nobody else
// has them.
func (c *cutter) whole(text string, owner int) bool {
	if text == "" {
		return false
	}
	if utf8.ValidString(text) {
		for from := 0; ; {
			i := strings.Index(c.raw[from:], text)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(text)
			if c.isEdge(start) && c.isEdge(end) && c.take(start, end, owner) {
				return true
			}
			from = start + 1
		}
	}
	want := wordsOf(text)
	for i := 0; len(want) > 0 && i+len(want) <= len(c.words); i++ {
		run := c.words[i : i+len(want)]
		if !slices.EqualFunc(run, want, func(a, b word) bool { return a.bare == b.bare }) {
			continue
		}
		start, end := run[0].start, run[len(run)-1].end
		after := text[want[len(want)-1].end:] // "Why?" ends with its question mark
		if strings.HasPrefix(c.raw[end:], after) {
			end += len(after)
		}
		if c.take(start, end, owner) {
			return true
		}
	}
	return false
}

// isEdge reports whether no word goes on across a place.
func (c *cutter) isEdge(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(c.raw[:i])
	after, _ := utf8.DecodeRuneInString(c.raw[i:])
	inWord := func(r rune) bool {
		return unicode.IsLetter(r) && !isSign(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
	}
	return i == 0 || i == len(c.raw) || !inWord(before) || !inWord(after)
}

// take gives a run to an owner, unless somebody has part of it.
func (c *cutter) take(start, end, owner int) bool {
	for _, o := range c.owner[start:end] {
		if o != nobody {
			return false
		}
	}
	for i := start; i < end; i++ {
		c.owner[i] = owner
	}
	return true
}

// mostWords is the number of words up to which texts are compared word by word.
const mostWords = 400

// scattered finds the words of a text in their order, as many as there are, where nobody
// else has them; an initial stands for its word.
func (c *cutter) scattered(text string, owner int) {
	want := wordsOf(text)
	var free []word
	for _, w := range c.words {
		if c.owner[w.start] == nobody {
			free = append(free, w)
		}
	}
	if len(want) > mostWords || len(free) > mostWords {
		return
	}
	last := -1
	for _, w := range common(free, want, func(a, b word) bool {
		return a.bare == b.bare || owner >= speakerOwner && standsFor(a.bare, b.bare)
	}) {
		start := w.start
		if last >= 0 && !c.hasWord(last, start) {
			start = last // what stands between two words of one text is part of it
		}
		c.take(start, w.end, owner)
		last = w.end
	}
}

// hasWord reports whether a word stands between two places.
func (c *cutter) hasWord(from, to int) bool {
	return slices.ContainsFunc(c.words, func(w word) bool { return w.start >= from && w.end <= to }) ||
		slices.ContainsFunc(c.owner[from:to], func(o int) bool { return o != nobody })
}

// common is the longest row of words that two texts have in common, as in the first.
func common(a, b []word, same func(a, b word) bool) []word {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if same(a[i], b[j]) {
				length[i][j] = max(length[i][j], length[i+1][j+1]+1)
			}
		}
	}
	var row []word
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case same(a[i], b[j]) && length[i][j] == length[i+1][j+1]+1:
			row = append(row, a[i])
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return row
}

// pieces are the runs of one owner each.
func (c *cutter) pieces() []Piece {
	pieces := []Piece{}
	for start := 0; start < len(c.raw); {
		end := start + 1
		for end < len(c.raw) && c.owner[end] == c.owner[start] {
			end++
		}
		use := UseSpeaker
		switch c.owner[start] {
		case nobody:
			use = UseDropped
		case titleOwner:
			use = UseTitle
		}
		pieces = append(pieces, Piece{c.raw[start:end], use})
		start = end
	}
	return pieces
}
