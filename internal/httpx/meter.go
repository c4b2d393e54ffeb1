package httpx

import "sync/atomic"

// Meter counts requests. Its zero value is ready, it may be shared by several
// clients and goroutines, and a nil one counts nothing.
type Meter struct{ requests atomic.Int64 }

// Requests returns the number of attempts that went out, repeats included.
func (m *Meter) Requests() int {
	if m == nil {
		return 0
	}
	return int(m.requests.Load())
}

func (m *Meter) add() {
	if m != nil {
		m.requests.Add(1)
	}
}
