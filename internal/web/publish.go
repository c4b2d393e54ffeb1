package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// publishPage shows what publishing would make of the data tree, file by file, and does it.
func publishPage() page {
	return page{name: "publish", tab: "Publish", at: "publish", event: true, routes: func(s *Server) routes {
		return routes{
			"GET /event/{event}/publish":  publishAnswers{s}.showPublish,
			"POST /event/{event}/publish": publishAnswers{s}.publish,
		}
	}}
}

// toBranch is the choice of a commit beside the checkout, in forms.
const toBranch = "branch"

// publishing is what somebody wants published, and where to.
type publishing struct {
	event  string
	all    bool // also what is in review
	branch bool
}

func publishingOf(event string, get func(string) string) publishing {
	return publishing{event: event, all: get("all") != "", branch: get("to") == toBranch}
}

type publishData struct {
	frame
	All, Branch bool
	DataDir     string
	Print       string // of all that would be done, so that nothing else is
	Files       []fileDiff
	Refused     []refused
	Findings    []check.Finding
	Remarks     []string // of what is left alone, and why
	Problems    []error
	InReview    int
	Unseen      unseen
	PullRequest pullRequest
	Done        *published
	Stale       bool
	Fault, Hint string // why nothing can be published
}

// fileDiff is what becomes of one file of the data tree.
type fileDiff struct {
	Path  string
	New   bool
	Title string // of the talk, "" for a file of the event
	By    string
	Lines []diffLine
}

// diffLine is a line of a diff; Kind is "added", "gone", "place" or "".
type diffLine struct{ Kind, Text string }

// refused is a draft that the data tree's own tests would fail.
type refused struct {
	Title, Address string
	Errors         []check.Finding
}

// unseen counts the sure talks that nobody looked at: those that wait, and those that go
// out because stevie itself made them ready.
type unseen struct{ Waiting, Going int }

// Sum is how many they are.
func (u unseen) Sum() int { return u.Waiting + u.Going }

// Words is their sentence.
func (u unseen) Words() string {
	return countOf(u.Sum(), "sure talk") + " nobody looked at"
}

type pullRequest struct{ Branch, Title, Body string }

// published is what was done, and what a person does next.
type published struct {
	Words    string
	Commands []string
}

// publishAnswers are the answers for the page that publishes an event.
type publishAnswers struct{ *Server }

func (s publishAnswers) showPublish(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	data, err := s.publishData(r.Context(), publishingOf(slug, r.URL.Query().Get))
	if err != nil {
		return err
	}
	s.show(w, http.StatusOK, "publish", data)
	return nil
}

// publishData is the page before anything is published.
func (s publishAnswers) publishData(ctx context.Context, p publishing) (publishData, error) {
	b, err := s.boards.look(ctx, p.event)
	if err != nil {
		return publishData{}, err
	}
	data := publishData{
		frame: s.frameOf("Publish "+titleOf(b.event), p.event), All: p.all, Branch: p.branch,
		DataDir: s.pipeline.DataDir(), Unseen: unseenIn(b.talks, p.all), Problems: slices.Clone(b.problems),
	}
	would, err := s.dryRun(ctx, p)
	if err != nil && ctx.Err() != nil {
		return data, err
	}
	if err != nil {
		data.Fault, data.Hint = err.Error(), ingest.Hint(err)
		return data, nil
	}
	data.describe(b, would)
	s.pullRequest(&data, would)
	return data, nil
}

// dryRun finds out what publishing would do.
func (s publishAnswers) dryRun(ctx context.Context, p publishing) (pipeline.Publication, error) {
	return s.publishNow(ctx, p, true)
}

func (s publishAnswers) publishNow(ctx context.Context, p publishing, dry bool) (pipeline.Publication, error) {
	if !s.pipeline.HasData() {
		return pipeline.Publication{}, ingest.WithHint(errors.New("there is no data tree to publish into"),
			`clone https://github.com/pyvideo/data, and set data = "…" in stevie.toml to its folder`)
	}
	opts := pipeline.PublishOptions{All: p.all, Check: true, DryRun: dry}
	if !p.branch {
		return s.pipeline.Publish(ctx, p.event, opts)
	}
	s.pipeline.Refresh() // its branches may have moved since somebody last looked
	return s.pipeline.Commit(ctx, p.event, opts)
}

// describe takes over what a dry run found out.
func (d *publishData) describe(b seen, would pipeline.Publication) {
	d.InReview = would.InReview
	talks := map[string]ingest.Record{}
	for _, t := range would.Report.Talks {
		talks[t.Path] = t.Record
	}
	for _, c := range would.Changes {
		f := fileDiff{Path: c.Path, New: c.Before == nil, Lines: diffOf(c)}
		if rec, known := talks[c.Path]; known {
			f.Title, f.By = cmp.Or(rec.Title, "no title"), strings.Join(rec.Speakers, ", ")
		}
		d.Files = append(d.Files, f)
	}
	for _, no := range would.Refused {
		shown := refused{Title: filepath.Base(no.Draft), Errors: no.Errors}
		if t, known := b.talk(nameOf(no.Draft)); known {
			shown.Title, shown.Address = cmp.Or(t.Draft.Record.Title, "no title"), rowAddress(b.event.Slug, t.Name)
		}
		d.Refused = append(d.Refused, shown)
	}
	d.Findings = would.Report.Findings
	d.Remarks = append(leftAlone(b, would.Absent, d.Branch), would.Remarks...)
	d.Print = printOf(would)
}

// printOf tells one thing that would be done from another.
func printOf(would pipeline.Publication) string {
	text, _ := json.Marshal([]any{would.Changes, would.Refused}) // bytes and texts cannot fail
	return draft.Fingerprint(text)
}

