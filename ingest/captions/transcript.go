package captions

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Paragraph is a part of a transcript.
type Paragraph struct {
	Start time.Duration
	Text  string
}

// A paragraph ends at the end of a sentence, or where somebody takes breath, once it has
// so many bytes, and anywhere once it has so many.
const (
	enough  = 500
	tooMuch = 1000
)

// Where somebody pauses for so long, a new thought begins; for so long, a new breath.
const (
	pause  = 3 * time.Second
	breath = time.Second
)

// Transcript makes paragraphs of what is said.
func Transcript(cues []Cue) []Paragraph {
	var all []Paragraph
	var text strings.Builder
	var start time.Duration
	end := func() {
		if text.Len() > 0 {
			all = append(all, Paragraph{start, text.String()})
		}
		text.Reset()
	}
	for i, c := range cues {
		if i > 0 && isBreak(text.String(), cues[i-1], c) {
			end()
		}
		for j, l := range c.Lines {
			if j > 0 && l.Voice != c.Lines[j-1].Voice {
				end()
			}
			if text.Len() == 0 {
				start = c.Start
			} else if needsBlank(text.String(), l.Text) {
				text.WriteByte(' ')
			}
			text.WriteString(l.Text)
		}
	}
	end()
	return all
}

// isBreak reports whether a paragraph ends between two cues.
func isBreak(text string, before, now Cue) bool {
	gap := now.Start - before.End
	switch {
	case before.Lines[len(before.Lines)-1].Voice != now.Lines[0].Voice:
		return true
	case endsSentence(text):
		return len(text) > enough || gap >= pause
	}
	return len(text) > tooMuch || len(text) > enough && gap >= breath
}

func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, `"'”’»)`))
	return strings.ContainsRune(".!?…。！？", last)
}

// needsBlank reports whether two lines have a blank between them: not where words have none.
func needsBlank(text, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	return !isDense(last) || !isDense(first)
}

// isDense tells signs of scripts that are written without blanks.
func isDense(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || strings.ContainsRune("、。！？，「」ー", r)
}
