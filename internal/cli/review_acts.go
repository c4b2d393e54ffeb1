package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/fieldtext"
	"github.com/pyvideo/stevie/internal/keyboard"
	"github.com/pyvideo/stevie/internal/keys"
)

// repeatable is an act that can be done to another talk. The zero value is none.
type repeatable struct {
	verb    string
	of      func(pipeline.View) (pipeline.Change, error)
	moves   bool // it goes on to the next talk
	reading int  // its number, of an act that takes one
}

// fieldOf are the fields that are edited on a line, by their acts.
func fieldOf(act string) (field string, ok bool) {
	switch act {
	case keys.Title:
		return ingest.FieldTitle, true
	case keys.Speakers:
		return ingest.FieldSpeakers, true
	case keys.Date:
		return ingest.FieldRecorded, true
	case keys.Language:
		return ingest.FieldLanguage, true
	case keys.Tags:
		return ingest.FieldTags, true
	}
	return "", false
}

// do does what a key is for.
func (r *reviewing) do(ctx context.Context, act string) error {
	switch act {
	case keys.Next:
		r.at = r.near(+1, r.isOpen)
	case keys.Previous:
		r.at = r.near(-1, r.isOpen)
	case keys.NextAny:
		r.at = r.near(+1, r.isShown)
	case keys.PreviousAny:
		r.at = r.near(-1, r.isShown)
	case keys.MarkAll:
		r.markAll()
	case keys.TakeSure:
		return r.takeSure(ctx)
	case keys.Undo:
		return r.undoLast(ctx)
	case keys.History:
		return r.showHistory(ctx)
	case keys.Search:
		return r.find(ctx)
	case keys.ChipNext:
		r.turnChip(+1)
	case keys.ChipBefore:
		r.turnChip(-1)
	case keys.Keys:
		return r.showKeys(ctx)
	case keys.Out:
		r.leaveFilters()
	case keys.Publish:
		r.message = "leave with q, then: stevie publish " + r.event
	case keys.One:
		r.message = "there is one talk a screen"
	default:
		if r.current().Draft == nil { // the page says so
			return nil
		}
		return r.doHere(ctx, act)
	}
	return nil
}

// doHere does what a key is for that is about the current talk.
func (r *reviewing) doHere(ctx context.Context, act string) error {
	if field, ok := fieldOf(act); ok {
		return r.edit(ctx, field)
	}
	if number, ok := keys.Reading(act); ok {
		return r.decide(ctx, repeatable{
			verb: fmt.Sprintf("Take reading %d", number), moves: true, reading: number,
			of: func(v pipeline.View) (pipeline.Change, error) { return v.TakeReading(number) },
		})
	}
	switch act {
	case keys.Take:
		return r.decide(ctx, repeatable{verb: "Take", moves: true, reading: 1, of: always(pipeline.View.Take)})
	case keys.Skip:
		return r.decide(ctx, r.skipping(ctx))
	case keys.Ready:
		return r.decide(ctx, r.readying())
	case keys.Later:
		r.later[r.at] = true
		r.at = r.near(+1, r.isOpen)
	case keys.Again:
		if r.last.of == nil {
			r.message = "nothing was done yet"
			return nil
		}
		return r.decide(ctx, r.last)
	case keys.Mark:
		r.toggleMark()
	case keys.Alike:
		return r.takeAlike(ctx)
	case keys.Words:
		return r.pickWords(ctx)
	case keys.Session:
		return r.chooseSession(ctx)
	case keys.Description:
		return r.editDescription(ctx)
	case keys.Open, keys.Play:
		return r.openVideo(ctx)
	}
	return nil
}

// always is an act that can be done to any talk.
func always(change func(pipeline.View) pipeline.Change) func(pipeline.View) (pipeline.Change, error) {
	return func(v pipeline.View) (pipeline.Change, error) { return change(v), nil }
}

// skipping is the act that says of talks that they are none, or takes that back: whichever
// the first of them needs, for all of them.
func (r *reviewing) skipping(ctx context.Context) repeatable {
	if r.targets()[0].Draft.Status != draft.Skip {
		return toggling("Skip", true, func(v pipeline.View) bool { return v.Draft.Status != draft.Skip },
			func(v pipeline.View) pipeline.Change { return v.ToggleSkip("") })
	}
	return toggling("Skip no more", true, func(v pipeline.View) bool { return v.Draft.Status == draft.Skip }, func(v pipeline.View) pipeline.Change {
		before, err := r.pipeline.Desk(r.event).StatusBefore(ctx, v.Draft)
		if err != nil {
			before = draft.Review // the history cannot be read
		}
		return v.ToggleSkip(before)
	})
}