// leftAlone says of published drafts without a record where that is.
func leftAlone(b seen, absent []pipeline.Absent, toBranch bool) []string {
	var list []string
	for _, a := range absent {
		if !a.Edited && a.Where.Kind != pipeline.Nowhere {
			continue
		}
		title := nameOf(a.Draft)
		if t, known := b.talk(title); known {
			title = cmp.Or(t.Draft.Record.Title, title)
		}
		list = append(list, title+": "+whereWords(a.Where, toBranch))
	}
	return list
}

func whereWords(where pipeline.Place, toBranch bool) string {
	switch {
	case where.Kind == pipeline.Nowhere:
		return "published, but no record has its video any more; make it ready to publish it again"
	case toBranch:
		return "changed since, but its record is committed to the checkout's branch: publish into the checkout"
	case where.Kind == pipeline.DeletedHere:
		return "changed since, but its record was deleted from the checkout: restore it there, or skip the talk"
	case where.Kind == pipeline.OnEventBranch:
		return "changed since, but its record is on " + where.Branch + ": publish to that branch"
	}
	return "changed since, but its record is on " + where.Branch + ": pull that first"
}

func (s publishAnswers) pullRequest(d *publishData, would pipeline.Publication) {
	text, err := s.pipeline.PullRequestText(would)
	if err != nil {
		d.Problems = append(d.Problems, err) // it hinders nothing
	}
	d.PullRequest = pullRequest{Branch: cmp.Or(would.Branch, d.Event), Title: text.Title(), Body: text.Body()}
}

// unseenIn counts the sure talks that nobody has had a say in.
func unseenIn(talks []*talk, all bool) unseen {
	var u unseen
	for _, t := range talks {
		switch {
		case t.Level != ingest.LevelSure:
		case t.Draft.Status == draft.Review && !all:
			u.Waiting++
		case t.Draft.Status == draft.Review, t.Draft.Status == draft.Ready && !t.Draft.IsSettled(t.Base):
			u.Going++
		}
	}
	return u
}

// diffOf compares a file with what it was, line by line.
func diffOf(c pipeline.FileChange) []diffLine {
	var list []diffLine
	if c.Before == nil {
		for line := range strings.Lines(string(c.After)) {
			list = append(list, diffLine{"added", "+" + strings.TrimSuffix(line, "\n")})
		}
		return list
	}
	text := diff.Diff("before", c.Before, "after", c.After)
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		switch {
		case i < 3: // names of the files
		case strings.HasPrefix(line, "+"):
			list = append(list, diffLine{"added", line})
		case strings.HasPrefix(line, "-"):
			list = append(list, diffLine{"gone", line})
		case strings.HasPrefix(line, "@@"):
			list = append(list, diffLine{"place", line})
		default:
			list = append(list, diffLine{"", line})
		}
	}
	return list
}

// publish publishes what the page showed, and nothing else.
func (s publishAnswers) publish(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	p := publishingOf(slug, r.PostForm.Get)
	s.pipeline.Refresh() // others may have changed the data tree
	data, err := s.publishData(r.Context(), p)
	if err != nil {
		return err
	}
	if data.Fault != "" || data.Print != r.PostForm.Get("print") {
		data.Stale = data.Fault == ""
		s.show(w, http.StatusConflict, "publish", data)
		return nil
	}
	var done pipeline.Publication
	_, err = s.boards.act(r.Context(), slug, func(ctx context.Context, _ seen) (_ []string, err error) {
		done, err = s.publishNow(ctx, p, false)
		return nil, err
	})
	if err != nil {
		return err
	}
	after, err := s.publishData(r.Context(), p)
	if err != nil {
		return err
	}
	after.PullRequest = data.PullRequest // of what was published, not of what is left
	after.Done = s.published(slug, done)
	after.Problems = append(after.Problems, done.Problems...)
	s.show(w, http.StatusOK, "publish", after)
	return nil
}

// published says what was done, and the commands to go on with.
func (s publishAnswers) published(event string, done pipeline.Publication) *published {
	git := func(args ...string) string {
		words := []string{"git", "-C", s.pipeline.DataDir()}
		return shellWords(append(words, args...))
	}
	written := countOf(len(done.Records), "record")
	switch {
	case len(done.Records) == 0:
		return &published{Words: "Nothing was new: the data tree has all of it."}
	case done.Commit != "":
		p := &published{Words: fmt.Sprintf("%s committed to %s (%.10s). The checkout is as it was.", written, done.Branch, done.Commit)}
		p.Commands = []string{git("push", cmp.Or(done.Remote, "origin"), done.Branch)}
		return p
	}
	return &published{
		Words: written + " written into the checkout.",
		Commands: []string{
			git("switch", "-c", event),
			git("add", event),
			git("commit", "-m", done.Report.Headline()),
			git("push", "-u", "origin", event),
		},
	}
}

// shellWords writes a command for a shell.
func shellWords(words []string) string {
	quoted := slices.Clone(words)
	for i, word := range quoted {
		plain := func(r rune) bool {
			return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:@+", r)
		}
		if word == "" || strings.ContainsFunc(word, func(r rune) bool { return !plain(r) }) {
			quoted[i] = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}

// Tally counts the files.
func (d publishData) Tally() string {
	fresh := 0
	for _, f := range d.Files {
		if f.New {
			fresh++
		}
	}
	return fmt.Sprintf("%s new, %d changed, %s refused, %d left in review",
		countOf(fresh, "file"), len(d.Files)-fresh, countOf(len(d.Refused), "talk"), d.InReview)
}

// Words counts the talks that go out.
func (d publishData) Words() string {
	talks := 0
	for _, f := range d.Files {
		if f.Title != "" {
			talks++
		}
	}
	return countOf(talks, "talk")
}
