// Package fakehost answers like the video hosts do, from memory.
//
// Its types, one a host, are http.Handlers that serve what their fields describe,
// in the shapes, with the missing keys, and with the refusals of the real APIs.
// The adapters' tests run against them, and so does the demo, which has neither
// a key nor a network (internal/demo). Their descriptions can be read from JSON.
//
// Serve one on loopback and give its address to an adapter as the endpoint, or
// put it behind an http.RoundTripper.
package fakehost
