package sheet

import "unicode/utf8"

// sameButForeign reports whether two texts differ in nothing but letters beyond ASCII. In
// a text that was not Unicode that is no change: the spreadsheet may have had no such
// letter, and written "?" or one that is like it, or the code was another one than
// Windows-1252.
func sameButForeign(cell, was string) bool {
	a, b := []rune(cell), units(was)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && b[i] < utf8.RuneSelf {
			return false
		}
	}
	return true
}

// units are the signs of a text as a spreadsheet counts them.
func units(text string) []rune {
	var list []rune
	for _, r := range text {
		list = append(list, r)
		if r > '\uffff' {
			list = append(list, r)
		}
	}
	return list
}
