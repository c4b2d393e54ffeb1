package web

import (
	"context"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// level is how sure the talk's proposal is.
func (t *talk) level() ingest.Level {
	if t.Base == nil || t.Base.Proposal.Level == "" {
		return ingest.LevelUnsure
	}
	return t.Base.Proposal.Level
}

func (t *talk) reasons() []string {
	if t.Base == nil {
		return nil
	}
	return t.Base.Proposal.Reasons
}

func (t *talk) readings() []ingest.Reading {
	if t.Base == nil {
		return nil
	}
	return t.Base.Proposal.Readings
}

// piece is a piece of a title as posted.
type piece struct {
	Text, Use string
}

func piecesOf(raw, title string, speakers []string) []piece {
	rest := raw
	var list []piece
	for rest != "" {
		at, end, use := len(rest), len(rest), "dropped"
		find := func(what, as string) {
			if i := strings.Index(rest, what); what != "" && i >= 0 && i < at {
				at, end, use = i, i+len(what), as
			}
		}
		find(title, "title")
		for _, s := range speakers {
			find(s, "speaker")
		}
		if at > 0 {
			list = append(list, piece{rest[:at], "dropped"})
		}
		if at < len(rest) {
			list = append(list, piece{rest[at:end], use})
		}
		rest = rest[end:]
	}
	return list
}

func formatField(v draft.Value) string {
	list, ok := v.([]string)
	if !ok {
		s, _ := v.(string)
		return s
	}
	escape := strings.NewReplacer(`\`, `\\`, ";", `\;`)
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = escape.Replace(e)
	}
	return strings.Join(texts, "; ")
}

func parseField(field, text string) (draft.Value, error) {
	if field != ingest.FieldSpeakers && field != ingest.FieldTags {
		return strings.TrimSpace(text), nil
	}
	list, element := []string{}, strings.Builder{}
	end := func() {
		if e := strings.TrimSpace(element.String()); e != "" {
			list = append(list, e)
		}
		element.Reset()
	}
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == ';' || text[i+1] == '\\'):
			i++
			element.WriteByte(text[i])
		case text[i] == ';':
			end()
		default:
			element.WriteByte(text[i])
		}
	}
	end()
	return list, nil
}

func (s *Server) saveDrafts(ctx context.Context, event, _ string, changes []draft.Change) []draft.Outcome {
	return s.pipeline.SaveDrafts(ctx, event, changes)
}
