// Package config reads stevie.toml, the settings of a workspace.
//
// Defaults come first, then the file, then the environment for secrets; flags
// belong to the commands. Nothing here asks a host or looks into the data tree.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/keys"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// FileName is the name of the settings file.
const FileName = "stevie.toml"

// Config is stevie.toml with its defaults.
type Config struct {
	Data       string     `toml:"data"`   // the data tree; absolute after Load
	Drafts     string     `toml:"drafts"` // the drafts' folder; absolute after Load
	YouTube    YouTube    `toml:"youtube"`
	Vimeo      Vimeo      `toml:"vimeo"`
	PeerTube   PeerTube   `toml:"peertube"`
	ArchiveOrg ArchiveOrg `toml:"archiveorg"`
	MediaCCC   MediaCCC   `toml:"mediaccc"`
	Mapping    Mapping    `toml:"mapping"`
	Captions   Captions   `toml:"captions"`
	Watch      []Watch    `toml:"watch"`
	// Keys are those of the editor: act = "key".
	Keys map[string]string `toml:"keys"`

	YTDLP YTDLP  `toml:"ytdlp"`
	Lists []List `toml:"list"`

	// Dir is the workspace: the folder that relative paths count from.
	Dir string `toml:"-"`
	// File is where the settings came from, "" when no file was found.
	File string `toml:"-"`
}

// YouTube is the table [youtube].
type YouTube struct {
	APIKey     string `toml:"api_key"`
	Endpoint   string `toml:"endpoint"`
	Feeds      string `toml:"feeds"`
	DailyQuota int    `toml:"daily_quota"` // units a day and key

	// What people sign in with, and where.
	ClientID     string `toml:"client_id"`
	ClientSecret string `toml:"client_secret"`
	AuthURL      string `toml:"auth_url"`
	TokenURL     string `toml:"token_url"`
	RevokeURL    string `toml:"revoke_url"`
}

// Vimeo is the table [vimeo].
type Vimeo struct {
	Token        string `toml:"token"`
	ClientID     string `toml:"client_id"`
	ClientSecret string `toml:"client_secret"`
	Endpoint     string `toml:"endpoint"`
}

// PeerTube is the table [peertube].
type PeerTube struct {
	// Endpoints has, by instance, where it is asked when not at https://instance.
	Endpoints map[string]string `toml:"endpoints"`
}

// MediaCCC is the table [mediaccc].
type MediaCCC struct {
	Endpoint string `toml:"endpoint"`
	// Endpoints has, by site, where other voctoweb sites are asked.
	Endpoints map[string]string `toml:"endpoints"`
}

// ArchiveOrg is the table [archiveorg].
type ArchiveOrg struct {
	Endpoint string `toml:"endpoint"`
}

// Mapping is the table [mapping].
type Mapping struct {
	Description  string            `toml:"description"` // "clean" or "verbatim"
	KeepHostTags bool              `toml:"keep_host_tags"`
	ReadyAbove   float64           `toml:"ready_above"` // 0 is never
	Speakers     map[string]string `toml:"speakers"`
	Playlist     string            `toml:"playlist_label"` // "" is none
}

// Watch is one [[watch]]: a channel whose new playlists are new events.
type Watch struct {
	URL    string `toml:"url"`
	Series string `toml:"series"`
}

// YTDLP is the table [ytdlp].
type YTDLP struct {
	Command string `toml:"command"`
}

// Captions is the table [captions].
type Captions struct {
	Folder string `toml:"folder"` // absolute after Load
}

// List is one [[list]]: a query that is kept as a playlist file.
type List struct {
	Name   string `toml:"name"`
	Query  string `toml:"query"`
	Format string `toml:"format"` // "m3u", "csv" or "md"; "" is that of the file's name
	File   string `toml:"file"`   // in the workspace
}

// Form is the list's format.
func (l List) Form() string { return cmp.Or(l.Format, strings.TrimPrefix(filepath.Ext(l.File), ".")) }

// validate refuses a list that cannot be written. Its file is one of the workspace, which may
// be somebody else's, and none that has another use there.
func (l List) validate() error {
	extension, known := map[string]string{"m3u": ".m3u", "csv": ".csv", "md": ".md"}[l.Form()]
	named := filepath.Ext(l.File)
	switch {
	case l.Query == "" || l.File == "":
		return fmt.Errorf("[[list]] %.80q: it takes a query and a file", l.Name)
	case !known:
		return fmt.Errorf(`[[list]] %.80q: its format is %.80q; it takes "m3u", "csv" or "md"`, l.Name, l.Form())
	case !filepath.IsLocal(filepath.FromSlash(l.File)) || named != extension && named != "" && extension+"8" != named:
		return ingest.WithHint(fmt.Errorf("[[list]] %.80q: its file %.80q is no %s file in the workspace", l.Name, l.File, extension),
			"for one elsewhere: stevie find --format "+l.Form()+" QUERY > FILE")
	}
	return nil
}

