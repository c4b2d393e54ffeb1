package mapper

import (
	"testing"

	"github.com/pyvideo/stevie/internal/bare"
)

func TestDigitless(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                     "",
		"north track":          "north track",
		"exconf 2024":          "exconf 0000",
		"14 march":             "00 month",
		"march":                "month",
		"sunday march nowhere": "sunday month nowhere",
		"dezember days":        "month days",
		"tag ٣":                "tag 0",
	} {
		if got := digitless(in); got != want {
			t.Errorf("digitless(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzDigitless holds that what is left alone at a glance has nothing to be replaced.
func FuzzDigitless(f *testing.F) {
	f.Add("Opening, 14 March 2024")
	f.Fuzz(func(t *testing.T, s string) {
		b := bare.Words(s)
		got := digitless(b)
		if isDigitless(b) && got != b || digitless(got) != got {
			t.Errorf("digitless(%q) = %q", b, got)
		}
		if long := digitless(b + " 1"); long != got+" 0" && b != "" {
			t.Errorf("digitless(%q) = %q, the long way %q", b, got, long)
		}
	})
}
