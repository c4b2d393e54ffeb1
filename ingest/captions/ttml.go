package captions

import (
	"regexp"
	"strings"

	"github.com/asticode/go-astisub"
)

var ttml = regexp.MustCompile(`(?s)^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?tt[\s>]`)

func isTTML(text string) bool { return ttml.MatchString(text) }

// readTTML reads TTML, whose times have many forms; what cannot be read has no cues.
func readTTML(text string) (cues []Cue) {
	defer func() {
		if recover() != nil { // the library has no answer to a paragraph without a time
			cues = nil
		}
	}()
	doc, err := astisub.ReadFromTTML(strings.NewReader(text))
	if err != nil {
		return nil
	}
	for _, item := range doc.Items {
		c := Cue{Start: item.StartAt, End: item.EndAt}
		for _, line := range item.Lines {
			var said strings.Builder
			for _, part := range line.Items {
				said.WriteString(part.Text)
			}
			c.Lines = append(c.Lines, Line{line.VoiceName, said.String()})
		}
		cues = append(cues, c)
	}
	return cues
}
