package file

import (
	"context"
	"errors"
	"iter"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/paging"
)

// atOnce is how many videos are looked at at a time.
const atOnce = 8

// link is one video that a page or a list names: the files of a talk, a video of another
// host, or an address that is not to be asked for.
type link struct {
	text   string
	files  []*url.URL
	other  ingest.Target
	refuse *ingest.Video
	lot    *lot // of other, where its host looks up many at once
}

// walk is the way through what a page or a list names.
type walk struct {
	p          *Provider
	collection ingest.Collection
	page       *url.URL
	links      []link
	doubts     paging.Misses // answers in a row that were no video
	failed     sync.Map      // other servers that have failed, by host
}

// collection reads a page or a list, and gives the way to what it names.
func (p *Provider) collection(ctx context.Context, ref ingest.Ref, u *url.URL) (*ingest.Listing, error) {
	fetched, err := p.client.get(ctx, u)
	if err != nil {
		return nil, err
	}
	read := page.read
	if ref.Kind == KindList {
		read = page.lines
	}
	found, err := read(fetched)
	if err != nil {
		return nil, err
	}
	c := ingest.Collection{Provider: Name, Kind: ref.Kind, ID: ref.ID, URL: ref.ID, Title: found.title}
	if c.Title == "" {
		c.Title = titleOf("", &url.URL{Path: strings.TrimSuffix(u.Path, "/")})
	}
	w := &walk{p: p, collection: c, page: fetched.url}
	w.take(ctx, found.named, ref.Kind == KindList)
	return &ingest.Listing{Collection: c, Videos: w.videos(ctx)}, nil
}

// take makes links of what is named: each address once, files that differ in nothing but
// the extension together. Of a list every line is told of, of a page only what is a video.
func (w *walk) take(ctx context.Context, all []named, isList bool) {
	seen, at := map[string]bool{}, map[string]int{} // at: by the stem of files
	private := w.privacy(ctx)
	for _, n := range all {
		l, id := w.understand(n)
		switch {
		case id == "" && isList && !seen[n.address.String()]:
			l = refused(n, "no address of a single video that stevie knows")
			id = n.address.String()
		case id == "" || seen[id]:
			w.name(at, l, n)
			continue
		case private(n.address.Hostname()):
			l = refused(n, "it lies in a private network, and the page does not")
		}
		seen[id] = true
		if len(l.files) > 0 {
			if i, ok := at[stem(l.files[0])]; ok {
				w.links[i].files = append(w.links[i].files, l.files[0])
				w.name(at, l, n)
				continue
			}
			at[stem(l.files[0])] = len(w.links)
		}
		w.links = append(w.links, l)
	}
	w.lots(ctx)
}

// name gives a video that is named already the first text that says what it is.
func (w *walk) name(at map[string]int, l link, n named) {
	if len(l.files) == 0 || saysNothing(n.text) {
		return
	}
	if i, ok := at[stem(l.files[0])]; ok && saysNothing(w.links[i].text) {
		w.links[i].text = n.text
	}
}

// understand tells what an address is of, and its identity, "" for no single video.
func (w *walk) understand(n named) (l link, id string) {
	target, err := w.p.others(n.address)
	if errors.Is(err, ingest.ErrNoMatch) {
		target.Ref, err = w.p.Match(n.address)
	}
	// Whether an item is a single video, only its host can tell.
	if err != nil || target.Ref.Kind != ingest.KindVideo && target.Ref.Kind != host.KindItem {
		return link{}, ""
	}
	l = link{text: n.text, other: target}
	if target.Provider == nil {
		l.files = []*url.URL{n.address}
	}
	return l, target.Ref.Provider + ":" + target.Ref.ID
}

// refused is a link that is told of and not asked for.
func refused(n named, why string) link {
	address := httpx.Redact(n.address.String())
	return link{refuse: &ingest.Video{
		Provider: Name, ID: address, URL: address, Title: n.text, Availability: ingest.Unavailable, Live: ingest.LiveNone, Reason: why,
	}}
}

