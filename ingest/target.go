package ingest

// Target is an address understood, with the provider that answers for it.
type Target struct {
	URL      string
	Provider Provider
	Ref      Ref
}
