package schedule

import "fmt"

// Remark is something that whoever gave the programme should know about it.
type Remark struct {
	Kind    RemarkKind
	Count   int    // of the sessions or files that it is about
	Example string // one of them, or what they have
	// Of a MissingColumn: the field that it was named for, and what it most likely was meant
	// to be, "" if none is near.
	Field, Near string
}

// RemarkKind says what a [Remark] is about.
type RemarkKind uint8

// What there is to remark.
const (
	// WrongOffset: times whose offset contradicts the clock beside it or the zone.
	WrongOffset RemarkKind = iota + 1
	// OnlyUTC: all times are in UTC and no zone is known.
	OnlyUTC
	// StrangeZone: the programme names a time zone that nobody knows.
	StrangeZone
	// Untitled: entries without a title, left out.
	Untitled
	// UnknownPeople: speakers whose names no file explains.
	UnknownPeople
	// Contradiction: two programmes say different things of one id; the first counts.
	Contradiction
	// SharedID: different entries of one programme have the same id.
	SharedID
	// Unreadable: files of a folder that could not be read.
	Unreadable
	// Recoded: files that are not UTF-8, taken for what Windows writes.
	Recoded
	// VagueDays: days like "Saturday 17th" and no event to count them from.
	VagueDays
	// Cut: pages of a server's answer are missing.
	Cut
	// MissingColumn: a column or key that was named for a field and is nowhere.
	MissingColumn
	// UselessFields: columns or keys were named for a format that has its own.
	UselessFields
	// Ignored: other files beside a programme that says all.
	Ignored
)

// String tells it in a line.
func (r Remark) String() string {
	switch r.Kind {
	case WrongOffset:
		return fmt.Sprintf("%s with an offset that contradicts the clock or the zone (%s); the clock was taken", count(r.Count, "time"), r.Example)
	case OnlyUTC:
		return "all times are in UTC and no time zone is known; if they are local, or the event was elsewhere, name its time zone"
	case StrangeZone:
		return fmt.Sprintf("the programme's time zone %q is unknown", r.Example)
	case Untitled:
		return fmt.Sprintf("%s without a title left out", many(r.Count, "entry", "entries"))
	case UnknownPeople:
		return fmt.Sprintf("no file tells the names of %s (%s)", count(r.Count, "speaker"), r.Example)
	case Contradiction:
		return fmt.Sprintf("the programmes contradict each other in %s (%s); the first was taken", count(r.Count, "session"), r.Example)
	case SharedID:
		return fmt.Sprintf("%s the id of another one (%s) and got one of their own", many(r.Count, "session has", "sessions have"), r.Example)
	case Unreadable:
		return fmt.Sprintf("%s could not be read (%s)", count(r.Count, "file"), r.Example)
	case Recoded:
		return fmt.Sprintf("%s not in UTF-8 (%s), taken for Windows-1252", many(r.Count, "file is", "files are"), r.Example)
	case VagueDays:
		return fmt.Sprintf("%s with days like %q have no time; give the event's first and last day", count(r.Count, "session"), r.Example)
	case Cut:
		return "not all of the server's answer is there; fetch its other pages too"
	case MissingColumn:
		s := fmt.Sprintf("%s: the programme has no column or key %q", r.Field, r.Example)
		if r.Near != "" {
			s += fmt.Sprintf("; did you mean %q?", r.Near)
		}
		return s
	case UselessFields:
		return fmt.Sprintf("the fields that were named say nothing here: %s has names of its own", r.Example)
	case Ignored:
		return fmt.Sprintf("%s beside the programme left aside (%s)", count(r.Count, "file"), r.Example)
	}
	return ""
}

func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
