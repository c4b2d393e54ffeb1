package cli_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fieldtext"
)

// curator knows what each title as posted is to become, sees pages, and presses keys.
type curator struct {
	*seat
	event    *realEvent
	doubtful []string        // what the list of sure ones said wrongly, as far as it is not settled yet
	tried    map[string]bool // shapes of titles that were offered to be read alike
	before   string          // the shape of the title that was settled last otherwise than by Enter

	shown, numbered int // talks taken by Enter, and by the number of a reading
	atOnce, alike   int // talks taken by a, and read by n
	picked, written int // talks of which words were picked, and of which something was typed
	skipped         int
	letters         int // typed, among all keys
}

func newCurator(s *seat, event *realEvent) *curator {
	return &curator{seat: s, event: event, tried: map[string]bool{}}
}

func (c *curator) String() string {
	talks := len(c.event.Talks)
	return fmt.Sprintf("%d talks, %d keys, %.1f a talk, %d of them letters of what was typed; "+
		"taken as shown %d, by number %d, all at once %d, read alike %d, words picked %d, something typed %d, skipped %d",
		talks, c.keys, float64(c.keys)/float64(talks), c.letters, c.shown, c.numbered, c.atOnce, c.alike, c.picked, c.written, c.skipped)
}

// settleAll goes on until nothing is left to look at.
func (c *curator) settleAll() {
	c.t.Helper()
	c.takeSure()
	for steps := 0; ; steps++ {
		p := c.look()
		if p.open == "0" {
			return
		}
		if steps > 3*len(c.event.Talks) {
			c.t.Fatalf("there is no end to it:\n%s", c.text())
		}
		c.settle(p)
		if len(c.doubtful) > 0 {
			c.doubtful = slices.DeleteFunc(c.doubtful, func(shown string) bool { return shown == p.shown })
			if len(c.doubtful) == 0 {
				c.takeSure()
			}
		}
	}
}

// takeSure takes all that are sure at once, if nothing of the list is wrong.
func (c *curator) takeSure() {
	c.press("a")
	if c.isTalk() {
		return
	}
	listed := c.after("  - ")
	for _, line := range listed {
		if !slices.ContainsFunc(c.event.Talks, func(talk *realTalk) bool { return !talk.noTalk && talk.isSaid(line) }) {
			c.doubtful = append(c.doubtful, line)
		}
	}
	c.answer(len(c.doubtful) == 0, &c.atOnce, len(listed))
}

// answer says yes or no to a list of talks, and counts those that are settled so.
func (c *curator) answer(yes bool, count *int, talks int) {
	if !yes {
		c.press(esc)
		return
	}
	*count += talks
	c.press(enter)
}

// settle decides on the talk of a page.
func (c *curator) settle(p talkPage) {
	c.t.Helper()
	at := slices.IndexFunc(c.event.Talks, func(talk *realTalk) bool { return onScreen(talk.Raw) == p.posted })
	if at < 0 {
		c.t.Fatalf("nothing is known of this talk:\n%s", c.text())
	}
	talk, shape := c.event.Talks[at], shapeOf(p.posted)
	switch number := p.right(talk); {
	case talk.noTalk:
		c.skipped++
		c.press("x")
	case talk.isSaid(p.shown):
		c.shown++
		c.press(enter)
	case c.before == shape && !c.tried[shape]:
		c.tried[shape] = true
		c.press("n")
		c.decideAlike()
	case number > 0:
		c.numbered++
		c.press(stroke(fmt.Sprint(number)))
		c.before = shape
	default:
		c.mend(talk, p)
		c.before = shape
	}
}

// decideAlike takes what is offered to be read alike if all of it is right.
func (c *curator) decideAlike() {
	if c.isTalk() {
		return
	}
	posted, read := c.after("    "), c.after("  → ")
	right := len(posted) == len(read)
	for i := range min(len(posted), len(read)) {
		right = right && slices.ContainsFunc(c.event.Talks, func(talk *realTalk) bool {
			return onScreen(talk.Raw) == posted[i] && !talk.noTalk && talk.isSaid(read[i])
		})
	}
	c.answer(right, &c.alike, len(read))
}

// mend makes title and speakers right in the way that takes the fewest keys, and takes them.
func (c *curator) mend(talk *realTalk, p talkPage) {
	c.t.Helper()
	title, names := p.parts()
	fixes := talk.fixes(title, names)
	if picks := cheapestPicks(fixes, p.posted); len(picks) > 0 {
		c.picked++
		c.press("w")
		c.press(walk(picks, len(strings.Fields(p.posted)))...)
		c.press(enter)
		c.decideAlike()
		p = c.look()
		title, names = p.parts()
		fixes = talk.fixes(title, names)
	}
	for _, f := range fixes {
		c.press(f.key)
		strokes := retype(c.line(), f.to)
		c.letters += lettersOf(strokes)
		c.press(strokes...)
		c.press(enter)
	}
	c.written += min(len(fixes), 1)
	if p = c.look(); !talk.isSaid(p.shown) {
		c.t.Fatalf("want %q by %q, and see\n%s", talk.Title, talk.Speakers, c.text())
	}
	c.press(enter)
}

// lettersOf counts the keys that give a character.
func lettersOf(strokes []stroke) int {
	n := 0
	for _, k := range strokes {
		if len([]rune(string(k))) == 1 && k >= " " && k != backspace {
			n++
		}
	}
	return n
}

// fix is a field that says something wrong, and what it is to say.
type fix struct {
	key      stroke // that opens it
	from, to string
	pieces   []string // as which it would be picked
	as       stroke
}

