package ingest

// Usage is what a provider has spent since it was made.
type Usage struct {
	Requests int // HTTP requests that went out, repeats included
	Quota    int // units of the host's daily quota, as the host prices them
}

// Add returns the sum of two usages.
func (u Usage) Add(v Usage) Usage {
	return Usage{u.Requests + v.Requests, u.Quota + v.Quota}
}

// Descriptor tells people what a provider takes and needs. It feeds help texts
// and messages.
type Descriptor struct {
	Name     string   // as in records: "youtube"
	Title    string   // as people say it: "YouTube"
	URLForms []string // examples of addresses it takes
	Settings []string // keys of the configuration and environment variables
	KeyHelp  string   // one sentence: how to come by a key
}

// Sub returns what was spent since v.
func (u Usage) Sub(v Usage) Usage {
	return Usage{u.Requests - v.Requests, u.Quota - v.Quota}
}
