package web

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest"
)

// counts are how far the work on an event is.
type counts struct {
	All, Settled int
	Look         int // to be looked at
	Type         int // nothing was found out that could be taken
}

func countsOf(talks []*talk) counts {
	c := counts{All: len(talks)}
	for _, t := range talks {
		switch stageOf(t) {
		case stageSettled:
			c.Settled++
		case stageType:
			c.Type++
		default:
			c.Look++
		}
	}
	return c
}

// Sentence is how far the work is, in words.
func (c counts) Sentence() string {
	return fmt.Sprintf("%d of %d settled, %d to look at, %d to type", c.Settled, c.All, c.Look, c.Type)
}

// stage is what a talk waits for.
type stage string

// The stages of talks.
const (
	stageSettled stage = "settled"
	stageLook    stage = "look"
	stageType    stage = "type"
)

func stageOf(t *talk) stage {
	switch {
	case t.IsSettled():
		return stageSettled
	case t.Level == ingest.LevelNone:
		return stageType
	}
	return stageLook
}

// countOf is a number of things: "1 talk", "2 talks".
func countOf(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
