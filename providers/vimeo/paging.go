package vimeo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
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

// all yields the entries, page by page and each once: the list may move while it
// is read. A list that comes shorter than it is counted is read again, once. It ends
// with the first error.
func (l list[T]) all(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		for again := range 2 {
			short, err := l.pass(ctx, seen, yield)
			if err == nil && short != "" && again == 1 {
				err = l.p.incomplete(l.op, short)
			}
			if err != nil && !errors.Is(err, errStopped) {
				var none T
				yield(none, err)
			}
			if err != nil || short == "" {
				return
			}
		}
	}
}

// errStopped tells that whoever ranges over a list has enough.
var errStopped = errors.New("stopped")

// pass reads the pages once and yields what was not seen before. short says what is
// missing from a list that came to its end, "" for nothing.
func (l list[T]) pass(ctx context.Context, seen map[string]bool, yield func(T, error) bool) (short string, err error) {
	listed, unread, total := 0, 0, 0
	links := map[string]bool{}
	for link := l.link; link != ""; {
		links[link] = true
		page, err := l.p.page(ctx, l.op, link, l.fields)
		if err != nil {
			return "", err
		}
		for _, raw := range page.Data {
			entry, id, ok := l.read(raw)
			if !ok {
				unread++
			}
			if !ok || seen[id] {
				continue
			}
			seen[id] = true
			if !yield(entry, nil) {
				return "", errStopped
			}
		}
		if page.Total != nil {
			total = *page.Total
		}
		listed += len(page.Data)
		if link, err = page.next(listed); err != nil {
			return "", l.p.client.nonsense(l.op, err.Error())
		}
		missing := total - listed
		switch {
		case links[link]:
			return "", l.p.incomplete(l.op, "its pages go round in a circle")
		case link == "" && missing > 0 && (len(page.Data) == 0 || 10*missing > total): // a few may be hidden
			return fmt.Sprintf("the list has %d entries, though %d are counted", listed, total), nil
		}
	}
	if unread > 0 {
		return fmt.Sprintf("%d of its entries name nothing", unread), nil
	}
	return "", nil
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
