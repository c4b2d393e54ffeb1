package check

import (
	"cmp"
	"errors"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Drafts checks drafts by the rules for the records that they shall become:
// against each other, and against a data tree (nil: none) as it will be when they
// are published. Drafts to be skipped are left out. Paths of findings are those
// of the drafts, and lines count in their files; of a description's line that is
// at fault it is that very line. Files of the folders that cannot be read are
// findings too. Who checks again and again keeps the [Neighbours].
func Drafts(folders []*workspace.Folder, tree *record.Index, opt Options) []Finding {
	return NewNeighbours(tree).Drafts(folders, opt)
}

// Drafts is the function [Drafts].
func (n *Neighbours) Drafts(folders []*workspace.Folder, opt Options) []Finding {
	opt.Now = opt.now()
	c := companion{opt: opt, files: make(map[string]*draft.Draft)}
	replaced := make(map[string]bool)
	for _, f := range folders {
		for _, p := range f.Problems {
			c.findings = append(c.findings, problem(p))
		}
		c.event(f)
		c.drafts(f)
		for _, d := range f.Drafts {
			if d.Status != draft.Skip {
				markReplaced(replaced, n.tree, d)
			}
		}
	}
	facts := append(n.of(c.facts, replaced), c.facts...)
	findings := slices.Concat(c.findings, compare(facts))
	if !opt.ErrorsOnly {
		findings = append(findings, lintAll(facts)...)
	}
	for i, f := range findings {
		if f.Rule == RuleDuplicateVideo && c.files[f.Path] != nil {
			findings[i].Level = Error // publish refuses it
		}
		if d := c.files[f.Path]; d != nil && !opt.WithoutLines {
			findings[i].Line = lineInDraft(d.Bytes(), f)
		}
	}
	return order(findings)
}

// companion collects what the drafts show one by one, for the comparison of all.
type companion struct {
	opt      Options
	findings []Finding
	facts    []fact
	files    map[string]*draft.Draft // by path
}

// event checks what would become category.json.
func (c *companion) event(f *workspace.Folder) {
	if !f.HasEvent {
		return
	}
	for _, finding := range Category(f.Event) {
		finding.Path = filepath.ToSlash(filepath.Join(f.Path, draft.EventFile))
		c.findings = append(c.findings, finding)
	}
	nameLength(newReport(filepath.ToSlash(f.Path), &c.findings, c.opt), f.Slug)
}

// drafts looks at the drafts of an event one by one, on all processors.
func (c *companion) drafts(f *workspace.Folder) {
	about := newEventFacts(f.Event, c.opt.Now)
	wanted := slices.DeleteFunc(slices.Clone(f.Drafts), func(d *draft.Draft) bool { return d.Status == draft.Skip })
	seen := make([]companion, len(wanted))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range wanted {
		c.files[filepath.ToSlash(d.Path)] = d
		seen[i].opt = c.opt
		group.Go(func() error {
			seen[i].draft(about, f, d)
			return nil
		})
	}
	_ = group.Wait() // none of them fails
	for _, one := range seen {
		c.findings, c.facts = append(c.findings, one.findings...), append(c.facts, one.facts...)
	}
}

func (c *companion) draft(o eventFacts, f *workspace.Folder, d *draft.Draft) {
	path := filepath.ToSlash(d.Path)
	c.findings = append(c.findings, Draft(d)...)
	c.findings = append(c.findings, DoNotRecord(d, d.Source.Session.ID, f.Sessions)...)
	doc, err := pyjson.Parse(record.Encode(d.Record))
	if err != nil {
		c.findings = append(c.findings, unreadable(path, err))
		return
	}
	root := doc.Root()
	r := newReport(path, &c.findings, c.opt)
	description := recordFile(r, root)
	if !c.opt.ErrorsOnly {
		lintRecord(r, o, root, description)
	}
	made := factOf(path, root)
	made.wanted, made.category = true, cmp.Or(f.Event.Title, f.Path) // events without a title do not share one
	if !c.opt.ErrorsOnly {
		made.lint = lintFactsOf(filepath.ToSlash(filepath.Dir(d.Path)), root)
	}
	c.facts = append(c.facts, made)
}

// markReplaced notes the records that a draft will take the place of.
func markReplaced(replaced map[string]bool, tree *record.Index, d *draft.Draft) {
	if tree == nil {
		return
	}
	for _, l := range d.Record.Videos {
		key, ok := record.KeyOf(l)
		if !ok {
			continue
		}
		for _, place := range tree.Lookup(key) {
			if place.Event == d.Event {
				replaced[place.Path()] = true
			}
		}
	}
}

// problem says why a file of the workspace could not be checked.
func problem(p workspace.Problem) Finding {
	f := Finding{Path: filepath.ToSlash(p.Path), Rule: RuleTOML, Level: Error}
	if syntax, ok := errors.AsType[*draft.SyntaxError](p.Err); ok {
		f.Line, f.Message = syntax.Line, shortened(syntax.Message, messageLimit)
	} else {
		f.Message = shortened(reason(p.Err), messageLimit)
	}
	if hint := ingest.Hint(p.Err); hint != "" {
		f.Message += ": " + shortened(hint, messageLimit)
	}
	return f
}
