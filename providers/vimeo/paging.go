package vimeo

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/pyvideo/stevie/internal/paging"
)

const perPage = "100" // the most that the API gives

// list is a list of the API, of videos or of collections.
type list[T any] struct {
	p      *Provider
	op     string // what is done, for errors
	link   string // of the first page
	fields string // to ask for
	// read makes an entry of what a page holds, false for what is none.
	read func(raw json.RawMessage) (entry T, id string, ok bool)
}

// read is an entry with what it names.
type read[T any] struct {
	entry T
	id    string
}

// all yields the entries, page by page and each once.
func (l list[T]) all(ctx context.Context) iter.Seq2[T, error] {
	pages := paging.List[read[T]]{
		First:      l.link,
		Get:        l.get,
		ID:         func(r read[T]) string { return r.id },
		Incomplete: func(message string) error { return l.p.incomplete(l.op, message) },
	}
	return func(yield func(T, error) bool) {
		for r, err := range pages.All(ctx) {
			if !yield(r.entry, err) {
				return
			}
		}
	}
}

func (l list[T]) get(ctx context.Context, link string, listed int) (paging.Page[read[T]], error) {
	var out paging.Page[read[T]]
	page, err := l.p.page(ctx, l.op, link, l.fields)
	if err != nil {
		return out, err
	}
	for _, raw := range page.Data {
		entry, id, ok := l.read(raw)
		if !ok {
			id = ""
		}
		out.Entries = append(out.Entries, read[T]{entry, id})
	}
	if page.Total != nil {
		out.Total = *page.Total
	}
	if out.Next, err = page.next(listed + len(page.Data)); err != nil {
		// What came before is no less true.
		return out, l.p.client.nonsense(l.op, err.Error())
	}
	return out, nil
}

// page asks for one page of a list. The API may drop parameters from the links
// between pages, so that they are given again.
func (p *Provider) page(ctx context.Context, op, link, fields string) (*pageJSON, error) {
	path, query, err := p.client.follow(link)
	if err != nil {
		return nil, p.client.badLink(op, err)
	}
	query.Set("fields", fields)
	query.Set("per_page", perPage)
	body, err := p.client.get(ctx, op, path, query)
	if err != nil {
		return nil, err
	}
	// Here nothing is forgiven: a page misread would make the listing look
	// complete.
	page := new(pageJSON)
	if err := decodeStrictly(body, page); err != nil {
		return nil, p.client.nonsense(op, err.Error())
	}
	return page, nil
}
