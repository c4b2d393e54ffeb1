package paging_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/paging"
)

type page = paging.Page[string]

var errIncomplete = errors.New("incomplete")

func read(pages ...page) (all []string, asked int, err error) {
	l := paging.List[string]{
		Get: func(_ context.Context, at string, _ int) (page, error) {
			asked++
			n, _ := strconv.Atoi(at)
			return pages[n], nil
		},
		ID:         func(s string) string { return s },
		Incomplete: func(message string) error { return fmt.Errorf("%w: %s", errIncomplete, message) },
	}
	for entry, walkErr := range l.All(context.Background()) {
		if walkErr != nil {
			return all, asked, walkErr
		}
		all = append(all, entry)
	}
	return all, asked, nil
}

func TestList(t *testing.T) {
	t.Parallel()
	two := []string{"a", "b"}
	for name, c := range map[string]struct {
		pages []page
		want  []string
		asked int
		bad   bool
	}{
		"one page":             {[]page{{Entries: two, Total: 2}}, two, 1, false},
		"nothing":              {[]page{{}}, nil, 1, false},
		"no count":             {[]page{{Entries: two, Next: "1"}, {Entries: []string{"b", "c"}}}, []string{"a", "b", "c"}, 2, false},
		"nothing of some":      {[]page{{Total: 3}}, nil, 2, true},
		"an empty last page":   {[]page{{Entries: two, Total: 3, Next: "1"}, {}}, two, 4, true},
		"half":                 {[]page{{Entries: two, Total: 4}}, two, 2, true},
		"one hidden of eleven": {[]page{{Entries: []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, Total: 11}}, []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, 1, false},
		"a circle":             {[]page{{Entries: two, Next: "1"}, {Entries: []string{"c"}, Next: "1"}}, []string{"a", "b", "c"}, 2, true},
		"a page again":         {[]page{{Entries: two, Total: 4, Next: "1"}, {Entries: two, Total: 4}}, two, 2, true},
		"one without sense":    {[]page{{Entries: []string{"a", ""}, Total: 2}}, []string{"a"}, 2, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, asked, err := read(c.pages...)
			if diff := cmp.Diff(c.want, got); diff != "" || asked != c.asked || errors.Is(err, errIncomplete) != c.bad {
				t.Errorf("after %d requests %v%s", asked, err, diff)
			}
		})
	}
}

func numbers(n int, end error) func(func(int, error) bool) {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if end != nil {
			yield(0, end)
		}
	}
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		slow := func(ctx context.Context, i int) (int, error) {
			select {
			case <-time.After(time.Duration(5-i%5) * time.Second):
				return i * i, nil
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
		i := 0
		for got, err := range paging.InOrder(t.Context(), numbers(20, errIncomplete), 5, slow) {
			if i == 20 {
				if !errors.Is(err, errIncomplete) {
					t.Errorf("the end: %v", err)
				}
				continue
			}
			if err != nil || got != i*i {
				t.Errorf("%d: %d, %v", i, got, err)
			}
			i++
		}
		if took := time.Since(start); i != 20 || took > 40*time.Second {
			t.Errorf("%d in %s", i, took)
		}
		for range paging.InOrder(t.Context(), numbers(20, nil), 5, slow) {
			break // the others are ended, or the bubble would not close
		}
	})
}

func TestInOrderEndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	var errs []error
	for _, err := range paging.InOrder(t.Context(), numbers(100, nil), 3, func(_ context.Context, i int) (int, error) {
		calls.Add(1)
		if i == 2 {
			return 0, errIncomplete
		}
		return i, nil
	}) {
		errs = append(errs, err)
	}
	if len(errs) != 3 || !errors.Is(errs[2], errIncomplete) || calls.Load() > 6 {
		t.Errorf("%v after %d calls", errs, calls.Load())
	}
}
