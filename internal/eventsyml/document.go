package eventsyml

import "go.yaml.in/yaml/v4"

// document reads what a file may be: a mapping with repo_dir and events, or a
// list of events alone.
func (r *reader) document(doc *yaml.Node) {
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		doc = doc.Content[0]
	}
	switch doc = resolved(doc); {
	case isNull(doc):
		r.nothing()
		return
	case doc.Kind == yaml.SequenceNode:
		r.events(doc)
	case doc.Kind == yaml.MappingNode:
		r.topLevel(doc)
	default:
		r.wrong(doc, asInReadme, "a list of events is wanted here, not %s", kindOf(doc))
	}
	if len(r.entries) == 0 && len(r.faults) == 0 {
		r.nothing()
	}
}

const asInReadme = `write the conferences as a list below "events:", as pyvideo_scrape's README shows it`

// nothing is the fault of a file without events.
func (r *reader) nothing() {
	r.faults = append(r.faults, r.fault(0, 0, "there are no events in it", asInReadme))
}

func (r *reader) topLevel(doc *yaml.Node) {
	fields := r.fields(doc, "repo_dir and events")
	for _, f := range fields {
		switch f.key {
		case "repo_dir":
			r.file.RepoDir = r.text(f.value, "the folder of the data tree")
		case "events":
			r.events(f.value)
		case "done_events", "minimal_download":
			// The project's history, which pyvideo_scrape does not read.
			r.events(f.value)
		case "title", "dir", "youtube_list":
			r.wrong(f.at, asInReadme, "%s belongs to an event", f.key)
			return
		case "event_template":
			r.about(f, "a pattern to copy, no event: left out")
		default:
			r.about(f, "no key of pyvideo_scrape: left out")
		}
	}
}

// about notes something about the file as a whole.
func (r *reader) about(f field, text string) {
	r.file.Notes = append(r.file.Notes, Note{Line: f.at.Line, Key: named(f.key), Text: text})
}

func (r *reader) events(n *yaml.Node) {
	for _, one := range r.list(n) {
		if isNull(resolved(one)) {
			continue
		}
		e := &entryReader{reader: r, Entry: Entry{Line: one.Line}, has: map[string]bool{}}
		before := len(r.faults)
		for _, f := range r.fields(one, "an event with title, dir, youtube_list, …") {
			e.field(f)
		}
		if len(r.faults) == before {
			e.conclude(one)
		}
		r.entries = append(r.entries, e)
	}
}
