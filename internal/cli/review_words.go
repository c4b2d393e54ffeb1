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

// text is the marked run without the signs around it.
func (p *picking) text() string {
	first, last := p.run()
	s := p.raw[p.words[first][0]:p.words[last][1]]
	return strings.Trim(s, aroundWords)
}

// aroundWords are the signs around titles and names that are no part of them.
const aroundWords = " -–—|:,;/·•"

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
	case "s":
		if p.text() == "" {
			return
		}
		if !p.anew {
			p.speakers, p.anew = nil, true
		}
		p.speakers = append(p.speakers, p.text())
	case "x":
		p.drop()
	}
}

// drop takes the marked words out of the title, unless that leaves none.
func (p *picking) drop() {
	left := strings.Join(strings.Fields(strings.Replace(p.title, p.text(), "", 1)), " ")
	p.title = cmp.Or(strings.Trim(left, aroundWords), p.title)
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
		r.screen.paint(r.wordsPage(p))
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

func (r *reviewing) wordsPage(p *picking) []string {
	var spans []span
	first, last := p.run()
	for i, w := range p.words {
		look := normal
		if first <= i && i <= last {
			look = reversed
		}
		spans = append(spans, span{p.raw[w[0]:w[1]], look}, span{text: " "})
	}
	lines := append([]string{""}, r.screen.wrap("  words   ", spans...)...)
	lines = append(lines, r.screen.wrap("          ", readingSpans(p.title, p.speakers)...)...)
	return append(lines, r.screen.wrap("", span{"←→ word, with Shift a run  t title  s speaker  x drop  Enter save  Esc leave", faint})...)
}
