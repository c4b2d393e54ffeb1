package archiveorg

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/htmltext"
)

// recorded is one talk of an item: the files that are made of one recording.
type recorded struct {
	name  string // of the first file that was uploaded
	title string
	files []fileJSON
}

// videoTypes are the extensions of files that records have.
var videoTypes = []string{"mp4", "webm", "ogv", "mkv"}

// otherTypes are those of recordings that only what was made of them can be shown of.
var otherTypes = []string{"m4v", "mov", "avi", "mpg", "mpeg", "flv", "wmv", "mts", "m2ts"}

func extension(name text) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(string(name)), "."))
	if ext == "m4v" {
		return "mp4"
	}
	return ext
}

func isVideo(f fileJSON) bool {
	ext := extension(f.Name)
	return (slices.Contains(videoTypes, ext) || slices.Contains(otherTypes, ext)) &&
		string(f.Source) != "metadata" && string(f.Format) != "Thumbnail"
}

// talks divides the files of an item among its talks. Files that were uploaded in
// several formats have one name but for the extension.
func (it *itemJSON) talks() []recorded {
	stem := func(name text) string { return strings.TrimSuffix(string(name), path.Ext(string(name))) }
	var all []recorded
	at := map[string]int{} // by the name of an uploaded file, without extension
	for _, f := range it.Files {
		if !isVideo(f) || string(f.Source) == "derivative" {
			continue
		}
		i, ok := at[stem(f.Name)]
		if !ok {
			i = len(all)
			at[stem(f.Name)] = i
			all = append(all, recorded{name: string(f.Name), title: string(f.Title)})
		}
		all[i].files = append(all[i].files, f)
	}
	for _, f := range it.Files {
		if i, ok := at[stem(f.Original)]; ok && isVideo(f) && string(f.Source) == "derivative" {
			all[i].files = append(all[i].files, f)
		}
	}
	return slices.DeleteFunc(all, func(r recorded) bool { return len(r.public()) == 0 })
}

// public are the files that anybody can download, one for each extension.
func (r recorded) public() []fileJSON {
	var best []fileJSON
	for _, ext := range videoTypes {
		var of []fileJSON
		for _, f := range r.files {
			if extension(f.Name) == ext && string(f.Private) != "true" {
				of = append(of, f)
			}
		}
		if len(of) > 0 {
			best = append(best, slices.MaxFunc(of, better))
		}
	}
	return best
}

// better orders files by what they are worth: uploaded, not the small one that the
// Archive makes, in high definition.
func better(a, b fileJSON) int {
	score := func(f fileJSON) int {
		switch format := strings.ToLower(string(f.Format)); {
		case string(f.Source) == "original":
			return 3
		case strings.HasPrefix(format, "512kb"):
			return 0
		case strings.Contains(format, "hd"):
			return 2
		}
		return 1
	}
	return cmp.Or(cmp.Compare(score(a), score(b)), cmp.Compare(a.height(), b.height()), cmp.Compare(a.size(), b.size()))
}

// videos says in ingest's words what the Archive says of an item: a video for each
// talk. An item without any is one that cannot be watched.
func (it *itemJSON) videos() []ingest.Video {
	identifier := string(it.Metadata.Identifier)
	talks := it.talks()
	if len(talks) == 0 {
		v := it.video(identifier)
		v.Availability, v.Reason = ingest.Unavailable, "no video in it that anybody could watch"
		return []ingest.Video{v}
	}
	var videos []ingest.Video
	for _, talk := range talks {
		id := identifier
		if len(talks) > 1 {
			id += "/" + talk.name
		}
		v := it.video(id)
		if len(talks) > 1 {
			v.Title = cmp.Or(talk.title, strings.TrimSuffix(path.Base(talk.name), path.Ext(talk.name)))
			v.Duration = 0
		}
		for _, f := range talk.files {
			v.Duration = cmp.Or(v.Duration, f.Length.seconds())
		}
		for _, f := range talk.public() {
			v.Files = append(v.Files, ingest.File{Type: extension(f.Name), URL: host.DownloadURL(identifier, string(f.Name)), Size: f.size()})
		}
		videos = append(videos, v)
	}
	return videos
}

// video is what an item says of all that is in it.
func (it *itemJSON) video(id string) ingest.Video {
	m := it.Metadata
	key := ingest.Key{Provider: Name, ID: id}
	v := ingest.Video{
		Provider: Name, ID: id, URL: host.WatchURL(key), Title: string(m.Title), Description: htmltext.Plain(strings.Join(m.Description, "\n")),
		Language: language(string(m.Language)), License: string(m.License), Tags: tags(m.Subject),
		Thumbnail: host.Thumbnail(ingest.Video{Provider: Name, ID: id}), Availability: ingest.Public, Live: ingest.LiveNone,
	}
	if len(m.Creator) > 0 {
		v.Channel.Title = m.Creator[0]
	}
	v.Published, _ = time.Parse(time.DateTime, string(m.Public))
	v.Recorded, _ = ingest.ParseDate(string(m.Date)) // a year alone is no day
	return v
}

// tags takes subjects apart that stand in one text.
func tags(subjects []string) []string {
	var all []string
	for _, s := range subjects {
		for _, tag := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == ',' && !strings.Contains(s, ";") }) {
			if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(all, tag) {
				all = append(all, tag)
			}
		}
	}
	return all
}

// named has the codes of languages that the Archive writes out.
var named = map[string]string{
	"english": "en", "french": "fr", "german": "de", "spanish": "es", "portuguese": "pt", "italian": "it", "catalan": "ca",
	"czech": "cs", "basque": "eu", "galician": "gl", "hebrew": "he", "japanese": "ja", "korean": "ko", "lithuanian": "lt",
	"polish": "pl", "russian": "ru", "slovak": "sk", "thai": "th", "ukrainian": "uk", "chinese": "zh",
}

// language is the code of what may be a code or a name.
func language(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if code, ok := named[s]; ok {
		return code
	}
	if len(s) > 8 || strings.ContainsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && r != '-' }) {
		return ""
	}
	return s
}
