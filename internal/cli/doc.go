// Package cli is stevie's command line: it parses flags, wires configuration,
// providers, workspace and data tree together, and prints. Every command is a
// thin layer over a package that works without a terminal; [Run] is all that
// main calls.
//
// Results go to [Streams.Out]; progress, warnings, hints and errors go to
// [Streams.Err]. The exit statuses are the constants of this package.
package cli
