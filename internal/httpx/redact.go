package httpx

import "regexp"

const redacted = "[redacted]"

// secrets are the shapes that keys and tokens have in URLs, headers and bodies.
// What stands in the two groups is kept. Names must match whole: a pageToken is
// no secret.
var secrets = []*regexp.Regexp{
	// Google's API keys wherever they stand, percent-encoded queries included.
	regexp.MustCompile(`()AIza[0-9A-Za-z_-]{20,}()`),
	// "Bearer …" alone, and headers up to the end of their line.
	regexp.MustCompile(`(?i)(\bbearer\s+)[A-Za-z0-9._~+/=-]{16,}()`),
	regexp.MustCompile(`(?i)(\b(?:(?:proxy-)?authorization|x-goog-api-key|(?:set-)?cookie)["']?\s*[:=]\s*["']?)[^\r\n"']+()`),
	// key=abc in a query, "access_token":"abc" in a body.
	regexp.MustCompile(`(?i)(\b(?:key|api_?key|token|access_token|refresh_token|id_token|client_secret|password|code)=)[^&\s"'<>#]+()`),
	regexp.MustCompile(`(?i)("(?:key|api_?key|token|access_token|refresh_token|id_token|client_secret|password)"\s*:\s*")[^"]+()`),
	// https://user:password@host
	regexp.MustCompile(`(://)[^/\s@]+(@)`),
}

// Redact replaces keys, tokens and passwords in a text by "[redacted]". It knows
// them by their shape: parameters of URLs, headers, JSON, Google's API keys.
func Redact(s string) string {
	for _, secret := range secrets {
		s = secret.ReplaceAllString(s, "${1}"+redacted+"${2}")
	}
	return s
}
