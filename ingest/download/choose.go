package download

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/talks"
)

// videoTypes and audioTypes are the extensions of what can be played.
var (
	videoTypes = []string{"mp4", "webm", "mkv", "ogv", "m4v", "mov", "avi", "mpg", "mpeg", "flv", "wmv"}
	audioTypes = []string{"mp3", "ogg", "opus", "m4a", "flac", "wav"}
)

// plan is how a talk is got.
type plan struct {
	file ingest.MediaFile // got directly, if it has an address
	page string           // what the program is given otherwise
}

func (p plan) url() string { return cmp.Or(p.file.URL, p.page) }

// ErrNothing tells that there is nothing to be got of a talk.
var ErrNothing = errors.New("there is nothing to be downloaded")

// plan finds the largest file of a talk that may be wanted, or else the page for the
// program. The error beside a plan is a host's, which may have had a better one.
func (d *Downloader) plan(ctx context.Context, t talks.Talk, o Options) (plan, error) {
	files, failed := d.files(ctx, t)
	files = slices.DeleteFunc(files, func(f ingest.MediaFile) bool {
		return f.Audio != o.Audio || o.MaxHeight > 0 && heightOf(f) > o.MaxHeight
	})
	if len(files) > 0 {
		return plan{file: slices.MaxFunc(files, func(a, b ingest.MediaFile) int {
			return cmp.Or(cmp.Compare(a.Size, b.Size), cmp.Compare(heightOf(a), heightOf(b)))
		})}, nil
	}
	if page := d.pageOf(t, failed != nil); page != "" {
		return plan{page: page}, nil
	}
	if failed != nil {
		return plan{}, failed
	}
	return plan{}, ingest.WithHint(ErrNothing, "its draft or record has neither a file nor a page that a program could look at")
}

// files are those that hosts offer directly: as they say now, or else as draft and record
// have them.
func (d *Downloader) files(ctx context.Context, t talks.Talk) ([]ingest.MediaFile, error) {
	var files []ingest.MediaFile
	var failed error
	asked := false
	for _, v := range t.Videos {
		lister, ok := d.Hosts.Provider(v.Provider).(ingest.FileLister)
		if !ok {
			continue
		}
		there, err := lister.MediaFiles(ctx, v)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		files, asked = append(files, there...), true
	}
	for _, l := range t.Record.Videos {
		if kind := typeOf(l.URL); kind != "" && !(asked && isOfHost(l.URL, files)) {
			files = append(files, ingest.MediaFile{File: ingest.File{Type: kind, URL: l.URL, Size: l.Size}, Audio: slices.Contains(audioTypes, kind)})
		}
	}
	return files, failed
}

// isOfHost reports whether a file is one of those that a host has just told of, wherever it
// is asked for: by its name.
func isOfHost(address string, files []ingest.MediaFile) bool {
	return slices.ContainsFunc(files, func(f ingest.MediaFile) bool { return path.Base(f.URL) == path.Base(address) })
}

// typeOf is the extension of a file that an address is of, "" for pages.
func typeOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	kind := strings.ToLower(strings.TrimPrefix(path.Ext(u.Path), "."))
	if slices.Contains(videoTypes, kind) || slices.Contains(audioTypes, kind) {
		return kind
	}
	return ""
}

// pageOf is the first page of a talk that is no file, for a program to look at; elsewhere
// than on the hosts that have just refused.
func (d *Downloader) pageOf(t talks.Talk, refused bool) string {
	for _, v := range t.Videos {
		_, asked := d.Hosts.Provider(v.Provider).(ingest.FileLister)
		address := cmp.Or(v.URL, host.WatchURL(v.Key()))
		if address != "" && typeOf(address) == "" && !(asked && refused) {
			return address
		}
	}
	if refused {
		return ""
	}
	for _, l := range t.Record.Videos {
		if u, err := url.Parse(l.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && typeOf(l.URL) == "" {
			return l.URL
		}
	}
	return ""
}

var heightMark = regexp.MustCompile(`(?:^|[^0-9])(\d{3,4})p?[^0-9]*$`)

// heightOf is that of the picture, as the host says or the name of the file; 0 is unknown.
func heightOf(f ingest.MediaFile) int {
	if f.Height > 0 {
		return f.Height
	}
	name := strings.TrimSuffix(path.Base(f.URL), path.Ext(f.URL))
	if m := heightMark.FindStringSubmatch(name); m != nil {
		n, _ := strconv.Atoi(m[1]) // three or four digits
		if slices.Contains([]int{144, 240, 270, 360, 480, 540, 576, 720, 1080, 1440, 2160}, n) {
			return n
		}
	}
	return 0
}
