package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
)

// ask looks all videos up, those first that were not looked at for longest. A host
// for which there is no key is left out where another one answers.
func (a *auditing) ask(ctx context.Context) error {
	ids := map[string][]string{}
	seen := map[ingest.Key]bool{}
	for _, r := range a.records {
		for _, key := range r.entry.AllKeys() {
			if !seen[key] && a.p.finder(key.Provider) != nil {
				seen[key] = true
				a.all++
				ids[key.Provider] = append(ids[key.Provider], key.ID)
			}
		}
	}
	tally := new(ingest.Tally)
	ctx = ingest.WithTally(ctx, tally)
	var failed, keyless error
	for _, provider := range slices.Sorted(maps.Keys(ids)) {
		err := a.askProvider(ctx, provider, ids[provider])
		if !errors.Is(err, ingest.ErrNoKey) {
			failed = errors.Join(failed, err)
			a.noteRefusal(provider, ids[provider], err)
			continue
		}
		keyless = errors.Join(keyless, err)
		a.result.Remarks = append(a.result.Remarks, fmt.Sprintf("%d of the videos were not looked at, as they are on %s: %v (%s)",
			len(ids[provider]), provider, err, ingest.Hint(err)))
	}
	a.result.Requests, a.result.Quota = tally.Usage().Requests, tally.Usage().Quota
	a.result.Videos, a.result.Of = len(a.answers), a.all
	if a.keyless = keyless != nil; a.keyless && len(a.answers) == 0 {
		a.result.Remarks = nil
		return errors.Join(failed, keyless)
	}
	return errors.Join(failed, a.unanswered)
}

func (a *auditing) askProvider(ctx context.Context, provider string, ids []string) error {
	looked := func(id string) string {
		day := a.memory.Videos[ingest.Key{Provider: provider, ID: id}.String()].Looked
		if day > a.today.String() {
			return "" // a clock was ahead then; the video would be the last for as long
		}
		return day
	}
	slices.SortFunc(ids, func(x, y string) int { return cmp.Or(cmp.Compare(looked(x), looked(y)), cmp.Compare(x, y)) })
	finder := a.p.finder(provider)
	ask := func(lot []string) error {
		found, err := finder.Find(ctx, lot)
		if some, ok := errors.AsType[*ingest.UnansweredError](err); ok { // of a few servers among many
			a.leaveOut(some)
			lot = slices.DeleteFunc(slices.Clone(lot), func(id string) bool { return slices.Contains(some.IDs, id) })
			err = nil
		}
		if err == nil {
			a.answered(provider, lot, found)
		}
		return err
	}
	// First, alone, those that have waited for longest: they get their turn even when
	// hardly any quota is left.
	first := min(len(ids), ingest.FindAtOnce)
	if err := ask(ids[:first]); err != nil {
		return err
	}
	var g errgroup.Group
	g.SetLimit(requestsAtOnce)
	var refused atomic.Bool
	for lot := range slices.Chunk(ids[first:], ingest.FindAtOnce) {
		g.Go(func() error {
			if refused.Load() {
				return nil // the first refusal is everybody's; what is under way is paid for
			}
			err := ask(lot)
			if err != nil {
				refused.Store(true)
			}
			return err
		})
	}
	return g.Wait()
}

// leaveOut takes down that there is no answer for some videos, which keeps no others from
// being asked for.
func (a *auditing) leaveOut(some *ingest.UnansweredError) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.unanswered == nil {
		a.unanswered = some
	}
	const named = 3
	which, more := strings.Join(some.IDs[:min(len(some.IDs), named)], ", "), ""
	if n := len(some.IDs) - named; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	a.result.Remarks = append(a.result.Remarks, fmt.Sprintf("no answer for %s%s: %v", which, more, some.Err))
}

// noteRefusal takes down which videos a host has not answered for, though nothing was
// lacking here.
func (a *auditing) noteRefusal(provider string, ids []string, err error) {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, ingest.ErrQuota) || errors.Is(err, ingest.ErrUnauthorized) {
		return
	}
	for _, id := range ids {
		key := ingest.Key{Provider: provider, ID: id}
		if _, answered := a.answers[key]; !answered {
			a.refused = append(a.refused, key)
		}
	}
}

func (a *auditing) answered(provider string, lot []string, found map[string]ingest.Video) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, id := range lot {
		key := ingest.Key{Provider: provider, ID: id}
		if v, ok := found[id]; ok {
			a.answers[key] = &v
		} else {
			a.answers[key] = nil
		}
	}
	if a.opts.Asked != nil {
		a.opts.Asked(len(a.answers), a.all)
	}
}

// requestsAtOnce is the number of requests that a host gets at the same time.
const requestsAtOnce = 4
