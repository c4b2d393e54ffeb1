// Stevie brings conference talks from video hosts into pyvideo/data.
package main

import (
	"context"
	"os"
	_ "time/tzdata" // zones of events, on systems that have none

	"github.com/pyvideo/stevie/internal/cli"
)

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	ctx, stop := cli.UntilInterrupted(context.Background())
	defer stop()
	return cli.Run(ctx, args, cli.System(), os.Getenv)
}
