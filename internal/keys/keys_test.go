package keys_test

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/keys"
)

func TestBind(t *testing.T) {
	t.Parallel()
	acts, err := keys.Bind(map[string]string{"skip": "D", "mark": "m", "session": "Space"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, a := range acts {
		got[a.Name] = a.Key
	}
	if got["skip"] != "D" || got["mark"] != "m" || got["session"] != "Space" || got["next"] != "j" {
		t.Errorf("got %v", got)
	}
}

func TestBindRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		act, key, want string
	}{
		{"skpi", "D", "no act"},
		{"skip", "", "one character"},
		{"skip", " ", "one character"},
		{"skip", "Ctrl-D", "one character"},
		{"skip", "j", "both"},
	} {
		if _, err := keys.Bind(map[string]string{test.act: test.key}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s = %q: %v, want an error about %q", test.act, test.key, err, test.want)
		}
	}
}
