package signin

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"golang.org/x/oauth2"

	"github.com/pyvideo/stevie/ingest"
)

// Session has the tokens of a person who is signed in. It may be used by several goroutines
// and processes at once.
type Session struct {
	// Renewed is told of each token that comes from the host, before it is used; nil is
	// nobody. It must not keep them.
	Renewed func(Grant)

	client Client
	store  *Store // nil: the grant is kept nowhere
	turn   chan struct{}

	mu    sync.Mutex
	grant Grant
}

// Resume goes on with a grant of a client's. New tokens are kept in the store; nil is none,
// for a grant that came from elsewhere.
func Resume(c Client, g Grant, store *Store) *Session {
	return &Session{client: c, grant: g, store: store, turn: make(chan struct{}, 1)}
}

// Grant returns the grant as it is now.
func (s *Session) Grant() Grant {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.grant
}

func (s *Session) set(g Grant) {
	s.mu.Lock()
	s.grant = g
	s.mu.Unlock()
	if s.Renewed != nil {
		s.Renewed(g)
	}
}

// Token returns an access token that has not ended, a new one where the host has refused the
// one before. The error is an *ingest.HostError that wraps [ingest.ErrUnauthorized] when the
// person has to sign in again.
func (s *Session) Token(ctx context.Context, refused bool) (string, error) {
	before := s.Grant()
	if before.token().Valid() && (!refused || before.Refresh == "") {
		return before.Access, nil
	}
	select { // unlike that for a mutex, this waiting can be cancelled
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if now := s.Grant(); now.Access != before.Access && now.token().Valid() {
		return now.Access, nil // somebody else was first
	}
	return s.renew(ctx, before)
}

// renew gets a new token from the host, or from another process that did.
func (s *Session) renew(ctx context.Context, before Grant) (string, error) {
	if s.store == nil {
		next, err := s.client.refresh(ctx, before, "make a new one: sign in with `stevie auth "+s.client.Provider+
			"` where there is a browser, and take refresh_token from the file that this names")
		if err == nil {
			s.set(next)
		}
		return next.Access, err
	}
	err := s.store.locked(ctx, before.Provider, func(root *os.Root) error {
		stored, err := s.store.Load(before.Provider)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return s.client.ended("signed out meanwhile")
		case err != nil:
			return err
		case !stored.IsFor(s.client):
			return s.client.ended("signed in as another client meanwhile")
		case stored.Access != before.Access && stored.token().Valid():
			s.set(stored)
			return nil
		}
		next, err := s.client.refresh(ctx, stored, s.client.again())
		if err != nil {
			return err
		}
		s.set(next)
		return save(root, next)
	})
	return s.Grant().Access, err
}

// refresh trades a refresh token for a new token. A new refresh token that comes with it
// takes the place of the old one.
func (c Client) refresh(ctx context.Context, g Grant, remedy string) (Grant, error) {
	if g.Refresh == "" {
		return Grant{}, c.ended("the token has ended, and there is none to renew it with")
	}
	asking, err := c.asking(ctx, 0)
	if err != nil {
		return Grant{}, err
	}
	token, err := c.config("").TokenSource(asking, &oauth2.Token{RefreshToken: g.Refresh}).Token()
	if err != nil {
		return Grant{}, c.failed(ctx, "renew the sign-in", err, remedy, g.Secrets()...)
	}
	return g.with(token), nil
}

// ended is the error of a person who has to sign in again.
func (c Client) ended(why string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: c.Provider, Op: "renew the sign-in", Err: ingest.ErrUnauthorized, Message: why,
	}, c.again())
}

// again says how to go on when a sign-in has ended.
func (c Client) again() string {
	return fmt.Sprintf("sign in again: stevie auth %s; or go on without: stevie auth %s --logout", c.Provider, c.Provider)
}
