package httpx

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"syscall"

	"github.com/pyvideo/stevie/ingest"
)

// networkError gives a failure below HTTP its type, and says whether it may pass.
func (t *transport) networkError(err error) (passes bool, typed error) {
	if refused, ok := errors.AsType[*spendingError](err); ok {
		return false, refused.error
	}
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return false, err
	case errors.Is(err, errTooLong):
		return false, t.hostFault(0, fmt.Sprintf("an answer of more than %d bytes", t.MaxBody))
	case isCertificate(err):
		return false, t.notTheHost(0, describe(err))
	}
	if _, ok := errors.AsType[*ingest.HostError](err); ok {
		return false, err // Authorize failed, and said why
	}
	return true, ingest.WithHint(&ingest.HostError{
		Provider: t.Provider, Message: describe(err), Err: &unreachable{err},
	}, "check the network connection and try again")
}

// unreachable is [ingest.ErrUnreachable] with what the network said.
type unreachable struct{ cause error }

func (u *unreachable) Error() string   { return ingest.ErrUnreachable.Error() }
func (u *unreachable) Unwrap() []error { return []error{ingest.ErrUnreachable, u.cause} }

// isCertificate recognises a server that cannot prove to be the host: nearly
// always a network that looks into the traffic or wants a login.
func isCertificate(err error) bool {
	_, verification := errors.AsType[*tls.CertificateVerificationError](err)
	_, authority := errors.AsType[x509.UnknownAuthorityError](err)
	_, name := errors.AsType[x509.HostnameError](err)
	return verification || authority || name
}

// describe says in a few words what a failure of the network was. It holds no
// address but the host's name.
func describe(err error) string {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return Plain(fmt.Sprintf("no address for %s", dns.Name), 100)
	}
	switch {
	case errors.Is(err, errAttemptTimeout):
		return errAttemptTimeout.Error()
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE),
		errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the connection broke off"
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return errAttemptTimeout.Error()
	}
	return Plain(Redact(err.Error()), 200)
}
