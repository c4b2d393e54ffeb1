package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/termtext"
)

// mostInTable are shown of what was found, where nothing else is said.
const mostInTable = 20

func findCommand(a *app) *cobra.Command {
	var o finding
	o.app = a
	cmd := &cobra.Command{
		Use:   "find QUERY...",
		Short: "Find talks: records, drafts and what was said in them",
		Long: `find looks for talks in the data tree, the drafts and the transcripts in the captions
folder. All words must be in one talk: in its title, speakers, tags, event, description
or transcript. Case and accents do not matter; a word that is nowhere is taken for the
nearest within one typing error, which it says.

  word            a word
  "two words"     words one after the other
  beg*            words that begin so
  -word           talks without it
  speaker:jane    only among the speakers; so do event:, tag:, lang: and year:
  tag:"unit test" words one after the other there

Chinese, Japanese and Korean is found by any two characters or more. Put a query that
has a - before a word, or quotes, into quotes for your shell, or behind --.

The first call makes an index, which takes seconds; later ones read what has changed.`,
		Example: `  stevie find fast parsers
  stevie find 'speaker:doe year:2024 -tutorial'
  stevie find --format m3u 'tag:beginners lang:eng' > beginners.m3u`,
		Args: arguments(0, -1),
		RunE: func(cmd *cobra.Command, given []string) error {
			o.limited = cmd.Flags().Changed("limit")
			return o.run(cmd.Context(), strings.Join(given, " "))
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&o.limit, "limit", mostInTable, "show at most `N` talks, 0 for all; only a table is cut without it")
	flags.StringVar(&o.format, "format", formatTable, "print a `FORMAT`: table, m3u, csv or md")
	flags.StringVar(&o.data, "data", "", "find in the data tree `DIR`, with or without a workspace")
	flags.BoolVar(&o.lists, "lists", false, "write the files of all [[list]] in stevie.toml anew")
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		err = errors.New(termtext.Short(usageOf(cmd, err).Error(), 80))
		return usage(ingest.WithHint(err, "a query with a - stands in quotes or behind --: stevie find -- fast -parsers; `stevie find --help` has the flags"))
	})
	return cmd
}

// finding is one run of find.
type finding struct {
	*app
	limit   int
	limited bool
	format  string
	data    string
	lists   bool
}

func (a finding) run(ctx context.Context, query string) error {
	if err := a.check(query); err != nil {
		return err
	}
	cfg, err := a.config()
	if err != nil {
		return err
	}
	l, err := a.library(ctx, cfg)
	if err != nil {
		return err
	}
	if a.lists {
		return a.writeLists(ctx, cfg, l)
	}
	found, err := l.Search(ctx, library.Parse(query))
	if err != nil {
		return err
	}
	for _, c := range found.Corrections {
		a.say("%s is nowhere; found with %s", quoted(c.Word), quoted(c.Taken))
	}
	return a.print(ctx, l, found)
}

func (a finding) check(query string) error {
	switch {
	case a.lists && query != "":
		return usage(ingest.WithHint(errors.New("--lists takes no query"), "the queries stand under [[list]] in stevie.toml"))
	case !a.lists && strings.TrimSpace(query) == "":
		return usage(ingest.WithHint(errors.New("there is nothing to find"), "say what: stevie find QUERY; `stevie find --help` has the words"))
	case !slices.Contains(findFormats(), a.format):
		return usage(fmt.Errorf("--format cannot be %s: it takes %s", quoted(a.format), strings.Join(findFormats(), ", ")))
	case a.limit < 0:
		return usage(fmt.Errorf("--limit cannot be %d: it takes a number of talks, or 0 for all", a.limit))
	}
	return nil
}

// library opens what is to be looked through, and brings its index up to date.
func (a finding) library(ctx context.Context, cfg config.Config) (*library.Library, error) {
	sources, err := a.sources(cfg)
	if err != nil {
		return nil, err
	}
	index := filepath.Join(cfg.Dir, cacheFolder, cachefile.Library)
	if cfg.File == "" || a.data != "" || isBelow(sources.Data, index) { // the tree's checks fail on any foreign file
		index = a.ownIndex(sources)
	}
	if _, err := os.Stat(index); err != nil && a.Interactive {
		a.say("making the index, which later searches only bring up to date")
	}
	l := pipeline.OpenLibrary(index, sources)
	if err := l.Refresh(ctx); err != nil {
		return nil, err
	}
	if err := l.NotKept(); err != nil {
		a.warn("the index cannot be kept, so the next find takes as long: %v", err)
	}
	return l, nil
}

func isBelow(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

// sources are the folders to be looked through.
func (a finding) sources(cfg config.Config) (library.Sources, error) {
	var s library.Sources
	if cfg.File != "" {
		s.Drafts, s.Captions = cfg.Drafts, cfg.Captions.Folder
	}
	if tree, err := record.FindTree(a.dir); a.data == "" && cfg.File == "" && err == nil {
		s.Data = tree.Dir()
		return s, nil
	}
	s.Data = cfg.Data
	if a.data != "" {
		s.Data = a.path(a.data)
	}
	_, err := record.OpenTree(s.Data)
	if _, missing := os.Stat(s.Data); err != nil && missing != nil && a.data == "" && cfg.File != "" {
		a.warnOfNoTree(cfg)
		a.say("hint: %s", ingest.Hint(err))
		return s, nil
	}
	switch {
	case err != nil && (cfg.File == "" || a.data != ""):
		return s, dataFlagError(err)
	case err != nil:
		return s, usage(err)
	}
	return s, nil
}

// ownIndex is where the index of folders that are no workspace's is kept, "" for nowhere.
func (a finding) ownIndex(s library.Sources) string {
	home := a.cacheHome()
	if home == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s.Data + "\x00" + s.Drafts + "\x00" + s.Captions))
	return filepath.Join(home, hex.EncodeToString(sum[:8])+"-"+cachefile.Library)
}

// cacheHome is the folder for what can be made anew and belongs to no workspace, "" when the
// environment names none.
func (a *app) cacheHome() string {
	if home := a.getenv("XDG_CACHE_HOME"); filepath.IsAbs(home) { // others are to be ignored
		return filepath.Join(home, "stevie")
	}
	if home := a.getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".cache", "stevie")
	}
	if home := a.getenv("LOCALAPPDATA"); filepath.IsAbs(home) {
		return filepath.Join(home, "stevie", "cache")
	}
	return ""
}

// print shows what was found.
func (a finding) print(ctx context.Context, l *library.Library, found library.Found) error {
	most := found.Len()
	if a.limit > 0 && (a.limited || a.format == formatTable && !a.json) {
		most = min(most, a.limit)
	}
	list := foundList{a.app, l, found, found.Hits(most)}
	if len(list.hits) == 0 {
		a.say("nothing found")
		return nil
	}
	text, err := list.json(ctx)
	if !a.json {
		text, err = list.text(a.format), nil
	}
	if err != nil {
		return err
	}
	if _, err := a.Out.Write(text); err != nil {
		return err
	}
	if most < found.Len() {
		a.say("these are the best %d of %d; --limit 0 shows all", most, found.Len())
	}
	return nil
}
