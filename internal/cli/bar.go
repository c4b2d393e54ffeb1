package cli

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

// titleWidth leaves room for the bar itself on a terminal of 80 columns.
const titleWidth = 30

// bar shows the talk at hand and the requests spent. Where none may be drawn
// it does nothing.
type bar struct {
	targets []pipeline.Target
	draw    *progressbar.ProgressBar
	size    int // entries of the collections so far
}

func (a *app) startBar(targets []pipeline.Target) *bar {
	b := &bar{targets: targets}
	if !a.progress() {
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
	return b
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
	requests := pipeline.Spent(b.targets).Requests
	b.draw.Describe(fmt.Sprintf("%-*s %d requests", titleWidth, termtext.Short(v.Title, titleWidth), requests))
	_ = b.draw.Add(1) // a bar that cannot be drawn is no reason to stop
}

func (b *bar) stop() {
	if b.draw != nil {
		_ = b.draw.Finish()
	}
}
