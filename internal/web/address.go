package web

import (
	"net/http"
	"net/url"
	"strings"
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

func pathName(name string) string { return url.PathEscape(strings.TrimSuffix(name, ".json")) }
