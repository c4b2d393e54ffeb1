package mapper

import (
	"slices"
	"strings"
)

// tags gives the event's tags, the session type as the data tree spells it, and
// the host's own tags where they are wanted.
func (w *writer) tags() {
	var tags []string
	add := func(tag string) {
		tag = oneLine(tag)
		if tag != "" && !slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, tag) }) {
			tags = append(tags, tag)
		}
	}
	for _, t := range w.run.event.Tags {
		add(t)
	}
	add(w.sessionTag())
	if w.run.opt.KeepHostTags {
		for _, t := range w.video.Tags {
			add(t)
		}
	}
	w.proposal.Record.Tags = tags
}

// sessionTag finds the type of session in the host's title: a segment or
// bracket of its own, or the beginning ("Keynote by …").
func (w *writer) sessionTag() string {
	t, ok := w.run.talks[w.index]
	if !ok {
		return ""
	}
	text := t.core.text
	if tag, _, ok := leadingKind(text); ok && tag != "" {
		return tag
	}
	if tag, _, ok := trailingKind(text); ok && tag != "" {
		return tag
	}
	if t.core.kind != "" {
		return t.core.kind
	}
	if tag, ok := kindOf(w.proposal.Record.Title); ok && tag != "" {
		return tag
	}
	from := 0
	for _, c := range append(cuts(text), cut{len(text), len(text), sepNone}) {
		if tag, ok := kindOf(text[from:c.start]); ok && tag != "" {
			return tag
		}
		from = c.end
	}
	low := strings.ToLower(text)
	switch {
	case strings.Contains(low, "lightning talk"):
		return "lightning talks"
	case strings.HasPrefix(low, "keynote") || strings.Contains(low, "keynote:") || strings.Contains(low, "keynote by"):
		return "keynote"
	case strings.Contains(low, "panel discussion"):
		return "panel"
	}
	return ""
}
