//go:build !linux

package atomicfile

import (
	"errors"
	"os"
)

// syncFileSystem is for Linux alone.
func syncFileSystem(*os.File) error { return errors.ErrUnsupported }

func createNamed(folder *os.Root, _ *os.File, temp, name string) error {
	return linkNamed(folder, temp, name)
}
