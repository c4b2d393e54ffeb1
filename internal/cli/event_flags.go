package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pyvideo/stevie/ingest"
)

// eventFlags are what a command line can say about an event.
type eventFlags struct {
	title, language, start, end, timeZone string
	tags                                  []string
}

func (f *eventFlags) addDates(flags *pflag.FlagSet) {
	flags.StringVar(&f.language, "language", "", "language of most talks, ISO 639-3: `CODE` like eng")
	flags.StringVar(&f.start, "start", "", "first `DAY` of the event, YYYY-MM-DD")
	flags.StringVar(&f.end, "end", "", "last `DAY` of the event")
	flags.StringVar(&f.timeZone, "time-zone", "", "`ZONE` in which the event's days begin, like Europe/Vilnius")
}

// apply puts what was given into ev and leaves the rest as it is.
func (f *eventFlags) apply(ev *ingest.Event) error {
	if f.title != "" {
		ev.Title = strings.Join(strings.Fields(f.title), " ")
	}
	if f.language != "" {
		if !slices.Contains(ingest.Languages(), f.language) {
			return usage(ingest.WithHint(fmt.Errorf("--language %s is not accepted by pyvideo/data", quoted(f.language)),
				"it takes one of "+strings.Join(ingest.Languages(), " ")))
		}
		ev.Language = f.language
	}
	if err := f.applyDates(ev); err != nil {
		return err
	}
	if f.timeZone != "" {
		if _, err := ingest.LoadZone(f.timeZone); err != nil {
			return usage(ingest.WithHint(fmt.Errorf("--time-zone: %w", err), ingest.Hint(err)))
		}
		ev.TimeZone = f.timeZone
	}
	for _, tag := range f.tags {
		if !slices.Contains(ev.Tags, tag) {
			ev.Tags = append(ev.Tags, tag)
		}
	}
	return nil
}

func (f *eventFlags) applyDates(ev *ingest.Event) error {
	for _, day := range []struct {
		flag, given string
		into        *ingest.Date
	}{{"--start", f.start, &ev.StartDate}, {"--end", f.end, &ev.EndDate}} {
		if day.given == "" {
			continue
		}
		d, err := ingest.ParseDate(day.given)
		if err != nil {
			return usage(fmt.Errorf("%s: %w", day.flag, err))
		}
		*day.into = d
	}
	if !ev.StartDate.IsZero() && !ev.EndDate.IsZero() && ev.EndDate.Compare(ev.StartDate) < 0 {
		return usage(fmt.Errorf("the event would end on %s, before it starts on %s", ev.EndDate, ev.StartDate))
	}
	return nil
}
