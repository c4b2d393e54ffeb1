package schedule

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/pyvideo/stevie/ingest"
)

// element is an element of XML. Prefixes of names are dropped.
type element struct {
	name     string
	attrs    map[string]string
	children []*element
	text     string // of its own
}

// maxElements and maxDepth bound what one file may hold.
const (
	maxElements = 1_000_000
	maxDepth    = 100
)

// readXML reads a whole file. Entities are refused: no programme needs any, and
// a few lines of them would fill any memory.
func readXML(data []byte) (*element, error) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	decoder.CharsetReader = charset.NewReaderLabel
	root := &element{}
	open := []*element{root}
	for n := 0; ; {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, ingest.WithHint(fmt.Errorf("no XML: %w", err), "the file may be cut off, or declare entities, which are not read: fetch or export it again")
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
				return nil, ingest.WithHint(errors.New("no XML that is read: it declares entities"), "a programme needs none; export it again")
			}
		case xml.StartElement:
			if n++; n > maxElements || len(open) > maxDepth {
				return nil, errTooManyValues
			}
			child := &element{name: strings.ToLower(t.Name.Local), attrs: map[string]string{}}
			for _, a := range t.Attr {
				child.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, child)
			open = append(open, child)
		case xml.EndElement:
			if len(open) == 1 || top.name != strings.ToLower(t.Name.Local) {
				return nil, fmt.Errorf("no XML: unexpected </%s>", t.Name.Local)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
	if len(open) > 1 || len(root.children) != 1 {
		return nil, ingest.WithHint(errors.New("no XML: it ends too early"), "the file may be cut off: fetch or export it again")
	}
	return root.children[0], nil
}

// child is the first child of a name, an empty one without any.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return &element{name: name}
}

// get is the text of the first child of one of the names that has any.
func (e *element) get(names ...string) string {
	for _, name := range names {
		if s := strings.TrimSpace(e.child(name).text); s != "" {
			return s
		}
	}
	return ""
}

// all are the children of a name.
func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
	}
	return found
}
