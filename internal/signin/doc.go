// Package signin signs a person in to a host with OAuth 2.0 (RFC 6749 with PKCE, RFC 7636,
// for apps on a person's own machine, RFC 8252), keeps the tokens, and has one that the host
// takes whenever it is asked:
//
//	client := signin.YouTube(app, addresses)
//	grant, err := signin.SignIn(ctx, client, signin.Asking{Show: show})
//	err = store.Save(ctx, grant)
//	…
//	session := signin.Resume(client, grant, store)
//	token, err := session.Token(ctx, false)
//	…
//	err = signin.Revoke(ctx, client, grant)
//	err = store.Delete(ctx, client.Provider)
//
// A [Client] is the app as which a person signs in, with the host's addresses: [YouTube] and
// [Vimeo] know what their hosts want. [SignIn] leads the person to the host's page, and waits
// for the answer at an address of this machine, or for what a person pastes. A [Grant] is
// what came of it: tokens, and the client and the addresses that they are for. It is used with
// no others, see [Grant.IsFor]: settings that came with somebody's repository must not be
// able to send a token elsewhere. A [Store] keeps grants in files that nobody else can read.
// A [Session] has a token that has not ended, and renews it.
//
// Errors of hosts are *ingest.HostError with a remedy. No token or secret stands in any error
// or log.
package signin
