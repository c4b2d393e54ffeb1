package schedule

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// File is a file of a programme. What it holds is told by its content; its path
// tells apart the parts of a site.
type File struct {
	Path string // slash-separated, below the folder or archive that it came from
	Data []byte
	URL  *url.URL // where it was fetched from, nil for local ones
	// Asked tells that somebody gave this very file, which must then be understood. What
	// lies beside others in a folder need not be.
	Asked bool
	From  string // the folder or archive that holds it, as it was given
}

// name is how messages call a file. The query of an address stays away: it may
// hold a key.
func (f File) name() string {
	if f.URL != nil && f.Asked {
		return f.URL.Scheme + "://" + f.URL.Host + f.URL.Path
	}
	return f.Path
}

// stem is the file's name without its extension, or its folder's where it is but
// the index of that.
func (f File) stem() string {
	base := path.Base(f.Path)
	if (strings.HasPrefix(base, "index.") || base == "contents.lr") && path.Dir(f.Path) != "." {
		return path.Base(path.Dir(f.Path))
	}
	if ext := path.Ext(base); ext != base {
		return strings.TrimSuffix(base, ext)
	}
	return base
}

// text is the content as UTF-8 without a byte order mark. recoded tells that it was not.
func (f File) text() (data []byte, recoded bool) {
	switch {
	case bytes.HasPrefix(f.Data, []byte("\xff\xfe")), bytes.HasPrefix(f.Data, []byte("\xfe\xff")):
		decoder := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
		if decoded, err := decoder.Bytes(f.Data); err == nil {
			return decoded, false
		}
	case !utf8.Valid(f.Data) && !isXML(f.Data):
		if decoded, err := charmap.Windows1252.NewDecoder().Bytes(f.Data); err == nil {
			return decoded, true
		}
	}
	return bytes.TrimPrefix(f.Data, []byte("\ufeff")), false
}

func isXML(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte("<"))
}

// isBinary reports whether a file is no text.
func isBinary(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return false
	}
	return bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0
}

// isWebPage reports whether a text is HTML.
func isWebPage(data []byte) bool {
	head := strings.ToLower(string(data[:min(len(data), 2000)]))
	head = strings.TrimLeft(head, "\ufeff \t\r\n")
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") ||
		strings.HasPrefix(head, "<!--") && strings.Contains(head, "<html")
}

// document is a file taken apart.
type document struct {
	File
	tree any      // of JSON, YAML, front matter and tables
	xml  *element // of XML
	ics  []byte   // of iCalendar
	body string   // the prose below the front matter
	rows bool     // the tree is a table's
}

// open takes a file apart, by its content. A nil document is a file of no
// interest: prose, a picture, a page.
func open(f File, fields Fields) (*document, error) {
	data, _ := f.text()
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	d := &document{File: f}
	var err error
	switch {
	case len(trimmed) == 0:
		return nil, refuse(f, "it is empty", "see that the file or address is the programme's")
	case isBinary(f.Data):
		return nil, refuse(f, "it is no text", "export the programme as CSV, JSON, XML or iCalendar; archives are read as .tar.gz and .zip")
	case isWebPage(trimmed):
		return nil, refuse(f, "it is a web page", "give the address of the programme's data: pretalx has it under /schedule/export/schedule.json, "+
			"others behind a link called JSON, XML or iCal")
	case trimmed[0] == '<':
		d.xml, err = readXML(trimmed)
	case trimmed[0] == '{' || trimmed[0] == '[':
		d.tree, err = readJSON(data)
		if err != nil && trimmed[0] == '[' { // a line of YAML, or a table with odd headings
			if tree, other := readYAML(data); other == nil {
				d.tree, err = tree, nil
			}
		}
	case bytes.HasPrefix(trimmed, []byte("BEGIN:VCALENDAR")):
		d.ics = trimmed
	default:
		return openText(d, data, fields)
	}
	if _, placed := errors.AsType[*pyjson.SyntaxError](err); placed {
		return nil, fmt.Errorf("%s:%w", f.name(), err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name(), err)
	}
	return d, nil
}

// openText takes apart what has no mark of its own: front matter, tables, YAML.
func openText(d *document, data []byte, fields Fields) (*document, error) {
	if p, ok, err := readPage(data); err != nil {
		return nil, fmt.Errorf("%s: %w", d.name(), err)
	} else if ok {
		d.tree, d.body = p.head, p.body
		return d, nil
	}
	if table, ok := readTable(data, fields); ok {
		d.tree, d.rows = table, true
		return d, nil
	}
	tree, err := readYAML(data)
	if err != nil {
		if p, ok := readHeadings(data); ok {
			d.tree, d.body = p.head, p.body
			return d, nil
		}
		if odd := untitledTable(d, data, fields); odd != nil {
			return nil, odd
		}
		return nil, fmt.Errorf("%s: %w", d.name(), err)
	}
	if _, isText := tree.(string); isText || tree == nil {
		if odd := untitledTable(d, data, fields); odd != nil {
			return nil, odd
		}
		return nil, refuse(d.File, "it is neither a table nor JSON, YAML, XML or iCalendar", "see the formats that `stevie schedule --help` lists")
	}
	d.tree = tree
	return d, nil
}

// refuse says why a file is no programme, and what to do about it.
func refuse(f File, why, remedy string) error {
	return ingest.WithHint(fmt.Errorf("%s: %w: %s", f.name(), ErrNoProgramme, why), remedy)
}
