package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/keys"
	"github.com/pyvideo/stevie/internal/web"
)

// usualAddress is where the editor is unless something else is there: always the same, so
// that a page that is still open finds the next start.
const usualAddress = "127.0.0.1:7358"

func webCommand(a *app) *cobra.Command {
	var w editingInBrowser
	c := &cobra.Command{
		Use:   "web",
		Short: "Edit the drafts in the browser",
		Long: `web serves an editor for the drafts to the browser of this machine, prints its address
and opens it. Ctrl-C ends it; everything is saved as you go.

--listen lets other machines in. They have to know the token in the address that is
printed, which is a new one at each start; nobody else gets an answer. The connection is
not encrypted: use it in a network that you trust.`,
		Example: `  stevie web
  stevie web --no-browser
  stevie web --listen 0.0.0.0:8080`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			w.app = a
			return w.run(cmd.Context())
		},
	}
	c.Flags().StringVar(&w.listen, "listen", "", "`ADDRESS` to listen at instead of this machine's own, host:port")
	c.Flags().BoolVar(&w.noBrowser, "no-browser", false, "only print the address")
	return c
}

// editingInBrowser is one run of web.
type editingInBrowser struct {
	*app
	listen    string
	noBrowser bool
}

func (a editingInBrowser) run(ctx context.Context) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	bound, err := keys.Bind(cfg.Keys)
	if err != nil {
		return usage(err)
	}
	p, err := a.withHosts(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Close()
	server, err := a.open(ctx, web.Config{Pipeline: p, Keys: bound, Logger: a.logger()})
	if err != nil {
		return err
	}
	select { // a page that is asked for at once is there at once
	case <-server.Warm(ctx):
	case <-time.After(longestWarming):
	case <-ctx.Done():
	}
	addresses := server.Addresses()
	for _, address := range addresses {
		a.printf("%s\n", address)
	}
	switch {
	case a.noBrowser:
	case server.NeedsToken():
		// Whoever can list processes would read the token in the browser's arguments.
		a.say("open the address yourself: its token is for you alone")
	default:
		if err := openBrowser(ctx, a.getenv("BROWSER"), addresses[0]); err != nil {
			a.say("no browser could be opened: open the address yourself (%v)", err)
		}
	}
	a.say("Ctrl-C ends the editor; all that was saved is saved")
	return server.Serve(ctx)
}

// longestWarming is how long the address may wait for the drafts to be read.
const longestWarming = 2 * time.Second

// open listens where it was told to, or at the usual address, or at any where that is taken.
func (a editingInBrowser) open(ctx context.Context, c web.Config) (*web.Server, error) {
	if a.listen != "" {
		if _, _, err := net.SplitHostPort(a.listen); err != nil {
			return nil, usage(ingest.WithHint(fmt.Errorf("--listen: %w", err), "give it as HOST:PORT, as in 0.0.0.0:8080"))
		}
		return web.Listen(ctx, a.listen, c)
	}
	server, err := web.Listen(ctx, usualAddress, c)
	if errors.Is(err, syscall.EADDRINUSE) {
		return web.Listen(ctx, "127.0.0.1:0", c)
	}
	return server, err
}

// openBrowser starts the person's browser and does not wait for it.
func openBrowser(ctx context.Context, wanted, address string) error {
	command, args := systemBrowser()
	if words := strings.Fields(wanted); len(words) > 0 {
		command, args = words[0], words[1:]
	}
	browser := exec.CommandContext(context.WithoutCancel(ctx), command, append(args, address)...)
	if err := browser.Start(); err != nil {
		return err
	}
	go func() { _ = browser.Wait() }() // it belongs to the person
	return nil
}

// systemBrowser is the program that opens addresses.
func systemBrowser() (command string, args []string) {
	switch runtime.GOOS {
	case "darwin":
		return "open", nil
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}
