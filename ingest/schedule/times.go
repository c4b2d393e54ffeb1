package schedule

import (
	"fmt"
	"math"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// times are when a session starts and how long it lasts, as far as known.
type times struct {
	start    time.Time
	duration time.Duration
}

// written is a start as it was read.
type written struct {
	moment
	ok     bool
	beside clock // the clock that is written a second time
	twice  bool
}

// times reads when entries are held.
func (f *finisher) times(entries []entry) ([]times, error) {
	starts := make([]written, len(entries))
	vague, example := 0, ""
	for i, e := range entries {
		starts[i] = f.start(e)
		if !starts[i].ok && looksLikeDay(e.day) {
			vague, example = vague+1, e.day
		}
		if starts[i].known == floating && f.zone == nil {
			return nil, ingest.WithHint(fmt.Errorf("%s: %w, and %q starts at %s", e.file, ErrNoZone, e.title, e.start),
				"name the event's with --time-zone (time_zone in event.toml)")
		}
	}
	if vague > 0 {
		f.remark(Remark{Kind: VagueDays, Count: vague, Example: example})
	}
	wall := f.clocksAreRight(starts)
	found := make([]times, len(entries))
	for i, e := range entries {
		if !starts[i].ok {
			found[i].duration = readDuration(e.duration)
			continue
		}
		found[i] = times{f.place(starts[i].moment, wall), f.lasts(e, starts[i].moment, wall)}
	}
	return found, nil
}

// start reads when an entry starts.
func (f *finisher) start(e entry) written {
	var w written
	w.moment, w.ok = readMoment(e.start, f.days.monthFirst)
	if !w.ok || w.known == dayOnly {
		from, _ := cutRange(e.start)
		c, isClock := readClock(from)
		day, isDay := f.days.day(e.day)
		switch {
		case isClock && isDay:
			w.moment, w.ok = moment{day: day, clock: c, known: floating}, true
		case isDay && !w.ok:
			w.moment, w.ok = moment{day: day}, true
			if m, ok := readMoment(e.day, f.days.monthFirst); ok {
				w.moment = m
			}
		case w.ok: // a whole day
		default:
			if day, ok := f.days.day(e.start); ok {
				w.moment, w.ok = moment{day: day}, true
			}
		}
	}
	if zone, err := ingest.LoadZone(e.zone); err == nil && w.known == floating {
		w.zone, w.known = zone, zoned
	}
	if e.sureUTC && w.known == utc {
		w.zone, w.known = time.UTC, zoned
	}
	w.beside, w.twice = readClock(e.beside)
	w.trust(e.declared)
	return w
}

// trust believes an offset that is that of the zone which the programme names. Where
// that is UTC it may have been left as it was, and a clock beside the moment says
// nothing more.
func (w *written) trust(declared string) {
	zone, err := ingest.LoadZone(declared)
	if err != nil || w.known != offset && w.known != utc || !w.wall(zone).Equal(w.instant()) {
		return
	}
	if isUTC(zone, w.day.Year) {
		w.twice = false
		return
	}
	w.zone, w.known = zone, zoned
}

// isUTC reports whether a zone is UTC by some name, all year.
func isUTC(zone *time.Location, year int) bool {
	_, winter := time.Date(year, time.January, 1, 0, 0, 0, 0, zone).Zone()
	_, summer := time.Date(year, time.July, 1, 0, 0, 0, 0, zone).Zone()
	return winter == 0 && summer == 0
}

// lasts is how long an entry takes: what it says, else up to its end.
func (f *finisher) lasts(e entry, start moment, wall bool) time.Duration {
	if d := readDuration(e.duration); d > 0 {
		return d
	}
	end, ok := readMoment(e.end, f.days.monthFirst)
	if !ok || end.known == dayOnly {
		c, isClock := readClock(e.end)
		if _, to := cutRange(e.start); !isClock && to != "" {
			c, isClock = readClock(to)
		}
		if !isClock || start.known == dayOnly {
			return 0
		}
		end = start
		if end.clock = c; c < start.clock {
			end.day = end.day.AddDays(1)
		}
	}
	if end.known == floating && start.known != floating {
		end.known, end.shift, end.zone = start.known, start.shift, start.zone
	}
	d := f.place(end, wall).Sub(f.place(start, wall))
	if d <= 0 || d > 7*24*time.Hour || start.known == dayOnly {
		return 0
	}
	return d
}

// place puts a moment in the event's zone. wall tells that offsets are wrong and
// clocks are right.
func (f *finisher) place(m moment, wall bool) time.Time {
	switch {
	case f.zone == nil && (m.known == floating || m.known == dayOnly):
		return m.wall(time.UTC) // a day alone; clocks without a zone were refused
	case f.zone == nil:
		return m.instant()
	case m.known == floating, m.known == dayOnly, wall && m.known != zoned:
		return m.wall(f.zone)
	}
	return m.instant().In(f.zone)
}

// clocksAreRight decides whether offsets are wrong: some sites write "+00:00", or
// the office's offset, behind the clock on the wall. The clock that is written
// beside it tells, else the hour at which each day would open.
func (f *finisher) clocksAreRight(starts []written) bool {
	if f.zone == nil {
		f.noticeOnlyUTC(starts)
		return false
	}
	wrong, right, differing, example := 0, 0, 0, ""
	var asWritten, converted opening
	allUTC := true
	for _, s := range starts {
		if !s.ok || s.known != utc && s.known != offset {
			continue
		}
		there := s.instant().In(f.zone)
		asWritten.add(s.wall(time.UTC))
		converted.add(there)
		if s.wall(f.zone).Equal(there) {
			continue
		}
		differing++
		allUTC = allUTC && s.known == utc
		if example == "" {
			example = s.instant().Format(time.RFC3339)
		}
		if s.twice && s.beside == s.clock {
			wrong++
		} else if s.twice && s.beside == clock(there.Hour()*3600+there.Minute()*60+there.Second()) {
			right++
		}
	}
	if differing == 0 {
		return false
	}
	wall := wrong > right
	if wrong == right {
		gain := asWritten.plausible() - converted.plausible()
		if allUTC {
			gain -= 2 // who writes "Z" mostly means it
		}
		wall = gain > 0
	}
	if wall {
		f.remark(Remark{Kind: WrongOffset, Count: differing, Example: example})
	}
	return wall
}

// noticeOnlyUTC remarks on times that are in UTC with nothing to tell whether they are meant so.
func (f *finisher) noticeOnlyUTC(starts []written) {
	n := 0
	for _, s := range starts {
		if !s.ok || s.known == dayOnly {
			continue
		}
		if n++; s.shift != 0 || s.known == zoned && s.zone != time.UTC {
			return
		}
	}
	if n > 0 {
		f.remark(Remark{Kind: OnlyUTC, Count: n})
	}
}

// opening knows when each day of a programme begins.
type opening map[ingest.Date]clock

func (o *opening) add(t time.Time) {
	if *o == nil {
		*o = opening{}
	}
	day := ingest.DateOf(t)
	c := clock(t.Hour()*3600 + t.Minute()*60)
	if c < 4*3600 { // the night before goes on
		day, c = day.AddDays(-1), c+24*3600
	}
	if first, known := (*o)[day]; !known || c < first {
		(*o)[day] = c
	}
}

// openings tells how many in a hundred days of conferences begin in the half hour
// that ends at a time.
var openings = []struct {
	before clock
	share  float64
}{
	{6 * 3600, 0.05},
	{7 * 3600, 0.5},
	{7*3600 + 1800, 2},
	{8 * 3600, 4},
	{8*3600 + 1800, 13},
	{9 * 3600, 16},
	{9*3600 + 1800, 30},
	{10 * 3600, 14},
	{10*3600 + 1800, 12},
	{11 * 3600, 3},
	{12 * 3600, 2},
	{14 * 3600, 1.5},
	{17 * 3600, 1},
	{20 * 3600, 1},
	{24 * 3600, 0.3},
}

// plausible is higher, the more usual the hours are at which the days begin.
func (o opening) plausible() float64 {
	sum := 0.0
	for _, first := range o {
		share := 0.02
		for _, usual := range openings {
			if first < usual.before {
				share = usual.share
				break
			}
		}
		sum += math.Log(share)
	}
	return sum
}
