package record

import (
	"html"
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode/table"
)

// Slug returns the slug of a title as Pelican, which builds pyvideo.org, makes
// it: HTML tags removed and entities resolved, transliterated to ASCII as
// Python's Unidecode 1.4.0 does, lower case, only letters, digits, _ and -, and
// one hyphen for each run of white space and hyphens. It may be empty.
//
// The rules are those of tools/utils.py in pyvideo/data.
func Slug(title string) string {
	title = stripTags(title)
	ascii := make([]byte, 0, len(title))
	for _, r := range title {
		switch {
		case r < unicode.MaxASCII:
			ascii = append(ascii, byte(r))
		case isSpace(r):
			ascii = append(ascii, ' ')
		default:
			ascii = append(ascii, transliterate(r)...)
		}
	}
	return hyphenate(ascii)
}

// hyphenate lowers and filters ASCII text, in place.
func hyphenate(ascii []byte) string {
	kept := ascii[:0]
	for _, c := range ascii {
		switch {
		case 'A' <= c && c <= 'Z':
			kept = append(kept, c+'a'-'A')
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '-':
			kept = append(kept, c)
		case isSpace(rune(c)):
			kept = append(kept, ' ')
		}
	}
	var b strings.Builder
	b.Grow(len(kept))
	inGap := false
	for _, c := range trimSpaces(kept) {
		gap := c == ' ' || c == '-'
		if gap && !inGap {
			b.WriteByte('-')
		}
		if !gap {
			b.WriteByte(c)
		}
		inGap = gap
	}
	return b.String()
}

func trimSpaces(b []byte) []byte {
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// isSpace is Python's str.isspace, which takes the four ASCII separators for
// white space too.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || '\x1c' <= r && r <= '\x1f'
}

// stripTags is striptags of Python's MarkupSafe: comments, then tags, then
// entities. Of a < without a > it leaves the rest alone.
func stripTags(s string) string {
	if strings.Contains(s, "<") {
		s = cutAll(s, "<!--", "-->")
		s = cutAll(s, "<", ">")
	}
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	return s
}

// cutAll removes everything from each opening to the next closing mark.
func cutAll(s, opening, closing string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, opening)
		_, after, closed := strings.Cut(rest, closing)
		if !found || !closed {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		s = after
	}
}

// transliterate returns the ASCII for one code point, "" for those that
// Unidecode knows nothing about.
func transliterate(r rune) string {
	if s, ok := newer[r]; ok {
		return s
	}
	section := table.Tables[r>>8]
	if i := int(r & 0xff); i < len(section) {
		return section[i]
	}
	return ""
}

// newer is where Unidecode 1.4.0 and go-unidecode 0.2.0, which follows
// Unidecode 1.3.6, differ in a way that a slug shows.
var newer = map[rune]string{
	'Ŋ': "NG", 'ŋ': "ng",
	'℃': "degC", '℉': "degF", '℟': "R/", '℣': "V/", '⅍': "A/S",
	'♔': "white king", '♕': "white queen", '♖': "white rook", '♗': "white bishop", '♘': "white knight", '♙': "white pawn",
	'♚': "black king", '♛': "black queen", '♜': "black rook", '♝': "black bishop", '♞': "black knight", '♟': "black pawn",
	'♠': "spades", '♡': "hearts", '♢': "diamonds", '♣': "clubs", '♤': "spades", '♥': "hearts", '♦': "diamonds", '♧': "clubs",
	'ー':          "-", // the katakana sound mark, the one that occurs in many titles
	'\U0001d6d5': "tau",
	'\U0001f16a': "(mc)", '\U0001f16b': "(md)", '\U0001f16c': "(mr)",
	'\U0001f19c': "[2nd-Scr]", '\U0001f1a9': "[Lossless]",
}
