package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/signin"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

func authCommand(a *app) *cobra.Command {
	run := authorizing{app: a}
	var status, logout bool
	cmd := &cobra.Command{
		Use:   "auth youtube|vimeo",
		Short: "Sign in to see your own private playlists and showcases",
		Long: `auth signs you in to YouTube or Vimeo in the browser, so that stevie can list what is
private to you. It may read, and nothing else. From then on that host is asked as you,
instead of with a key or token, until --logout.

You need a client of your own. For YouTube: an OAuth client of the type "desktop app" in
the Google Cloud console, as YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET. For Vimeo: an
app, as VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET, with http://127.0.0.1:PORT/callback
registered as its callback URL, and the same port behind --port.

The sign-in is kept in a file below $XDG_STATE_HOME/stevie that only you can read. Where
there is no browser, a scheduled run takes YOUTUBE_REFRESH_TOKEN from the environment
instead.`,
		Example: `  stevie auth youtube
  stevie auth vimeo --port 8400
  stevie auth youtube --status
  stevie auth youtube --logout`,
		ValidArgs: []string{youtube.Name, vimeo.Name},
		Args:      args(oneHost),
		RunE: func(cmd *cobra.Command, given []string) error {
			run.provider = given[0]
			switch {
			case status && logout:
				return usage(errors.New("--status and --logout are two questions: give one of them"))
			case status:
				return run.status()
			case logout:
				return run.logout(cmd.Context())
			}
			return run.signIn(cmd.Context())
		},
	}
	cmd.Flags().Uint16Var(&run.port, "port", 0, "`N` of the port of this machine to which the browser comes back; 0 is any")
	cmd.Flags().BoolVar(&status, "status", false, "only say who is signed in")
	cmd.Flags().BoolVar(&logout, "logout", false, "take the sign-in back and forget it")
	return cmd
}

// oneHost takes one host that people can sign in to.
func oneHost(_ *cobra.Command, given []string) error {
	if len(given) == 0 {
		return errors.New("auth takes the host to sign in to: youtube or vimeo")
	}
	if len(given) != 1 || !slices.Contains([]string{youtube.Name, vimeo.Name}, given[0]) {
		return fmt.Errorf("auth takes youtube or vimeo, not %s", quoted(strings.Join(given, " ")))
	}
	return nil
}

// authorizing is one run of auth.
type authorizing struct {
	*app
	provider string
	port     uint16
}

// signedIn is what is told of a sign-in.
type signedIn struct {
	Provider string   `json:"provider"`
	Account  string   `json:"account"`
	Scopes   []string `json:"scopes"`
	Expires  string   `json:"expires"` // of the access token; "" for one that does not end, or is not there
}

func (a *authorizing) signIn(ctx context.Context) error {
	cfg, client, err := a.client()
	if err != nil {
		return err
	}
	store, err := signIns{a.app}.store()
	if err != nil {
		return err
	}
	if a.provider == vimeo.Name && a.port == 0 {
		a.say("Vimeo sends you back to registered addresses alone: if it refuses, give --port as it is registered")
	}
	asking := signin.Asking{Port: int(a.port), Show: func(address string) { a.show(ctx, client, address) }}
	if a.Interactive {
		asking.Pasted = a.pasted()
	}
	grant, err := signin.SignIn(ctx, client, asking)
	if err != nil {
		return err
	}
	a.hush.know(grant.Secrets()...)
	if err := store.Save(ctx, grant); err != nil { // before anything can go wrong
		return err
	}
	session := signIns{a.app}.resumed(client, grant, store)
	name, err := a.account(ctx, cfg, client, session)
	if err != nil {
		return err
	}
	grant = session.Grant()
	grant.Account = name
	if err := store.Save(ctx, grant); err != nil {
		return err
	}
	if a.provider == youtube.Name && a.getenv(refreshVariable) != "" {
		a.warn("%s is set, and goes before this sign-in", refreshVariable)
	}
	return a.tell(client.Title, grant)
}

// client is the app to sign in as, which has to be a whole one.
func (a *authorizing) client() (config.Config, signin.Client, error) {
	cfg, err := a.config()
	if err != nil {
		return cfg, signin.Client{}, err
	}
	client, err := signIns{a.app}.client(cfg, a.provider)
	variable := strings.ToUpper(a.provider)
	switch {
	case err != nil:
	case client.ID == "":
		err = ingest.WithHint(fmt.Errorf("there is no client_id to sign in to %s with: set %s_CLIENT_ID", client.Title, variable), signInHelp(a.provider))
	case client.Secret == "" && a.provider == vimeo.Name:
		err = ingest.WithHint(fmt.Errorf("there is no client_secret to sign in to %s with: set %s_CLIENT_SECRET", client.Title, variable), signInHelp(a.provider))
	default:
		err = ingest.WithHint(client.Check(), "correct auth_url, token_url, revoke_url or endpoint in "+config.FileName)
	}
	if err != nil {
		return cfg, client, usage(err)
	}
	return cfg, client, nil
}

// show leads the person to the page where they consent.
func (a *authorizing) show(ctx context.Context, client signin.Client, address string) {
	a.Streams.say("sign in to %s in the browser, at\n%s", client.Title, address)
	if err := openBrowser(ctx, a.getenv("BROWSER"), address); err != nil {
		a.Streams.say("no browser could be opened (%v): open the address yourself", err)
	}
}

