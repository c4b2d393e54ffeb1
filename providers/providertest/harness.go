// Package providertest is the contract that every adapter fulfils, as a test
// suite. An adapter adopts it with one call from its own tests:
//
//	func TestContract(t *testing.T) {
//		providertest.Run(t, providertest.Harness{…})
//	}
//
// The adapter gives a constructor, a fake of its host, and its tables of
// addresses. The suite puts faults between the two: refusals, failures that
// pass, cut-off answers, null in every place, half lists, pages in a circle, web
// pages, redirects, hosts that hang. What an adapter can do beyond listing (tell
// states, update, list collections, look videos up) is tested where it can. Everything
// happens in memory under the fake clock of [testing/synctest], so that minutes
// of waiting cost nothing, goroutines left behind fail the test, and nothing
// depends on a network. Only the last case goes over a loopback connection.
//
// It is for tests alone; nothing else may import it.
package providertest

import (
	"cmp"
	"log/slog"
	"net/http"
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

// Harness is what an adapter gives to be tested. Every field is required but
// ErrorBody, Owner and Exempt.
type Harness struct {
	// New makes the adapter.
	New func(Options) (ingest.Provider, error)

	// Host makes a fake host that serves one collection with the given content
	// at Collection, and each video at Video(i). Its answers come in pages of
	// PageSize. It refuses requests that lack Secret, as the real host does.
	Host func(Content) http.Handler

	// Secret is the key or token that Host wants. It is at least eight
	// characters long and occurs nowhere else. "" is for hosts that answer anybody.
	Secret string

	Collection string             // address of the collection that Host serves
	Video      func(i int) string // address of its i-th video, from 0
	VideoID    func(i int) string // canonical id of that video
	PageSize   int                // entries of a page

	// Owner is the address of who made the collection, and that one alone, for an
	// adapter that is an [ingest.Owner].
	Owner string

	// Budget is the number of requests that listing a collection of n videos
	// may take, the look-up of the collection included.
	Budget func(n int) int

	// VideoKind is the kind of ref that the address of a video is; "" is
	// [ingest.KindVideo].
	VideoKind ingest.Kind

	// HTML tells that the host's descriptions are HTML, of which the text is taken.
	HTML bool

	// OnePage tells that the host lists a collection in one answer, and does not count
	// what is in it: of a list that was cut nobody can tell.
	OnePage bool

	// AnyDomain tells that the adapter knows its addresses by their paths, so that
	// they may be on any domain.
	AnyDomain bool

	// Exempt names the cases that cannot hold for this host, each with why: what is a
	// fault of an interface may be the most natural answer of a web server.
	Exempt map[string]string

	// Addresses has every form of address that the adapter takes, and what it
	// makes of it; Refused has addresses of the host that list no videos.
	Addresses map[string]ingest.Ref
	Refused   []string

	// ErrorBody renders an error answer as the host would: its content type and
	// its body, holding message. nil: {}.
	ErrorBody func(status int, message string) (contentType, body string)
}

// Options is what the suite asks of an adapter under test.
type Options struct {
	Endpoint string            // "" is the adapter's default
	Secret   string            // "" is none
	HTTP     http.RoundTripper // what the requests go through; nil is the network
	Logger   *slog.Logger
}

// Content is what a fake host shall serve.
type Content struct {
	Title  string // of the collection
	Videos []Video
	// Repeat lists the first video once more at the end, as hosts do when
	// somebody adds a video while the pages are walked.
	Repeat bool
}

// Video is one entry of a Content. Where it is silent, the fake host makes up
// what a public video has.
type Video struct {
	Title       string
	Description string
	// Bare videos have their id and nothing else: every key that the host may
	// leave out or set to null is left out or null.
	Bare bool
}

// Run runs the whole suite.
func Run(t *testing.T, h Harness) {
	h.VideoKind = cmp.Or(h.VideoKind, ingest.KindVideo)
	t.Run("addresses", h.testAddresses)
	t.Run("listing", h.testListing)
	t.Run("cancelling", h.testCancelling)
	t.Run("faults", h.testFaults)
	t.Run("passing faults", h.testPassingFaults)
	t.Run("nonsense", h.testNonsense)
	t.Run("optional", h.testOptional)
	t.Run("secrets", h.testSecrets)
	t.Run("set-up", h.testSetUp)
	t.Run("over TCP", h.testOverTCP)
}
