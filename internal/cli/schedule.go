package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/schedule"
	"github.com/pyvideo/stevie/internal/termtext"
)

type scheduleOptions struct {
	eventFlags
	fields []string
}

func scheduleCommand(a *app) *cobra.Command {
	var opts scheduleOptions
	cmd := &cobra.Command{
		Use:   "schedule FILE|URL|FOLDER...",
		Short: "Print the sessions of a programme, one JSON line each",
		Long: `schedule reads a programme, tells its format by its content, and prints one JSON
object per session. Several files that belong together are one programme. Nothing
is written to the workspace.

It reads schedule.json and schedule.xml of pretalx, frab and pentabarf, pretalx's
API, symposion's conference.json, Sessionize, Indico, Sched, iCalendar and xCal,
tables (CSV), dumps of JSON and YAML, and websites in git: the folder, or an
archive of it, with a file for each talk or one for all.`,
		Example: `  stevie schedule https://pretalx.example/exconf/schedule/export/schedule.json
  stevie schedule site/_talks site/_speakers --time-zone Europe/Vienna
  stevie schedule programm.csv --field title=Titel --field speakers=Referent`,
		Args: arguments(1, -1),
		RunE: func(cmd *cobra.Command, sources []string) error {
			return scheduling{a}.schedule(cmd.Context(), sources, opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.timeZone, "time-zone", "", "the event's `ZONE`, like Europe/Vilnius, for a programme that names none")
	flags.StringVar(&opts.start, "start", "", "first `DAY` of the event, YYYY-MM-DD, for a programme that says \"Saturday 17th\"")
	flags.StringVar(&opts.end, "end", "", "last `DAY` of the event")
	flags.StringArrayVar(&opts.fields, "field", nil, "`FIELD=COLUMN` that holds it, as under [schedule_fields]")
	return cmd
}

// scheduling is one run of schedule.
type scheduling struct{ *app }

func (a scheduling) schedule(ctx context.Context, sources []string, opts scheduleOptions) error {
	var ev ingest.Event
	if err := opts.applyDates(&ev); err != nil {
		return err
	}
	ev.TimeZone, ev.ScheduleFields = opts.timeZone, map[string]string{}
	for _, given := range opts.fields {
		field, column, ok := strings.Cut(given, "=")
		if !ok {
			return usage(ingest.WithHint(fmt.Errorf("--field %s names no column", quoted(given)), "give it as FIELD=COLUMN, like title=Titel"))
		}
		ev.ScheduleFields[strings.TrimSpace(field)] = strings.TrimSpace(column)
	}
	programme, err := programmes(a).read(ctx, sources, ev)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(a.Out)
	for _, s := range programme.Sessions {
		if err := writeJSON(out, s); err != nil {
			return fmt.Errorf("write the sessions: %w", err)
		}
	}
	return out.Flush()
}

// programmes is what the commands do with the programmes of conferences.
type programmes struct{ *app }

// read reads an event's programme and tells what was understood of it.
func (a programmes) read(ctx context.Context, sources []string, ev ingest.Event) (schedule.Programme, error) {
	programme, err := schedule.Read(ctx, sources, schedule.Options{
		TimeZone: ev.TimeZone, Start: ev.StartDate, End: ev.EndDate, Fields: ev.ScheduleFields, Client: a.client(),
	})
	if err != nil {
		return schedule.Programme{}, scheduleError(err)
	}
	a.say("%s", termtext.Line(programme.Summary()))
	for _, remark := range programme.Remarks {
		a.warn("%s", remark)
	}
	return programme, nil
}

// client asks for programmes.
func (a programmes) client() *http.Client {
	return schedule.NewClient(userAgent(), a.logger())
}

// places returns the programmes that were named on the command line: files count from the working
// directory and have to be there.
func (a programmes) places(given []string) ([]string, error) {
	var list []string
	for _, place := range given {
		if !schedule.IsAddress(place) {
			given := place
			place = a.path(place)
			if _, err := os.Stat(place); err != nil || given == "" {
				return nil, usage(ingest.WithHint(fmt.Errorf("--schedule: %w", &ingest.MissingError{Path: given}),
					"give the programme's file, its folder, or its address: https://…"))
			}
		}
		list = append(list, place)
	}
	return list, nil
}

// scheduleError makes what is the caller's to set right a usage error.
func scheduleError(err error) error {
	for _, theirs := range []error{schedule.ErrNoZone, schedule.ErrUnknownZone, schedule.ErrUnknownField, fs.ErrNotExist} {
		if errors.Is(err, theirs) {
			return usage(err)
		}
	}
	return err
}
