//go:build linux || darwin || freebsd

package diskspace

import (
	"math"

	"golang.org/x/sys/unix"
)

// Free is how many bytes fit into a folder.
func Free(dir string) (int64, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return 0, ErrUnknown
	}
	blocks, size := uint64(fs.Bavail), uint64(fs.Bsize) //nolint:unconvert // their types differ between systems
	if size == 0 || blocks > math.MaxInt64/size {
		return math.MaxInt64, nil
	}
	return int64(blocks * size), nil
}
