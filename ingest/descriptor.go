package ingest

// Descriptor tells people what a provider takes and needs. It feeds help texts
// and messages.
type Descriptor struct {
	Name     string   // as in records: "youtube"
	Title    string   // as people say it: "YouTube"
	URLForms []string // examples of addresses it takes
	KeyHelp  string   // one sentence: how to come by a key
}

// Sub returns what was spent since v.
func (u Usage) Sub(v Usage) Usage {
	return Usage{u.Requests - v.Requests, u.Quota - v.Quota}
}
