//go:build !linux && !darwin && !freebsd && !windows

package diskspace

// Free is how many bytes fit into a folder.
func Free(string) (int64, error) { return 0, ErrUnknown }
