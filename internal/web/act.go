package web

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
)

// The acts that a row's buttons ask for.
const (
	actSave  = "save"
	actTake  = "take"
	actSkip  = "skip"
	actReady = "ready"
	actRead  = "read-" // with the number of the reading
)

// conflict is a field that somebody else has changed meanwhile.
type conflict struct {
	Field             string
	Mine, Theirs, Was string
}

func conflictOf(c draft.FieldConflict) conflict {
	return conflict{c.Field, showValue(c.Field, c.Mine), showValue(c.Field, c.Theirs), showValue(c.Field, c.Was)}
}

// talkAnswers are the answers for an event's page, and for all that is done to its talks.
type talkAnswers struct{ *Server }

// actOnTalk does what a row's form asks for.
func (s talkAnswers) actOnTalk(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	name := r.PathValue("name")
	var out draft.Outcome
	after, err := s.boards.act(r.Context(), slug, func(ctx context.Context, b seen) ([]string, error) {
		t, known := b.talk(name)
		if !known {
			return []string{}, noTalk(name)
		}
		change, verb, err := s.changeOf(ctx, r.PostForm, t)
		if err != nil || len(change.Set) == 0 {
			return []string{}, err
		}
		out = s.pipeline.SaveDrafts(ctx, slug, verb, []draft.Change{change})[0]
		return []string{t.Path}, out.Err
	})
	if err != nil {
		return s.answerFault(w, r, after, name, err)
	}
	return s.answerAct(w, r, after, name, out)
}

// answerAct shows what has become of a row: to the script the row and the head, else the
// page with the talk that is next. What was in the way is shown with the row.
func (s talkAnswers) answerAct(w http.ResponseWriter, r *http.Request, b seen, name string, out draft.Outcome) error {
	t, known := b.talk(name)
	if !known {
		return noTalk(name)
	}
	status := http.StatusOK
	drawn := s.row(t)
	if len(out.Conflicts) > 0 {
		status = http.StatusConflict
		drawn.show(out.Conflicts)
	}
	switch {
	case wantsPart(r):
		return s.sendParts(w, r, b, drawn)
	case len(out.Conflicts) > 0:
		s.showAgain(w, status, b, drawn, describedIn(t, out.Conflicts))
		return nil
	}
	at := name
	if act := r.PostForm.Get("act"); act != actSave && act != actReady {
		at = nextOf(b.talks, name)
	}
	http.Redirect(w, r, pageWith(r, b.event.Slug, at), http.StatusSeeOther)
	return nil
}

// answerFault shows what was typed where it cannot be meant, for another try. The script
// has it still, and is told.
func (s talkAnswers) answerFault(w http.ResponseWriter, r *http.Request, b seen, name string, err error) error {
	t, known := b.talk(name)
	if !known || wantsPart(r) || statusOf(err) != http.StatusBadRequest {
		return err
	}
	form := r.PostForm
	drawn := s.row(t)
	drawn.Fault, drawn.Was, drawn.Fingerprint = err.Error(), form.Get("was"), form.Get("fingerprint")
	for field, text := range drawn.fields() {
		if form.Has(field) {
			*text = form.Get(field)
		}
	}
	var text *described
	if form.Has(ingest.FieldDescription) {
		text = &described{name, lineFeeds(form.Get("was.description")), lineFeeds(form.Get(ingest.FieldDescription))}
	}
	s.showAgain(w, http.StatusBadRequest, b, drawn, text)
	return nil
}

// againData is a form that somebody has to look at again.
type againData struct {
	frame
	Row         *row
	Description *described // nil where nothing is wanted of it
	Settings    *settings  // of the event, instead of a row
}

func (s *Server) showAgain(w http.ResponseWriter, status int, b seen, drawn row, text *described) {
	drawn.Current = true
	s.show(w, status, "again", againData{frame: s.frameOf(titleOf(b.event), b.event.Slug), Row: &drawn, Description: text})
}

// describedIn is the description that the person wanted, where somebody else has written
// another one.
func describedIn(t *talk, conflicts []draft.FieldConflict) *described {
	for _, c := range conflicts {
		if c.Field == ingest.FieldDescription {
			return &described{t.Name, t.Draft.Record.Description, conflictOf(c).Mine}
		}
	}
	return nil
}

// show puts conflicts into a row: its form has what the person wanted, as a change of what
// is there now.
func (r *row) show(conflicts []draft.FieldConflict) {
	fields := r.fields()
	for _, c := range conflicts {
		shown := conflictOf(c)
		r.Conflicts = append(r.Conflicts, shown)
		if text := fields[c.Field]; text != nil {
			*text = shown.Mine
		}
	}
}

// fields are the texts of a row's form, by field.
func (r *row) fields() map[string]*string {
	return map[string]*string{
		ingest.FieldTitle: &r.Title, ingest.FieldSpeakers: &r.Speakers, ingest.FieldRecorded: &r.Recorded,
		ingest.FieldLanguage: &r.Language, ingest.FieldTags: &r.Tags,
	}
}

// parts are what the script puts into its page.
type parts struct {
	Rows     map[string]string `json:"rows"` // by name
	Head     string            `json:"head"`
	Revision int               `json:"revision"`
	Conflict bool              `json:"conflict,omitempty"`
	Message  string            `json:"message,omitempty"`
	At       string            `json:"at,omitempty"`    // the talk to go to
	Names    []string          `json:"names,omitempty"` // of all talks in their order, where that may have changed
}

