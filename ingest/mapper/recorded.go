package mapper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/calendar"
)

// days knows when the event took place.
type days struct {
	start, end ingest.Date
	fixed      bool // both ends are known and not too far apart
	noted      int  // index of the first usable video, which carries the note that the event has no dates
}

// newDays takes the event's dates from event.toml.
func newDays(ev ingest.Event, videos []ingest.Video) *days {
	d := &days{start: ev.StartDate, end: ev.EndDate, noted: slices.IndexFunc(videos, ingest.Video.Usable)}
	d.fixed = !d.start.IsZero() && !d.end.IsZero() && d.start.Compare(d.end) <= 0
	return d
}

// inferredDay is the recording day.
type inferredDay = Inferred[ingest.Date]

// dater finds out the day of a talk for its writer.
type dater struct{ *writer }

// recorded infers the day of the talk, the first of these that is known: the
// host's recording date, a date or day in the title, the day of the broadcast, a date
// or day in the description, the playlist's day, the upload day within the event, the
// event's first day, the upload day.
func (w dater) recorded() inferredDay {
	d, v := w.run.days, w.video
	if d.fixed && d.start == d.end {
		return inferredDay{Value: d.start, Confidence: 0.99}
	}
	if w.run.event.Holds(v.Recorded) && (v.Published.IsZero() || v.Recorded.Compare(w.uploaded().AddDays(1)) <= 0) {
		return inferredDay{Value: v.Recorded, Confidence: 0.97}
	}
	for _, look := range []func() inferredDay{w.dayInTitle, w.dayOfBroadcast, w.dayInDescription, w.dayOfPlaylist, w.dayOfUpload} {
		if f := look(); !f.Value.IsZero() {
			return f
		}
	}
	if !d.start.IsZero() && d.fixed {
		return inferredDay{Value: d.start, Confidence: 0.5, Reason: because(ingest.NoteFirstDay, fmt.Sprintf("the event's first day; it lasted until %s", d.end), d.end.String())}
	}
	return w.undated()
}

// uploaded is the day of the upload where the event took place.
func (w dater) uploaded() ingest.Date { return w.run.event.DayOf(w.video.Published) }

// undated falls back to the upload day. One note for the event says so, not one
// for each talk.
func (w dater) undated() inferredDay {
	f := inferredDay{Value: w.uploaded(), Confidence: 0.3}
	d := w.run.days
	if !w.run.event.Holds(f.Value) {
		f.Value = d.start
		if f.Value.IsZero() {
			f.Value = d.end
		}
	}
	switch {
	case f.Value.IsZero():
		f.Confidence, f.Reason = 0, because("day-untold", "the host names no day; look at the schedule")
	case w.index != d.noted:
	case d.start.IsZero():
		f.Reason = because(ingest.NoteUploadDay, "the event has no dates, so talks without one of their own carry their upload day: set start_date in event.toml and run remap")
	default:
		f.Reason = because(ingest.NoteUploadDay, "the event has no last day, so talks without a day of their own carry their upload day: set end_date in event.toml, if it has one, and run remap")
	}
	return f
}

// years are the years in which a date without a year may lie.
func (w dater) years() []int {
	d := w.run.days
	if d.start.IsZero() {
		return nil
	}
	years := []int{d.start.Year}
	if d.fixed && d.end.Year != d.start.Year {
		years = append(years, d.end.Year)
	}
	return years
}

// pick chooses the one date of several that may be the talk's.
func (w dater) pick(dates []ingest.Date) ingest.Date {
	var found ingest.Date
	for _, day := range dates {
		if !w.run.event.Holds(day) || !w.before(day) {
			continue
		}
		if !found.IsZero() && found != day {
			return ingest.Date{}
		}
		found = day
	}
	return found
}

// before reports whether a day lies before the upload. However old, a date is what
// it says: groups put their recordings of years online at once.
func (w dater) before(day ingest.Date) bool {
	return w.video.Published.IsZero() || day.Compare(w.uploaded().AddDays(1)) <= 0
}

// nth is the event's n-th day; zero when the event has none such.
func (w dater) nth(n int) ingest.Date {
	start := w.run.event.StartDate
	if start.IsZero() || n < 1 || n > 31 {
		return ingest.Date{}
	}
	if day := start.AddDays(n - 1); w.run.event.Holds(day) {
		return day
	}
	return ingest.Date{}
}

