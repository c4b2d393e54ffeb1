package match

// Reasons says in words what speaks for and against a pair, what decided it first.
func (p Pair) Reasons() []string {
	var all []string
	switch {
	case p.State == Confirmed && p.Session == nil:
		return []string{"a person said that it has no session"}
	case p.State == Confirmed:
		return []string{"confirmed by a person"}
	case p.Link != "":
		all = append(all, linkReasons[p.Link])
	}
	for _, r := range reasons {
		for _, f := range p.Facts {
			if f.Name == r.fact && f.Value >= r.from {
				all = append(all, r.words)
			}
		}
	}
	if len(all) == 0 && p.Session == nil {
		return []string{"no session resembles it"}
	}
	return all
}

var linkReasons = map[Link]string{
	LinkVideo: "the programme links this video",
	LinkPage:  "the description links the session's page",
	LinkCode:  "the description has the session's code",
}

// reasons are the facts that are told, in this order.
var reasons = []struct {
	fact  string
	from  float64
	words string
}{
	{"title-equal", 1, "the same title"},
	{"title-equal-generic", 1, "the same title, which other sessions may have"},
	{"title-cut", 1, "the title is cut"},
	{"title-begins", 1, "the title without its end"},
	{"title-goes-on", 1, "the title with more behind it"},
	{"title-nothing", 1, "nothing of the title"},
	{"speakers-all", 1, "it names the speakers"},
	{"speakers-some", 1, "it names some of the speakers"},
	{"speakers-weak", 1, "it may name the speakers"},
	{"speakers-more", 1, "it names other people, too"},
	{"speakers-others", 1, "it names other people"},
	{"speakers-busy", 1, "its speaker has another session"},
	{"abstract-same", 0.6, "the description is like the abstract"},
	{"abstract-other", 1, "the description is not like the abstract"},
	{"kind-same", 1, "the same kind of session"},
	{"kind-differs", 1, "another kind of session"},
	{"kind-video", 1, "the video is of a special kind, the session is not"},
	{"day-same", 1, "the same day"},
	{"day-differs", 1, "another day"},
	{"namesakes", 1, "several sessions have this name"},
	{"length-off", 1, "its length does not fit"},
	{"language-differs", 1, "another language"},
	{"room-same", 1, "the same room"},
	{"room-differs", 1, "another room"},
	{"order-fits", 1, "it fits between its neighbours"},
	{"order-breaks", 1, "it does not fit between its neighbours"},
}
