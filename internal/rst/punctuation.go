package rst

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Which characters may stand before and after inline markup is fixed in
// docutils by Unicode 5.2, so the tables of a newer Unicode will not do. ASCII
// is in [asciiClasses].

// openers can stand before a start-string: brackets and quotes of either direction.
var openers = runeTable(`
	ab bb f3a f3c 169b 2018-201f 2039-203a 2045 207d 208d 2329 2768 276a 276c 276e 2770 2772 2774 27c5 27e6 27e8
	27ea 27ec 27ee 2983 2985 2987 2989 298b 298d 298f 2991 2993 2995 2997 29d8 29da 29fc 2e02-2e05 2e09-2e0a
	2e0c-2e0d 2e1c-2e1d 2e20-2e22 2e24 2e26 2e28 3008 300a 300c 300e 3010 3014 3016 3018 301a 301d fd3e fe17 fe35
	fe37 fe39 fe3b fe3d fe3f fe41 fe43 fe47 fe59 fe5b fe5d ff08 ff3b ff5b ff5f ff62`)

// closers can stand after an end-string: brackets and quotes of either direction.
var closers = runeTable(`
	ab bb f3b f3d 169c 2018-201f 2039-203a 2046 207e 208e 232a 2769 276b 276d 276f 2771 2773 2775 27c6 27e7 27e9
	27eb 27ed 27ef 2984 2986 2988 298a 298c 298e 2990 2992 2994 2996 2998 29d9 29db 29fd 2e02-2e05 2e09-2e0a
	2e0c-2e0d 2e1c-2e1d 2e20-2e21 2e23 2e25 2e27 2e29 3009 300b 300d 300f 3011 3015 3017 3019 301b 301e-301f fd3f
	fe18 fe36 fe38 fe3a fe3c fe3e fe40 fe42 fe44 fe48 fe5a fe5c fe5e ff09 ff3d ff5d ff60 ff63`)

// delimiters can stand on either side of inline markup.
var delimiters = runeTable(`
	a1 b7 bf 37e 387 55a-55f 589-58a 5be 5c0 5c3 5c6 5f3-5f4 609-60a 60c-60d 61b 61e-61f 66a-66d 6d4 700-70d 7f7-7f9
	830-83e 964-965 970 df4 e4f e5a-e5b f04-f12 f85 fd0-fd4 104a-104f 10fb 1361-1368 1400 166d-166e 16eb-16ed
	1735-1736 17d4-17d6 17d8-17da 1800-180a 1944-1945 19de-19df 1a1e-1a1f 1aa0-1aa6 1aa8-1aad 1b5a-1b60 1c3b-1c3f
	1c7e-1c7f 1cd3 2010-2017 2020-2027 2030-2038 203b-203e 2041-2043 2047-2051 2053 2055-205e 2cf9-2cfc 2cfe-2cff
	2e00-2e01 2e06-2e08 2e0b 2e0e-2e1b 2e1e-2e1f 2e2a-2e2e 2e30-2e31 3001-3003 301c 3030 303d 30a0 30fb a4fe-a4ff
	a60d-a60f a673 a67e a6f2-a6f7 a874-a877 a8ce-a8cf a8f8-a8fa a92e-a92f a95f a9c1-a9cd a9de-a9df aa5c-aa5f
	aade-aadf abeb fe10-fe16 fe19 fe30-fe32 fe45-fe46 fe49-fe4c fe50-fe52 fe54-fe58 fe5f-fe61 fe63 fe68 fe6a-fe6b
	ff01-ff03 ff05-ff07 ff0a ff0c-ff0f ff1a-ff1b ff1f-ff20 ff3c ff61 ff64-ff65 10100-10101 1039f 103d0 10857 1091f
	1093f 10a50-10a58 10a7f 10b39-10b3f 110bb-110bc 110be-110c1 12470-12473`)

// runeTable makes a table of hexadecimal code points and ranges in ascending order.
func runeTable(ranges string) *unicode.RangeTable {
	table := &unicode.RangeTable{}
	for r := range strings.FieldsSeq(ranges) {
		first, last, found := strings.Cut(r, "-")
		if !found {
			last = first
		}
		low, errLow := strconv.ParseUint(first, 16, 32)
		high, errHigh := strconv.ParseUint(last, 16, 32)
		if errLow != nil || errHigh != nil {
			panic(fmt.Sprintf("rst: bad range of characters %q", r))
		}
		if high <= 0xffff {
			table.R16 = append(table.R16, unicode.Range16{Lo: uint16(low), Hi: uint16(high), Stride: 1})
		} else {
			table.R32 = append(table.R32, unicode.Range32{Lo: uint32(low), Hi: uint32(high), Stride: 1})
		}
	}
	return table
}
