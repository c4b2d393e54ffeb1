package cli

import (
	"cmp"
	"context"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/keyboard"
)

// picking is a title as posted, of which words are being picked.
type picking struct {
	raw      string
	words    [][2]int // begin and end of each, in bytes
	at, from int      // the current word, and where the marked run begins
	title    string
	speakers []string
	anew     bool // the list of speakers has been begun anew
}

func newPicking(v pipeline.View) *picking {
	p := &picking{
		raw: v.Draft.Source.Title, title: v.Draft.Record.Title, speakers: v.Draft.Record.Speakers,
	}
	begin := -1
	for i, r := range p.raw + " " {
		switch blank := unicode.IsSpace(r); {
		case !blank && begin < 0:
			begin = i
		case blank && begin >= 0:
			p.words = append(p.words, [2]int{begin, i})
			begin = -1
		}
	}
	return p
}

// run is the marked run of words, or the current one.
func (p *picking) run() (first, last int) { return min(p.at, p.from), max(p.at, p.from) }

// text is the marked run without what stands between pieces.
func (p *picking) text() string { return cleanPiece(p.marked()) }

// marked is the marked run as it was posted.
func (p *picking) marked() string {
	first, last := p.run()
	return p.raw[p.words[first][0]:p.words[last][1]]
}

// cleanPiece takes off what stands between the pieces of a title, as the browser does:
// lines and dots, and brackets around all of it or without their other half.
func cleanPiece(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—―|:,;/~·•", r) })
	for _, pair := range [][2]string{{"(", ")"}, {"[", "]"}, {"{", "}"}, {"“", "”"}, {"«", "»"}, {"「", "」"}} {
		inner, opens := strings.CutPrefix(text, pair[0])
		switch outer, closes := strings.CutSuffix(text, pair[1]); {
		case opens && strings.Index(inner, pair[1]) == len(inner)-len(pair[1]):
			text = strings.TrimSpace(strings.TrimSuffix(inner, pair[1]))
		case opens && !strings.Contains(inner, pair[1]):
			text = strings.TrimSpace(inner)
		case closes && !strings.Contains(outer, pair[0]):
			text = strings.TrimSpace(outer)
		}
	}
	return text
}

// press does what a key is for. Signs alone are neither title nor speaker.
func (p *picking) press(key keyboard.Key) {
	move := func(to int, marking bool) {
		p.at = min(max(to, 0), len(p.words)-1)
		if !marking {
			p.from = p.at
		}
	}
	switch key {
	case keyboard.Left:
		move(p.at-1, false)
	case keyboard.Right:
		move(p.at+1, false)
	case keyboard.Home:
		move(0, false)
	case keyboard.End:
		move(len(p.words), false)
	case "Shift-Left":
		move(p.at-1, true)
	case "Shift-Right":
		move(p.at+1, true)
	case "Shift-Home":
		move(0, true)
	case "Shift-End":
		move(len(p.words), true)
	case "t":
		p.title = cmp.Or(p.text(), p.title)
		p.goOn()
	case "s":
		p.addSpeaker()
		p.goOn()
	case "x":
		p.drop()
		p.goOn()
	}
}

// goOn makes the word behind the marked run current.
func (p *picking) goOn() {
	_, last := p.run()
	p.at = min(last+1, len(p.words)-1)
	p.from = p.at
}

// addSpeaker puts the marked words among the speakers; the first ones begin the list anew.
func (p *picking) addSpeaker() {
	name := p.text()
	if name == "" {
		return
	}
	if !p.anew {
		p.speakers, p.anew = nil, true
	}
	p.speakers = append(p.speakers, name)
}

// drop takes the marked words out of the title, unless that leaves none, and the speakers.
func (p *picking) drop() {
	p.title = cmp.Or(p.without(p.title), p.title)
	var left []string
	for _, name := range p.speakers {
		if name = p.without(name); name != "" {
			left = append(left, name)
		}
	}
	p.speakers = left
}

// without is a text without the marked words, if it has them.
func (p *picking) without(text string) string {
	rest := text
	for _, piece := range []string{p.marked(), p.text()} {
		if piece != "" {
			rest = strings.Replace(rest, piece, " ", 1)
		}
	}
	if rest == text {
		return text
	}
	return cleanPiece(strings.Join(strings.Fields(rest), " "))
}

// pickWords lets the person mark words of the title as posted, as title or speakers.
func (r *reviewing) pickWords(ctx context.Context) error {
	v := r.current()
	if strings.TrimSpace(v.Draft.Source.Title) == "" {
		r.message = "this draft has no title as posted"
		return nil
	}
	p := newPicking(v)
	for {
		r.screen.paint(r.screen.wordsPage(p))
		key, err := r.keys.Key(ctx)
		if err != nil {
			return err
		}
		switch key {
		case keyboard.Esc:
			return nil
		case keyboard.Enter:
			return r.decideOn(ctx, v, p)
		default:
			p.press(key)
		}
	}
}

// decideOn saves what was picked, and offers to read alike titles the same way.
func (r *reviewing) decideOn(ctx context.Context, v pipeline.View, p *picking) error {
	change := v.Set(map[string]pipeline.Value{ingest.FieldTitle: p.title, ingest.FieldSpeakers: append([]string{}, p.speakers...)})
	if err := r.save(ctx, "Pick words", []pipeline.Change{change}); err != nil {
		return err
	}
	r.last = repeatable{}
	if len(r.alike(v.Path)) >= 3 {
		return r.takeAlike(ctx)
	}
	return nil
}

func (s *screen) wordsPage(p *picking) []string {
	var spans []span
	first, last := p.run()
	for i, w := range p.words {
		look := normal
		if first <= i && i <= last {
			look = reversed
		}
		spans = append(spans, span{p.raw[w[0]:w[1]], look}, span{text: " "})
	}
	lines := append([]string{""}, s.wrap("  words   ", spans...)...)
	lines = append(lines, s.wrap("          ", readingSpans(p.title, p.speakers)...)...)
	return append(lines, s.wrap("", span{"←→ word, with Shift a run  t title  s speaker  x drop  Enter save  Esc leave", faint})...)
}
