package signin

import (
	"crypto/subtle"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
)

// answer is how a person has answered at the host: with a code, or not.
type answer struct {
	code string
	err  error
}

// reading reads the answers to one sign-in.
type reading struct {
	client Client
	state  string
}

// redirect reads the query of the address that the host sends the browser to. It reports
// false for what is no answer to this sign-in: somebody else may have made the address.
func (r reading) redirect(query string) (answer, bool) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return answer{}, false
	}
	one := func(name string) string {
		if len(values[name]) != 1 {
			return "" // RFC 6749: none may come twice
		}
		return values[name][0]
	}
	if subtle.ConstantTimeCompare([]byte(one("state")), []byte(r.state)) != 1 {
		return answer{}, false
	}
	if refusal := one("error"); refusal != "" {
		return answer{err: r.refused(refusal, one("error_description"))}, true
	}
	code := one("code")
	return answer{code: code}, code != ""
}

// refused is the error of a sign-in that came to nothing.
func (r reading) refused(code, words string) error {
	if code == "access_denied" {
		return ingest.WithHint(fmt.Errorf("%s: the sign-in was denied", r.client.Provider),
			"nothing was changed; to allow it after all, run the same again")
	}
	return ingest.WithHint(&ingest.HostError{
		Provider: r.client.Provider, Op: "sign in", Err: ingest.ErrForbidden,
		Code: conceal(code, 60), Message: conceal(words, 200),
	}, "compare client_id with that of your app, and its settings there")
}

// pasted reads what a person has pasted: the address that the browser was sent to, or the
// code in it.
func (r reading) pasted(text string) (answer, bool) {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "://") || strings.Contains(text, "state=") {
		if _, query, found := strings.Cut(text, "?"); found {
			text = query
		}
		query, _, _ := strings.Cut(text, "#")
		return r.redirect(query)
	}
	code, err := url.PathUnescape(strings.TrimPrefix(text, "code="))
	if err != nil || code == "" || strings.ContainsFunc(code, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return answer{}, false
	}
	return answer{code: code}, true
}
