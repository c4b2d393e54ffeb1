package ingest

import (
	"context"
	"iter"
	"time"
)

// What a [Provider] may be able to do beyond listing. Whoever wants it asks with
// a type assertion and gets by without: a collection of which no state can be
// told is listed, a listing that cannot be brought up to date is made anew.

// State is what a host tells about a collection without listing it. Two states
// that differ mean that the collection has changed; two that are equal mean
// nothing for certain, so that every collection is to be listed from time to time.
type State struct {
	Tag      string    `json:"tag,omitempty"`     // the host's mark of a version, compared for equality only
	Size     int       `json:"size"`              // entries, unavailable ones included where the host counts them
	Modified time.Time `json:"modified,omitzero"` // of the collection
}

// Same reports whether nothing distinguishes two states.
func (s State) Same(o State) bool {
	return s.Tag == o.Tag && s.Size == o.Size && s.Modified.Equal(o.Modified)
}

// IsZero reports whether the host has told nothing: such a state equals no other.
func (s State) IsZero() bool { return s.Same(State{}) }

// Inspector is a [Provider] that tells the states of many collections for much
// less than listing them costs.
type Inspector interface {
	// States returns the states by ref. One that is missing is unknown to the
	// host, private, or of a kind that has no cheap state. States that were found
	// before an error come with it.
	States(ctx context.Context, refs []Ref) (map[Ref]State, error)
}

// Updater is a [Provider] that lists a collection for less when most of its
// videos are known.
type Updater interface {
	// Update lists as List does. Known is asked for each entry, by the id of its
	// video; where it answers and the entry does not speak against it, the host is
	// not asked for details: the video is yielded as known, in the place where it
	// stands now. A known video without a title gets what the entry says.
	Update(ctx context.Context, ref Ref, known func(id string) (Video, bool)) (*Listing, error)
}

// OneByOne is an [Updater] whose host is asked for each video by itself. Even who looks
// at everything again leaves out what is known and unchanged.
type OneByOne interface {
	Updater
	AsksOneByOne()
}

// Owner is a [Provider] that tells which collections an account has made.
type Owner interface {
	// Collections yields the collections of the channel, user or the like that ref
	// points at, each once. An error ends the sequence.
	Collections(ctx context.Context, ref Ref) iter.Seq2[Collection, error]
}

// Finder is a [Provider] that looks up many videos with one request.
type Finder interface {
	// Find returns the videos with these ids, [FindAtOnce] at most, by id. One
	// that is missing although there was no error is shown to nobody with our
	// credentials: it was deleted, or is private.
	Find(ctx context.Context, ids []string) (map[string]Video, error)
}

// UnansweredError tells that a [Finder] has no answer for some of the videos, whose
// servers have failed. What it returned of the others counts.
type UnansweredError struct {
	IDs []string
	Err error // of the first of them
}

func (e *UnansweredError) Error() string { return e.Err.Error() }

// Unwrap gives the first failure.
func (e *UnansweredError) Unwrap() error { return e.Err }

// FindAtOnce is the largest number of ids that a [Finder] takes in one call, and
// what makes the most of one.
const FindAtOnce = 50

// Captioner is a [Provider], or a program, that knows which captions a video has.
type Captioner interface {
	// Tracks lists the captions of a video, which has an id and the rest as far as it is
	// known: those that people wrote, and those of a machine in the language that is
	// spoken. None is no error.
	Tracks(ctx context.Context, v Video) ([]Track, error)
}

// Track is timed text of a video in one language.
type Track struct {
	ID       string // the provider's own
	Language string // as the host writes it, "" when it does not say
	Machine  bool   // nobody wrote it
	// URL is where its file is, on whatever host: it is asked for without credentials.
	// "" says that a [TrackReader] gets it.
	URL string
}

// TrackReader is a [Captioner] that gets by itself what is in its tracks.
type TrackReader interface {
	// ReadTracks returns what is in tracks of a video, in whatever format, by their ids.
	ReadTracks(ctx context.Context, v Video, tracks []Track) (map[string][]byte, error)
}

// FileLister is a [Provider] that knows where the files of its videos are now.
type FileLister interface {
	// MediaFiles lists the files of a video, which has an id and the rest as far as it is
	// known. They are asked for without credentials.
	MediaFiles(ctx context.Context, v Video) ([]MediaFile, error)
}

// MediaFile is a file of a video, or of its sound.
type MediaFile struct {
	File
	Height int    // of the picture, 0 is unknown
	Audio  bool   // there is no picture
	Hash   string // "sha1:" or "md5:" and hexadecimal digits, "" where the host says none
	// Exact tells that Size is no estimate.
	Exact bool
}

// Downloader is a program that gets the videos of pages by itself.
type Downloader interface {
	// Download writes a video into files that begin with a path. What it leaves when it
	// fails it goes on with in the next run.
	Download(ctx context.Context, d Download) error
}

// Download says what a [Downloader] shall get.
type Download struct {
	URL       string // of the page
	Path      string // of the file, without an extension
	MaxHeight int    // of the picture; 0 is any
	Audio     bool   // the sound alone
	// Progress is told how many bytes of all are there; nil tells nobody.
	Progress func(done, of int64)
}

// NotEmbeddable is the one of a video's Restrictions that says that no other site
// may show it, in the words of every provider.
const NotEmbeddable = "embedding disabled"
