// Stevie brings conference talks from video hosts into pyvideo/data.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones of events, on systems that have none

	"github.com/pyvideo/stevie/internal/cli"
)

func main() {
	os.Exit(run(os.Args[1:]))
}

// run ends the work in an orderly way on the first Ctrl-C; a second one kills.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return cli.Run(ctx, args, cli.System(), os.Getenv)
}