// readying is the act that marks talks as ready, or takes that back.
func (r *reviewing) readying() repeatable {
	if r.targets()[0].Draft.Status != draft.Ready {
		return toggling("Ready", false, func(v pipeline.View) bool { return v.Draft.Status != draft.Ready }, pipeline.View.ToggleReady)
	}
	return toggling("Not ready", false, func(v pipeline.View) bool { return v.Draft.Status == draft.Ready }, pipeline.View.ToggleReady)
}

// toggling is an act to the talks that need it, and leaves the others as they are.
func toggling(verb string, moves bool, needed func(pipeline.View) bool, toggle func(pipeline.View) pipeline.Change) repeatable {
	return repeatable{verb: verb, moves: moves, of: always(func(v pipeline.View) pipeline.Change {
		if !needed(v) {
			return v.Set(nil)
		}
		return toggle(v)
	})}
}

// decide does an act to the talks that are marked, once the person has seen which, or else
// to the current one.
func (r *reviewing) decide(ctx context.Context, act repeatable) error {
	targets := r.targets()
	if len(r.marked) > 0 {
		ok, err := r.agree(ctx, fmt.Sprintf("%s these %s?", act.verb, countOf(len(targets), "talk")), r.screen.listed(targets))
		if err != nil || !ok {
			return err
		}
	}
	var changes []pipeline.Change
	for _, v := range targets {
		c, err := act.of(v)
		if err != nil {
			return err
		}
		changes = append(changes, c)
	}
	if err := r.save(ctx, act.verb, changes); err != nil {
		return err
	}
	r.last, r.marked = act, map[string]bool{}
	if act.moves {
		r.at = r.near(+1, r.isOpen)
	}
	return nil
}

// save makes changes as one act, and tells what was in the way.
func (r *reviewing) save(ctx context.Context, verb string, changes []pipeline.Change) error {
	var failed error
	for _, out := range r.pipeline.SaveDrafts(ctx, r.event, verb, changes) {
		failed = errors.Join(failed, failureOf(out))
	}
	return errors.Join(failed, r.reload(ctx))
}

// failureOf is what was in the way of a change, with both values where somebody else has
// changed the same field.
func failureOf(out pipeline.Outcome) error {
	failed := out.Err
	for _, c := range out.Conflicts {
		failed = errors.Join(failed, fmt.Errorf("%s: somebody else has changed the %s meanwhile, to %q; yours was %q",
			filepath.Base(out.Path), c.Field, fieldtext.Format(c.Theirs), fieldtext.Format(c.Mine)))
	}
	return failed
}

// edit lets the person write a field, of all marked talks if there are any.
func (r *reviewing) edit(ctx context.Context, field string) error {
	was, err := r.current().Draft.Get(field)
	if err != nil {
		return err
	}
	line := keyboard.NewLine(fieldtext.Format(was))
	ok, err := r.keys.Edit(ctx, line, func(l *keyboard.Line) { r.screen.paint(r.talkPage(field, l)) })
	if err != nil || !ok {
		return err
	}
	value, err := fieldtext.Parse(field, string(line.Text))
	if err == nil {
		err = check.Value(field, value)
	}
	if err != nil {
		return err
	}
	return r.decide(ctx, repeatable{verb: "Save", of: always(func(v pipeline.View) pipeline.Change {
		return v.Set(map[string]pipeline.Value{field: value})
	})})
}

// editDescription opens the draft in the person's editor, at its description.
func (r *reviewing) editDescription(ctx context.Context) error {
	ed, err := editing{r.app}.findEditor()
	if err != nil {
		return err
	}
	if err := r.keys.Close(); err != nil {
		return err
	}
	d := r.views[r.at].Draft
	err = editing{r.app}.editUntilValid(ctx, ed, nil, d.Path)
	r.screen.lines = 0
	return errors.Join(err, r.keys.Resume(), r.reload(ctx))
}

// takeSure shows all that stevie is sure of, and makes them ready when the person agrees.
func (r *reviewing) takeSure(ctx context.Context) error {
	var sure []pipeline.View
	for _, path := range r.order {
		if v := r.views[path]; r.isShown(path) && !v.IsSettled() && v.Level == ingest.LevelSure {
			sure = append(sure, v)
		}
	}
	if len(sure) == 0 {
		r.message = "no open talk is sure"
		return nil
	}
	ok, err := r.agree(ctx, fmt.Sprintf("Take these %s that stevie is sure of?", countOf(len(sure), "talk")), r.screen.listed(sure))
	if err != nil || !ok {
		return err
	}
	var changes []pipeline.Change
	for _, v := range sure {
		changes = append(changes, v.Take())
	}
	err = r.save(ctx, "Take all sure", changes)
	r.goOn()
	return err
}

