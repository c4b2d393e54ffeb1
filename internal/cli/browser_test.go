package cli_test

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// fakeBrowser is a browser of somebody who consents to whatever they are asked. With -forged
// somebody else answers first, whose answers are not taken.
func fakeBrowser() int {
	address := os.Args[len(os.Args)-1]
	if err := open(address, os.Args[1] == "-forged"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func open(address string, forged bool) error {
	page, err := url.Parse(address)
	if err != nil {
		return err
	}
	back := page.Query().Get("redirect_uri")
	if forged {
		for path, want := range map[string]int{
			back + "?code=forged&state=another": http.StatusBadRequest, strings.TrimSuffix(back, "callback"): http.StatusNotFound,
		} {
			if status, err := visit(path); err != nil || status != want {
				return fmt.Errorf("%s: status %d, want %d, %w", path, status, want, err)
			}
		}
	}
	status, err := visit(address)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s: status %d", address, status)
	}
	return err
}

func visit(address string) (status int, err error) {
	resp, err := new(http.Client).Get(address)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// taken listens at a port, and sets PORT.
func taken(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = l.Close() })
	_, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(err)
	ts.Setenv("PORT", port)
}

// freePort is a port at which nobody listens.
func freePort(ts *testscript.TestScript) string {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	ts.Check(err)
	_, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(err)
	ts.Check(l.Close())
	return port
}
