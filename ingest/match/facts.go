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
	if who.missing && who.others == 0 {
		f.add("speakers-unnamed", r.naming)
	}
	f.when(who.all && t.light && v.kind == "" && e.kind == "", "speakers-alone")
	f.when(who.all && v.kind != "" && v.kind == e.kind, "speakers-and-kind")
	f.when(who.all && !t.generic && t.content == 0, "speakers-only")
	f.add("speakers-and-title", who.share*t.both)
	compareKinds(&f, v, e, t)
	f.when(v.kind != "" && v.kind == e.kind && e.title.mass < lightMass && r.lone(v.kind), "kind-lone")
	compareDays(&f, r.programme, v, e)
	compareLengths(&f, v, e)
	r.compareTexts(&f, v, e)
	r.compareRooms(&f, v, e)
	f.when(v.language != "" && e.language != "" && v.language != e.language, "language-differs")
	return f
}

// likeness is what the titles of a pair have in common.
type likeness struct {
	equal   bool    // letter by letter
	cover   float64 // share of the session's title that the video has
	short   float64 // the same, without the subtitle
	said    float64 // share of the video's title that the session has
	both    float64 // the smaller of the two
	begins  bool    // the video's title is the beginning of the session's, which goes on
	goesOn  bool    // the other way round
	ordered float64 // share of the common words that are in the same order
	content float64 // weight of the common words that are not generic
	unique  int     // common words that no other session has
	generic bool    // one of the titles is only a kind or a name
	light   bool    // the video's title is
}

// lightMass is the weight up to which a title has no words of its own.
const lightMass = 0.45

func compareTitles(v *film, e *entry) likeness {
	whole := likenessOf(v, e.title)
	if e.long.compact != e.title.compact {
		if long := likenessOf(v, e.long); min(long.cover, long.said) > min(whole.cover, whole.said) {
			whole = long
		}
	}
	if e.short.compact != e.title.compact {
		short := likenessOf(v, e.short)
		whole.short = short.cover
		if min(short.cover, short.said) > min(whole.cover, whole.said) {
			whole.said = short.said
		}
	} else {
		whole.short = whole.cover
	}
	whole.both = min(max(whole.cover, whole.short), whole.said)
	whole.light = v.title.mass < lightMass
	whole.generic = whole.light || e.title.mass < lightMass
	return whole
}

func likenessOf(v *film, title wording) likeness {
	var t likeness
	t.equal = title.compact != "" && title.compact == v.title.compact
	links := align(title.words, v.title.words, v.cut)
	ofTitle, ofVideo := make([]bool, len(title.words)), make([]bool, len(v.title.words))
	covered, said := 0.0, 0.0
	for _, l := range links {
		if !ofTitle[l.a] {
			ofTitle[l.a] = true
			covered += title.weights[l.a]
			if w := title.weights[l.a]; w > 0.25 {
				t.content += w
			}
			if title.weights[l.a] > 0.8 {
				t.unique++
			}
		}
		if !ofVideo[l.b] {
			ofVideo[l.b] = true
			said += v.title.weights[l.b]
		}
	}
	if title.mass > 0 {
		t.cover = covered / title.mass
	}
	if v.title.mass > 0 {
		t.said = said / v.title.mass
	}
	t.ordered = ordered(links)
	t.begins = beginning(v.title.words, title.words)
	t.goesOn = beginning(title.words, v.title.words)
	return t
}

// beginning tells whether a text of several words is the beginning of a longer one.
func beginning(text, longer []string) bool {
	return len(text) > 1 && len(text) < len(longer) && slices.Equal(text, longer[:len(text)]) && !onlyGeneric(text)
}

// ordered is the share of the links that run in the order of both texts.
func ordered(links []link) float64 {
	if len(links) < 2 {
		return 1
	}
	slices.SortFunc(links, func(x, y link) int { return x.a - y.a })
	var ends []int // the least end of an ascending row of each length
	for _, l := range links {
		at, found := slices.BinarySearch(ends, l.b)
		switch {
		case found:
		case at == len(ends):
			ends = append(ends, l.b)
		default:
			ends[at] = l.b
		}
	}
	return float64(len(ends)) / float64(len(links))
}

func (t likeness) tell(f *facts) {
	f.when(t.equal && !t.light, "title-equal")
	f.when(t.equal && t.light, "title-equal-generic")
	f.when(t.begins, "title-begins")
	f.when(t.goesOn, "title-goes-on")
	f.add("title-cover", t.cover)
	f.add("title-short", t.short)
	f.add("title-said", t.said)
	f.add("title-both", t.both)
	f.add("title-both-half", max(0, t.both-0.5)*2)
	f.add("title-both-most", max(0, t.both-0.8)*5)
	f.add("title-order", t.ordered*t.both)
	f.add("title-content", min(1, t.content/3))
	f.add("title-unique", float64(min(t.unique, 3))/3)
	f.when(!t.generic && t.content == 0, "title-nothing")
	f.when(t.light, "title-generic")
	f.when(t.generic && !t.light, "title-generic-session")
}

// company is how the people of a pair agree.
type company struct {
	share   float64 // of the session's speakers, weighed by how surely they are named
	all     bool
	weak    bool // named, but not clearly
	others  int  // clearly named, and not the session's
	missing bool // the video names nobody of them
	absent  bool // the programme names nobody
	busy    bool // somebody named has another session
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
		c.missing = sum == 0
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
	if len(r.rooms) < 2 || len(v.where) == 0 || e.session.Room == "" {
		return
	}
	own := index(v.where, wordsOf(e.session.Room)) >= 0
	other := false
	for room, words := range r.rooms {
		other = other || room != e.session.Room && index(v.where, words) >= 0
	}
	f.when(own && !other, "room-same")
	f.when(other && !own, "room-differs")
}