// takeAlike reads the open talks whose titles have the shape of one that was read.
func (r *reviewing) takeAlike(ctx context.Context) error {
	sample := r.at
	if before := r.lastTaken(); before != "" && !r.views[r.at].IsSettled() {
		sample = before
	}
	alike := r.alike(sample)
	if len(alike) == 0 {
		r.message = "no other open talk has a title of this shape"
		return nil
	}
	var changes []pipeline.Change
	var lines []string
	for _, a := range alike {
		changes = append(changes, a.TakeAs(a.Title, a.Speakers))
		lines = append(lines, r.screen.wrap("    ", span{a.Draft.Source.Title, faint})...)
		lines = append(lines, r.screen.wrap("  → ", readingSpans(a.Title, a.Speakers)...)...)
	}
	ok, err := r.agree(ctx, fmt.Sprintf("Read these %d alike?", len(changes)), lines)
	if err != nil || !ok {
		return err
	}
	err = r.save(ctx, "Read alike", changes)
	r.goOn()
	return err
}

// lastTaken is the talk that was current before.
func (r *reviewing) lastTaken() string {
	at := slices.Index(r.order, r.at)
	if r.last.of == nil || !r.last.moves || at <= 0 {
		return ""
	}
	return r.order[at-1]
}

// undoLast takes the latest act back. One that could not be undone because of what others
// did, and was told, is passed over from then on.
func (r *reviewing) undoLast(ctx context.Context) error {
	history, err := r.pipeline.History(ctx, r.event)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(history, func(a pipeline.Act) bool {
		return a.IsPlain() && !r.passed[a.ID]
	})
	if at < 0 {
		r.message = "nothing is left to be undone"
		return nil
	}
	return r.undo(ctx, history[at].ID)
}

// undo takes an act back.
func (r *reviewing) undo(ctx context.Context, id string) error {
	act, outcomes, err := r.pipeline.Undo(ctx, r.event, id)
	if err != nil {
		return err
	}
	var failed error
	for _, out := range outcomes {
		failed = errors.Join(failed, failureOf(out))
		r.passed[id] = r.passed[id] || len(out.Conflicts) > 0 || errors.Is(out.Err, fs.ErrNotExist)
	}
	if err := errors.Join(failed, r.reload(ctx)); err != nil {
		return err
	}
	r.message = "undone: " + act.Verb
	if len(act.Drafts) > 0 {
		if path := filepath.Join(r.drafts, r.event, act.Drafts[0].File); r.isShown(path) {
			r.at = path
		}
	}
	return nil
}

// chooseSession lets the person say which session of the programme the video is.
func (r *reviewing) chooseSession(ctx context.Context) error {
	found, err := r.pipeline.Match(ctx, r.event, pipeline.MatchRequest{})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(found.Pairs, func(p pipeline.MatchedPair) bool { return p.Path == r.at })
	if at < 0 {
		r.message = "this talk has no video that could be matched"
		return nil
	}
	pair := found.Pairs[at]
	var lines []string
	for i, c := range pair.Candidates {
		lines = append(lines, r.screen.wrap(fmt.Sprintf("  %d  ", i+1), span{text: fmt.Sprintf("%s  (%s, %.2f)", c.Title, c.Session, c.Score)})...)
	}
	lines = append(lines, "  0  none of the programme")
	choice, err := r.choose(ctx, "Which session is it?", lines, len(pair.Candidates))
	if err != nil || choice < 0 {
		return err
	}
	request := pipeline.MatchRequest{None: []string{pair.Video}}
	if choice > 0 {
		request = pipeline.MatchRequest{Pairs: []string{pair.Video + "=" + pair.Candidates[choice-1].Session}}
	}
	_, err = r.pipeline.Match(ctx, r.event, request)
	return errors.Join(err, r.reload(ctx))
}

// openVideo shows the video in the person's browser.
func (r *reviewing) openVideo(ctx context.Context) error {
	for _, l := range r.views[r.at].Draft.Record.Videos {
		if strings.HasPrefix(l.URL, "https://") || strings.HasPrefix(l.URL, "http://") {
			r.message = "opened " + l.URL
			return openBrowser(ctx, r.getenv("BROWSER"), l.URL)
		}
	}
	r.message = "no video stands in this draft"
	return nil
}
