package web

import "github.com/pyvideo/stevie/ingest"

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
