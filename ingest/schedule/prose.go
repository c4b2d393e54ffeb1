package schedule

import (
	"html"
	"net/url"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/internal/rst"
)

// maxProse bounds one abstract; what is longer was not written by hand.
const maxProse = 200_000

// blockTag begins a text that is HTML as a whole, and not Markdown with some in it.
var blockTag = regexp.MustCompile(`(?i)^<(?:p|div|h[1-6]|ul|ol|dl|table|blockquote|section|article|html|body|span|strong|em|b|i|br)\b[^>]*>`)

// genderStar is no markup: "Besucher*innen".
var genderStar = regexp.MustCompile(`(\pL)\*(innen|in|r|n|e|s|es|rin)\b`)

// prose turns an abstract, in Markdown or HTML, into reStructuredText without
// addresses of people.
func prose(text string, base *url.URL) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	if len(text) > maxProse {
		text = strings.ToValidUTF8(text[:maxProse], "")
	}
	options := rst.Markup{Base: base, Clean: withoutContacts}
	if blockTag.MatchString(text) {
		return rst.FromHTML(text, options)
	}
	return rst.FromMarkdown(genderStar.ReplaceAllString(text, `$1\*$2`), options)
}

var (
	mailAddress = regexp.MustCompile(`(?i)(?:mailto:)?[\p{L}\p{N}._%+'-]+(?:@|\s?[\[({<]\s?(?:at|@)\s?[\])}>]\s?)(?:[\p{L}\p{N}-]+(?:\.|\s?[\[({<]\s?(?:dot|\.)\s?[\])}>]\s?))+\p{L}{2,}`)
	phoneNumber = regexp.MustCompile(`(?:\+\d{1,3}[\s./-]?(?:\(\d{1,4}\)[\s./-]?)?\d(?:[\s./-]?\d){6,11}|\(\d{3}\)\s?\d{3}[\s.-]\d{4}|\b\d{3}[.-]\d{3}[.-]\d{4}\b)`)
	namedPhone  = regexp.MustCompile(`(?i)\b(tel|phone|telefon|telephone|mobile|mobil|whatsapp|handy|fax|cell|teléfono|téléphone)(\.?:?\s*)\(?\+?\d(?:[\s()./-]*\d){5,13}`)
	leftEmpty   = regexp.MustCompile(`\s?(?:\(\s*\)|<\s*>|\[\s*\])`)
)

// withoutContacts takes e-mail addresses and telephone numbers out of a text.
// "git@host:" is nobody's address.
func withoutContacts(text string) string {
	if !strings.ContainsAny(text, "@([{<+0123456789") {
		return text
	}
	clean := mailAddress.ReplaceAllStringFunc(text, func(found string) string {
		if strings.HasPrefix(found, "git@") {
			return found
		}
		return ""
	})
	clean = namedPhone.ReplaceAllString(clean, "$1$2")
	clean = phoneNumber.ReplaceAllString(clean, "")
	if clean != text {
		clean = leftEmpty.ReplaceAllString(clean, "")
	}
	return clean
}

var (
	markdownLink = regexp.MustCompile(`^\[(.+)\]\([^()\s]*\)$`)
	htmlTag      = regexp.MustCompile(`</?(?:a|b|i|em|strong|code|span|br|p|sup|sub|u)\b[^<>]*>`)
)

// line makes one line of plain text of a title, a name or a room.
func line(s string) string {
	s = htmlTag.ReplaceAllString(s, "")
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	s = strings.Join(strings.Fields(withoutContacts(s)), " ")
	if m := markdownLink.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
