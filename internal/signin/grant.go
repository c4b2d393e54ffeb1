package signin

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Grant is what a person has given: tokens, and the client and addresses that they are for.
type Grant struct {
	Provider  string    `json:"provider"`
	Account   string    `json:"account"` // what the host calls the person
	Scopes    []string  `json:"scopes"`
	ClientID  string    `json:"client_id"`
	TokenURL  string    `json:"token_url"`
	RevokeURL string    `json:"revoke_url"`
	Endpoint  string    `json:"endpoint"`
	Access    string    `json:"access_token,omitempty"`
	Refresh   string    `json:"refresh_token,omitempty"`
	Expires   time.Time `json:"expires,omitzero"` // of Access; zero: never
}

// String keeps tokens out of anything that prints a grant by accident.
func (Grant) String() string { return "[redacted]" }

// GoString does the same for %#v.
func (Grant) GoString() string { return "[redacted]" }

// Lasting is the grant of a refresh token alone, which a person has taken from another
// machine.
func Lasting(c Client, refresh string) Grant {
	g := c.grant()
	g.Refresh = refresh
	return g
}

// grant is one without tokens.
func (c Client) grant() Grant {
	return Grant{
		Provider: c.Provider, Scopes: c.Scopes,
		ClientID: c.ID, TokenURL: c.Token, RevokeURL: c.Revoke, Endpoint: c.Endpoint,
	}
}

// IsFor reports whether the tokens are this client's, and for these addresses.
func (g Grant) IsFor(c Client) bool {
	return g.Provider == c.Provider && g.ClientID == c.ID &&
		sameAddress(g.TokenURL, c.Token) && sameAddress(g.Endpoint, c.Endpoint)
}

func sameAddress(a, b string) bool { return plainAddress(a) == plainAddress(b) }

func plainAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	u.Host = strings.ToLower(u.Host)
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	return u.String()
}

// Secrets are the tokens.
func (g Grant) Secrets() []string { return []string{g.Access, g.Refresh} }

// token is the grant's in the words of package oauth2.
func (g Grant) token() *oauth2.Token {
	return &oauth2.Token{AccessToken: g.Access, RefreshToken: g.Refresh, Expiry: g.Expires}
}

// with is the grant with tokens that have come from the host, which need not repeat what
// stays.
func (g Grant) with(token *oauth2.Token) Grant {
	g.Access, g.Expires = token.AccessToken, token.Expiry.UTC().Truncate(time.Second)
	if token.Expiry.IsZero() {
		g.Expires = time.Time{}
	}
	g.Refresh = cmp.Or(token.RefreshToken, g.Refresh)
	if scopes, ok := token.Extra("scope").(string); ok && strings.TrimSpace(scopes) != "" {
		g.Scopes = strings.Fields(scopes)
	}
	if user, ok := token.Extra("user").(map[string]any); ok { // Vimeo says whose the token is
		name, _ := user["name"].(string)
		g.Account = cmp.Or(name, g.Account)
	}
	return g
}
