package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/schedule"
	"github.com/pyvideo/stevie/internal/termtext"
)

// maxLine bounds one line of input; a host's description has 5,000 bytes.
const maxLine = 16 << 20

type mapOptions struct {
	eventFlags
	data     string
	schedule []string
}

func mapCommand(a *app) *cobra.Command {
	var opts mapOptions
	cmd := &cobra.Command{
		Use:   "map [FILE|-]",
		Short: "Propose records for the videos of one event, as JSON lines",
		Long: `map reads the lines of fetch, from FILE or standard input, takes them for the
videos of ONE event and prints what it would propose for each, in the same order.
Nothing is written to the workspace.`,
		Example: `  stevie fetch URL | stevie map --event-title "ExConf 2024" --language eng
  stevie map videos.jsonl --start 2024-05-17 --end 2024-05-19`,
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, given []string) error {
			name := stdinName
			if len(given) == 1 {
				name = given[0]
			}
			return mappingVideos{a}.mapVideos(cmd.Context(), name, opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.title, "event-title", "", "the event's `TITLE`, \"Name YYYY\"")
	opts.addDates(flags)
	flags.StringArrayVar(&opts.schedule, "schedule", nil, "the event's programme, in whatever format: `FILE`, folder or address; may be given several times")
	flags.StringVar(&opts.data, "data", "", "data tree to know speakers from (default: the setting data)")
	return cmd
}

// mappingVideos is one run of map.
type mappingVideos struct{ *app }

func (a mappingVideos) mapVideos(ctx context.Context, name string, opts mapOptions) error {
	ev := ingest.Event{}
	if err := opts.apply(&ev); err != nil {
		return err
	}
	cfg, err := a.config()
	if err != nil {
		return err
	}
	if opts.data != "" {
		cfg.Data = a.path(opts.data)
	}
	tree, err := a.tree(ctx, cfg, opts.data != "")
	if err != nil && opts.data != "" {
		return dataFlagError(err)
	}
	if err != nil {
		return err
	}
	videos, err := a.readVideos(ctx, name)
	if err != nil {
		return err
	}
	var programme schedule.Programme
	if places, err := programmes(a).places(opts.schedule); err != nil {
		return err
	} else if len(places) > 0 {
		if programme, err = programmes(a).read(ctx, places, ev); err != nil {
			return err
		}
	}
	proposals, remarks := pipeline.Map(ev, videos, programme.Sessions, mapping(cfg), tree)
	for _, remark := range remarks {
		a.say("%s", termtext.Line(remark.String()))
	}
	out := bufio.NewWriter(a.Out)
	for _, p := range proposals {
		if err := writeJSON(out, p); err != nil {
			return fmt.Errorf("write the proposals: %w", err)
		}
	}
	return out.Flush()
}

func (a mappingVideos) readVideos(ctx context.Context, name string) ([]ingest.Video, error) {
	in, err := a.input(ctx, name, "the lines of stevie fetch")
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return decodeVideos(in, name)
}

// decodeVideo reads one line. A title may be empty, as hosts have such videos, but
// not missing; a duration may be written as 30.0.
func decodeVideo(line []byte) (ingest.Video, error) {
	var v struct {
		ingest.Video
		Title    *string  `json:"title"`
		Duration *float64 `json:"duration"`
	}
	err := json.Unmarshal(line, &v)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return ingest.Video{}, misfit(wrong)
	}
	if err != nil {
		return ingest.Video{}, errors.New("no JSON object, or one that is cut off")
	}
	if v.Provider == "" || v.ID == "" || v.Title == nil {
		return ingest.Video{}, errors.New("the object is no video: provider, id or title is missing")
	}
	v.Video.Title = *v.Title
	if v.Duration != nil {
		v.Video.Duration = int(*v.Duration)
	}
	return v.Video, nil
}

// misfit says which value of a line is of another kind than it has to be.
func misfit(wrong *json.UnmarshalTypeError) error {
	if wrong.Field == "" {
		return fmt.Errorf("an object in braces is wanted here, not: %s", wrong.Value)
	}
	return fmt.Errorf("%s does not fit: %s", strings.TrimPrefix(wrong.Field, "Video."), wrong.Value)
}

func decodeVideos(in io.Reader, name string) ([]ingest.Video, error) {
	var videos []ingest.Video
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		v, err := decodeVideo(line)
		if err != nil {
			return nil, ingest.WithHint(fmt.Errorf("%s:%d: %w", name, n, err), "map reads what `stevie fetch` prints: one JSON object a line")
		}
		videos = append(videos, v)
	}
	if err := lines.Err(); errors.Is(err, context.Canceled) {
		return nil, err
	} else if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return videos, nil
}
