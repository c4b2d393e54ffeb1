// Package charset makes text of bytes whose encoding nobody has named: files from
// spreadsheets and subtitle editors.
package charset

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Text makes text of bytes in UTF-16, which has a mark at its head, or in UTF-8, and
// of any others as if they were Windows-1252: then it was legacy.
func Text(src []byte) (text string, legacy bool) {
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
