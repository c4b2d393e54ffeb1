package cli

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/termtext"
)

// titleWidth leaves room for the bar itself on a terminal of 80 columns.
const titleWidth = 30

// bar shows the talk at hand and the requests spent. Where none may be drawn
// it does nothing.
type bar struct {
	draw     *progressbar.ProgressBar
	size     int // entries of the collections so far
	seen     int // videos
	requests int
}

// startBar draws a bar, if one may be drawn. Streaming tells that results are printed
// meanwhile, which cannot share a terminal with it.
func (a *app) startBar(streaming bool) *bar {
	b := &bar{}
	if !a.progress() || streaming && a.OutTerminal {
		return b
	}
	b.draw = progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(a.Err),
		progressbar.OptionSetDescription("asking the host"),
		progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(20),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	_ = b.draw.RenderBlank() // a bar that cannot be drawn is no reason to stop
	return b
}

// startBytesBar draws a bar of bytes with the time that is left, if one may be drawn.
func (a *app) startBytesBar() *bar {
	b := &bar{}
	if !a.progress() {
		return b
	}
	b.draw = progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(a.Err),
		progressbar.OptionSetDescription("downloading"),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetWidth(20),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	_ = b.draw.RenderBlank() // as above
	return b
}

// bytes says how many there are of all, as far as it is known; that may become more.
func (b *bar) bytes(done, all int64) {
	if b.draw == nil {
		return
	}
	if all > 0 && b.draw.GetMax64() != all {
		b.draw.ChangeMax64(all)
	}
	if all > 0 {
		done = min(done, all-1) // a full bar would be finished
	}
	_ = b.draw.Set64(done)
}

// collection begins a new collection, whose size is added to the bar's.
func (b *bar) collection(c ingest.Collection) {
	if b.draw != nil && c.Size > 0 {
		b.size += c.Size
		b.draw.ChangeMax(b.size)
	}
}

// video moves the bar on by one.
func (b *bar) video(v ingest.Video) {
	if b.draw == nil {
		return
	}
	b.draw.Describe(fmt.Sprintf("%-*s %d requests", titleWidth, termtext.Short(v.Title, titleWidth), b.requests))
	// A full bar would be finished, and another collection may follow.
	if b.seen++; b.seen < b.size || b.size == 0 {
		_ = b.draw.Set(b.seen)
	}
}

// spent takes down what was asked so far.
func (b *bar) spent(u ingest.Usage) { b.requests = u.Requests }

// count says how many there are of all.
func (b *bar) count(done, all int) {
	if b.draw == nil {
		return
	}
	if b.size != all {
		b.size = all
		b.draw.ChangeMax(all)
	}
	_ = b.draw.Set(min(done, all-1))
}

func (b *bar) stop() {
	if b.draw != nil {
		_ = b.draw.Finish()
	}
}
