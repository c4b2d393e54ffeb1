package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncFileSystem makes all that was written to a folder's file system last, by
// whomever. Since Linux 5.8 it fails if some of that could not be written.
func syncFileSystem(dir *os.File) error { return unix.Syncfs(int(dir.Fd())) }

// createNamed renames a file in one step to a name that must be new.
func createNamed(folder *os.Root, dir *os.File, temp, name string) error {
	fd := int(dir.Fd())
	err := unix.Renameat2(fd, temp, fd, name, unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EPERM) {
		return linkNamed(folder, temp, name) // the file system or the kernel cannot do it
	}
	return err
}
