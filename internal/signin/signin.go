package signin

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"golang.org/x/oauth2"

	"github.com/pyvideo/stevie/ingest"
)

// Asking is how a person is asked to sign in.
type Asking struct {
	// Port of this machine to which the host sends the person back; 0 is any free one.
	Port int
	// Show leads the person to an address of the host's.
	Show func(address string)
	// Pasted gives what a person pastes who cannot be sent back to this machine: the code,
	// or the address that the browser was sent to; again after something else. It is asked
	// while the browser is waited for, and ends with ctx. nil is nobody.
	Pasted func(ctx context.Context, again bool) (string, error)
}

// patience is how long a person is waited for: pages of hosts that ask for consent do not
// last longer either.
const patience = 15 * time.Minute

// SignIn has a person sign in to a host in the browser, and returns what they have granted.
// Their refusal is an error, and so is a port that is taken. An answer that does not belong
// to this sign-in is passed over.
func SignIn(ctx context.Context, c Client, a Asking) (Grant, error) {
	if err := c.Check(); err != nil {
		return Grant{}, err
	}
	state, verifier := rand.Text(), oauth2.GenerateVerifier()
	at, err := listen(ctx, a.Port, reading{c, state})
	if err != nil {
		return Grant{}, err
	}
	defer at.close(ctx)
	config := c.config(at.redirect())
	params, proof := c.params, []oauth2.AuthCodeOption(nil)
	if c.pkce {
		params = append(params[:len(params):len(params)], oauth2.S256ChallengeOption(verifier))
		proof = append(proof, oauth2.VerifierOption(verifier))
	}
	a.Show(config.AuthCodeURL(state, params...))
	code, err := at.wait(ctx, a)
	if err != nil {
		return Grant{}, err
	}
	asking, err := c.asking(ctx, 1) // a code is good for one try
	if err != nil {
		return Grant{}, err
	}
	token, err := config.Exchange(asking, code, proof...)
	if err != nil {
		return Grant{}, c.failed(ctx, "sign in", err, "the host does not take its own code: it may have ended; sign in again", code, verifier)
	}
	return c.grant().with(token), nil
}

// wait waits for the browser, or for what is pasted.
func (l *loopback) wait(ctx context.Context, a Asking) (code string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errNobody)
	defer cancel()
	if a.Pasted != nil {
		go l.readPasted(ctx, a.Pasted)
	}
	select {
	case got := <-l.answers:
		return got.code, got.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

var errNobody = ingest.WithHint(fmt.Errorf("nobody has signed in within %v", patience), "run the same again")

// readPasted reads until what is pasted is an answer.
func (l *loopback) readPasted(ctx context.Context, pasted func(context.Context, bool) (string, error)) {
	for again := false; ; again = true {
		text, err := pasted(ctx, again)
		if err != nil {
			return // the browser may still come
		}
		if got, ours := l.pasted(text); ours {
			l.take(got)
			return
		}
	}
}