// pasted asks the person at the terminal for the answer that their browser cannot bring.
func (a *authorizing) pasted() func(context.Context, bool) (string, error) {
	var lines *bufio.Reader
	return func(ctx context.Context, again bool) (string, error) {
		prompt := "if the browser does not come back here, paste the address that it ends at: "
		if again {
			prompt = "that is no answer to this sign-in; paste the whole address, or the code in it: "
		}
		fmt.Fprintf(a.Err, "stevie: %s", prompt)
		if lines == nil {
			lines = bufio.NewReader(&interruptible{ctx, a.In})
		}
		return lines.ReadString('\n')
	}
}

// account asks the host who has signed in. That it does not say stops nobody.
func (a *authorizing) account(ctx context.Context, cfg config.Config, client signin.Client, session *signin.Session) (string, error) {
	if name := session.Grant().Account; name != "" {
		return name, nil
	}
	name, err := a.askAccount(ctx, cfg, client, session)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		a.warn("signed in, but %s did not say as whom: %s", client.Title, plain(err.Error()))
		if hint := ingest.Hint(err); hint != "" {
			a.say("hint: %s", plain(hint))
		}
		return "", nil
	}
	return name, nil
}

func (a *authorizing) askAccount(ctx context.Context, cfg config.Config, client signin.Client, session *signin.Session) (string, error) {
	if a.provider == vimeo.Name {
		p, err := vimeo.New(vimeo.Config{
			Token: session.Grant().Access, SignedIn: true, Endpoint: client.Endpoint, Logger: a.logger(), UserAgent: userAgent(),
		})
		if err != nil {
			return "", err
		}
		return p.Account(ctx)
	}
	p, err := youtube.New(youtube.Config{
		Token: session.Token, Endpoint: client.Endpoint, Logger: a.logger(), UserAgent: userAgent(),
		Spend: quotas{a.app}.spendYouTube(cfg, client.ID), Now: a.Now,
	})
	if err != nil {
		return "", err
	}
	return p.Account(ctx)
}

// status says who is signed in, without asking anybody.
func (a *authorizing) status() error {
	cfg, err := a.config()
	if err != nil {
		return err
	}
	client, err := signIns{a.app}.client(cfg, a.provider)
	if err != nil {
		return usage(err)
	}
	session, err := signIns{a.app}.session(cfg, a.provider)
	switch {
	case err == nil && session != nil:
		return a.tell(client.Title, session.Grant())
	case err == nil:
		err = ingest.WithHint(fmt.Errorf("nobody is signed in to %s", client.Title), "sign in: stevie auth "+a.provider)
	}
	return errors.Join(a.tellNobody(), err)
}

// tellNobody says for programs that nobody is signed in.
func (a *authorizing) tellNobody() error {
	if !a.json {
		return nil
	}
	return writeJSON(a.Out, signedIn{Provider: a.provider, Scopes: []string{}})
}

func (a *authorizing) tell(title string, g signin.Grant) error {
	row := signedIn{Provider: g.Provider, Account: g.Account, Scopes: g.Scopes}
	if !g.Expires.IsZero() {
		row.Expires = g.Expires.Format(time.RFC3339)
	}
	if a.json {
		return writeJSON(a.Out, row)
	}
	as := ""
	if g.Account != "" {
		as = " as " + termtext.Line(g.Account)
	}
	a.printf("signed in to %s%s\n", title, as)
	a.printf("it allows    %s\n", termtext.Line(strings.Join(g.Scopes, " ")))
	switch {
	case g.Refresh != "":
		a.printf("it lasts     until it is taken back: the token of an hour is renewed\n")
	case row.Expires != "":
		a.printf("it lasts     until %s\n", row.Expires)
	default:
		a.printf("it lasts     until it is taken back\n")
	}
	if store, err := (signIns{a.app}).store(); err == nil && (g.Access != "" || a.getenv(refreshVariable) == "") {
		a.printf("it is kept   in %s\n", store.Path(g.Provider))
	} else {
		a.printf("it is kept   in %s\n", refreshVariable)
	}
	return nil
}

// logout takes a sign-in back at the host, and forgets it in any case.
func (a *authorizing) logout(ctx context.Context) error {
	cfg, err := a.config()
	if err != nil {
		return err
	}
	client, _ := signIns{a.app}.client(cfg, a.provider) // whichever: where to revoke was kept with the token
	store, err := signIns{a.app}.store()
	if err != nil {
		return err
	}
	grant, err := store.Load(a.provider)
	if errors.Is(err, fs.ErrNotExist) {
		a.say("nobody is signed in to %s", client.Title)
		return a.tellNobody()
	}
	var revoked error
	if err == nil {
		a.hush.know(grant.Secrets()...)
		revoked = a.revoke(ctx, client, grant)
	} else {
		a.warn("%s: it cannot be taken back at %s", plain(err.Error()), client.Title)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := store.Delete(ctx, a.provider); err != nil {
		return errors.Join(revoked, err)
	}
	a.say("signed out: the sign-in to %s is forgotten here", client.Title)
	if a.provider == youtube.Name && a.getenv(refreshVariable) != "" {
		a.warn("%s is still set, and used", refreshVariable)
	}
	return errors.Join(a.tellNobody(), revoked)
}

// revoke has the host take a sign-in back. That it knows of none is as good.
func (a *authorizing) revoke(ctx context.Context, client signin.Client, grant signin.Grant) error {
	err := signin.Revoke(ctx, client, grant)
	if errors.Is(err, ingest.ErrUnauthorized) {
		a.say("%s did not know the sign-in any more", client.Title)
		return nil
	}
	where := "https://myaccount.google.com/permissions"
	if a.provider == vimeo.Name {
		where = "https://vimeo.com/settings/apps"
	}
	return ingest.WithHint(err, "it could not be revoked, and is deleted here only: take it back yourself at "+where)
}
