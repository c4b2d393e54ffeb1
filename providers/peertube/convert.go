package peertube

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// video says in ingest's words what an instance says of a video. Whatever it was asked
// at, a copy's addresses are those of the instance asked.
func (v *videoJSON) video(instance string) ingest.Video {
	id := v.key(instance)
	out := ingest.Video{
		Provider: Name, ID: id, URL: host.WatchURL(ingest.Key{Provider: Name, ID: id}),
		Title: v.Name, Description: v.Description, Published: v.Published, Modified: v.Updated,
		Duration: max(0, int(v.Duration)), Language: v.Language.text(), Tags: v.Tags,
		Thumbnail: v.thumbnail(instance), Channel: v.Channel.channel(instance), Files: v.files(),
	}
	if v.Licence.number() != 0 {
		out.License = v.Licence.Label
	}
	if midnight := v.Originally.Truncate(24 * time.Hour); midnight.Equal(v.Originally) {
		out.Recorded = ingest.DateOf(v.Originally.UTC()) // a day, whatever the zone
	} else {
		out.Started = v.Originally
	}
	out.Availability, out.Live, out.Reason = v.availability()
	return out
}

func (a actorJSON) channel(instance string) ingest.Channel {
	if a.Name == "" {
		return ingest.Channel{}
	}
	return ingest.Channel{ID: cmp.Or(a.Host, instance) + "/" + a.Name, Title: cmp.Or(a.DisplayName, a.Name)}
}

// thumbnail is the largest picture.
func (v *videoJSON) thumbnail(instance string) string {
	best, width := cmp.Or(v.PreviewPath, v.ThumbnailPath), 0.0
	if strings.HasPrefix(best, "/") {
		best = "https://" + instance + best
	}
	for _, t := range v.Thumbnails {
		if t.URL != "" && t.Width > width {
			best, width = t.URL, t.Width
		}
	}
	return best
}

// files are the downloads, the largest picture first. Many instances have those of the
// stream only.
func (v *videoJSON) files() []ingest.File {
	var files []ingest.File
	for _, f := range v.allFiles() {
		kind := strings.TrimPrefix(path.Ext(f.URL), ".")
		files = append(files, ingest.File{Type: cmp.Or(kind, "mp4"), URL: f.URL, Size: int64(max(0, f.Size))})
	}
	return files
}

func (v *videoJSON) allFiles() []fileJSON {
	all := v.Files
	if len(all) == 0 {
		for _, playlist := range v.Playlists {
			all = append(all, playlist.Files...)
		}
	}
	all = slices.DeleteFunc(slices.Clone(all), func(f fileJSON) bool { return !strings.HasPrefix(f.URL, "http") })
	slices.SortStableFunc(all, func(a, b fileJSON) int { return cmp.Compare(b.Height, a.Height) })
	return all
}

// gone is an entry of a playlist without a video.
func (e entry) unavailable() ingest.Video {
	availability := map[string]ingest.Availability{"deleted": ingest.Deleted, "private": ingest.Private}[e.gone]
	return ingest.Video{Provider: Name, ID: e.id, Availability: cmp.Or(availability, ingest.Unavailable), Reason: e.gone}
}