func (s talkAnswers) sendParts(w http.ResponseWriter, r *http.Request, b seen, rows ...row) error {
	p, err := s.partsOf(b, rows)
	if err != nil {
		return err
	}
	return s.send(w, r, b, p)
}

func (s talkAnswers) partsOf(b seen, rows []row) (parts, error) {
	p := parts{Rows: map[string]string{}, Revision: b.revision}
	for _, drawn := range rows {
		text, err := s.drawn("row", drawn)
		if err != nil {
			return p, err
		}
		p.Rows[drawn.Name] = text
		p.Conflict = p.Conflict || len(drawn.Conflicts) > 0
	}
	return p, nil
}

// send answers the script. A conflict is an answer like any other there: browsers put
// others into their console as errors.
func (s *Server) send(w http.ResponseWriter, r *http.Request, b seen, p parts) error {
	var err error
	if p.Head, err = s.drawn("head", s.headOf(r.Context(), b, nil, 0)); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(p) // whoever went away needs no answer
	return nil
}

func (s *Server) drawn(part string, data any) (string, error) {
	var text strings.Builder
	err := s.templates.parts.ExecuteTemplate(&text, part, data)
	return text.String(), err
}

// nextOf is the next unsettled talk behind one, from the beginning again at the end; the
// same if there is none.
func nextOf(talks []*talk, name string) string {
	at := 0
	for i, t := range talks {
		if t.Name == name {
			at = i
		}
	}
	for i := range talks {
		if t := talks[(at+1+i)%len(talks)]; !t.IsSettled() {
			return t.Name
		}
	}
	return name
}

// changeOf is what a row's form asks for, and the word for it: what was typed, and what the
// button does beside.
func (s talkAnswers) changeOf(ctx context.Context, form url.Values, t *talk) (draft.Change, string, error) {
	c := draft.Change{Path: t.Path, Set: map[string]draft.Value{}, Was: map[string]draft.Value{}, Fingerprint: form.Get("fingerprint")}
	if err := fill(&c, form); err != nil {
		return c, "", err
	}
	if err := checkTyped(c); err != nil {
		return c, "", err
	}
	pressed, verb, err := s.pressed(ctx, form.Get("act"), t)
	if err != nil {
		return c, "", err
	}
	maps.Copy(c.Set, pressed.Set) // Was is what the form had, not what is there now
	return t.Settle(c), verb, nil
}

// pressed is what a row's button does to a talk as it stands, and the word for it.
func (s talkAnswers) pressed(ctx context.Context, act string, t *talk) (c draft.Change, verb string, err error) {
	if number, reads := strings.CutPrefix(act, actRead); reads {
		n, _ := strconv.Atoi(number) // of what is no number there is no reading either
		c, err = t.TakeReading(n)
		return c, "Take reading " + number, err
	}
	switch act {
	case actSave, "":
		return c, "Save", nil
	case actTake:
		return t.Take(), "Take", nil
	case actReady:
		if t.Draft.Status == draft.Ready {
			return t.ToggleReady(), "Not ready", nil
		}
		return t.ToggleReady(), "Ready", nil
	case actSkip:
		if t.Draft.Status != draft.Skip {
			return t.ToggleSkip(""), "Skip", nil
		}
		before, err := s.pipeline.Desk(t.Event).StatusBefore(ctx, t.Draft)
		return t.ToggleSkip(before), "Skip no more", err
	}
	return c, "", badRequest("there is no act %.40q", act)
}

// fill takes the fields of a form that the person has changed.
func fill(c *draft.Change, form url.Values) error {
	was := map[string]string{}
	if text := form.Get("was"); text != "" {
		if err := json.Unmarshal([]byte(text), &was); err != nil {
			return badRequest("the form's original values cannot be read: %w", err)
		}
	}
	if form.Has("was.description") {
		was[ingest.FieldDescription] = lineFeeds(form.Get("was.description"))
	}
	for field, text := range was {
		var err error
		if c.Was[field], err = parseField(field, text); err != nil {
			return badRequest("%w", err)
		}
	}
	for _, field := range append(rowFields(), ingest.FieldDescription) {
		text := lineFeeds(form.Get(field))
		if before, seen := was[field]; !form.Has(field) || seen && text == before {
			continue
		}
		var err error
		if c.Set[field], err = parseField(field, text); err != nil {
			return badRequest("%w", err)
		}
	}
	return nil
}

// checkTyped says that a field cannot have been meant so: it has control characters in it,
// or a day is none, which no draft can hold.
func checkTyped(c draft.Change) error {
	for _, field := range draft.Fields() { // the first wrong one is told
		if v, given := c.Set[field]; given {
			if err := check.Form(field, v); err != nil {
				return badRequest("%w", err)
			}
		}
	}
	text, given := c.Set[ingest.FieldRecorded].(string)
	var day ingest.Date
	if err := day.UnmarshalText([]byte(text)); given && err != nil {
		return badRequest("%s: %w", ingest.FieldRecorded, err)
	}
	return nil
}

// lineFeeds undoes what browsers do to the line ends of a field.
func lineFeeds(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }
