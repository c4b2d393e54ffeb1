package rst_test

import (
	"testing"

	"github.com/pyvideo/stevie/internal/rst"
)

// The first message in the document decides, and it is not always the first that was
// found: docutils 0.19 puts what it says of a name where it is just then.
func TestTheFirstMessageIsThatOfTheDocument(t *testing.T) {
	t.Parallel()
	for text, valid := range map[string]bool{
		// A name that stands twice, in an attribution: it is said before the quote.
		" |`here <http://a.example>`_\n\n --`here <http://a.example>`_":         true,
		" :raw:`b` `here <http://a.example>`_\n\n --`here <http://a.example>`_": true,
		" \\\n _`spot`\n\n --_`spot`":                                           false,
		" *bad\n\n --`here <http://a.example>`_ `here <http://a.example>`_":     true,
		" *bad\n\n --nobody": false,
		// In a line block: within it from the second line on, and what is wrong in a line behind it.
		"| `here <http://a.example>`_:`b\n| `here <http://a.example>`_": true,
		"| `here <http://a.example>`_:*»\n| `here <http://a.example>`_": true,
		" | :u:`2` _`spot`\n | _`spot`":                                 false,
		"| *bad\n| good":                                                false,
		// A substitution without a value hands on what is indented below it.
		".. |v|\n\n --":      true,
		".. |v|\n\n :f:`1`":  true,
		".. |v|\n\n a quote": false,
		".. |v|\n\n*a* text": false,
		".. |v|\n":           false,
	} {
		if got := rst.Check(text).Valid(); got != valid {
			t.Errorf("%q: valid %v, want %v", text, got, valid)
		}
	}
}
