package mapper

import (
	"github.com/pyvideo/stevie/ingest"
)

//go:generate go run ../../internal/evalmap -shared ../../../shared -fit model_gen.go

// Mode says what becomes of descriptions.
type Mode string

const (
	// Clean takes out what is not about the talk: text that repeats across the
	// event, lines that only repeat title and speaker.
	Clean Mode = "clean"
	// Verbatim keeps every word.
	Verbatim Mode = "verbatim"
)

// Options are what the mapper may know beside the videos. The zero value is
// valid.
type Options struct {
	Description  Mode // "" is Clean
	KeepHostTags bool
	// Spell gives the spelling to use for names, and wins over Known.
	Spell map[string]string
	// Known are the people of the curator's data tree.
	Known *Known
	// Earlier are the talks of that tree: one that has the title of such a talk may be it.
	Earlier *Earlier
	// Corrections are what curators made of videos of this event. They decide
	// the templates; the corrected videos get proposals, too.
	Corrections map[ingest.Key]Correction
	// Taken reports whether the event already has a talk whose title has this
	// slug, beside the given videos. Titles that are taken or equal to each
	// other get a day or number. Nil: none is taken.
	Taken func(slug string) bool
	// Slug makes the slug by which titles are compared; nil compares their
	// letters and digits without accents.
	Slug func(title string) string
	// Model replaces the compiled-in weights; nil keeps them. It is for
	// programs that fit or compare models.
	Model *Model
}

// Map proposes a record for each video of one event, in the order of the
// videos. A video that cannot be a talk now (private, deleted, upcoming) gets a
// proposal, too, with the reason in a note on its videos; it does not influence
// the others. Map never fails: what it cannot find out is left empty, with a
// low confidence and a note.
func Map(ev ingest.Event, videos []ingest.Video, opt Options) []ingest.Proposal {
	run := newRun(ev, videos, opt)
	run.learn()
	proposals := make([]ingest.Proposal, len(videos))
	each(len(videos), func(i int) { proposals[i] = run.propose(i, videos[i]) })
	run.twins(proposals)
	run.distinguish(proposals)
	return proposals
}

// run is one call of Map: the event seen as a whole.
type run struct {
	event   ingest.Event
	videos  []ingest.Video
	opt     Options
	matcher *matcher
	talks   map[int]*talk // by index of the video
	choices map[int]*choice
	others  *others
	texts   *descriptions
	days    *days
	tongues *tongues
}

// newRun reads the titles.
func newRun(ev ingest.Event, videos []ingest.Video, opt Options) *run {
	if opt.Known != nil && len(opt.Known.loose) == 0 {
		opt.Known = nil // an empty data tree knows nobody
	}
	model := opt.Model
	if model == nil {
		model = &fitted
	}
	r := &run{
		event: ev, videos: videos, opt: opt,
		matcher: &matcher{model: model.compile(opt.Known), known: opt.Known},
		talks:   map[int]*talk{}, choices: map[int]*choice{},
	}
	talks := r.matcher.newTalks(ev, videos, opt)
	r.matcher.infer(talks)
	choices := make([]*choice, len(talks))
	each(len(talks), func(i int) { choices[i] = talks[i].choose() })
	for i, t := range talks {
		if c := choices[i]; c != nil {
			r.talks[t.index], r.choices[t.index] = t, c
		}
	}
	r.others = newOthers(choices)
	return r
}

// learn looks at what the event's videos have in common beside their titles.
func (r *run) learn() {
	r.texts = newDescriptions(r.videos)
	r.days = newDays(r.event, r.videos)
	r.tongues = newTongues(r.event, r.videos, r)
}

// propose makes the proposal for one video.
func (r *run) propose(i int, v ingest.Video) ingest.Proposal {
	p := ingest.Proposal{Provider: v.Provider, ID: v.ID, Confidence: ingest.Confidence{}}
	w := &writer{run: r, index: i, video: v, proposal: &p}
	w.inferred()
	w.description()
	w.tags()
	w.places()
	w.restrictions()
	w.readings()
	w.level()
	if p.Notes == nil {
		p.Notes = []ingest.Note{}
	}
	return p
}

// writer fills in one proposal.
type writer struct {
	run      *run
	index    int
	video    ingest.Video
	proposal *ingest.Proposal
	left     Reason // which words of the host's title are in no field
	cutName  bool   // the host may have cut the last name
}

func (w *writer) note(field string, r Reason) {
	w.proposal.Notes = append(w.proposal.Notes, r.note(field))
}
