package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

func matchCommand(a *app) *cobra.Command {
	var req pipeline.MatchRequest
	cmd := &cobra.Command{
		Use:   "match EVENT",
		Short: "Pair videos and sessions of the programme",
		Long: `match compares the videos of an event with the programme that its event.toml names
under schedule, and prints the pairs, doubtful ones first, then the sessions without a
video. With --accept, --pair or --none you decide, and the drafts follow; what you
wrote in them stays. A programme at an address is asked for again with --refresh alone.`,
		Example: `  stevie match exconf-2024
  stevie match exconf-2024 --pair AAAAAAAAAA0=ABC123 --none BBBBBBBBBB0
  stevie match exconf-2024 --accept`,
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, given []string) error {
			return matching{a}.match(cmd.Context(), given[0], req)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&req.Accept, "accept", false, "confirm all pairs that are sure")
	flags.StringArrayVar(&req.Pairs, "pair", nil, "`VIDEO=SESSION`: this video is that session, by their ids; may be given several times")
	flags.StringArrayVar(&req.None, "none", nil, "this `VIDEO` is no session of the programme; may be given several times")
	flags.BoolVar(&req.Refresh, "refresh", false, "ask for the programme again")
	return cmd
}

// matching is one run of match.
type matching struct{ *app }

func (a matching) match(ctx context.Context, event string, req pipeline.MatchRequest) error {
	p, events, err := a.openEvents(ctx, []string{event})
	if err != nil {
		return err
	}
	defer p.Close()
	found, err := p.Match(ctx, events[0], req)
	if err != nil {
		return scheduleError(err)
	}
	for i := range found.Pairs {
		found.Pairs[i].Path = a.shown(found.Pairs[i].Path)
	}
	a.sayRemarks("", found.Summary.Remarks)
	if a.json {
		err = a.printPairsJSON(found)
	} else {
		a.printPairs(events[0], found)
	}
	return errors.Join(err, a.problems(found.Summary.Problems))
}

// unfilmed is a session without a video, as a line of JSON.
type unfilmed struct {
	Session string `json:"session"`
	Title   string `json:"title"`
	State   string `json:"state"`
}

func (a matching) printPairsJSON(found pipeline.Matched) error {
	for _, pair := range found.Pairs {
		if err := writeJSON(a.Out, pair); err != nil {
			return err
		}
	}
	for _, s := range found.Unfilmed {
		if err := writeJSON(a.Out, unfilmed{s.ID, s.Title, "unfilmed"}); err != nil {
			return err
		}
	}
	return nil
}

func (a matching) printPairs(event string, found pipeline.Matched) {
	counts, said := map[string]int{}, 0
	for _, pair := range found.Pairs {
		if pair.Said && pair.Session == "" {
			said++
			continue
		}
		counts[string(pair.State)]++
	}
	without := fmt.Sprintf("%d without a session", counts["none"])
	if said > 0 {
		without += fmt.Sprintf(", %d without a session by your word", said)
	}
	a.printf("%s: %s: %d doubtful, %s, %d sure, %d confirmed; %s\n", event, countOf(len(found.Pairs), "video"),
		counts["doubtful"], without, counts["sure"], counts["confirmed"], unfilmedText(found.Unfilmed))
	for _, pair := range found.Pairs {
		a.printPair(pair)
	}
	for _, s := range found.Unfilmed {
		a.printf("  unfilmed   %s  %s\n", termtext.Line(s.ID), termtext.Short(s.Title, 60))
	}
	if counts["doubtful"] > 0 {
		a.say("decide with: stevie match %s --pair VIDEO=SESSION, or --none VIDEO", event)
	}
	for _, path := range found.Summary.Drafts {
		a.say("changed: %s", termtext.Line(a.shown(path)))
	}
}

// printPair prints a video with its session, and where there is something to decide what
// else it may be and why.
func (a matching) printPair(pair pipeline.MatchedPair) {
	session := "-"
	if pair.Session != "" {
		session = fmt.Sprintf("%s  %s", termtext.Line(pair.Session), termtext.Short(titleOf(pair), 50))
	}
	a.printf("  %-9s  %.2f  %s  %s  =  %s\n", pair.State, pair.Score, termtext.Line(pair.Video), termtext.Short(pair.Title, 50), session)
	if pair.State != "doubtful" {
		return
	}
	for _, reason := range pair.Reasons {
		a.printf("                 %s\n", termtext.Line(reason))
	}
	for _, c := range pair.Candidates {
		a.printf("                 perhaps %.2f  %s  %s\n", c.Score, termtext.Line(c.Session), termtext.Short(c.Title, 50))
	}
}

func titleOf(pair pipeline.MatchedPair) string {
	for _, c := range pair.Candidates {
		if c.Session == pair.Session {
			return c.Title
		}
	}
	return ""
}

// unfilmedText counts the sessions without a video.
func unfilmedText(sessions []ingest.Session) string {
	return countOf(len(sessions), "session") + " not filmed or not up yet"
}
