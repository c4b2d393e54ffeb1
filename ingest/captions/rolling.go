package captions

import (
	"slices"
	"strings"
)

// unrolled merges the cues of machines that write as they listen: a line comes in below,
// rolls up and goes, or grows word by word, and stands in several cues. Each is said once.
// Cues of people, who may say the same twice, stay as they are.
func unrolled(cues []Cue) []Cue {
	for isRolling(cues) {
		cues = merged(cues)
	}
	return cues
}

// merged takes out of each cue what the one before has shown.
func merged(cues []Cue) []Cue {
	var merged []Cue
	var shown []Line // by the cue before
	for _, c := range cues {
		lines := c.Lines
		fresh := lines[shared(shown, lines):]
		n := len(merged) - 1
		switch {
		case len(fresh) == 0:
			merged[n].End = max(merged[n].End, c.End)
		case n >= 0 && len(fresh) == len(lines) && grows(shown, lines):
			last := &merged[n].Lines[len(merged[n].Lines)-1]
			*last = lines[len(lines)-1]
			merged[n].End = max(merged[n].End, c.End)
		default:
			merged = append(merged, Cue{c.Start, c.End, slices.Clone(fresh)})
		}
		shown = lines
	}
	for i := range len(merged) - 1 {
		if next := merged[i+1].Start; merged[i].End > next && next > merged[i].Start {
			merged[i].End = next
		}
	}
	return merged
}

// isRolling reports whether half of the cues or more begin with what the one before ended
// with, and some of them go on with another line.
func isRolling(cues []Cue) bool {
	again, more := 0, 0
	for i := 1; i < len(cues); i++ {
		before, now := cues[i-1].Lines, cues[i].Lines
		n := shared(before, now)
		switch {
		case n == 0 && !grows(before, now):
		case n < len(now):
			more++
			fallthrough
		default:
			again++
		}
	}
	return more > 0 && 2*again >= len(cues)-1
}

// shared counts the lines that the one ends with and the other begins with.
func shared(before, now []Line) int {
	for n := min(len(before), len(now)); n > 0; n-- {
		if slices.Equal(before[len(before)-n:], now[:n]) {
			return n
		}
	}
	return 0
}

// grows reports whether the last line has become longer, and nothing else has changed.
func grows(before, now []Line) bool {
	n := len(now) - 1
	return len(before) == len(now) && slices.Equal(before[:n], now[:n]) &&
		before[n].Voice == now[n].Voice && strings.HasPrefix(now[n].Text, before[n].Text+" ")
}
