package sheet

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decodeText makes text of bytes in UTF-16, which has a mark at its head, or in UTF-8, and
// of any others as if they were Windows-1252.
func decodeText(src []byte) (text string, legacy bool) {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		if wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(src); err == nil {
			return string(wide), false
		}
	}
	if utf8.Valid(src) {
		return string(src), false
	}
	narrow, err := charmap.Windows1252.NewDecoder().Bytes(src)
	if err != nil {
		return string(bytes.ToValidUTF8(src, []byte("\ufffd"))), true
	}
	return string(narrow), true
}

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
