package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest/library"
)

// eventAddress is the address of an event's page.
func eventAddress(event string) string { return "/event/" + event }

// talkAddress is where a talk's form goes.
func talkAddress(event, name string) string {
	return eventAddress(event) + "/draft/" + url.PathEscape(name)
}

// rowAddress is where a talk stands in the list of its event's page.
func rowAddress(event, name string) string {
	return eventAddress(event) + "?" + url.Values{"at": {name}}.Encode() + "#t-" + url.PathEscape(name)
}

// pageWith is the event's page, filtered as the one that a form was sent from, with a talk
// as the current one.
func pageWith(r *http.Request, event, name string) string {
	query := url.Values{"at": {name}}
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
		if on := from.Query()["show"]; len(on) > 0 {
			query["show"] = on
		}
	}
	return eventAddress(event) + "?" + query.Encode() + "#t-" + url.PathEscape(name)
}

// libraryAddress is where the library has an event.
func libraryAddress(event string) string { return "/library/event/" + url.PathEscape(event) }

// libraryTalkAddress is where the library shows a talk.
func libraryTalkAddress(t library.Talk) string {
	if t.IsDraft() {
		return libraryAddress(t.Event) + "/draft/" + url.PathEscape(t.Name)
	}
	return libraryAddress(t.Event) + "/" + url.PathEscape(t.Name)
}

// searchAddress is where the library shows what a query finds.
func searchAddress(query string) string {
	return "/library?" + url.Values{"q": {strings.TrimSpace(query)}}.Encode()
}
