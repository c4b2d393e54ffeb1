package vimeo

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
)

const perPage = "100" // the most that the API gives

// maxStalePages bounds the pages in a row that bring nothing new, so that paging
// which leads nowhere ends.
const maxStalePages = 10

// list is a list of the API, of videos or of collections.
type list[T any] struct {
	p      *Provider
	op     string // what is done, for errors
	link   string // of the first page
	fields string // to ask for
	// read makes an entry of what a page holds, false for what is none.
	read func(raw json.RawMessage) (entry T, id string, ok bool)
}

// all yields the entries, page by page and each once: the list may move while it
// is read. It ends with the first error.
func (l list[T]) all(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		seen, listed, stale := map[string]bool{}, 0, 0
		for link := l.link; link != ""; {
			page, err := l.p.page(ctx, l.op, link, l.fields)
			if err != nil {
				yield(none, err)
				return
			}
			before := len(seen)
			for _, raw := range page.Data {
				entry, id, ok := l.read(raw)
				if !ok || seen[id] {
					continue
				}
				seen[id] = true
				if !yield(entry, nil) {
					return
				}
			}
			if stale++; len(seen) > before {
				stale = 0
			}
			listed += len(page.Data)
			if link, err = page.next(listed); err == nil && stale > maxStalePages {
				err = errors.New("its pages do not end")
			}
			if err != nil {
				yield(none, l.p.client.nonsense(l.op, err.Error()))
				return
			}
			if link == "" && listed == 0 && page.Total != nil && *page.Total > 0 {
				yield(none, hollow(l.op, *page.Total))
				return
			}
		}
	}
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
