// Package diskspace tells how much room a disk has.
package diskspace

import "errors"

// ErrUnknown tells that nobody knows, on this system or of this folder.
var ErrUnknown = errors.New("the room on the disk is not known")
