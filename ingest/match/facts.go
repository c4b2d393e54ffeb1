package match

import "slices"

// Fact is something that speaks for or against a pair, by its name and how much
// of it there is, mostly 0 to 1.
type Fact struct {
	Name  string
	Value float64
}

// facts collects what is known of a pair.
type facts []Fact

func (f *facts) add(name string, value float64) {
	if value != 0 {
		*f = append(*f, Fact{name, value})
	}
}

func (f *facts) when(is bool, name string) {
	if is {
		f.add(name, 1)
	}
}

// compare lists the facts about one video and one session.
func (r *run) compare(v *film, e *entry) facts {
	f := make(facts, 0, 16)
	f.add("bias", 1)
	t := compareTitles(v, e)
	t.tell(&f)
	f.when(t.begins && v.cut, "title-cut")
	who := r.compareSpeakers(v, e)
	who.tell(&f)
	f.when(who.all && t.light && v.kind == "" && e.kind == "", "speakers-alone")
	f.when(who.all && v.kind != "" && v.kind == e.kind, "speakers-and-kind")
	f.when(who.all && !t.generic && t.content == 0, "speakers-only")
	compareKinds(&f, v, e, t)
	f.when(v.kind != "" && v.kind == e.kind && e.title.mass < lightMass && r.lone(v.kind), "kind-lone")
	compareDays(&f, r.programme, v, e)
	compareLengths(&f, v, e)
	r.compareTexts(&f, v, e)
	r.compareRooms(&f, v, e)
	f.when(v.language != "" && e.language != "" && v.language != e.language, "language-differs")
	return f
}

// company is how the people of a pair agree.
type company struct {
	share  float64 // of the session's speakers, weighed by how surely they are named
	all    bool
	weak   bool // named, but not clearly
	others int  // clearly named, and not the session's
	absent bool // the programme names nobody
	busy   bool // somebody named has another session
}

func (r *run) compareSpeakers(v *film, e *entry) company {
	c := company{absent: len(e.people) == 0}
	sum, clear := 0.0, 0
	for _, i := range e.people {
		sure := v.named[i]
		sum += sure
		if sure >= clearNamed {
			clear++
			c.busy = c.busy || r.talks[i] > 1
		}
	}
	for i, sure := range v.named {
		if sure >= clearNamed && !slices.Contains(e.people, i) {
			c.others++
		}
	}
	if !c.absent {
		c.share = sum / float64(len(e.people))
		c.all = clear == len(e.people)
		c.weak = sum > 0 && clear == 0
	}
	return c
}

func (c company) tell(f *facts) {
	f.when(c.all, "speakers-all")
	f.when(!c.all && c.share > 0 && !c.weak, "speakers-some")
	f.when(c.weak, "speakers-weak")
	f.when(c.others > 0 && c.share == 0, "speakers-others")
	f.when(c.others > 0 && c.share > 0, "speakers-more")
	f.when(c.absent, "speakers-absent")
	f.when(c.busy, "speakers-busy")
}

// lone tells whether the programme has one session of a kind, and the playlist one
// video.
func (r *run) lone(k kind) bool { return len(r.programme.byKind[k]) == 1 && r.kinds[k] == 1 }

func compareKinds(f *facts, v *film, e *entry, t likeness) {
	if v.kind == "" && e.kind == "" {
		return
	}
	switch {
	case v.kind == e.kind:
		f.add("kind-same", 1)
		f.when(t.generic, "kind-same-generic")
	case v.kind == "":
		f.add("kind-session", 1)
	case e.kind == "":
		f.add("kind-video", 1)
		f.when(t.light, "kind-video-generic")
	default:
		f.add("kind-differs", 1)
	}
}

func compareDays(f *facts, p *programme, v *film, e *entry) {
	switch v.day.on(e.day, p.event, e.count) {
	case agrees:
		f.add("day-same", 1)
		f.when(e.same > 1, "day-same-name")
		f.when(e.same > 1 && v.day.number > 0 && e.count.ranked, "day-ranked")
	case differs:
		if !contains(wordsOf(e.session.Title), v.day.words) {
			f.add("day-differs", 1)
		}
	}
	f.when(e.same > 1, "namesakes")
}

// contains tells whether a title has the words that a mention of a day consists of:
// they belong to the talk.
func contains(title []string, mention string) bool {
	words := wordsOf(mention)
	return len(words) > 0 && index(title, words) >= 0
}

func compareLengths(f *facts, v *film, e *entry) {
	if v.video.Duration <= 0 || e.session.Duration <= 0 {
		return
	}
	ratio := float64(v.video.Duration) / float64(e.session.Duration)
	f.when(ratio > 0.5 && ratio < 1.25, "length-fits")
	f.when(ratio < 0.25 || ratio > 2.2, "length-off")
}

// shortText is the weight up to which a description says nothing of a talk.
const shortText = 8

func (r *run) compareTexts(f *facts, v *film, e *entry) {
	if v.mass < shortText || len(e.text) == 0 {
		return
	}
	p := r.programme
	both, whole := 0.0, 0.0
	for _, w := range e.text {
		whole += p.abstract[w]
		if v.text[w] {
			both += p.abstract[w]
		}
	}
	if whole < shortText {
		return
	}
	same := max(both/whole, both/v.mass)
	f.add("abstract-same", same)
	f.add("abstract-most", max(0, same-0.6)/0.4)
	f.when(same < 0.15, "abstract-other")
}

// compareRooms looks for the session's room in the playlist's title, where the
// programme has several.
func (r *run) compareRooms(f *facts, v *film, e *entry) {
	words, named := r.rooms[e.session.Room]
	if len(r.rooms) < 2 || len(v.where) == 0 || !named {
		return
	}
	own := index(v.where, words) >= 0
	other := false
	for room, words := range r.rooms {
		other = other || room != e.session.Room && index(v.where, words) >= 0
	}
	f.when(own && !other, "room-same")
	f.when(other && !own, "room-differs")
}
