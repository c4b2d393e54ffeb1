// Package workspace keeps drafts as files that people edit, and never loses what
// they typed.
//
// A workspace is a folder of events. Each event is a folder too, named as in the
// data tree; it holds event.toml and one TOML file per talk:
//
//	drafts/exconf-2024/event.toml         the event
//	drafts/exconf-2024/fast-parsers.toml  a talk, a [draft.Draft]
//	drafts/exconf-2024/.base/             what stevie last proposed for each talk, a [draft.Base]
//	drafts/exconf-2024/.base/own/         what was last published of people's own drafts
//	drafts/exconf-2024/.base/schedule.json  the event's programme as last read, a [Schedule]
//	drafts/exconf-2024/.base/pending      what a run is about to write, while it does
//
// An import goes like this:
//
//	w, err := workspace.Open("drafts", ".stevie")
//	defer w.Close()
//	release, err := w.Lock("exconf-2024")      // one writer per event
//	defer release()
//	done, err := w.LockNew(ctx)                // and nobody else who creates drafts
//	defer done()
//	all, err := w.Load(ctx)                    // every event: talks are known everywhere
//	for _, next := range proposals {
//		known := all.Lookup(next.Key(), "exconf-2024")
//		switch known.State {
//		case workspace.Unknown:            // news = append(news, …)
//		case workspace.Drafted:            // updates = append(updates, …)
//		default:                           // skip, deleted, held …: leave, and report
//		}
//	}
//	w.Propose(ctx, "exconf-2024", updates, news)
//
// # What is promised
//
// A draft that exists is changed key by key in its own bytes. A value that a person
// changed is theirs, as [draft.Merge] tells. Files are replaced whole, and only if
// they are in the last moment what they were read as: what an editor has saved
// meanwhile is merged. A new draft is written before its base and a changed one after
// it, each on the disk for good before the other, and what is about to be written is
// noted before the first of them: so a run that was killed in between is not taken for a
// person's doing, nor a person's revert for a killed run. A draft that nobody has touched
// ends in the same bytes whatever way led there. No draft is ever removed, and a file
// that does not parse is reported and left alone.
//
// Text never becomes part of a path: file names are reduced to [a-z0-9_-], and all
// paths count from an [os.Root] on the workspace.
package workspace
