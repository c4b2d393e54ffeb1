package archiveorg

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"

	bcp47 "golang.org/x/text/language"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

var _ ingest.Captioner = (*Provider)(nil)

// captionTypes are the extensions of timed text, the best first.
var captionTypes = []string{"vtt", "srt"}

// Tracks lists the timed text of an item, or of one talk of many, with one request: see
// [ingest.Captioner]. A file that was made by listening has ".asr" in its name, one in
// another language than the item its code: talk.de.vtt.
func (p *Provider) Tracks(ctx context.Context, v ingest.Video) ([]ingest.Track, error) {
	identifier, file, _ := strings.Cut(v.ID, "/")
	it, err := p.item(ctx, identifier)
	if err != nil {
		return nil, err
	}
	files := slices.DeleteFunc(slices.Clone(it.Files), func(f fileJSON) bool { return string(f.Private) == "true" || !isOf(f, file) })
	slices.SortStableFunc(files, func(a, b fileJSON) int {
		return cmp.Compare(slices.Index(captionTypes, extension(a.Name)), slices.Index(captionTypes, extension(b.Name)))
	})
	var tracks []ingest.Track
	var bad error // of a track that cannot be fetched, beside which others may be good
	for _, f := range files {
		if !slices.Contains(captionTypes, extension(f.Name)) {
			continue
		}
		t := it.track(f)
		if slices.ContainsFunc(tracks, func(o ingest.Track) bool { return o.ID == t.ID }) {
			continue // in another form
		}
		t.URL, err = p.client.FileURL(ctx, "captions of "+v.ID, "archive.org", host.DownloadURL(identifier, string(f.Name)))
		if err != nil {
			bad = err
			continue
		}
		tracks = append(tracks, t)
	}
	if len(tracks) == 0 {
		return nil, bad
	}
	return tracks, nil
}

// isOf reports whether a file belongs to one talk of many, by its name; "" is all of them.
func isOf(f fileJSON, talk string) bool {
	stem := strings.TrimSuffix(talk, path.Ext(talk))
	return talk == "" || strings.HasPrefix(string(f.Name), stem+".")
}

// track reads the name of a file of timed text. Its id is that name without what tells
// forms apart.
func (it *itemJSON) track(f fileJSON) ingest.Track {
	stem := strings.TrimSuffix(string(f.Name), path.Ext(string(f.Name)))
	t := ingest.Track{ID: stem, Language: language(string(it.Metadata.Language))}
	_, marks, _ := strings.Cut(path.Base(stem), ".")
	for mark := range strings.SplitSeq(strings.ToLower(marks), ".") {
		switch {
		case mark == "asr":
			t.Machine = true
		case isLanguage(mark):
			t.Language = mark
		}
	}
	return t
}

func isLanguage(mark string) bool {
	tag, err := bcp47.Parse(mark)
	return err == nil && tag != bcp47.Und
}