// privacy tells which hosts the page must not have anybody ask: those in a private
// network, unless it lies there itself.
func (w *walk) privacy(ctx context.Context) func(hostname string) bool {
	private := httpx.IsPrivate(ctx, w.page.Hostname())
	told := map[string]bool{w.page.Hostname(): false}
	return func(hostname string) bool {
		if private {
			return false
		}
		if _, ok := told[hostname]; !ok {
			told[hostname] = httpx.IsPrivate(ctx, hostname)
		}
		return told[hostname]
	}
}

// videos yields the videos in the order in which they are named.
func (w *walk) videos(ctx context.Context) iter.Seq2[ingest.Video, error] {
	links := func(yield func(link, error) bool) {
		for _, l := range w.links {
			if !yield(l, nil) {
				return
			}
		}
	}
	return func(yield func(ingest.Video, error) bool) {
		position := 0
		for videos, err := range paging.InOrder(ctx, links, atOnce, w.look) {
			if err != nil {
				yield(ingest.Video{}, err)
				return
			}
			for _, v := range videos {
				v.Collection, v.Position = ingest.CollectionRef{ID: w.collection.ID, Title: w.collection.Title}, new(position)
				position++
				if !yield(v, nil) {
					return
				}
			}
		}
	}
}

// look asks for what is behind a link.
func (w *walk) look(ctx context.Context, l link) ([]ingest.Video, error) {
	switch {
	case l.refuse != nil:
		return []ingest.Video{*l.refuse}, nil
	case l.other.Provider != nil:
		return w.elsewhere(ctx, l)
	}
	w.p.complete(&l)
	server := l.files[0].Host
	if why, ok := w.failed.Load(server); ok {
		return []ingest.Video{doubtful(l, why.(error))}, nil
	}
	v, err := w.p.look(ctx, l)
	missing := errors.Is(err, ingest.ErrNotFound)
	strange := errors.Is(err, ingest.ErrForbidden) || errors.Is(err, ingest.ErrUnauthorized) || isNoVideo(err)
	refused := !missing && !strange && isAnswer(err)
	tooMany := w.doubts.TooMany(strange || refused)
	switch {
	case err == nil, ctx.Err() != nil, tooMany:
	case refused, strange && w.isKnown(l): // it may be there all the same
		v, err = doubtful(l, err), nil
	case strange, missing:
		v, err = unavailable(l, err), nil
	case server != w.page.Host: // one server that has failed is no reason to leave the others out
		w.failed.Store(server, err)
		v, err = doubtful(l, err), nil
	}
	return []ingest.Video{v}, err
}

// complete adds to a link that says nothing of its video what an earlier one has said: the
// title, and further files. It returns the video as it is known.
func (p *Provider) complete(l *link) ingest.Video {
	if p.known == nil || !saysNothing(l.text) {
		return ingest.Video{}
	}
	known, ok := p.known(host.Canonical(l.files[0]))
	if !ok || known.Title == "" {
		return ingest.Video{}
	}
	l.text = known.Title
	for _, f := range known.Files {
		u, err := url.Parse(f.URL)
		isIt := func(o *url.URL) bool { return host.Canonical(o) == f.URL }
		if err == nil && !slices.ContainsFunc(l.files, isIt) {
			l.files = append(slices.Clone(l.files), u)
		}
	}
	return known
}

// isKnown reports whether a link's video was there before.
func (w *walk) isKnown(l link) bool {
	if w.p.known == nil {
		return false
	}
	_, ok := w.p.known(host.Canonical(l.files[0]))
	return ok
}

// isAnswer reports whether a server has said no itself.
func isAnswer(err error) bool {
	e, ok := errors.AsType[*ingest.HostError](err)
	return ok && e.Status != 0
}

// isNoVideo reports whether a server has answered, with something else than a video.
func isNoVideo(err error) bool {
	e, ok := errors.AsType[*ingest.HostError](err)
	return ok && (errors.Is(err, ingest.ErrNotTheHost) || errors.Is(err, ingest.ErrHostFault) && e.Status == 0)
}

