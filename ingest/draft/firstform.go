package draft

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// The first form of bases kept what had happened to a draft as the text of notes. It is
// read here, by the words of that time, and never written again.

// firstForm is a base of that form.
type firstForm struct {
	Proposed
	News      []ingest.Note   `json:"news"`
	Notes     []firstFormNote `json:"notes"`
	Published *ingest.Record  `json:"published"`
	// Before is what the base has replaced, and Was the SHA-256 of the draft's bytes
	// that were to be replaced then.
	Before *firstForm `json:"before"`
	Was    string     `json:"was"`
}

type firstFormNote struct {
	Note
	Conflict bool `json:"conflict"`
}

// interrupted is what a base of the first form knows of the run that wrote it.
type interrupted struct {
	before *Base
	was    string
}

// BeforeInterrupted returns the base that this one has replaced if the draft was not
// written after it, which only a base of the first form can tell, and only if the run
// that wrote it is known to have been killed. It is nil otherwise.
func (b *Base) BeforeInterrupted(d *Draft) *Base {
	if b.interrupted == nil || b.interrupted.was != Fingerprint(d.text) {
		return nil
	}
	return b.interrupted.before
}

func decodeFirstForm(src []byte) (*Base, error) {
	var f firstForm
	if err := json.Unmarshal(src, &f); err != nil {
		return nil, err
	}
	b := f.base()
	if f.Before != nil {
		b.interrupted = &interrupted{f.Before.base(), f.Was}
	}
	return b, nil
}

func (f *firstForm) base() *Base {
	b := &Base{Proposed: f.Proposed, Published: f.Published}
	for _, n := range f.News {
		if i, ok := incidentOfFirstForm(n.Field, n.Text); ok {
			switch i.Kind {
			case SecondUpload:
				i.Videos = addresses(f.Proposal.Record.Videos[min(1, len(f.Proposal.Record.Videos)):])
			case Replaced:
				i.Videos = addresses(f.Proposal.Record.Videos[:min(1, len(f.Proposal.Record.Videos))])
			}
			b.Incidents = append(b.Incidents, i)
		}
	}
	for _, n := range f.Notes {
		w := WrittenNote{Note: ingest.Note{Field: n.Field, Text: n.Text}, Confidence: n.Confidence}
		if i, ok := incidentOfFirstForm(n.Field, n.Text); ok {
			at := slices.IndexFunc(b.Incidents, func(o Incident) bool { return o.Kind == i.Kind })
			switch {
			case at >= 0:
				i = b.Incidents[at]
			case n.Conflict:
				b.Conflicts = append(b.Conflicts, i)
			}
			w.Kind, w.Data = i.Note().Kind, i.Note().Data
		}
		b.Notes = append(b.Notes, w)
	}
	return b
}

func addresses(videos []ingest.Location) []string {
	var list []string
	for _, l := range videos {
		list = append(list, l.URL)
	}
	return list
}

var (
	goneThen    = regexp.MustCompile(`^gone from the host since (\d{4}-\d\d-\d\d)`)
	uploadsThen = regexp.MustCompile(`: its channel has several uploads that may be the same talk, of which one can take its place: (.+)$`)
	recordThen  = regexp.MustCompile(`delete (\S+) and set status to skip$`)
)

// incidentOfFirstForm reads what a note of the first form was about, false if it was
// one of a proposal's own.
func incidentOfFirstForm(field, text string) (Incident, bool) {
	after := func(prefix string) (string, bool) { return strings.CutPrefix(text, prefix) }
	i := Incident{Field: field}
	switch {
	case strings.HasPrefix(text, "no longer in the collection that it came from"):
		i.Kind = Delisted
	case strings.HasPrefix(text, "the host has this talk twice"):
		i.Kind = SecondUpload
	case strings.HasPrefix(text, "another upload, by title and speakers, in the place of"):
		i.Kind = Replaced
	case goneThen.MatchString(text):
		i.Kind = Gone
		i.Since, _ = ingest.ParseDate(goneThen.FindStringSubmatch(text)[1])
		if m := uploadsThen.FindStringSubmatch(text); m != nil {
			i.Videos = strings.Fields(m[1])
		}
		if m := recordThen.FindStringSubmatch(text); m != nil {
			i.Record = m[1]
		}
		i.Others = strings.HasSuffix(text, "; the others stay")
	default:
		for _, then := range []struct {
			prefix string
			kind   IncidentKind
			into   *string
		}{
			{"cannot be watched any more: ", Unwatchable, &i.Reason},
			{"the data tree has the video already: ", InTree, &i.Record},
			{"now proposed: ", ProposedNow, &i.Value},
			{"merged with what is proposed now; it was: ", Joined, &i.Value},
			{"changed in the data tree meanwhile, and not overwritten; remove this note to publish the draft's value. There it is: ", ChangedInTree, &i.Value},
		} {
			if rest, ok := after(then.prefix); ok {
				i.Kind, *then.into = then.kind, rest
				return i, true
			}
		}
		return Incident{}, false
	}
	return i, true
}
