package tomledit

// How much an element of a list is like one that shall be there.
const (
	another = 0
	same    = 2 // the same thing, of which more or other is to be said
	equal   = 3
)

// pair is an element of the old list and the one of the new list that it stays for.
type pair struct{ old, new int }

// align finds the elements that stay, in order: those that are equal or the same, as
// many as there can be.
func align(olds, news int, like func(old, new int) int) []pair {
	best := make([][]int, olds+1)
	for i := range best {
		best[i] = make([]int, news+1)
	}
	for i := olds - 1; i >= 0; i-- {
		for j := news - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if l := like(i, j); l > another {
				best[i][j] = max(best[i][j], best[i+1][j+1]+l)
			}
		}
	}
	var pairs []pair
	for i, j := 0, 0; i < olds && j < news; {
		l := like(i, j)
		switch {
		case l > another && best[i][j] == best[i+1][j+1]+l:
			pairs = append(pairs, pair{i, j})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// steps is what an old list has to go through to become the new one, in its order.
type steps struct {
	keep   func(old, new int)      // it stays, changed if it is not equal
	remove func(old int)           // it goes
	insert func(new []int)         // these come behind what was kept last
	reuse  func(old, new int) bool // may it become another one?
}

// follow takes the steps from the old list to the new one. Between elements that stay,
// old ones become new ones where they may, and the rest goes and comes.
func follow(olds, news int, like func(old, new int) int, s steps) {
	i, j := 0, 0
	for _, stay := range append(align(olds, news, like), pair{olds, news}) {
		for ; i < stay.old; i++ {
			if j < stay.new && s.reuse(i, j) {
				s.keep(i, j)
				j++
				continue
			}
			s.remove(i)
		}
		var rest []int
		for ; j < stay.new; j++ {
			rest = append(rest, j)
		}
		if len(rest) > 0 {
			s.insert(rest)
		}
		if stay.old < olds {
			s.keep(stay.old, stay.new)
		}
		i, j = stay.old+1, stay.new+1
	}
}
