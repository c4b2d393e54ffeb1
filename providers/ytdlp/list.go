package ytdlp

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// List is what was said of one collection: its videos, in its order, those that cannot be
// watched included with their reason.
type List struct {
	Ref        ingest.Ref
	Collection ingest.Collection
	videos     []listed
	partial    bool            // what is missing may be in the collection all the same
	program    *Program        // that tells more of its flat videos; nil for what a file has
	host       ingest.Provider // to be asked for a video whose address does not tell which it is; nil for others
}

// Target is the list as something to be imported. Its provider answers for this list alone:
// what a file has without asking anybody, but for a video of media.ccc.de, whose address does
// not tell which it is; what a program listed by asking it for all there is to know of the
// videos that are not known yet.
func (l List) Target() ingest.Target {
	if l.host != nil {
		return ingest.Target{URL: l.Collection.URL, Provider: l.host, Ref: l.Ref}
	}
	return ingest.Target{URL: l.Collection.URL, Provider: answer{l}, Ref: l.Ref}
}

// Targets are those of lists.
func Targets(lists []List) []ingest.Target {
	targets := make([]ingest.Target, len(lists))
	for i, l := range lists {
		targets[i] = l.Target()
	}
	return targets
}

// answer is the provider that has nothing but a list.
type answer struct{ list List }

func (a answer) Name() string { return a.list.Ref.Provider }

// Match takes no address: the list has been read.
func (a answer) Match(*url.URL) (ingest.Ref, error) { return ingest.Ref{}, ingest.ErrNoMatch }

func (a answer) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	return a.Update(ctx, ref, func(string) (ingest.Video, bool) { return ingest.Video{}, false })
}

// AsksOneByOne has whoever lists tell what is known of each video.
func (a answer) AsksOneByOne() {}

func (a answer) Update(ctx context.Context, _ ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	return &ingest.Listing{Collection: a.list.Collection, Partial: a.list.partial, Videos: func(yield func(ingest.Video, error) bool) {
		for videos := range slices.Chunk(a.list.videos, videosAtOnce) {
			more, err := a.more(ctx, videos, known)
			if err != nil {
				yield(ingest.Video{}, err)
				return
			}
			for _, l := range videos {
				if next, ok := more[l.Key()]; ok {
					next.Position, next.Collection = l.Position, l.Collection
					l = next
				}
				v := l.Video
				if before, ok := known(v.ID); ok {
					v = l.beside(before)
				}
				if !yield(v, nil) {
					return
				}
			}
		}
	}}, nil
}

// more asks the program, if there is one, for those of the videos of which too little is
// known.
func (a answer) more(ctx context.Context, videos []listed, known func(id string) (ingest.Video, bool)) (map[ingest.Key]listed, error) {
	if a.list.program == nil {
		return nil, nil
	}
	var unknown []listed
	for _, l := range videos {
		before, ok := known(l.ID)
		if l.flat && l.Usable() && (!ok || before.Published.IsZero() || before.Title != l.Title) {
			unknown = append(unknown, l)
		}
	}
	return a.list.program.details(ctx, unknown)
}

// lists collects videos into the lists that they are of.
type lists struct {
	hosts ingest.Hosts // nil knows no addresses
	all   []*List
	by    map[listKey]*List
}

// listKey tells apart the lists of one file: those of several hosts are apart, too.
type listKey struct{ provider, address, id string }

// place is a collection as a file names it; the zero place is none.
type place struct {
	id, address, title, description string
	channel                         ingest.Channel
	size                            int
}

// add puts a video into the list of a place; without one it is a list by itself.
func (ls *lists) add(v listed, at place) {
	key := listKey{v.Provider, at.address, at.id}
	if at.address == "" && at.id == "" {
		key.id = v.ID
	}
	list := ls.by[key]
	if list == nil {
		list = ls.begin(v, at)
		ls.by[key], ls.all = list, append(ls.all, list)
	}
	if list.Ref.Kind != ingest.KindVideo {
		position := len(list.videos)
		v.Position, v.Collection = &position, ingest.CollectionRef{ID: list.Collection.ID, Title: list.Collection.Title}
	}
	list.videos = append(list.videos, v)
}

// ask takes an entry that its host has to be asked about, if there is one that knows it.
func (ls *lists) ask(e *entry) {
	address := string(cmp.Or(e.WebpageURL, e.OriginalURL, e.URL))
	if ls.hosts == nil || address == "" {
		return
	}
	target, err := ls.hosts.Resolve(address)
	if err != nil || target.Ref.Kind != ingest.KindVideo {
		return
	}
	at := ingest.Collection{Provider: target.Ref.Provider, Kind: ingest.KindVideo, ID: target.Ref.ID, URL: address}
	ls.all = append(ls.all, &List{Ref: target.Ref, Collection: at, host: target.Provider})
}

func (ls *lists) begin(v listed, at place) *List {
	if at.address == "" && at.id == "" {
		ref := ingest.Ref{Provider: v.Provider, Kind: ingest.KindVideo, ID: v.ID}
		return &List{Ref: ref, Collection: ingest.Collection{
			Provider: v.Provider, Kind: ref.Kind, ID: v.ID, URL: v.URL, Title: v.Title, Channel: v.Channel,
		}}
	}
	ref := ls.refOf(v.Provider, at)
	return &List{Ref: ref, Collection: ingest.Collection{
		Provider: v.Provider, Kind: ref.Kind, ID: cmp.Or(at.id, ref.ID), URL: cmp.Or(host.URL(ref), at.address),
		Title: at.title, Description: at.description, Channel: at.channel, Size: at.size,
	}}
}

// kindList is what a collection is of which no adapter knows more.
const kindList ingest.Kind = "list"

// refOf is the ref by which the host's adapter knows a collection, if it does.
func (ls *lists) refOf(provider string, at place) ingest.Ref {
	for _, address := range []string{at.address, at.id} {
		if ls.hosts == nil || address == "" {
			continue
		}
		if target, err := ls.hosts.Resolve(address); err == nil && target.Ref.Provider == provider && target.Ref.Kind != ingest.KindVideo {
			return target.Ref
		}
	}
	kind := kindList
	if at.address == "" {
		kind = ingest.KindVideo // nobody could look at it again
	}
	return ingest.Ref{Provider: provider, Kind: kind, ID: cmp.Or(at.id, at.address)}
}
