// Package httpx is the HTTP client that every adapter talks to its host with.
//
// [NewClient] gives a plain *http.Client, so that generated clients and resty
// alike can sit on top of it, and takes over what no adapter should do anew:
//
//   - one policy for repeating requests: jitter, Retry-After, bounded in time,
//     ended at once by the context;
//   - credentials that are added last, to requests to the host's own origin
//     only, so that they are in no URL that an error prints and follow no
//     redirect;
//   - limits: a time per attempt, a size per answer, a pace;
//   - failures as *ingest.HostError, login pages of networks included;
//   - one debug line per request, and a [Meter] that counts them.
//
// An answer is read whole before the client hands it over: a stall or a break in
// the middle of a body is repeated like any other failure of the network.
//
// Wrap errors of the client with [Cause] before showing them: net/http puts the
// whole address around what went wrong.
package httpx
