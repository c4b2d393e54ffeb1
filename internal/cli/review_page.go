package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/fieldtext"
	"github.com/pyvideo/stevie/internal/keyboard"
	"github.com/pyvideo/stevie/internal/keys"
	"github.com/pyvideo/stevie/internal/termtext"
)

// page is what is seen of the current talk.
func (r *reviewing) page() []string { return r.talkPage("", nil) }

func (r *reviewing) talkPage(field string, line *keyboard.Line) []string {
	v := r.current()
	lines := append([]string{""}, r.head()...)
	if v.Draft == nil {
		lines = append(lines, "nothing is shown: "+r.keyFor(keys.Out)+" takes the search and the filter back")
		return append(append(lines, r.said()...), r.foot(v)...)
	}
	lines = append(lines, r.screen.wrap("  posted  ", rawSpans(v)...)...)
	lines = append(lines, r.screen.wrap("          ", readingSpans(v.Draft.Record.Title, v.Draft.Record.Speakers)...)...)
	for i, reading := range v.Readings {
		if differing := differences(v.Draft.Record, reading); len(differing) > 0 {
			lines = append(lines, r.screen.wrap(fmt.Sprintf("       %d  ", i+1), differing...)...)
		}
	}
	lines = append(lines, r.screen.wrap("          ", span{detailsOf(v), faint})...)
	for _, reason := range reasonsOf(v) {
		lines = append(lines, r.screen.wrap("       !  ", span{text: reason})...)
	}
	if line != nil {
		return append(lines, r.screen.lineEditor(field, line)...)
	}
	return append(append(lines, r.said()...), r.foot(v)...)
}

// said is what there is to say of the last key.
func (r *reviewing) said() []string {
	if r.message == "" {
		return nil
	}
	return r.screen.wrap("", span{r.message, bold})
}

// counts is what is done of the event.
func (r *reviewing) counts() string {
	settled, open := 0, 0
	for _, v := range r.views {
		if v.IsSettled() {
			settled++
		} else {
			open++
		}
	}
	return fmt.Sprintf("%s: %d of %d settled, %d to look at", r.event, settled, len(r.views), open)
}

// head is that, and which talk this is.
func (r *reviewing) head() []string {
	head := r.counts()
	if v := r.current(); v.Draft != nil {
		head += fmt.Sprintf(" · %s, %s", v.Draft.Status, v.Level)
	}
	if name := chips()[r.chip].name; r.chip > 0 {
		head += " · only " + name
	}
	if r.search != "" {
		head += " · search: " + r.search
	}
	if len(r.marked) > 0 {
		head += fmt.Sprintf(" · %d marked", len(r.marked))
	}
	return r.screen.wrap("", span{head, bold})
}

// foot are the keys that are needed most.
func (r *reviewing) foot(v pipeline.View) []string {
	others := ""
	if n := len(v.Readings); n > 1 {
		others = fmt.Sprintf("  %s-%s readings", r.keyFor("read-1"), r.keyFor(fmt.Sprintf("read-%d", n)))
	}
	text := fmt.Sprintf("[%s] take%s  %s edit  %s no talk  %s undo  %s keys  q leave",
		r.keyFor(keys.Take), others, r.keyFor(keys.Title), r.keyFor(keys.Skip), r.keyFor(keys.Undo), r.keyFor(keys.Keys))
	return r.screen.wrap("", span{text, faint})
}

// keyFor is the key that does an act.
func (r *reviewing) keyFor(act string) string {
	at := slices.IndexFunc(r.acts, func(a keys.Act) bool { return a.Name == act })
	return r.acts[at].Key
}

// rawSpans is the title as posted: what is used of it underlined, what is left out struck
// through.
func rawSpans(v pipeline.View) []span {
	raw := v.Draft.Source.Title
	if raw == "" {
		return []span{{"(a draft of your own)", faint}}
	}
	var spans []span
	for _, p := range v.Pieces() {
		look := struck
		switch {
		case p.Use != pipeline.UseDropped:
			look = underlined
		case strings.TrimSpace(p.Text) == "":
			look = normal
		}
		spans = append(spans, span{p.Text, look})
	}
	return spans
}

// readingSpans is a title and its speakers.
func readingSpans(title string, speakers []string) []span {
	return []span{{title, bold}, {" by ", faint}, {text: whoIn(speakers)}}
}

// differences is what a reading says otherwise than the draft.
func differences(r ingest.Record, reading ingest.Reading) []span {
	var spans []span
	if bare.Words(r.Title) != bare.Words(reading.Title) {
		spans = append(spans, span{reading.Title, bold}, span{text: " "})
	}
	if !slices.Equal(r.Speakers, reading.Speakers) {
		spans = append(spans, span{"by ", faint}, span{whoIn(reading.Speakers), bold}, span{text: " "})
	}
	if len(spans) > 0 && reading.Reason != "" {
		spans = append(spans, span{"(" + reading.Reason + ")", faint})
	}
	return spans
}

// whoIn names the speakers.
func whoIn(speakers []string) string {
	if len(speakers) == 0 {
		return "nobody"
	}
	return fieldtext.Format(speakers)
}

