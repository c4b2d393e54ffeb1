package record

import (
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/pyjson"
)

// IndexFiles indexes a data tree that is not on the disk, as a commit's files are
// not. The sequence yields slash-separated paths from the tree with what is in
// them; a content need not last beyond its turn. It gives what [Tree.Index] would
// for the same files, in whatever order they come.
func IndexFiles(files iter.Seq2[string, []byte]) *Index {
	s := scanner{texts: make(map[string]string)}
	events := make(map[string]*EventEntry)
	for name, src := range files {
		slug, rest, ok := strings.Cut(name, "/")
		if !ok || strings.HasPrefix(slug, ".") || slug == "tools" {
			continue
		}
		if events[slug] == nil {
			events[slug] = &EventEntry{Slug: slug}
		}
		s.file(events[slug], name, rest, src)
	}
	list := make([]EventEntry, 0, len(events))
	for _, ev := range events {
		slices.SortFunc(ev.Records, func(a, b Entry) int { return strings.Compare(a.File, b.File) })
		ev.Language = commonLanguage(ev.Records)
		list = append(list, *ev)
	}
	return newIndex(list, s.problems)
}

// IsIndexed reports whether [IndexFiles] looks into a file of that name.
func IsIndexed(name string) bool {
	slug, rest, _ := strings.Cut(name, "/")
	return !strings.HasPrefix(slug, ".") && slug != "tools" && (rest == CategoryFile || isRecordFile(rest))
}

// isRecordFile reports whether a name within an event's folder is a record's.
func isRecordFile(name string) bool {
	dir, file := path.Split(name)
	return dir == VideosFolder+"/" && strings.HasSuffix(file, extension)
}

// file adds what one file says to its event.
func (s *scanner) file(ev *EventEntry, name, rest string, src []byte) {
	if rest != CategoryFile && !isRecordFile(rest) {
		return
	}
	err := s.doc.Parse(src)
	if err == nil && s.doc.Root().Kind() != pyjson.Object {
		err = errNoObject
	}
	switch {
	case err != nil:
		s.problem(name, err)
	case rest == CategoryFile:
		category(s.doc.Root(), ev)
	default:
		ev.Records = append(ev.Records, s.record(path.Base(name), s.doc.Root()))
	}
}

// WithEvent returns the index as it would be if an event were as another index
// has it, or missing if that one lacks it.
func (x *Index) WithEvent(slug string, from *Index) *Index {
	events := slices.DeleteFunc(slices.Clone(x.events), func(ev EventEntry) bool { return ev.Slug == slug })
	if ev, ok := from.Event(slug); ok {
		events = append(events, ev)
	}
	var problems []Problem
	for _, p := range x.Problems {
		if !p.isOf(slug) {
			problems = append(problems, p)
		}
	}
	for _, p := range from.Problems {
		if p.isOf(slug) {
			problems = append(problems, p)
		}
	}
	return newIndex(events, problems)
}

// isOf reports whether the problem lies in an event's folder.
func (p Problem) isOf(slug string) bool {
	event, _, _ := strings.Cut(p.Path, "/")
	return event == slug
}