// look asks for the size of each of a video's files. Those that are not there are left
// out; the error is that of the first where none is.
func (p *Provider) look(ctx context.Context, l link) (ingest.Video, error) {
	v := video(l)
	v.Files = nil
	var failed error
	for _, u := range l.files {
		size, err := p.client.head(ctx, u)
		switch {
		case err == nil:
			v.Files = append(v.Files, ingest.File{Type: host.FileType(u), URL: host.Canonical(u), Size: size})
		case failed == nil:
			failed = err
		}
		if err != nil && !errors.Is(err, ingest.ErrNotFound) {
			return v, failed
		}
	}
	if len(v.Files) == 0 {
		return v, failed
	}
	return v, nil
}

// video is what a link alone tells of a video.
func video(l link) ingest.Video {
	id := host.Canonical(l.files[0])
	return ingest.Video{Provider: Name, ID: id, URL: id, Title: titleOf(l.text, l.files[0]), Availability: ingest.Public, Live: ingest.LiveNone}
}

func unavailable(l link, err error) ingest.Video {
	v := video(l)
	v.Availability, v.Reason = ingest.Unavailable, reason(err)
	return v
}

// doubtful is a video of which nothing is known at the moment.
func doubtful(l link, err error) ingest.Video {
	v := unavailable(l, err)
	v.Doubtful = true
	return v
}

// reason says in a few words why there is no video.
func reason(err error) string {
	e, ok := errors.AsType[*ingest.HostError](err)
	switch {
	case !ok:
		return err.Error()
	case e.Message != "":
		return e.Message
	case errors.Is(e, ingest.ErrNotFound):
		return "not there: the server does not have it (any more)"
	}
	return e.Err.Error()
}

// lots divides the videos of hosts that look up many at once.
func (w *walk) lots(ctx context.Context) {
	filling := map[string]*lot{}
	for i := range w.links {
		l := &w.links[i]
		finder, ok := l.other.Provider.(ingest.Finder)
		if _, single := l.other.Provider.(ingest.OneByOne); !ok || single || l.other.Ref.Hash != "" {
			continue
		}
		name := l.other.Ref.Provider
		if filling[name] == nil || len(filling[name].ids) == ingest.FindAtOnce {
			made := new(lot)
			made.found = sync.OnceValues(func() (map[string]ingest.Video, error) { return finder.Find(ctx, made.ids) })
			filling[name] = made
		}
		l.lot = filling[name]
		l.lot.ids = append(l.lot.ids, l.other.Ref.ID)
	}
}

// lot is a number of videos that a host looks up with one request.
type lot struct {
	ids   []string
	found func() (map[string]ingest.Video, error)
}

// elsewhere has another adapter tell what a link leads to. What turns out to be a
// collection is left alone.
func (w *walk) elsewhere(ctx context.Context, l link) ([]ingest.Video, error) {
	ref := l.other.Ref
	bare := ingest.Video{
		Provider: ref.Provider, ID: ref.ID, URL: host.URL(ref), Title: l.text, Availability: ingest.Unavailable, Live: ingest.LiveNone, Reason: string(ingest.Unavailable),
	}
	if l.lot != nil {
		found, err := l.lot.found()
		if v, ok := found[ref.ID]; ok {
			bare = v
		}
		return []ingest.Video{bare}, err
	}
	if v, ok := w.knownAs(bare); ok {
		return []ingest.Video{v}, nil
	}
	listing, err := l.other.Provider.List(ctx, ref)
	switch {
	case errors.Is(err, ingest.ErrNotFound), errors.Is(err, ingest.ErrForbidden):
		bare.Reason = reason(err)
		return []ingest.Video{bare}, nil
	case err != nil:
		return nil, err
	case listing.Collection.Size == 0 && ref.Kind != ingest.KindVideo:
		return nil, nil
	}
	var videos []ingest.Video
	for v, err := range listing.Videos {
		if err != nil {
			return nil, err
		}
		videos = append(videos, v)
	}
	return videos, nil
}

// knownAs is a video of another host as it is known, where that is to be asked for each.
func (w *walk) knownAs(bare ingest.Video) (ingest.Video, bool) {
	if w.p.known == nil || bare.URL == "" {
		return ingest.Video{}, false
	}
	known, ok := w.p.known(bare.URL)
	if ok && known.Title == "" {
		known.URL, known.Title = bare.URL, bare.Title
	}
	return known, ok
}
