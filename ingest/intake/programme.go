package intake

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/schedule"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Asking says who is asked for an event's programme. Files are read anew in any case.
type Asking int

// The ways to ask.
const (
	AskNobody    Asking = iota // of an address what is stored serves
	AskAddresses               // what is stored serves only when it cannot be read
	AskInsisting               // that it cannot be read is an error
)

// Programme is an event's programme as a run works with it.
type Programme struct {
	Stored  workspace.Schedule
	Remarks []string // what was understood of it, or why it could not be read and what to do
}

// Programme reads the programme of an event, if it has one. Where that fails, the
// sessions as they were read last serve, and a remark tells why. It is an error when
// there are none of them but drafts were proposed from sessions: they would lose all
// that these gave.
func (in *Intake) Programme(ctx context.Context, ev ingest.Event, asking Asking) (Programme, error) {
	if len(ev.Schedule) == 0 {
		return Programme{}, nil
	}
	var p Programme
	stored, unstored := in.Workspace.Schedule(ev.Slug)
	p.Stored = stored
	if asking == AskNobody && HasAddress(ev) {
		if err := in.serves(ev.Slug, stored, unstored); err != nil {
			return Programme{}, err
		}
		if unstored != nil {
			p.warn(unstored)
		} else if !isOf(stored, ev) && ctx.Err() == nil {
			p.Remarks = append(p.Remarks, fmt.Sprintf("the programme was not asked for yet as event.toml has it; do so with: stevie match %s --refresh", ev.Slug))
		}
		return p, nil
	}
	read, remarks, err := in.readProgramme(ctx, ev, stored)
	switch {
	case ctx.Err() != nil:
		return Programme{}, ctx.Err()
	case err != nil && asking == AskInsisting:
		return Programme{}, err
	case err != nil:
		if err := in.serves(ev.Slug, stored, err); err != nil {
			return Programme{}, err
		}
		p.warn(err)
	default:
		p.Stored, p.Remarks = read, remarks
	}
	return p, nil
}

// serves returns an error if no sessions are stored though drafts were proposed from
// some. Cause is why there are none, if it is known.
func (in *Intake) serves(event string, stored workspace.Schedule, cause error) error {
	if len(stored.Sessions) > 0 {
		return nil
	}
	bases, _ := in.Workspace.Bases(event)
	if !slices.ContainsFunc(bases, func(b *draft.Base) bool { return b.Session != nil }) {
		return nil
	}
	if cause == nil {
		cause = errors.New("it is not among what was stored of the event any more")
	}
	return ingest.WithHint(fmt.Errorf("the programme that drafts of %s were proposed from cannot be read: %w", event, cause),
		fmt.Sprintf("read it anew: stevie match %s --refresh", event))
}

// warn tells in one remark why the programme could not be read, and what to do about it in
// a line of its own.
func (p *Programme) warn(err error) {
	text := "warning: the programme could not be read: " + strings.TrimSpace(err.Error())
	if n := len(p.Stored.Sessions); n > 0 {
		text += fmt.Sprintf("; its %d sessions as last read serve", n)
	}
	if hint := ingest.Hint(err); hint != "" {
		text += "\nhint: " + hint
	}
	p.Remarks = append(p.Remarks, text)
}

// readProgramme reads what event.toml names. The remarks tell what was understood,
// nothing where that is what is stored.
func (in *Intake) readProgramme(ctx context.Context, ev ingest.Event, stored workspace.Schedule) (_ workspace.Schedule, remarks []string, err error) {
	opts := schedule.Options{
		TimeZone: ev.TimeZone, Start: ev.StartDate, End: ev.EndDate, URL: ev.URL, Fields: ev.ScheduleFields, Client: in.Programmes,
	}
	next := workspace.Schedule{ReadAs: readAs(ev)}
	var files []schedule.File
	for _, place := range ev.Schedule {
		source := schedule.Source{Address: place}
		if !schedule.IsAddress(place) {
			source.Address = in.pathOf(ev.Slug, place)
		} else if len(ev.Schedule) == 1 && len(stored.Sources) == 1 && isOf(stored, ev) {
			source.Validators = schedule.Validators{ETag: stored.Sources[0].ETag, LastModified: stored.Sources[0].LastModified}
		}
		fetched, err := schedule.Fetch(ctx, source, opts)
		if err != nil {
			return workspace.Schedule{}, nil, err
		}
		if fetched.Unchanged {
			return stored, nil, nil
		}
		files = append(files, fetched.Files...)
		from := workspace.ScheduleSource{Address: place}
		if fetched.Address == place { // else they are another address's
			from.ETag, from.LastModified = fetched.Validators.ETag, fetched.Validators.LastModified
		}
		next.Sources = append(next.Sources, from)
	}
	programme, err := schedule.Parse(files, opts)
	if err != nil {
		return workspace.Schedule{}, nil, err
	}
	next.Sessions = programme.Sessions
	if sameSessions(next.Sessions, stored.Sessions) {
		return next, nil, nil
	}
	remarks = []string{"programme: " + programme.Summary()}
	for _, remark := range programme.Remarks {
		remarks = append(remarks, "warning: programme: "+remark.String())
	}
	return next, remarks, nil
}

func sameSessions(a, b []ingest.Session) bool {
	return slices.EqualFunc(a, b, func(a, b ingest.Session) bool { return sameSession(&a, &b) })
}

// pathOf is where a file of a programme lies: relative paths count from event.toml.
func (in *Intake) pathOf(event, place string) string {
	place = filepath.FromSlash(place)
	if filepath.IsAbs(place) {
		return place
	}
	return filepath.Join(in.Workspace.Dir(), event, place)
}

// placesOf are the places of a programme as an event.toml has them: those of files count
// from there, so that the workspace can be moved with them.
func (in *Intake) placesOf(event string, places []string) []string {
	list := make([]string, len(places))
	for i, place := range places {
		list[i] = place
		if schedule.IsAddress(place) || !filepath.IsAbs(place) {
			continue
		}
		folder, err := filepath.Abs(filepath.Join(in.Workspace.Dir(), event))
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(folder, place); err == nil {
			list[i] = filepath.ToSlash(rel)
		}
	}
	return list
}

// isOf reports whether a stored programme was read as event.toml says.
func isOf(stored workspace.Schedule, ev ingest.Event) bool {
	return stored.ReadAs == readAs(ev) && slices.EqualFunc(stored.Sources, ev.Schedule, func(s workspace.ScheduleSource, place string) bool {
		return s.Address == place
	})
}

// readAs puts into words the settings on which depends what a programme is read as.
func readAs(ev ingest.Event) string {
	words := []string{ev.TimeZone, ev.StartDate.String(), ev.EndDate.String(), ev.URL}
	for _, field := range slices.Sorted(maps.Keys(ev.ScheduleFields)) {
		words = append(words, field+"="+ev.ScheduleFields[field])
	}
	return strings.Join(words, " ")
}

// HasAddress reports whether somebody has to be asked for an event's programme.
func HasAddress(ev ingest.Event) bool { return slices.ContainsFunc(ev.Schedule, schedule.IsAddress) }
