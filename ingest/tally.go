package ingest

import (
	"context"
	"sync/atomic"
)

// Usage is what a provider has spent since it was made.
type Usage struct {
	Requests int // HTTP requests that went out, repeats included
	Quota    int // units of the host's daily quota, as the host prices them
}

// Add returns the sum of two usages.
func (u Usage) Add(v Usage) Usage {
	return Usage{u.Requests + v.Requests, u.Quota + v.Quota}
}

// Tally adds up what is spent on one errand while others go on at the same time.
// Give it to [WithTally]. Its zero value is ready.
type Tally struct{ requests, quota atomic.Int64 }

// Usage returns what was spent so far.
func (t *Tally) Usage() Usage {
	return Usage{Requests: int(t.requests.Load()), Quota: int(t.quota.Load())}
}

type tallyKey struct{}

// WithTally returns a context whose requests are counted by t.
func WithTally(ctx context.Context, t *Tally) context.Context {
	return context.WithValue(ctx, tallyKey{}, t)
}

// Spend tells the tally of ctx, if there is one, what was just spent. Providers
// call it for every request that goes out, repeats included.
func Spend(ctx context.Context, u Usage) {
	if t, ok := ctx.Value(tallyKey{}).(*Tally); ok {
		t.requests.Add(int64(u.Requests))
		t.quota.Add(int64(u.Quota))
	}
}