func (talk *realTalk) fixes(title string, names []string) []fix {
	var fixes []fix
	if !talk.hasTitle(title) {
		fixes = append(fixes, fix{"e", title, talk.Title, []string{talk.Title}, "t"})
	}
	if !talk.hasSpeakers(names) {
		fixes = append(fixes, fix{"s", fieldtext.Format(names), fieldtext.Format(talk.Speakers), talk.Speakers, "s"})
	}
	return fixes
}

// typing are the keys that write the field on its line.
func (f fix) typing() int { return 2 + len(retype(f.from, f.to)) }

// picks are the words to pick for a field, none where the title as posted has not got them.
func (f fix) picks(posted string) []pick {
	var picks []pick
	for _, piece := range f.pieces {
		p, ok := pickOf(posted, piece, f.as)
		if !ok {
			return nil
		}
		picks = append(picks, p)
	}
	return picks
}

// cheapestPicks are the words to pick so that it takes the fewest keys together with what
// is left to be typed; none where typing all of it takes fewer.
func cheapestPicks(fixes []fix, posted string) []pick {
	var best []pick
	least := 0
	for _, f := range fixes {
		least += f.typing()
	}
	for some := 1; some < 1<<len(fixes); some++ {
		var picks []pick
		keys := 2
		for i, f := range fixes {
			if found := f.picks(posted); some&(1<<i) != 0 && len(found) > 0 {
				picks = append(picks, found...)
			} else {
				keys += f.typing()
			}
		}
		if keys += len(walk(picks, len(strings.Fields(posted)))); len(picks) > 0 && keys < least {
			best, least = picks, keys
		}
	}
	return best
}

// shapeOf is what stands between the words of a title.
func shapeOf(posted string) string { return strings.Join(signs.FindAllString(posted, -1), " ") }

var signs = regexp.MustCompile(`[^\pL\pN\pM\s'’]+|\bby\b`)

// isSaid reports whether a reading on the screen says what is right.
func (talk *realTalk) isSaid(reading string) bool {
	return slices.ContainsFunc(splits(reading), func(s split) bool { return talk.hasTitle(s.title) && talk.hasSpeakers(s.names) })
}

// split is one way to understand "TITLE by SPEAKERS".
type split struct {
	title string
	names []string
}

func splits(reading string) []split {
	var ways []split
	for at := 0; ; {
		next := strings.Index(reading[at:], by)
		if next < 0 {
			return ways
		}
		at += next
		ways = append(ways, split{reading[:at], namesIn(reading[at+len(by):])})
		at += len(by) - 1 // the blank may begin another one
	}
}

const by = " by "

func namesIn(text string) []string {
	if text == "nobody" {
		return nil
	}
	names, err := fieldtext.Parse(ingest.FieldSpeakers, text)
	if err != nil {
		return nil
	}
	list, _ := names.([]string)
	return list
}

// talkPage is a page about one talk.
type talkPage struct {
	open     string // how many are to be looked at
	posted   string
	shown    string
	readings map[int]string // what others say otherwise, by number
}

var (
	headLine    = regexp.MustCompile(`settled, (\d+) to look at`)
	postedLine  = regexp.MustCompile(`(?m)^  posted  (.*)\n          (.*)$`)
	readingLine = regexp.MustCompile(`(?m)^       (\d)  (.*)$`)
)

// isTalk reports whether the page is about one talk.
func (s *seat) isTalk() bool { return postedLine.MatchString(s.text()) }

// look reads the page of a talk.
func (s *seat) look() talkPage {
	s.t.Helper()
	text := s.text()
	head, posted := headLine.FindStringSubmatch(text), postedLine.FindStringSubmatch(text)
	if head == nil || posted == nil {
		s.t.Fatalf("this is no talk:\n%s", text)
	}
	p := talkPage{open: head[1], posted: onScreen(posted[1]), shown: onScreen(posted[2]), readings: map[int]string{}}
	for _, m := range readingLine.FindAllStringSubmatch(text, -1) {
		p.readings[int(m[1][0]-'0')] = onScreen(m[2])
	}
	return p
}

// parts are the title and the speakers that are shown.
func (p talkPage) parts() (title string, names []string) {
	ways := splits(p.shown)
	last := ways[len(ways)-1]
	return last.title, last.names
}

// right is the number of the first other reading that is right, 0 if there is none.
func (p talkPage) right(talk *realTalk) int {
	title, names := p.parts()
	for number := 1; number <= ingest.MaxReadings; number++ {
		text, ok := p.readings[number]
		if !ok {
			continue
		}
		text = withoutReason(text)
		who, onlyNames := strings.CutPrefix(text, by[1:])
		switch {
		case talk.isSaid(text),
			onlyNames && talk.hasTitle(title) && talk.hasSpeakers(namesIn(who)),
			talk.hasTitle(text) && talk.hasSpeakers(names):
			return number
		}
	}
	return 0
}

// withoutReason cuts the bracket off that ends a line about a reading.
func withoutReason(text string) string {
	if !strings.HasSuffix(text, ")") {
		return text
	}
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}

// after are the lines of the page that begin so, without that.
func (s *seat) after(label string) []string {
	var list []string
	for line := range strings.Lines(s.text()) {
		if text, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), label); ok {
			list = append(list, onScreen(text))
		}
	}
	return list
}

var editedLine = regexp.MustCompile(`(?m)^(?:title|speakers): (.*)$`)

// line is the text on the line that is edited. The cursor stands on a blank behind it.
func (s *seat) line() string {
	s.t.Helper()
	m := editedLine.FindStringSubmatch(s.text())
	if m == nil {
		s.t.Fatalf("no line is edited:\n%s", s.text())
	}
	return strings.TrimSuffix(m[1], " ")
}