// detailsOf are the smaller fields.
func detailsOf(v pipeline.View) string {
	rec := v.Draft.Record
	parts := []string{cmp.Or(rec.Recorded, "no day"), cmp.Or(rec.Language, "no language"), lengthText(rec.Duration)}
	if len(rec.Tags) > 0 {
		parts = append(parts, fieldtext.Format(rec.Tags))
	}
	var names []string
	for _, n := range v.Names {
		switch n.State {
		case pipeline.NameKnown:
			names = append(names, fmt.Sprintf("%s: %s", n.Name, countOf(n.Talks, "talk")))
		case pipeline.NameNear:
			names = append(names, fmt.Sprintf("%s: did you mean %s?", n.Name, n.Near))
		case pipeline.NameNew:
			names = append(names, n.Name+": new")
		}
	}
	return strings.Join(slices.Concat(parts, names), " · ")
}

func lengthText(seconds int) string {
	if seconds == 0 {
		return "no length"
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// reasonsOf is why a person should look, each said once.
func reasonsOf(v pipeline.View) []string {
	var reasons []string
	add := func(text string) {
		if text = termtext.Line(text); !slices.Contains(reasons, text) {
			reasons = append(reasons, text)
		}
	}
	for _, reason := range v.Reasons {
		add(reason)
	}
	of := func(field, text string) string { return strings.TrimPrefix(field+": "+text, ": ") }
	for _, n := range v.Draft.Notes {
		add(of(n.Field, n.Text))
	}
	for _, f := range v.Findings {
		if !slices.ContainsFunc(v.Reasons, func(r string) bool { return strings.HasSuffix(r, ": "+f.Message) }) {
			add(of(f.Field, f.Message))
		}
	}
	return reasons
}

// lineEditor is a field that is being written, with the cursor in it.
func (s *screen) lineEditor(field string, line *keyboard.Line) []string {
	text := append(slices.Clone(line.Text), ' ')
	spans := []span{
		{text: string(text[:line.Cursor])}, {string(text[line.Cursor]), reversed}, {text: string(text[line.Cursor+1:])},
	}
	return append(s.wrap(field+": ", spans...), s.wrap("", span{"Enter saves, Esc leaves it, Ctrl-U empties it", faint})...)
}

// listed is a list of talks for a question about them.
func (s *screen) listed(views []pipeline.View) []string {
	var lines []string
	for _, v := range views {
		lines = append(lines, s.wrap("  - ", readingSpans(v.Draft.Record.Title, v.Draft.Record.Speakers)...)...)
	}
	return lines
}

// agree asks a question about what is listed: Enter is yes, anything else no.
func (r *reviewing) agree(ctx context.Context, question string, list []string) (bool, error) {
	page := append(slices.Clone(list), r.screen.wrap("", span{question + " Enter takes them, Esc leaves.", bold})...)
	r.screen.paint(page)
	key, err := r.keys.Key(ctx)
	if err == nil && key != keyboard.Enter {
		r.message = "left as they were"
	}
	return key == keyboard.Enter, err
}

// choose asks for a number up to most; -1 is none.
func (r *reviewing) choose(ctx context.Context, question string, list []string, most int) (int, error) {
	page := append(r.screen.wrap("", span{question + " Its number, or Esc:", bold}), list...)
	r.screen.paint(page)
	key, err := r.keys.Key(ctx)
	if err != nil || len(key) != 1 || key[0] < '0' || int(key[0]-'0') > most {
		return -1, err
	}
	return int(key[0] - '0'), nil
}

// showKeys lists the keys until one is pressed.
func (r *reviewing) showKeys(ctx context.Context) error {
	var lines []string
	for _, act := range r.acts {
		lines = append(lines, r.screen.wrap(fmt.Sprintf("  %-6s ", act.Key), span{text: act.Does})...)
	}
	lines = append(lines, "  q      leave", "any key goes back")
	r.screen.paint(lines)
	_, err := r.keys.Key(ctx)
	return err
}

// shownActs are the acts of the history that can be undone by a digit.
const shownActs = 9

// showHistory lists the last acts; the number of one undoes it.
func (r *reviewing) showHistory(ctx context.Context) error {
	acts, err := r.pipeline.History(ctx, r.event)
	if err != nil {
		return err
	}
	acts = slices.DeleteFunc(acts, func(a pipeline.Act) bool { return a.Undone })
	acts = acts[:min(len(acts), shownActs)]
	var lines []string
	for i, act := range acts {
		var what []string
		if act.Apart != nil {
			what = append(what, act.Apart.Name+" and "+act.Apart.Other)
		}
		for _, d := range act.Drafts {
			for _, f := range d.Fields {
				what = append(what, fmt.Sprintf("%s: %s %s → %s", strings.TrimSuffix(d.File, ".toml"), f.Field, f.Before.Show(f.Field), f.After.Show(f.Field)))
			}
		}
		text := strings.Join(what[:min(len(what), 3)], "; ")
		if len(what) > 3 {
			text += fmt.Sprintf("; and %d more", len(what)-3)
		}
		lines = append(lines, r.screen.wrap(fmt.Sprintf("  %d  ", i+1), span{act.Verb, bold}, span{text: "  " + text})...)
	}
	choice, err := r.choose(ctx, "Undo which act?", lines, len(acts))
	if err != nil || choice < 1 {
		return err
	}
	return r.undo(ctx, acts[choice-1].ID)
}
