package providertest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

const somewhere = "http://" + hostname + "/path?q=1"

func get(ctx context.Context, t *testing.T, handler http.Handler, target string) (string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target, strings.NewReader("question"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Client{Transport: Network{hostname: handler}}).Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return resp.Status + " " + resp.Header.Get("X-Test") + " " + string(body), err
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    string
		err     error
	}{
		"an answer": {
			handler: func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				w.Header().Set("X-Test", "yes")
				w.WriteHeader(http.StatusTeapot)
				w.Header().Set("X-Test", "too late")
				w.WriteHeader(http.StatusOK)
				_, _ = io.WriteString(w, r.Host+" "+r.RequestURI+" "+string(body))
			},
			want: "418 I'm a teapot yes " + hostname + " /path?q=1 question",
		},
		"nothing":         {handler: func(http.ResponseWriter, *http.Request) {}, want: "200 OK  "},
		"less than said":  {handler: broken().ServeHTTP, want: `200 OK  {"data": [`, err: io.ErrUnexpectedEOF},
		"an abort":        {handler: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, err: io.ErrUnexpectedEOF},
		"silence":         {handler: silent.ServeHTTP, err: context.DeadlineExceeded},
		"a stalled body":  {handler: stalling("", "begin").ServeHTTP, want: "200 OK  begin", err: context.DeadlineExceeded},
		"an abort within": {handler: abortWithin, want: "200 OK  begin", err: io.ErrUnexpectedEOF},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				got, err := get(ctx, t, c.handler, somewhere)
				if got != c.want || !errors.Is(err, c.err) {
					t.Errorf("%q, %v; want %q, %v", got, err, c.want, c.err)
				}
			})
		})
	}
}

func abortWithin(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, "begin")
	panic(http.ErrAbortHandler)
}

func TestNetworkRefusesUnknownHosts(t *testing.T) {
	t.Parallel()
	_, err := get(t.Context(), t, silent, "http://"+elsewhere+"/")
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("error %v, want %v", err, syscall.ECONNREFUSED)
	}
}

// TestNetworkEndsHandlers closes a body before its end: the handler must not be
// left behind, or the bubble would not close.
func TestNetworkEndsHandlers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, somewhere, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := Network{hostname: stalling("", "begin")}.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Error(err)
		}
	})
}
