package rst

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// blockKind is what a run of plain lines looks like.
type blockKind uint8

const (
	paragraphBlock blockKind = iota
	bulletBlock              // a list
	numberBlock              // a numbered list
	timedBlock               // lines that begin with a time: chapters
	rulerBlock               // a line of one repeated character
)

// plainBlock is a run of lines that are written as one element.
type plainBlock struct {
	kind   blockKind
	lines  []string    // of all but the lists
	items  []plainItem // of the lists
	suffix string      // of the numbers: "." or ")"
}

// plainItem is one element of a list.
type plainItem struct {
	marker string
	lines  []string
	indent int  // of the first line in the source
	apart  bool // a blank line stood before it
}

// numberedReach is how many lines below a number the next one must stand for
// the two to be a list.
const numberedReach = 8

// plainBlocks finds the blocks of a text.
func plainBlocks(lines []plainLine) []plainBlock {
	s := splitter{lines: lines}
	for i := range lines {
		s.add(i)
	}
	for i := range s.blocks {
		s.settleRuler(i)
	}
	return s.blocks
}

// splitter collects blocks line by line.
type splitter struct {
	lines  []plainLine
	blocks []plainBlock
	open   bool   // the last block goes on with the next line
	apart  bool   // blank lines stand before the next line
	number int    // the next number of the list under way, 0 without one
	suffix string // of that number
}

// add puts one line into the last block or opens another.
func (s *splitter) add(i int) {
	line := s.lines[i]
	if line.text == "" {
		s.open, s.apart = false, len(s.blocks) > 0
		return
	}
	switch text, bullet := cutBullet(line.text); {
	case bullet:
		s.addItem(bulletBlock, plainItem{marker: "- ", lines: []string{text}, indent: line.indent})
	case s.isNumbered(i):
		marker, text, _ := strings.Cut(line.text, " ")
		s.addItem(numberBlock, plainItem{marker: marker + " ", lines: []string{text}, indent: line.indent})
	case s.continuesItem(i):
		s.appendToItem(line.text)
	case rulerChar(line.text) != 0 && len(line.text) >= minRuler:
		s.blocks = append(s.blocks, plainBlock{kind: rulerBlock, lines: []string{line.text}})
		s.open = false
	case s.isTimed(i):
		s.addLine(timedBlock, line.text)
	default:
		s.addLine(paragraphBlock, line.text)
	}
	s.apart = false
}

// addLine adds a line to the last block if that is of the same kind.
func (s *splitter) addLine(kind blockKind, text string) {
	if last := s.last(); s.open && last != nil && last.kind == kind {
		last.lines = append(last.lines, text)
		return
	}
	s.blocks = append(s.blocks, plainBlock{kind: kind, lines: []string{text}})
	s.open = true
}

// addItem adds an element to the last list, blank lines or not.
func (s *splitter) addItem(kind blockKind, item plainItem) {
	last := s.last()
	if last == nil || last.kind != kind || last.suffix != s.suffixOf(kind) {
		s.blocks = append(s.blocks, plainBlock{kind: kind, suffix: s.suffixOf(kind)})
		last = s.last()
	} else {
		item.apart = s.apart
	}
	last.items = append(last.items, item)
	s.open = true
}

func (s *splitter) suffixOf(kind blockKind) string {
	if kind == numberBlock {
		return s.suffix
	}
	return ""
}

func (s *splitter) appendToItem(text string) {
	items := s.last().items
	item := &items[len(items)-1]
	item.lines = append(item.lines, text)
}

// last is the last block, nil before the first.
func (s *splitter) last() *plainBlock {
	if len(s.blocks) == 0 {
		return nil
	}
	return &s.blocks[len(s.blocks)-1]
}

// wrappedAt is the length from which a line may have been broken by a program
// instead of by its author.
const wrappedAt = 55

// continuesItem reports whether the line belongs to the list element in the
// line above it: it is indented more, or the author's program broke a long line.
func (s *splitter) continuesItem(i int) bool {
	last := s.last()
	if !s.open || last == nil || len(last.items) == 0 {
		return false
	}
	line := s.lines[i]
	if line.indent > last.items[len(last.items)-1].indent {
		return true
	}
	first, _ := utf8.DecodeRuneInString(line.text)
	return unicode.IsLower(first) && utf8.RuneCountInString(s.lines[i-1].text) > wrappedAt
}

// isNumbered reports whether the line is an element of a numbered list, and
// counts on: either it has the number after the last, or it is a first one with
// a second in reach.
func (s *splitter) isNumbered(i int) bool {
	number, suffix, ok := cutNumber(s.lines[i].text)
	if !ok {
		return false
	}
	following := number == s.number && suffix == s.suffix
	if !following && (number != 1 || !s.inReach(i, 2, suffix)) {
		return false
	}
	s.number, s.suffix = number+1, suffix
	if !s.inReach(i, s.number, suffix) {
		s.number = 0
	}
	return true
}

// inReach reports whether a number stands within reach below line i.
func (s *splitter) inReach(i, number int, suffix string) bool {
	for _, line := range s.lines[i+1 : min(i+1+numberedReach, len(s.lines))] {
		if n, x, ok := cutNumber(line.text); ok && n == number && x == suffix {
			return true
		}
	}
	return false
}

// cutNumber reads a number like "1." or "1)" with text behind it.
func cutNumber(text string) (number int, suffix string, ok bool) {
	marker, rest, _ := strings.Cut(text, " ")
	if rest == "" || len(marker) < 2 || len(marker) > 4 || marker[0] == '0' {
		return 0, "", false
	}
	suffix = marker[len(marker)-1:]
	number, err := strconv.Atoi(marker[:len(marker)-1])
	return number, suffix, err == nil && number > 0 && marker[0] != '+' && (suffix == "." || suffix == ")")
}

// cutBullet takes the bullet off a line that has one with text behind it.
func cutBullet(text string) (rest string, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("*-+•‣⁃", r) || !spaceAt(text, size) {
		return text, false
	}
	return trimSpace(text[size:]), true
}

// minRuler is the length from which a line of punctuation is a ruler. Shorter
// ones are text to docutils too.
const minRuler = 4

// settleRuler makes a paragraph of a ruler that cannot be a transition, which
// has to stand between two other blocks.
func (s *splitter) settleRuler(i int) {
	b := &s.blocks[i]
	if b.kind == rulerBlock && (i == 0 || i == len(s.blocks)-1 || s.blocks[i-1].kind == rulerBlock) {
		b.kind = paragraphBlock
	}
}

// isTimed reports whether the line is one of several in a row that begin with a
// time, like the chapters of a video.
func (s *splitter) isTimed(i int) bool {
	return beginsWithTime(s.lines[i].text) &&
		(i > 0 && beginsWithTime(s.lines[i-1].text) || i+1 < len(s.lines) && beginsWithTime(s.lines[i+1].text))
}

// beginsWithTime recognizes "0:00", "1:02:03", also in brackets.
func beginsWithTime(text string) bool {
	text = strings.TrimLeft(text, "([")
	digits := 0
	for digits < len(text) && '0' <= text[digits] && text[digits] <= '9' {
		digits++
	}
	rest := text[digits:]
	return digits >= 1 && digits <= 3 && len(rest) >= 3 && rest[0] == ':' &&
		'0' <= rest[1] && rest[1] <= '5' && '0' <= rest[2] && rest[2] <= '9' &&
		(len(rest) == 3 || wordEnd(rest, 3) == 3)
}
