// Package sync imports again what has changed on the hosts: the sources of all events
// that are watched, and new collections of watched channels, which become new events.
// It is made to be run every night: it asks for the states of collections first, lists
// those that have changed or were not listed for a week, and goes on next time where a
// host or the quota has stopped it. What it remembers lies in the cache directory.
package sync
