package mapper

import (
	"iter"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// Earlier are talks of other events, by their titles: who gives a talk once more often
// gives it under the same title. The nil Earlier has none. It is safe for concurrent use.
type Earlier struct{ byTitle map[string][]EarlierTalk }

// EarlierTalk is a talk as it was published.
type EarlierTalk struct {
	Event    string // slug
	Title    string
	Speakers []string
}

// shortestEarlier is the length in characters from which a title is one talk's own: of
// "Testing" there are many.
const shortestEarlier = 12

// NewEarlier collects talks. Those that say nothing of who speaks are left out.
func NewEarlier(talks iter.Seq[EarlierTalk]) *Earlier {
	e := &Earlier{map[string][]EarlierTalk{}}
	for t := range talks {
		title := bare.Words(t.Title)
		if len(t.Speakers) > 0 && utf8.RuneCountInString(title) >= shortestEarlier && !IsWithoutSpeaker(t.Title) {
			e.byTitle[title] = append(e.byTitle[title], t)
		}
	}
	return e
}

// of finds the talk of another event with one of the titles; none where several people
// have given one of that name.
func (e *Earlier) of(event string, titles ...string) (EarlierTalk, bool) {
	if e == nil {
		return EarlierTalk{}, false
	}
	for _, title := range titles {
		var found []EarlierTalk
		for _, t := range e.byTitle[bare.Words(title)] {
			switch {
			case t.Event == event:
			case len(found) > 0 && !sameNames(found[0].Speakers, t.Speakers):
				return EarlierTalk{}, false
			default:
				found = append(found, t)
			}
		}
		if len(found) > 0 {
			return found[len(found)-1], true
		}
	}
	return EarlierTalk{}, false
}

// earlier is the reading that an earlier event's record of the talk gives.
func (w *writer) earlier() (ingest.Reading, bool) {
	titles := []string{w.proposal.Record.Title}
	for _, r := range w.run.choices[w.index].rivals {
		titles = append(titles, r.title)
	}
	t, ok := w.run.opt.Earlier.of(w.run.event.Slug, titles...)
	return ingest.Reading{Title: t.Title, Speakers: w.run.opt.spelled(t.Speakers), Reason: "as given at " + t.Event}, ok
}
