package diskspace

import (
	"math"

	"golang.org/x/sys/windows"
)

// Free is how many bytes fit into a folder.
func Free(dir string) (int64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, ErrUnknown
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, ErrUnknown
	}
	return int64(min(free, math.MaxInt64)), nil
}
