//go:build unix

package ytdlp

import (
	"os/exec"
	"syscall"
)

// ofItsOwn makes a program the head of a group of its own, so that whatever it has started
// ends with it, and a Ctrl-C of the terminal is ours alone.
func ofItsOwn(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
