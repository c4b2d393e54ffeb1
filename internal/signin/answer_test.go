package signin

import (
	"net/url"
	"strings"
	"testing"
)

// Whatever stands in the address, a code is taken only with the state of this sign-in.
func FuzzRedirect(f *testing.F) {
	const state = "STATE-OF-THIS-SIGN-IN"
	for _, query := range []string{
		"code=a&state=" + state, "state=" + state + "&code=4%2F0A", "error=access_denied&state=" + state, "code=a&state=b", "code=a",
		"code=a&code=b&state=" + state, "code=a&state=" + state + "&state=b", "%zz", "a;b", "code=\x1b[31m&state=" + state, "error=\x00%0a&error_description=%1b]8&state=" + state,
	} {
		f.Add(query)
	}
	r := reading{client: YouTube(App{ID: "app"}, Addresses{}), state: state}
	f.Fuzz(func(t *testing.T, query string) {
		got, ours := r.redirect(query)
		if !ours {
			if got.code != "" || got.err != nil {
				t.Errorf("%q is not ours, and has %q, %v", query, got.code, got.err)
			}
			return
		}
		values, err := url.ParseQuery(query)
		if err != nil || len(values["state"]) != 1 || values.Get("state") != state {
			t.Errorf("%q is taken for ours", query)
		}
		if (got.code == "") == (got.err == nil) {
			t.Errorf("%q is both or neither: %q, %v", query, got.code, got.err)
		}
		if got.err != nil && strings.ContainsFunc(got.err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("%q", got.err)
		}
		for _, text := range []string{query, "http://127.0.0.1:1/callback?" + query + "#fragment"} {
			if again, ours := r.pasted(text); strings.Contains(text, "state=") && !strings.ContainsAny(query, "#?") && strings.TrimSpace(query) == query && (!ours || again.code != got.code) {
				t.Errorf("pasted %q: %q, want %q", text, again.code, got.code)
			}
		}
	})
}

func TestPastedNonsense(t *testing.T) {
	t.Parallel()
	r := reading{client: YouTube(App{ID: "app"}, Addresses{}), state: "STATE"}
	for _, text := range []string{"", " ", "two words", "https://accounts.example/", "http://127.0.0.1:1/callback?code=a", "a\x00b", "%zz"} {
		if got, ours := r.pasted(text); ours {
			t.Errorf("%q is taken as %q", text, got.code)
		}
	}
}
