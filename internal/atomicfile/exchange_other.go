//go:build !linux

package atomicfile

import (
	"errors"
	"os"
)

// exchange is what other systems cannot do.
func exchange(*os.Root, string, string) error { return errors.ErrUnsupported }
