package cli

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

// viaYTDLP is the one program that --via names.
const viaYTDLP = "yt-dlp"

// ytdlpOf is the yt-dlp of the settings.
type ytdlpOf struct{ *app }

// program finds it. One that lies where others put files is not run.
func (a ytdlpOf) program(cfg config.Config) (*ytdlp.Program, error) {
	return ytdlp.Find(cfg.YTDLP.Command, cfg.Dir, cfg.Data, cfg.Drafts)
}

// forTalks is the program for captions and videos of talks, nil without one.
func (a ytdlpOf) forTalks(cfg config.Config) pipeline.Program {
	program, err := a.program(cfg)
	if err != nil {
		return nil // whoever needs it says so
	}
	return program
}

// resolve is what the program lists at an address.
func (a ytdlpOf) resolve(ctx context.Context, cfg config.Config, hosts pipeline.Hosts) (func(address string) ([]ingest.Target, error), error) {
	program, err := a.program(cfg)
	if err != nil {
		return nil, usage(err)
	}
	program = program.Asking(hosts, func(version string) { a.say("asking yt-dlp %s", version) })
	return func(typed string) ([]ingest.Target, error) {
		address, err := asURL(typed)
		if err != nil {
			return nil, usage(err)
		}
		lists, err := program.Lists(ctx, address)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", termtext.Short(address, 100), err)
		}
		return ytdlp.Targets(lists), nil
	}, nil
}

// asURL makes a whole address of what somebody typed. What is none, such as an option of
// the program's own, is an error.
func asURL(typed string) (string, error) {
	address := typed
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.Contains(u.Host, ".") && u.Port() == "" || u.User != nil || strings.HasPrefix(typed, "-") {
		return "", ingest.WithHint(fmt.Errorf("%q is no address of a web page", termtext.Short(typed, 100)), "give it as the browser shows it")
	}
	return u.String(), nil
}
