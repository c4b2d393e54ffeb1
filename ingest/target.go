package ingest

// Target is an address understood, with the provider that answers for it.
type Target struct {
	URL      string
	Provider Provider
	Ref      Ref
}

// Hosts finds providers. A registry of them is one.
type Hosts interface {
	// Resolve understands an address as people type or paste it, and asks no host.
	Resolve(address string) (Target, error)
	// Provider returns the provider with a name, nil if there is none.
	Provider(name string) Provider
}
