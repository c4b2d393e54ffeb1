// Package host has what is known of the video hosts without asking them: which
// video an address is of, at what address a video is watched and a moment in it
// found, where a channel is, which picture a host has of a video, what its
// licence codes mean.
//
// Use it wherever an address or a code of a host is read or made. It asks nobody
// and depends on the standard library and package ingest alone; what takes asking
// is in the adapters, which use it too.
//
// Identity is the first of its jobs: [KeyOf] gives the same key for every form of
// a video's address, and [PlayerURL] the one form that pyvideo makes a player of.
//
// # Adding a host
//
// A host is a value of type host in a file of its own (youtube.go is an example)
// and its name in the table hosts. Each of its functions may be left out: a host
// without licence codes has none to explain. The adapter that asks the host is a
// package below providers and a line in providers.All; its name is the host's.
package host
