// Package paging walks lists that a host gives in pages, and looks up what it lists.
// The adapters use it, so that all of them take the same for a whole list: [List]
// reads pages, [InOrder] asks for details of several entries at a time.
package paging

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
)

// Page is one page of a list.
type Page[T any] struct {
	Entries []T
	Next    string // where the next one is, "" on the last
	Total   int    // entries of the whole list, as the host counts them; 0 is unknown
}

// List is a list in pages.
type List[T any] struct {
	First string // where the first page is
	// Get asks for a page; listed entries came before it. Entries that it returns with
	// an error are yielded before the error.
	Get func(ctx context.Context, at string, listed int) (Page[T], error)
	// ID says what an entry names, "" for one that makes no sense.
	ID func(T) string
	// Incomplete makes an error of what is wrong with a list that came to its end.
	Incomplete func(message string) error
}

// All yields the entries, each once: the list may move while it is read. A list that
// comes shorter than it is counted is read again, once; if it stays so the last thing
// that is yielded is the error of Incomplete. It ends with the first error.
func (l List[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		for again := range 2 {
			short, err := l.pass(ctx, seen, yield)
			if err == nil && short != "" && again == 1 {
				err = l.Incomplete(short)
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
func (l List[T]) pass(ctx context.Context, seen map[string]bool, yield func(T, error) bool) (short string, err error) {
	listed, senseless, total := 0, 0, 0
	asked, pages := map[string]bool{}, map[string]bool{}
	for at, more := l.First, true; more; more = at != "" {
		asked[at] = true
		page, failed := l.Get(ctx, at, listed)
		var ids []string
		for _, entry := range page.Entries {
			id := l.ID(entry)
			ids = append(ids, id)
			if id == "" {
				senseless++
			}
			if id == "" || seen[id] {
				continue
			}
			seen[id] = true
			if !yield(entry, nil) {
				return "", errStopped
			}
		}
		if failed != nil {
			return "", failed
		}
		if page.Total > 0 {
			total = page.Total
		}
		listed += len(page.Entries)
		missing := total - listed
		same := strings.Join(ids, "\x00")
		switch at = page.Next; {
		case asked[at] && at != "", pages[same] && len(ids) > 1:
			return "", l.Incomplete("its pages go round in a circle")
		case at == "" && missing > 0 && (len(page.Entries) == 0 || 10*missing > total): // a few may be hidden
			return fmt.Sprintf("the list has %d entries, though %d are counted", listed, total), nil
		}
		pages[same] = true
	}
	if senseless > 0 {
		return fmt.Sprintf("%d of its entries name nothing", senseless), nil
	}
	return "", nil
}

// maxMisses is how many entries in a row a host may list and not show before it is
// taken that it shows us nothing.
const maxMisses = 3

// Misses counts entries in a row that a host lists and does not show. A few are videos
// that were taken away a moment ago.
type Misses struct{ n atomic.Int32 }

// TooMany takes down whether an entry was missing, and reports whether so many were
// that it is the host who refuses.
func (m *Misses) TooMany(missing bool) bool {
	if !missing {
		m.n.Store(0)
		return false
	}
	return m.n.Add(1) > maxMisses
}

// InOrder yields what f makes of each entry, in their order, with as many calls at a
// time as there are workers. It ends with the first error of either; no call runs on
// after its end.
func InOrder[T, U any](ctx context.Context, entries iter.Seq2[T, error], workers int, f func(context.Context, T) (U, error)) iter.Seq2[U, error] {
	type result struct {
		value U
		err   error
	}
	return func(yield func(U, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		next, stop := iter.Pull2(entries)
		var queue []chan result
		defer func() {
			cancel()
			stop()
			for _, waiting := range queue {
				<-waiting
			}
		}()
		for ended := false; ; {
			for !ended && len(queue) < workers {
				entry, err, ok := next()
				ended = !ok || err != nil
				if !ok {
					break
				}
				answer := make(chan result, 1)
				queue = append(queue, answer)
				if err != nil {
					answer <- result{err: err}
					break
				}
				go func() {
					value, err := f(ctx, entry)
					answer <- result{value, err}
				}()
			}
			if len(queue) == 0 {
				return
			}
			first := <-queue[0]
			queue = queue[1:]
			if !yield(first.value, first.err) || first.err != nil {
				return
			}
		}
	}
}
