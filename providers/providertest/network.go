package providertest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"syscall"
)

// Network is an [http.RoundTripper] that calls handlers, by host and port,
// instead of dialling. Unlike a loopback connection it can be waited on inside a
// synctest bubble, so that tests of waits and timeouts take no time. Hosts that
// it does not know refuse the connection.
type Network map[string]http.Handler

// RoundTrip implements [http.RoundTripper].
func (n Network) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	handler, ok := n[req.URL.Host]
	if !ok {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	ctx, cancel := context.WithCancel(req.Context())
	x := &exchange{cancel: cancel, head: req.Method == http.MethodHead, began: make(chan struct{}), header: http.Header{}}
	x.body, x.pipe = io.Pipe()
	context.AfterFunc(ctx, func() { x.pipe.CloseWithError(ctx.Err()) })
	go x.serve(handler, received(ctx, req))
	select {
	case <-x.began:
		return x.response(req)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// received is the request as a server sees it.
func received(ctx context.Context, req *http.Request) *http.Request {
	in := req.Clone(ctx)
	in.RequestURI = req.URL.RequestURI()
	in.URL = &url.URL{Path: req.URL.Path, RawPath: req.URL.RawPath, RawQuery: req.URL.RawQuery}
	in.Host = req.URL.Host
	if in.Body == nil {
		in.Body = http.NoBody
	}
	return in
}

// exchange is one request on its way: the [http.ResponseWriter] on the host's
// side, the body of the response on the client's.
type exchange struct {
	cancel context.CancelFunc
	head   bool // the answer is to have no body
	once   sync.Once
	began  chan struct{} // closed when status and sent are final
	header http.Header   // what the handler writes to
	body   *io.PipeReader
	pipe   *io.PipeWriter

	status  int
	sent    http.Header // copy of header at that moment
	written int64
	broken  error // the connection ended before the status
}

func (x *exchange) serve(handler http.Handler, req *http.Request) {
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			x.pipe.CloseWithError(io.ErrUnexpectedEOF)
			x.once.Do(func() {
				x.broken = io.ErrUnexpectedEOF
				close(x.began)
			})
		default:
			panic(cause)
		}
	}()
	handler.ServeHTTP(x, req)
	if err := req.Context().Err(); err != nil {
		x.pipe.CloseWithError(err) // a handler that gave up is not one that is done
		return
	}
	x.WriteHeader(http.StatusOK)
	if x.head {
		x.pipe.CloseWithError(io.EOF)
		return
	}
	if want, err := strconv.ParseInt(x.sent.Get("Content-Length"), 10, 64); err == nil && x.written < want {
		x.pipe.CloseWithError(io.ErrUnexpectedEOF)
		return
	}
	x.pipe.CloseWithError(io.EOF)
}

// Header implements [http.ResponseWriter].
func (x *exchange) Header() http.Header { return x.header }

// WriteHeader implements [http.ResponseWriter].
func (x *exchange) WriteHeader(status int) {
	x.once.Do(func() {
		x.status, x.sent = status, x.header.Clone()
		close(x.began)
	})
}

// Write implements [http.ResponseWriter].
func (x *exchange) Write(p []byte) (int, error) {
	x.WriteHeader(http.StatusOK)
	if x.head {
		return len(p), nil
	}
	n, err := x.pipe.Write(p)
	x.written += int64(n)
	return n, err
}

// Flush implements [http.Flusher]; writes arrive at once anyway.
func (x *exchange) Flush() { x.WriteHeader(http.StatusOK) }

func (x *exchange) response(req *http.Request) (*http.Response, error) {
	if x.broken != nil {
		x.cancel()
		return nil, x.broken
	}
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", x.status, http.StatusText(x.status)),
		StatusCode: x.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        x.sent,
		Body:          &closingBody{x.body, x.cancel},
		ContentLength: -1,
		Request:       req,
	}, nil
}

// closingBody ends the handler when the client is done with the answer.
type closingBody struct {
	*io.PipeReader
	cancel context.CancelFunc
}

// Close implements [io.Closer].
func (b *closingBody) Close() error {
	b.cancel()
	return b.PipeReader.Close()
}
