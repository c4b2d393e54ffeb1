package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/keys"
)

// Config says what a [Server] shows.
type Config struct {
	Pipeline *pipeline.Pipeline
	Keys     []keys.Act
	Logger   *slog.Logger // nil discards
}

// Server answers for the editor's pages at one address.
type Server struct {
	pipeline  *pipeline.Pipeline
	keys      []keys.Act
	log       *slog.Logger
	guard     guard
	templates templates
	tabs      []page
	boards    *boards
	doubts    *doubts
	listener  net.Listener
	handler   http.Handler
	warming   sync.Once
	warmed    chan struct{}
}

// Listen opens an address for an editor. One that others can reach makes the pages ask
// for a token; see [Server.Addresses].
func Listen(ctx context.Context, address string, c Config) (*Server, error) {
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	s, err := newServer(c, listener, address)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return s, nil
}

func newServer(c Config, listener net.Listener, address string) (*Server, error) {
	guard, err := newGuard(address, listener.Addr())
	if err != nil {
		return nil, err
	}
	s := &Server{
		pipeline: c.Pipeline, keys: c.Keys, log: c.Logger, guard: guard,
		tabs: pages(), boards: newBoards(c.Pipeline), doubts: newDoubts(c.Pipeline), listener: listener,
		warmed: make(chan struct{}),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.templates, err = parseTemplates(s.tabs); err != nil {
		return nil, err
	}
	s.handler = s.guard.protect(s.routes(), s.refuse)
	return s, nil
}

// routes are the addresses of all pages.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /static/", http.HandlerFunc(serveStatic))
	for _, p := range s.tabs {
		for pattern, answer := range p.routes(s) {
			mux.Handle(pattern, s.answering(answer))
		}
	}
	mux.Handle("/", s.answering(func(http.ResponseWriter, *http.Request) error { return errNotFound }))
	return mux
}

// Handler answers requests, guarded.
func (s *Server) Handler() http.Handler { return s.handler }

// Addresses are where a browser finds the start page, the best one first. They carry the
// token where one is needed.
func (s *Server) Addresses() []string { return s.guard.addresses() }

// NeedsToken reports whether those who ask have to know a token.
func (s *Server) NeedsToken() bool { return s.guard.token != "" }

// Times that a request may take. A remap of a large event is the longest answer.
const (
	headerTime = 10 * time.Second
	readTime   = 30 * time.Second
	answerTime = 5 * time.Minute
	idleTime   = 2 * time.Minute
	stopTime   = 5 * time.Second
)

// Serve answers until ctx ends, and then ends the requests that it is at.
func (s *Server) Serve(ctx context.Context) error {
	server := &http.Server{
		Handler: s.handler, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: answerTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 64 << 10,
		BaseContext:    func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	s.Warm(ctx)
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		stopped <- server.Shutdown(ending)
	})
	err := server.Serve(s.listener)
	if !errors.Is(err, http.ErrServerClosed) {
		stop()
		return fmt.Errorf("serve %s: %w", s.listener.Addr(), err)
	}
	if err := <-stopped; err != nil {
		return server.Close() // somebody holds a connection open
	}
	return nil
}

// Warm begins to read what the first pages would have to wait for, unless that has begun
// already. The channel is closed when all of it is there: whoever tells of the address then
// opens a page that is.
func (s *Server) Warm(ctx context.Context) <-chan struct{} {
	s.warming.Do(func() {
		go func() {
			defer close(s.warmed)
			s.warm(ctx)
		}()
	})
	return s.warmed
}

func (s *Server) warm(ctx context.Context) {
	events := s.boards.warm(ctx)
	for _, b := range events {
		if c := countsOf(b.talks); ctx.Err() != nil || c.Settled == c.All {
			continue
		}
		_, _ = s.drawnRows(b.talks, nil)
		if len(b.sessions) > 0 {
			<-s.doubts.begin(ctx, b).done
		}
	}
	_ = s.pipeline.Library().Refresh(ctx) // whoever asks for it is told
}

// Close gives the address back, of a server that is not to serve.
func (s *Server) Close() error { return s.listener.Close() }
