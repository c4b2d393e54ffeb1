package draft

// session is what stands in the draft of a proposal.
func (p Proposed) session() Session {
	return Session{ID: p.Proposal.Session, Given: p.Proposal.Session != "" || p.Confirmed}
}

// Pairing is what a person says of a draft's session: that it is one, or, with "", that
// there is none. It is false where nobody has said anything, and stevie is free to find
// out. A session that was proposed is a person's word once they have confirmed it or
// settled the draft; one that they wrote is at once.
func (d *Draft) Pairing(b *Base) (session string, said bool) {
	s := d.Source.Session
	switch {
	case !s.Given:
		return "", false
	case b == nil, d.IsSettled(b), s != b.session(), b.Confirmed:
		return s.ID, true
	}
	return "", false
}
