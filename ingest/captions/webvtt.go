package captions

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// Encode writes cues as WebVTT, without styles and regions. [Read] gives the same cues.
func Encode(cues []Cue) []byte {
	var b bytes.Buffer
	b.WriteString("WEBVTT\n")
	for _, c := range cues {
		fmt.Fprintf(&b, "\n%s --> %s\n", stamp(c.Start), stamp(c.End))
		for i, l := range c.Lines {
			if l.Voice != "" {
				fmt.Fprintf(&b, "<v %s>", escape.Replace(l.Voice))
			}
			b.WriteString(escape.Replace(l.Text))
			if l.Voice != "" && i+1 < len(c.Lines) {
				b.WriteString("</v>")
			}
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func stamp(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d:%02d.%03d", d/time.Hour, d/time.Minute%60, d/time.Second%60, d/time.Millisecond%1000)
}
