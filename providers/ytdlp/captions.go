package ytdlp

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

var (
	_ ingest.Captioner   = (*Program)(nil)
	_ ingest.TrackReader = (*Program)(nil)
)

// Tracks asks for the captions of a video: see [ingest.Captioner].
func (p *Program) Tracks(ctx context.Context, v ingest.Video) ([]ingest.Track, error) {
	p.turn.Lock()
	defer p.turn.Unlock()
	found, err := p.details(ctx, []listed{{Video: v, flat: true}})
	if err != nil {
		return nil, err
	}
	l, ok := found[v.Key()]
	switch {
	case !ok:
		return nil, refused(ingest.ErrHostFault, "it tells nothing of "+v.URL)
	case l.Reason != "":
		return nil, &ingest.HostError{Provider: v.Provider, Op: "captions of " + v.ID, Err: ingest.ErrNotFound, Message: l.Reason}
	}
	var tracks []ingest.Track
	for _, name := range l.Captions {
		tracks = append(tracks, ingest.Track{ID: name, Language: name})
	}
	if l.machine != "" {
		tracks = append(tracks, ingest.Track{ID: machineID + l.machine, Language: strings.TrimSuffix(l.machine, original), Machine: true})
	}
	return tracks, nil
}

// machineID is before the id of a track that a machine made: people's may have the same name.
const machineID = "machine:"

// captionFormats are those that the program is asked for, the one first that says when each
// word is said only once.
const captionFormats = "json3/vtt/ttml/srt/best"

// ReadTracks has the program fetch tracks of a video, those of people and those of a machine
// in a run each: see [ingest.TrackReader].
func (p *Program) ReadTracks(ctx context.Context, v ingest.Video, tracks []ingest.Track) (map[string][]byte, error) {
	read := map[string][]byte{}
	for _, machine := range []bool{false, true} {
		var names []string
		for _, t := range tracks {
			if t.Machine == machine {
				names = append(names, strings.TrimPrefix(t.ID, machineID))
			}
		}
		if len(names) == 0 {
			continue
		}
		files, err := p.captionFiles(ctx, v.URL, names, machine)
		if err != nil {
			return read, err
		}
		for _, t := range tracks {
			name := strings.TrimPrefix(t.ID, machineID)
			text, ok := files[name]
			if !ok {
				text, ok = files[strings.TrimSuffix(name, original)] // as some versions call it
			}
			if ok && t.Machine == machine {
				read[t.ID] = text
			}
		}
	}
	return read, nil
}

// captionFiles has the program write captions into a folder of their own, and reads them by
// their names.
func (p *Program) captionFiles(ctx context.Context, address string, names []string, machine bool) (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "stevie-captions-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	which := "--write-subs"
	if machine {
		which = "--write-auto-subs"
	}
	patterns := make([]string, len(names)) // the program takes names for patterns
	for i, name := range names {
		patterns[i] = regexp.QuoteMeta(name)
	}
	p.turn.Lock()
	defer p.turn.Unlock()
	args := append(slices.Clone(politely), "--quiet", "--skip-download", "--no-playlist", "--ignore-no-formats-error", which,
		"--sub-langs", strings.Join(patterns, ","), "--sub-format", captionFormats, "-o", literal(filepath.Join(dir, "captions"))+".%(ext)s", "--", address)
	words, _, err := p.run(ctx, videoTime, func(io.Reader) error { return nil }, args...)
	if err != nil {
		return nil, err
	}
	files, err := readFiles(dir)
	if err == nil && len(files) == 0 && lastError(words) != "" {
		return nil, refused(kindOf(words), lastError(words))
	}
	return files, err
}

// literal is text of a name that the program writes to, where % begins a field.
func literal(name string) string { return strings.ReplaceAll(name, "%", "%%") }

// mostCaptions bounds what is read of one track, in bytes.
const mostCaptions = 16 << 20

// readFiles reads captions.NAME.EXTENSION, by the name.
func readFiles(dir string) (map[string][]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		_, name, _ := strings.Cut(strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), ".")
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() > mostCaptions {
			continue
		}
		if files[name], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
}
