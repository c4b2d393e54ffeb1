package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/doctor"
	"github.com/pyvideo/stevie/internal/git"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

func doctorCommand(a *app) *cobra.Command {
	var offline bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what works and what does not, and what to do about it",
		Long: `doctor looks at settings, keys, data tree, programs and hosts, and says of each how
it is and what to do about it. It changes nothing. A key of YouTube's is tried with one
request, which costs one unit of its daily quota.`,
		Example: `  stevie doctor
  stevie doctor --offline`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return examining{a}.examine(cmd.Context(), !offline) },
	}
	cmd.Flags().BoolVar(&offline, "offline", false, "ask no host")
	return cmd
}

// examining is one run of doctor.
type examining struct{ *app }

func (a examining) examine(ctx context.Context, network bool) error {
	cfg, settings := a.settings()
	checks := append([]doctor.Check{settings}, a.checks(cfg)...)
	amiss := map[doctor.State]int{}
	err := doctor.Examine(ctx, checks, network, func(r doctor.Row) error {
		amiss[r.State]++
		if a.json {
			return writeJSON(a.Out, r)
		}
		a.printf("%-7s  %-14s %s\n", r.State, r.Check, r.Message)
		if r.Hint != "" {
			a.printf("%24s%s\n", "", r.Hint)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !a.json {
		a.printf("%s, %s\n", countOf(amiss[doctor.Error], "error"), countOf(amiss[doctor.Warning], "warning"))
	}
	if amiss[doctor.Error] > 0 {
		return errFindings
	}
	return nil
}

// settings are those of the workspace, and the check of them. Where they cannot be used,
// the other checks look at what is there without any.
func (a examining) settings() (config.Config, doctor.Check) {
	cfg, err := a.config()
	row := doctor.Good("%s", a.shown(cfg.File))
	switch {
	case err != nil:
		row, cfg = doctor.Amiss(doctor.Error, err), config.Default()
	case cfg.File == "":
		row = doctor.Row{State: doctor.Warning, Message: "this is no workspace", Hint: "make one with `stevie init`, or go into it"}
	default:
		if _, err := a.workspaceConfig(); err != nil {
			row = doctor.Amiss(doctor.Error, err)
		}
	}
	return cfg, doctor.Check{Name: "settings", Look: func(context.Context) doctor.Row { return row }}
}

func (a examining) checks(cfg config.Config) []doctor.Check {
	checks := []doctor.Check{
		{Name: "secrets", Look: func(ctx context.Context) doctor.Row { return a.secrets(ctx, cfg) }},
		{Name: "data tree", Look: func(ctx context.Context) doctor.Row { return a.dataTree(ctx, cfg) }},
		doctor.Program("git", "without it nothing is committed to a branch", "install git", "--version"),
		doctor.Program("gh", "without it pull requests are opened by hand", "install gh, the command of GitHub, and run `gh auth login`", "--version"),
		{Name: "editor", Look: func(context.Context) doctor.Row { return a.editor() }},
		{Name: "yt-dlp", Look: func(ctx context.Context) doctor.Row { return a.ytdlp(ctx, cfg) }},
		{Name: "youtube", Look: func(ctx context.Context) doctor.Row { return a.youtubeKey(cfg) }},
		{Name: "youtube quota", Look: func(ctx context.Context) doctor.Row { return a.quota(ctx, cfg) }},
		{Name: "youtube key", Network: true, Look: func(ctx context.Context) doctor.Row { return a.try(ctx, cfg, youtube.Name, "dQw4w9WgXcQ") }},
		{Name: "vimeo", Look: func(ctx context.Context) doctor.Row { return a.vimeoToken(cfg) }},
		{Name: "vimeo token", Network: true, Look: func(ctx context.Context) doctor.Row { return a.try(ctx, cfg, vimeo.Name, "76979871") }},
	}
	for _, at := range addressesOf(cfg) {
		checks = append(checks, doctor.Reach(at.host, at.address, http.DefaultTransport))
	}
	return checks
}

// hostAddress is where a host is asked.
type hostAddress struct{ host, address string }

func addressesOf(cfg config.Config) []hostAddress {
	all := []hostAddress{
		{"youtube.com", cfg.YouTube.Endpoint},
		{"vimeo.com", cfg.Vimeo.Endpoint},
		{"archive.org", cfg.ArchiveOrg.Endpoint},
		{"media.ccc.de", cfg.MediaCCC.Endpoint},
	}
	for _, more := range []map[string]string{cfg.MediaCCC.Endpoints, cfg.PeerTube.Endpoints} {
		for _, host := range slices.Sorted(maps.Keys(more)) {
			all = append(all, hostAddress{host, more[host]})
		}
	}
	return all
}

// secrets looks for keys in a file that others can read or that goes to others.
func (a examining) secrets(ctx context.Context, cfg config.Config) doctor.Row {
	if cfg.YouTube.APIKey == "" && cfg.YouTube.ClientSecret == "" && cfg.Vimeo.Token == "" && cfg.Vimeo.ClientSecret == "" {
		return doctor.Row{}
	}
	const remedy = "take it out, and put it into the environment as YOUTUBE_API_KEY, VIMEO_TOKEN, YOUTUBE_CLIENT_SECRET or VIMEO_CLIENT_SECRET"
	if git.Tracks(ctx, cfg.File) {
		return doctor.Row{State: doctor.Error, Message: a.shown(cfg.File) + " has a secret in it and is under version control", Hint: remedy + "; make a new one, as this one is in the history"}
	}
	return doctor.Row{State: doctor.Warning, Message: a.shown(cfg.File) + " has a secret in it", Hint: remedy}
}

func (a examining) dataTree(ctx context.Context, cfg config.Config) doctor.Row {
	tree, err := record.OpenTree(a.shown(cfg.Data))
	if err != nil {
		state := doctor.Error
		if errors.Is(err, fs.ErrNotExist) {
			state = doctor.Warning // drafts can be made without
		}
		return doctor.Amiss(state, err)
	}
	index, err := tree.Index(ctx)
	if err != nil {
		return doctor.Amiss(doctor.Error, err)
	}
	records := 0
	for _, ev := range index.Events() {
		records += len(ev.Records)
	}
	return doctor.Good("%s: %s, %s", a.shown(cfg.Data), countOf(len(index.Events()), "event"), countOf(records, "record"))
}

func (a examining) editor() doctor.Row {
	name := cmp.Or(a.getenv("VISUAL"), a.getenv("EDITOR"))
	if name == "" {
		return doctor.Row{State: doctor.Warning, Message: "neither VISUAL nor EDITOR is set", Hint: "set one for `stevie edit`, or use `stevie web`"}
	}
	return doctor.Good("%s", name)
}

func (a examining) ytdlp(ctx context.Context, cfg config.Config) doctor.Row {
	program, err := ytdlpOf(a).program(cfg)
	if err != nil {
		return doctor.Amiss(doctor.Warning, err)
	}
	version, err := program.Version(ctx)
	if err != nil {
		return doctor.Amiss(doctor.Warning, err)
	}
	if made, err := time.Parse("2006.01.02", version[:min(len(version), len("2026.08.20"))]); err == nil && a.Now().Sub(made) > 365*24*time.Hour {
		return doctor.Row{State: doctor.Warning, Message: version + " is more than a year old, and hosts change", Hint: "bring it up to date: yt-dlp -U"}
	}
	return doctor.Good("%s", version)
}

func (a examining) youtubeKey(cfg config.Config) doctor.Row {
	if row, signedIn := a.signedIn(cfg, youtube.Name); signedIn {
		return row
	}
	secrets, err := cfg.Secrets(a.getenv)
	if err != nil {
		return doctor.Amiss(doctor.Error, err)
	}
	if secrets.YouTubeKey != "" {
		return doctor.Good("there is a key")
	}
	if _, err := ytdlpOf(a).program(cfg); err == nil {
		return doctor.Good("no key; it is listed by yt-dlp, which takes longer")
	}
	return doctor.Row{State: doctor.Warning, Message: "no key, and no yt-dlp to do without", Hint: youtube.Descriptor.KeyHelp}
}

// signedIn tells of a sign-in, which goes before key and token; false where there is none.
func (a examining) signedIn(cfg config.Config, provider string) (doctor.Row, bool) {
	session, err := signIns(a).session(cfg, provider)
	switch {
	case err != nil:
		return doctor.Amiss(doctor.Warning, err), true
	case session == nil:
		return doctor.Row{}, false
	}
	if name := session.Grant().Account; name != "" {
		return doctor.Good("signed in as %s", termtext.Line(name)), true
	}
	return doctor.Good("signed in"), true
}

func (a examining) vimeoToken(cfg config.Config) doctor.Row {
	if row, signedIn := a.signedIn(cfg, vimeo.Name); signedIn {
		return row
	}
	secrets, err := cfg.Secrets(a.getenv)
	if err != nil {
		return doctor.Amiss(doctor.Error, err)
	}
	if secrets.VimeoToken != "" || secrets.VimeoClientID != "" {
		return doctor.Good("there is a token")
	}
	return doctor.Row{State: doctor.Warning, Message: "no token: its videos cannot be asked for", Hint: vimeo.Descriptor.KeyHelp}
}

func (a examining) quota(ctx context.Context, cfg config.Config) doctor.Row {
	left, counted := quotas(a).quotaLeft(cfg)(ctx, youtube.Name)
	switch {
	case !counted:
		return doctor.Row{}
	case left <= 0:
		return doctor.Row{State: doctor.Warning, Message: fmt.Sprintf("today's %d units are used up", cfg.YouTube.DailyQuota), Hint: "come back tomorrow"}
	}
	return doctor.Good("%d of today's %d units left", left, cfg.YouTube.DailyQuota)
}

// hasCredentials reports whether there is anything that a host could refuse.
func (a examining) hasCredentials(cfg config.Config, name string) bool {
	if session, err := signIns(a).session(cfg, name); err == nil && session != nil {
		return true
	}
	secrets, err := cfg.Secrets(a.getenv)
	switch {
	case err != nil:
		return false
	case name == youtube.Name:
		return secrets.YouTubeKey != ""
	}
	return secrets.VimeoToken != "" || secrets.VimeoClientID != ""
}

// try asks a host for one video, to see whether it takes the credentials that there are.
func (a examining) try(ctx context.Context, cfg config.Config, name, id string) doctor.Row {
	if !a.hasCredentials(cfg, name) {
		return doctor.Row{} // said already
	}
	registry, err := a.providers(ctx, cfg)
	if err != nil {
		return doctor.Amiss(doctor.Error, err)
	}
	finder, ok := registry.Provider(name).(ingest.Finder)
	if !ok {
		return doctor.Row{}
	}
	if _, err := finder.Find(ctx, []string{id}); err != nil {
		return doctor.Amiss(doctor.Error, err)
	}
	return doctor.Good("accepted")
}
