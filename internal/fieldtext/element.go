package fieldtext

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// empty is the text of an element that is empty.
const empty = `""`

func formatText(s string) string {
	switch s {
	case "":
		return empty
	case empty:
		return `\"\"`
	}
	return escape(s, `;\`)
}

func parseText(m marks) (string, error) {
	if m.plain(empty) {
		return "", nil
	}
	return m.text(), nil
}

// formatAddress is an address with what it is called before it.
func formatAddress(label, url string) string {
	const special = `;\<>`
	address := "<" + escape(url, special) + ">"
	if label == "" {
		return address
	}
	return escape(label, special) + " " + address
}

func parseAddress(m marks) (label, url string, behind marks, err error) {
	open := m.index("<")
	if open < 0 {
		return "", m.text(), nil, nil
	}
	end := m.index(">")
	if end < open {
		return "", "", nil, ingest.WithHint(fmt.Errorf("%.80q has no \">\" behind its address", m.text()),
			"give it as LABEL <https://…>")
	}
	return m[:open].trimmed().text(), m[open+1 : end].trimmed().text(), m[end+1:].trimmed(), nil
}

func parseLink(m marks) (ingest.Link, error) {
	label, url, behind, err := parseAddress(m)
	if err == nil && len(behind) > 0 {
		err = fmt.Errorf("%.80q stands behind an address", behind.text())
	}
	return ingest.Link{Label: label, URL: url}, err
}

// formatSize is a file's size behind its address.
func formatSize(size int64) string {
	if size == 0 {
		return ""
	}
	return fmt.Sprintf(" %d bytes", size)
}

var sizeForm = regexp.MustCompile(`^(-?[0-9]+) bytes$`)

func parseLocation(m marks) (ingest.Location, error) {
	kind, url, behind, err := parseAddress(m)
	if err != nil || len(behind) == 0 {
		return ingest.Location{Type: kind, URL: url}, err
	}
	found := sizeForm.FindStringSubmatch(behind.text())
	if found == nil {
		return ingest.Location{}, ingest.WithHint(fmt.Errorf("%.80q stands behind an address", behind.text()),
			"a size is given as in 120000 bytes")
	}
	size, err := strconv.ParseInt(found[1], 10, 64)
	return ingest.Location{Type: kind, URL: url, Size: size}, err
}

// escape puts a backslash before special signs, and before blanks at the ends, which
// would not count.
func escape(s, special string) string {
	var b strings.Builder
	all := marksOf(s, "")
	for i, m := range all {
		if strings.Contains(special, m.sign) || (i == 0 || i == len(all)-1) && m.isBlank() {
			b.WriteByte('\\')
		}
		b.WriteString(m.sign)
	}
	return b.String()
}
