package check

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// tagStyle wants tags in lower case, one word or phrase each.
func tagStyle(r report, root pyjson.Value) {
	list, _ := root.Get(ingest.FieldTags)
	i := 0
	for e := range list.Elems() {
		tag, want := e.Text(), TagForm(e.Text())
		if tag != want {
			r.warn(RuleTagStyle, fmt.Sprintf("%s[%d]", ingest.FieldTags, i), e, "write the tag %s as %s", quote(tag), quote(want))
		}
		i++
	}
}

// TagForm is a tag in the form that curators write and the rule [RuleTagStyle] wants.
func TagForm(tag string) string {
	tag = singleSpaced(strings.ToLower(tag))
	return strings.TrimSpace(strings.Trim(strings.TrimLeft(tag, "#"), ",;"))
}

// relatedLabels wants each related address once, and to say what it leads to.
func relatedLabels(r report, root pyjson.Value) {
	list, _ := root.Get(ingest.FieldRelatedURLs)
	first := make(map[string]int)
	i := 0
	for e := range list.Elems() {
		field := fmt.Sprintf("%s[%d]", ingest.FieldRelatedURLs, i)
		address := e
		if e.Kind() == pyjson.Object {
			address, _ = e.Get("url")
			relatedLabel(r, field+".label", e, address)
		} else if e.Kind() == pyjson.String {
			r.warn(RuleRelatedLabel, field, e, "write the address as an object with label and url")
		}
		if j, again := first[string(address.Raw())]; again && address.Kind() == pyjson.String {
			r.warn(RuleRelatedLabel, field, e, "the address is in %s[%d] already: keep one of the two", ingest.FieldRelatedURLs, j)
		} else {
			first[string(address.Raw())] = i
		}
		i++
	}
}

func relatedLabel(r report, field string, e, address pyjson.Value) {
	label, _ := e.Get("label")
	switch text := strings.TrimSpace(label.Text()); {
	case text == "":
		r.warn(RuleRelatedLabel, field, e, "say in the label what the address leads to")
	case label.Text() == address.Text():
		r.warn(RuleRelatedLabel, field, label, "the label repeats the address: say what it leads to")
	case text != label.Text():
		r.warn(RuleRelatedLabel, field, label, "white space stands around the label: remove it")
	}
}

// urlForms wants addresses that work, and those of videos in the one form that
// the site finds a player for.
func urlForms(r report, root pyjson.Value) {
	videos, _ := root.Get(ingest.FieldVideos)
	i := 0
	for e := range videos.Elems() {
		if address, ok := e.Get("url"); ok {
			kind, _ := e.Get("type")
			videoURL(r, fmt.Sprintf("%s[%d].url", ingest.FieldVideos, i), kind.Text(), address)
		}
		i++
	}
	related, _ := root.Get(ingest.FieldRelatedURLs)
	i = 0
	for e := range related.Elems() {
		field := fmt.Sprintf("%s[%d]", ingest.FieldRelatedURLs, i)
		if e.Kind() == pyjson.String {
			webAddress(r, field, e)
		} else if address, ok := e.Get("url"); ok {
			webAddress(r, field+".url", address)
		}
		i++
	}
	if thumbnail, ok := root.Get(ingest.FieldThumbnailURL); ok && truthy(thumbnail) {
		webAddress(r, ingest.FieldThumbnailURL, thumbnail)
	}
}

func videoURL(r report, field, kind string, v pyjson.Value) {
	if !webAddress(r, field, v) {
		return
	}
	key, ok := host.KeyOf(v.Text())
	switch want := host.PlayerURL(key); {
	case host.MustBeOn(kind, key):
		r.warn(RuleURLForm, field, v, "the type is %s, but this is not the address of a video there", kind)
	case ok && want != "" && v.Text() != want:
		r.warn(RuleURLForm, field, v, "write the address as %s", want)
	}
}

// webAddress wants a complete address of the web, and reports whether it is one.
func webAddress(r report, field string, v pyjson.Value) bool {
	s := v.Text()
	u, err := url.Parse(s)
	switch {
	case v.Kind() != pyjson.String: // the schema rule says so
		return false
	case strings.TrimSpace(s) != s:
		r.warn(RuleURLForm, field, v, "white space stands around the address: remove it")
	case err != nil || strings.ContainsFunc(s, unicode.IsSpace):
		r.warn(RuleURLForm, field, v, "%s is no address: spaces and the like must be escaped (%%20)", quote(s))
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		r.warn(RuleURLForm, field, v, "%s is not a complete address beginning with https://", quote(s))
	default:
		return true
	}
	return false
}
