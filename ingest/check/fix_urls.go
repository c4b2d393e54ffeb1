package check

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// certainAddress is an address without what stands around it, and with its
// spaces escaped as browsers do.
func certainAddress(s string) string {
	trimmed := strings.TrimSpace(s)
	if escaped := strings.ReplaceAll(trimmed, " ", "%20"); escaped != trimmed && isWebAddress(escaped) {
		return escaped
	}
	return trimmed
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && !strings.Contains(u.Host, "%")
}

// certainVideo is the address of a video in the form that the site makes a player
// of. One that begins in the middle, or that holds the secret of an unlisted video,
// says more than that form can.
func certainVideo(kind, s string) string {
	s = certainAddress(s)
	key, ok := host.KeyOf(s)
	want := host.PlayerURL(key)
	if !ok || want == "" || host.MustBeOn(kind, key) || host.SaysMore(s) {
		return s
	}
	return want
}

func (m *mending) videos(list pyjson.Value) []any {
	var out []any
	seen := make(map[string]bool)
	i := -1
	for e := range list.Elems() {
		i++
		mended := m.video(fmt.Sprintf("%s[%d]", ingest.FieldVideos, i), e)
		text := string(pyjson.Marshal(mended))
		if seen[text] {
			m.note(RuleSchema, fmt.Sprintf("%s[%d]", ingest.FieldVideos, i), "took the video out: it is in the list already")
			continue
		}
		seen[text] = true
		out = append(out, mended)
	}
	return out
}

func (m *mending) video(field string, e pyjson.Value) any {
	out, ok := members(e)
	old, isText := exactText(out["url"])
	if e.Kind() != pyjson.Object || !ok || !isText {
		return e
	}
	kind, _ := exactText(out["type"])
	mended := certainVideo(kind, old)
	if mended == old {
		return e
	}
	m.becomes(RuleURLForm, field+".url", old, mended)
	out["url"] = mended
	return out
}

// related is an entry of related_urls that was mended.
type related struct {
	value      any
	label, url string
	known      bool // label and url are what they seem
}

// bare reports whether the entry does not say what its address leads to.
func (r related) bare() bool { return r.label == "" || r.label == r.url }

// relatedURLs mends the entries one by one. Of several with one address those
// without a label of their own go.
func (m *mending) relatedURLs(list pyjson.Value) []any {
	var kept []related
	first := make(map[string]int) // address -> index in kept
	i := -1
	for e := range list.Elems() {
		i++
		field := fmt.Sprintf("%s[%d]", ingest.FieldRelatedURLs, i)
		r := m.related(field, e)
		j, again := first[r.url]
		switch {
		case !r.known:
			kept = append(kept, r)
		case !again:
			first[r.url] = len(kept)
			kept = append(kept, r)
		case r.bare() || r.label == kept[j].label:
			m.note(RuleRelatedLabel, field, "took %s out: the address is in the list already", quote(r.url))
		case kept[j].bare():
			m.note(RuleRelatedLabel, field, "took the entry before it out, which has the same address without a label")
			kept[j] = r
		default:
			kept = append(kept, r)
		}
	}
	var out []any
	for _, r := range kept {
		out = append(out, r.value)
	}
	return out
}

func (m *mending) related(field string, e pyjson.Value) related {
	if old, ok := exactText(e); ok {
		address := m.address(field, old)
		return related{value: address, url: address, known: true}
	}
	out, ok := members(e)
	label, hasLabel := exactText(out["label"])
	old, hasURL := exactText(out["url"])
	if e.Kind() != pyjson.Object || !ok || !hasLabel || !hasURL {
		return related{value: e}
	}
	address := m.address(field+".url", old)
	trimmed := strings.TrimSpace(label)
	if trimmed != label {
		m.becomes(RuleRelatedLabel, field+".label", label, trimmed)
	}
	out["url"], out["label"] = address, trimmed
	return related{value: out, label: trimmed, url: address, known: len(out) == 2}
}

func (m *mending) address(field, old string) string {
	mended := certainAddress(old)
	if mended != old {
		m.becomes(RuleURLForm, field, old, mended)
	}
	return mended
}
