package rst

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// link is an address that stands in a text without markup.
type link struct {
	begin, end int
	scheme     string // "" for a mail address
}

const (
	uriChars  = "-_.!~*'()[];/:@&=+$,%\x00"
	uriLast   = "_~*/=+"
	mailChars = "-_!~*'{|}/#?^`&=+$%\x00"
)

func inURI(c byte) bool    { return isWordByte(c) || strings.IndexByte(uriChars, c) >= 0 }
func inMail(c byte) bool   { return isWordByte(c) || strings.IndexByte(mailChars, c) >= 0 }
func inScheme(c byte) bool { return isWordByte(c) || c == '.' || c == '+' || c == '-' }

// runEnd returns the end of the bytes from text[i] on that belong to a class.
func runEnd(text string, i int, belongs func(byte) bool) int {
	for i < len(text) && belongs(text[i]) {
		i++
	}
	return i
}

// findLink finds the first address in a text, from text[from] on.
func findLink(text string, from int) (link, bool) {
	if !strings.ContainsAny(text[from:], ":@") {
		return link{}, false
	}
	s := scanner{text: text, base: from}
	noScheme, noMail := from, from // no address of the kind begins before these
	for at := from; at < len(text); at++ {
		if text[at] >= utf8.RuneSelf || !s.precededWell(at) {
			continue
		}
		if at >= noScheme && text[at] > '9' && isASCIIWord(text, at) {
			colon := runEnd(text, at, inScheme)
			if colon == len(text) || text[colon] != ':' {
				noScheme = colon
			} else if end := uriEnd(text, colon+1); end > 0 {
				return link{at, end, text[at:colon]}, true
			}
		}
		if at >= noMail && inMail(text[at]) {
			end, local := mailEnd(text, at)
			if end > 0 {
				return link{at, end, ""}, true
			}
			noMail = local
		}
	}
	return link{}, false
}

// uriEnd returns where the address ends whose scheme ends at text[i], 0 when
// nothing there can be one.
func uriEnd(text string, i int) int {
	if strings.HasPrefix(text[i:], "//") {
		i += 2
	} else if strings.HasPrefix(text[i:], "/") {
		i++
	}
	// The address, a query and a fragment: each has to end well.
	begins := []int{i}
	ends := []int{runEnd(text, i, inURI)}
	for _, mark := range "?#" {
		end := ends[len(ends)-1]
		if end < len(text) && rune(text[end]) == mark && end > begins[len(begins)-1] && endsURI(text, end) {
			begins, ends = append(begins, end+1), append(ends, runEnd(text, end+1, inURI))
		}
	}
	for part, begin := range slices.Backward(begins) {
		for end := ends[part]; end > begin; end-- {
			if endsURI(text, end) && endsInlineAt(text, end) {
				return end
			}
		}
	}
	if i > 0 && text[i-1] == '/' && endsInlineAt(text, i) {
		return i // nothing but slashes
	}
	return 0
}

// endsURI reports whether an address may end before text[end].
func endsURI(text string, end int) bool {
	c := text[end-1]
	return isASCIIWord(text, end-1) || strings.IndexByte(uriLast, c) >= 0 ||
		end < len(text) && text[end] == '>' && inURI(c)
}

// mailEnd returns where the mail address ends that begins at text[at], 0
// without one, and where the characters of its name end.
func mailEnd(text string, at int) (end, local int) {
	local = runEnd(text, at, func(c byte) bool { return c == '.' || inMail(c) })
	if local == len(text) || text[local] != '@' || text[local-1] == '.' || text[local-1] == escapeMark ||
		strings.Contains(text[at:local], "..") {
		return 0, local
	}
	host := local + 1
	if host == len(text) || !inMail(text[host]) {
		return 0, local
	}
	for end := runEnd(text, host, func(c byte) bool { return c == '.' || inMail(c) }); end > host+1; end-- {
		if endsURI(text, end) && endsInlineAt(text, end) {
			return end, local
		}
	}
	return 0, local
}

// isMailAddress reports whether all of text is a mail address.
func isMailAddress(text string) bool {
	if !strings.Contains(text, "@") || !inMail(text[0]) {
		return false
	}
	end, _ := mailEnd(text, 0)
	return end == len(text)
}

// isURI reports whether a text begins with an address.
func isURI(text string) bool {
	found, ok := findLink(text, 0)
	return ok && found.begin == 0
}

// knownSchemes are those that make docutils link an address; any other makes
// it take the whole text around for plain.
var knownSchemes = strings.Fields(`about acap cap cid crid data dav dict dns doi fax file ftp geo git go
	gopher h323 http https im imap info ipp irc iris ldap mailto mid mms modem mupdate news nfs nntp
	opaquelocktoken pop pres prospero rsync rtsp service sftp shttp sip sips skype sms smtp snmp ssh svn
	tag tel telnet tftp tip tn3270 urn vemmi view-source wais xmpp`)