func (w dater) dayInTitle() inferredDay {
	return w.dayIn(oneLine(w.video.Title), 0.95)
}

// dayIn reads a title: a date, a date without a year that is one of the event's, the
// number of a day, its name.
func (w dater) dayIn(title string, confidence float64) inferredDay {
	if day := w.pick(datesIn(title, w.years())); !day.IsZero() {
		return inferredDay{Value: day, Confidence: confidence}
	}
	if day := w.pick(shortDates(title, w.years())); !day.IsZero() {
		return inferredDay{Value: day, Confidence: 0.92}
	}
	if !w.run.event.StartDate.IsZero() { // else nobody knows which day the second is
		if day := w.nth(dayNumber(title)); !day.IsZero() {
			return inferredDay{Value: day, Confidence: 0.93}
		}
	}
	return w.weekday(title)
}

// dayOfBroadcast takes the day, where the event is, on which the talk was shown live.
// Outside the event's days it was a premiere of a recording.
func (w dater) dayOfBroadcast() inferredDay {
	if w.video.Started.IsZero() {
		return inferredDay{}
	}
	day := w.run.event.DayOf(w.video.Started)
	switch {
	case !w.run.event.Holds(day):
		return inferredDay{}
	case w.run.days.fixed:
		return inferredDay{Value: day, Confidence: 0.95}
	}
	return inferredDay{Value: day, Confidence: 0.85, Reason: because("day-of-broadcast", "the day of the broadcast")}
}

// weekday finds the event's one day of that name.
func (w dater) weekday(text string) inferredDay {
	d := w.run.days
	name, ok := calendar.WeekdayIn(text)
	if !ok || !d.fixed || d.start.AddDays(6).Compare(d.end) < 0 {
		return inferredDay{}
	}
	for day := d.start; day.Compare(d.end) <= 0; day = day.AddDays(1) {
		if day.Weekday() == name {
			return inferredDay{Value: day, Confidence: 0.92}
		}
	}
	return inferredDay{}
}

// recordedWords mark the lines of a description that tell when the talk was
// held, not when something else was.
var recordedWords = []string{"record", "held on", "filmed", "presented on", "took place", "talk given", "given on", "grabad", "gravad", "enregistr", "aufgenommen", "registrat", "nagran", "date:", "fecha:", "data:", "datum:"}

// dayInDescription reads lines that speak of the recording first, then the
// short lines, and full sentences only where the event's dates are known.
func (w dater) dayInDescription() inferredDay {
	lines := strings.Split(w.run.plain[w.index], "\n")
	if len(lines) > 60 {
		lines = append(lines[:40:40], lines[len(lines)-20:]...)
	}
	for _, line := range lines {
		low := strings.ToLower(line)
		for _, word := range recordedWords {
			if strings.Contains(low, word) {
				if day := w.pick(datesIn(line, w.years())); !day.IsZero() {
					return inferredDay{Value: day, Confidence: 0.93}
				}
			}
		}
	}
	for i, line := range lines {
		if len(line) > 120 && !w.run.days.fixed {
			continue
		}
		if day := w.pick(datesIn(line, w.years())); !day.IsZero() && (w.run.days.fixed || i < 4 && len(line) < 60) {
			return inferredDay{Value: day, Confidence: 0.85, Reason: because("day-from-description", "date taken from the description")}
		}
		if i < 3 && len(line) < 120 {
			if f := w.weekday(line); !f.Value.IsZero() {
				return f
			}
		}
	}
	return inferredDay{}
}

func (w dater) dayOfPlaylist() inferredDay {
	return w.dayIn(oneLine(w.video.Collection.Title), 0.85)
}

// dayOfUpload takes the upload day where it falls within the event: a broadcast
// or a quick crew.
func (w dater) dayOfUpload() inferredDay {
	upload := w.uploaded()
	if w.run.days.fixed && w.run.event.Holds(upload) {
		return inferredDay{Value: upload, Confidence: 0.8, Reason: because(ingest.NoteUploadDay, "the upload day, which lies within the event")}
	}
	return inferredDay{}
}
