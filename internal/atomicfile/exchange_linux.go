package atomicfile

import (
	"errors"
	"os"
	"path"

	"golang.org/x/sys/unix"
)

// exchange gives two files of one folder each other's name at once. On a file system that
// cannot, the error wraps [errors.ErrUnsupported].
func exchange(root *os.Root, a, b string) error {
	folder, err := root.Open(path.Dir(a))
	if err != nil {
		return err
	}
	defer folder.Close()
	at := int(folder.Fd())
	err = unix.Renameat2(at, path.Base(a), at, path.Base(b), unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) {
		return errors.ErrUnsupported
	}
	return err
}
