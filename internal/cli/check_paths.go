package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/confined"
)

// checkTargets is what check was asked to look at.
type checkTargets struct {
	records []string            // files and folders of a data tree, as given
	drafts  map[string][]string // folder -> drafts in it that were asked for, nil for all
}

// asked reports whether findings about a path of a draft or its folder are wanted.
func (t checkTargets) asked(path string) bool {
	path = filepath.FromSlash(path)
	if _, ok := t.drafts[path]; ok {
		return t.drafts[path] == nil
	}
	files, ok := t.drafts[filepath.Dir(path)]
	return ok && (files == nil || slices.Contains(files, path))
}

// addDraft asks for a draft, or with "" for all of its folder.
func (t *checkTargets) addDraft(folder, file string) {
	if t.drafts == nil {
		t.drafts = make(map[string][]string)
	}
	files, ok := t.drafts[folder]
	switch {
	case file == "":
		t.drafts[folder] = nil
	case !ok || files != nil:
		t.drafts[folder] = append(files, file)
	}
}

// targets tells drafts from what belongs to a data tree. Paths are as people
// would write them.
func (a checking) targets(paths []string) (checkTargets, error) {
	var t checkTargets
	if len(paths) == 0 {
		if tree, err := record.FindTree(a.dir); err == nil {
			t.records = []string{a.shown(tree.Dir())}
			return t, nil
		}
		cfg, err := a.workspaceConfig()
		if err != nil {
			return t, err
		}
		paths = []string{a.shown(cfg.Drafts)}
	}
	if _, err := os.Stat(a.path(paths[0])); len(paths) == 1 && errors.Is(err, fs.ErrNotExist) {
		return t, usage(missing(paths[0]))
	}
	for _, path := range paths {
		a.addTarget(&t, filepath.Clean(path))
	}
	return t, nil
}

func (a checking) addTarget(t *checkTargets, path string) {
	info, err := os.Stat(a.path(path))
	switch {
	case err != nil:
		t.records = append(t.records, path) // a finding says that it cannot be read
	case !info.IsDir() && strings.HasSuffix(path, draftSuffix):
		t.addDraft(filepath.Dir(path), path)
	case !info.IsDir():
		t.records = append(t.records, path)
	default:
		folders := a.draftFolders(path)
		for _, folder := range folders {
			t.addDraft(folder, "")
		}
		if len(folders) == 0 && !a.isDraftsFolder(path) {
			t.records = append(t.records, path)
		}
	}
}

const draftSuffix = ".toml"

// draftFolders lists the folder and those in it that hold drafts.
func (a checking) draftFolders(path string) []string {
	var folders []string
	entries, _ := os.ReadDir(a.path(path)) // what cannot be listed is no folder of drafts
	for _, e := range entries {
		switch {
		case isDraft(e.Name()) && !slices.Contains(folders, path):
			folders = append(folders, path)
		case e.IsDir() && !strings.HasPrefix(e.Name(), "."):
			below, _ := os.ReadDir(filepath.Join(a.path(path), e.Name()))
			if slices.ContainsFunc(below, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), draftSuffix) }) {
				folders = append(folders, filepath.Join(path, e.Name()))
			}
		}
	}
	return folders
}

// isDraft tells a talk's file by its name.
func isDraft(name string) bool {
	return strings.HasSuffix(name, draftSuffix) && !strings.HasPrefix(name, ".") && name != draft.EventFile && name != "stevie.toml"
}

// isDraftsFolder tells that a path is the workspace's own folder of drafts, which
// may be empty.
func (a checking) isDraftsFolder(path string) bool {
	cfg, err := a.config()
	return err == nil && cfg.File != "" && a.path(path) == cfg.Drafts
}

// holdsTree reports whether a whole data tree is among the paths.
func (a checking) holdsTree(paths []string) bool {
	return slices.ContainsFunc(paths, func(path string) bool {
		tree, err := record.FindTree(a.path(path))
		return err == nil && tree.Dir() == a.path(path)
	})
}

// readDrafts reads all drafts of the folders, since each is compared with those
// beside it.
func (a checking) readDrafts(folders map[string][]string) []*workspace.Folder {
	var read []*workspace.Folder
	for path := range folders {
		read = append(read, a.readFolder(path))
	}
	slices.SortFunc(read, func(x, y *workspace.Folder) int { return strings.Compare(x.Path, y.Path) })
	return read
}

func (a checking) readFolder(path string) *workspace.Folder {
	slug := filepath.Base(a.path(path))
	f := &workspace.Folder{Slug: slug, Path: path, Event: ingest.Event{Slug: slug}}
	entries, err := os.ReadDir(a.path(path))
	if err != nil {
		f.Problems = append(f.Problems, workspace.Problem{Path: path, Err: err})
	}
	for _, e := range entries {
		name := filepath.Join(path, e.Name())
		if e.Name() != draft.EventFile && !isDraft(e.Name()) {
			continue
		}
		src, err := readRegular(a.path(name))
		if err == nil && e.Name() == draft.EventFile {
			var ev ingest.Event
			if ev, err = draft.ParseEvent(slug, name, src); err == nil {
				f.Event, f.HasEvent = ev, true
			}
		} else if err == nil {
			var d *draft.Draft
			if d, err = draft.Parse(name, src); err == nil {
				f.Drafts = append(f.Drafts, d)
			}
		}
		if err != nil {
			f.Problems = append(f.Problems, workspace.Problem{Path: name, Err: err})
		}
	}
	return f
}

// readRegular reads a file of its folder: no pipe, no link that leads elsewhere.
func readRegular(name string) ([]byte, error) {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	return confined.ReadFile(root, filepath.Base(name))
}
