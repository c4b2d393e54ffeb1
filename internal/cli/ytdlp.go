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

// list has the program list the addresses.
func (a ytdlpOf) list(ctx context.Context, cfg config.Config, given toImport, hosts pipeline.Hosts) (toImport, error) {
	program, err := a.program(cfg)
	if err != nil {
		return toImport{}, usage(err)
	}
	program = program.Asking(hosts, func(version string) { a.say("asking yt-dlp %s", version) })
	listed := toImport{targets: given.targets}
	for _, address := range given.addresses {
		if address, err = asURL(address); err != nil {
			return toImport{}, usage(err)
		}
		lists, err := program.Lists(ctx, address)
		if err != nil {
			return toImport{}, fmt.Errorf("fetch %s: %w", termtext.Short(address, 100), err)
		}
		for _, l := range lists {
			listed.targets = append(listed.targets, l.Target())
		}
	}
	return listed, nil
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