// Default returns the settings of a workspace whose stevie.toml is empty.
func Default() Config {
	return Config{
		Data:   "../data",
		Drafts: "drafts",
		YouTube: YouTube{
			Endpoint:   "https://youtube.googleapis.com/",
			Feeds:      "https://www.youtube.com/feeds/videos.xml",
			DailyQuota: 10000,
			AuthURL:    "https://accounts.google.com/o/oauth2/v2/auth",
			TokenURL:   "https://oauth2.googleapis.com/token",
			RevokeURL:  "https://oauth2.googleapis.com/revoke",
		},
		Vimeo:      Vimeo{Endpoint: "https://api.vimeo.com"},
		ArchiveOrg: ArchiveOrg{Endpoint: "https://archive.org"},
		MediaCCC:   MediaCCC{Endpoint: "https://api.media.ccc.de"},
		Mapping:    Mapping{Description: "clean"},
		YTDLP:      YTDLP{Command: "yt-dlp"},
		Captions:   Captions{Folder: "captions"},
	}
}

// Parse reads the text of a stevie.toml over the defaults.
func Parse(path string, src []byte) (Config, error) {
	c := Default()
	if err := tomledit.Decode(src, &c); err != nil {
		return Config{}, ingest.WithHint(fmt.Errorf("%s:%w", path, err), "config.example.toml shows every key")
	}
	if err := c.validate(); err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

func (c *Config) validate() error {
	switch {
	case c.Mapping.Description != "clean" && c.Mapping.Description != "verbatim":
		return fmt.Errorf(`mapping.description is %q; it takes "clean" or "verbatim"`, c.Mapping.Description)
	case c.Mapping.ReadyAbove < 0 || c.Mapping.ReadyAbove > 1:
		return fmt.Errorf("mapping.ready_above is %v; it takes 0 (never) to 1", c.Mapping.ReadyAbove)
	case c.YouTube.DailyQuota < 0:
		return fmt.Errorf("youtube.daily_quota is %d; it counts units a day", c.YouTube.DailyQuota)
	case c.Data == "" || c.Drafts == "":
		return errors.New("data and drafts name folders and cannot be empty")
	case c.Captions.Folder == "":
		return errors.New("captions.folder names a folder and cannot be empty")
	}
	for _, l := range c.Lists {
		if err := l.validate(); err != nil {
			return err
		}
	}
	_, err := keys.Bind(c.Keys)
	return err
}

// Load finds and reads the settings. The file is the one given, else the one
// that STEVIE_CONFIG names, else stevie.toml in dir or a folder above it, else
// in $XDG_CONFIG_HOME/stevie/ (~/.config/stevie/). Without any the defaults
// count from dir, and File is empty.
func Load(given, dir string, getenv func(string) string) (Config, error) {
	path, err := find(given, dir, getenv)
	if err != nil {
		return Config{}, err
	}
	if path == "" {
		c := Default()
		return c.in(dir), nil
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return Config{}, ingest.WithHint(fmt.Errorf("read settings: %w", ingest.PathFault(shown(dir, path), err)), "name an existing file with --config, or make a workspace with `stevie init`")
	}
	c, err := Parse(shown(dir, path), src)
	if err != nil {
		return Config{}, err
	}
	c.File = path
	return c.in(filepath.Dir(path)), nil
}

// shown is a path as people read it who are in dir.
func shown(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

func (c Config) in(dir string) Config {
	c.Dir = dir
	c.Data = below(dir, c.Data)
	c.Drafts = below(dir, c.Drafts)
	c.Captions.Folder = below(dir, c.Captions.Folder)
	return c
}

func below(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}

func find(given, dir string, getenv func(string) string) (string, error) {
	if given == "" {
		given = getenv("STEVIE_CONFIG")
	}
	if given != "" {
		return below(dir, given), nil
	}
	for at := dir; ; at = filepath.Dir(at) {
		path := filepath.Join(at, FileName)
		if there, err := isFile(path); there || err != nil {
			return path, err
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	home := getenv("XDG_CONFIG_HOME")
	if home == "" && getenv("HOME") != "" {
		home = filepath.Join(getenv("HOME"), ".config")
	}
	if home == "" {
		return "", nil
	}
	path := filepath.Join(home, "stevie", FileName)
	if there, err := isFile(path); there || err != nil {
		return path, err
	}
	return "", nil
}

func isFile(path string) (bool, error) {
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for settings: %w", err)
	}
	return st.Mode().IsRegular(), nil
}
