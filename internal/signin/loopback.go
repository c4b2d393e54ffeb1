package signin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// RedirectPath is the path of the address to which hosts send people back. Vimeo wants the
// whole of it registered: http://127.0.0.1:PORT/callback.
const RedirectPath = "/callback"

// loopback waits for a browser at an address of this machine that no other can reach.
type loopback struct {
	reading
	listener net.Listener
	server   *http.Server
	answers  chan answer // the first one
}

func listen(ctx context.Context, port int, r reading) (*loopback, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if errors.Is(err, syscall.EADDRINUSE) {
		err = errors.New("something else is there")
	}
	if err != nil {
		return nil, ingest.WithHint(fmt.Errorf("wait for the browser at port %d of this machine: %w", port, err),
			"give another with --port, which has to be registered where the host wants that")
	}
	l := &loopback{reading: r, listener: listener, answers: make(chan answer, 1)}
	l.server = &http.Server{
		Handler: l, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10,
		ErrorLog: log.New(io.Discard, "", 0), // what a browser does wrong is nobody's business
	}
	go func() { _ = l.server.Serve(listener) }() // ends with close
	return l, nil
}

func (l *loopback) redirect() string {
	return "http://" + l.listener.Addr().String() + RedirectPath
}

// close lets the page that was asked for reach the browser.
func (l *loopback) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if l.server.Shutdown(ctx) != nil {
		_ = l.server.Close()
	}
}

// take keeps the first answer.
func (l *loopback) take(a answer) {
	select {
	case l.answers <- a:
	default:
	}
}

// ServeHTTP implements [http.Handler].
func (l *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer") // the address has the code
	h.Set("Cache-Control", "no-store")
	if r.URL.Path != RedirectPath || r.Method != http.MethodGet {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, "There is nothing here.\n")
		return
	}
	got, ours := l.reading.redirect(r.URL.RawQuery)
	switch {
	case !ours:
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, "This is no answer to the sign-in that stevie waits for: open the address again that it has printed.\n")
		return
	case got.err != nil:
		_, _ = io.WriteString(w, "You are not signed in. This page can be closed.\n")
	default:
		_, _ = io.WriteString(w, "stevie has what it waited for. This page can be closed; how it went on is in the terminal.\n")
	}
	l.take(got)
}
