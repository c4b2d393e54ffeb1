package ytdlp

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

var _ ingest.Downloader = (*Program)(nil)

// downloadTime is how long a video may take.
const downloadTime = 12 * time.Hour

// progressMark begins the lines in which the program tells how far it is.
const progressMark = "stevie-progress "

// Download gets a video: see [ingest.Downloader]. The program goes on with what it has left
// there before.
func (p *Program) Download(ctx context.Context, d ingest.Download) error {
	args := append(slices.Clone(politely), "--no-playlist", "--newline", "--no-mtime",
		"--progress-template", "download:"+progressMark+"%(progress.downloaded_bytes)s %(progress.total_bytes,progress.total_bytes_estimate)s",
		"-o", literal(d.Path)+".%(ext)s")
	if format := formatOf(d); format != "" {
		args = append(args, "-f", format)
	}
	args = append(args, "--", d.URL)
	words, whole, err := p.run(ctx, downloadTime, func(out io.Reader) error {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			tell(lines.Text(), d.Progress)
		}
		return nil // the rest of a line that is too long is read by run
	}, args...)
	if err == nil && !whole {
		err = refused(kindOf(words), lastError(words))
	}
	return err
}

// formatOf is what the program shall choose among the formats of a video; "" leaves it to
// the program, which knows whether it can join picture and sound.
func formatOf(d ingest.Download) string {
	switch {
	case d.Audio:
		return "ba/b"
	case d.MaxHeight > 0:
		return fmt.Sprintf("bv*[height<=%d]+ba/b[height<=%d]", d.MaxHeight, d.MaxHeight)
	}
	return ""
}

// tell passes on how far the program is.
func tell(line string, progress func(done, of int64)) {
	rest, ok := strings.CutPrefix(line, progressMark)
	if !ok || progress == nil {
		return
	}
	var done, of float64
	if n, _ := fmt.Sscan(rest, &done, &of); n > 0 { // "NA" of what it does not know
		progress(int64(done), int64(of))
	}
}
