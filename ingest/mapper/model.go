package mapper

// Model is what was fitted on curated talks: weights by name, and curves that
// make probabilities of scores. The mapper has one compiled in; programs that
// fit or compare models give their own.
type Model struct {
	Parse    map[string]float64 // of facts about a reading of a title
	Title    map[string]float64 // of facts about a chosen reading: is the title right?
	Speakers map[string]float64 // the same: are the speakers right?
}

// weights is a Model with numbers for names.
type weights struct {
	parse           vector
	title, speakers confidenceVector
}

func (v *vector) dot(x *vector) float64 {
	sum := 0.0
	for i := range v {
		sum += v[i] * x[i]
	}
	return sum
}

func (m *Model) compile() *weights {
	w := new(weights)
	for i, name := range featureNames {
		w.parse[i] = m.Parse[name]
	}
	for i, name := range confidenceNames {
		w.title[i], w.speakers[i] = m.Title[name], m.Speakers[name]
	}
	return w
}
