package check

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// maxName is the longest name of a file or folder, in bytes.
const maxName = 139

// ownFolders are those at the top that belong to the repository. Every other
// folder is an event, whatever it is called.
func ownFolders() []string {
	return []string{".git", ".github", ".schemas", ".tests", ".venv", "tools"}
}

// ownFiles are those that may lie at the top.
func ownFiles() []string {
	return []string{
		".gitignore", ".editorconfig", "CONTRIBUTING.rst", "CONTRIBUTORS_WITHOUT_COMMITS.rst", "LICENSE", "Makefile",
		"NO_PUBLISH.json", "README.rst", "redirects.txt",
	}
}

// topFile reports on an entry of the tree's own folder that is no folder.
func topFile(r report, name string) {
	nameLength(r, name)
	if !slices.Contains(ownFiles(), name) {
		r.fail(RuleLayout, "", pyjson.Value{}, "no such file belongs at the top of the data tree: move or delete it")
	}
}

// nameLength reports on a name that some file systems could not keep.
func nameLength(r report, name string) {
	if len(name) > maxName {
		r.fail(RuleFilenameLength, "", pyjson.Value{}, "the name has %d bytes: shorten it to less than %d", len(name), maxName+1)
	}
}

// eventLayout reports what is missing from an event's folder.
func eventLayout(r report, entries []fs.DirEntry) {
	for _, name := range []string{record.CategoryFile, record.VideosFolder} {
		there := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name })
		if !there {
			r.fail(RuleLayout, "", pyjson.Value{}, "%s is missing: an event is a folder with %s and %s",
				name, record.CategoryFile, record.VideosFolder)
		}
	}
}

// eventEntry reports on something in an event's folder that does not belong.
func eventEntry(r report, e fs.DirEntry, isDir bool) {
	nameLength(r, e.Name())
	switch {
	case e.Name() == record.CategoryFile && isDir:
		r.fail(RuleLayout, "", pyjson.Value{}, "%s must be a file, not a folder", record.CategoryFile)
	case e.Name() == record.VideosFolder && !isDir:
		r.fail(RuleLayout, "", pyjson.Value{}, "%s must be a folder, not a file", record.VideosFolder)
	case e.Name() != record.CategoryFile && e.Name() != record.VideosFolder:
		r.fail(RuleLayout, "", pyjson.Value{}, "an event holds nothing but %s and %s: move or delete this",
			record.CategoryFile, record.VideosFolder)
	}
}

// isRecord reports whether an entry of a videos folder is, by its name, a record.
func isRecord(name string) bool { return strings.HasSuffix(name, ".json") }

// videosEntry reports on something in a videos folder that is no record.
func videosEntry(r report, e fs.DirEntry, isDir bool) {
	nameLength(r, e.Name())
	switch {
	case isDir:
		r.fail(RuleLayout, "", pyjson.Value{}, "a folder does not belong among the records: move or delete it")
	case !isRecord(e.Name()):
		r.fail(RuleLayout, "", pyjson.Value{}, "only .json files belong among the records: move or delete this")
	}
}
