//go:build !unix

package ytdlp

import "os/exec"

// ofItsOwn leaves the program in our group: what it has started ends with the console.
func ofItsOwn(*exec.Cmd) {}
