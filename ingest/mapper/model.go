package mapper

// Model is what was fitted on curated talks. The mapper has one compiled in;
// programs that fit or compare models give their own.
type Model struct {
	Known Weights // for runs that know the people of a data tree
	Alone Weights // for runs that do not
}

// Weights are fitted numbers by the name of the fact that they weigh. A fact
// without a number does not count.
type Weights struct {
	Parse    map[string]float64 // of facts about a reading of a title
	Title    map[string]float64 // of facts about a chosen reading: is the title right?
	Speakers map[string]float64 // the same: are the speakers right?
	Both     map[string]float64 // the same: are both?
}

// DefaultModel returns the weights that are compiled in.
func DefaultModel() Model { return fitted }

// weights are Weights with numbers for names.
type weights struct {
	parse                 vector
	title, speakers, both confidenceVector
}

func (v *vector) dot(x *vector) float64 {
	sum := 0.0
	for i := range v {
		sum += v[i] * x[i]
	}
	return sum
}

// compile picks the weights that fit what is known.
func (m *Model) compile(known *Known) *weights {
	from := &m.Known
	if known == nil {
		from = &m.Alone
	}
	w := new(weights)
	for i, name := range featureNames {
		w.parse[i] = from.Parse[name]
	}
	for i, name := range traitNames {
		w.title[i], w.speakers[i], w.both[i] = from.Title[name], from.Speakers[name], from.Both[name]
	}
	return w
}
