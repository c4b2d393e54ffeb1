package httpx

import (
	"bytes"
	"html"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"unicode"
)

// Plain makes a host's text fit for one line of a message: tags, control and
// invisible formatting characters (bidirectional marks among them) are taken
// out, entities resolved, blanks joined, and what is longer than limit runes cut.
func Plain(s string, limit int) string {
	s = html.UnescapeString(tag.ReplaceAllString(s, ""))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.C, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > limit {
		return strings.TrimSpace(string(runes[:max(0, limit-1)])) + "…"
	}
	return s
}

// tag is an HTML tag: hosts put <code> and <a href> into their messages.
var tag = regexp.MustCompile(`</?[A-Za-z!][^<>]*>`)

// IsHTML reports whether an answer is a web page, by its type or its first bytes.
func IsHTML(header http.Header, body []byte) bool {
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	if kind == "text/html" || kind == "application/xhtml+xml" {
		return true
	}
	return bytes.HasPrefix(bytes.TrimLeft(body, "\ufeff \t\r\n"), []byte("<"))
}
