package schedule

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// treeReaders are the formats in JSON, which are asked in turn.
func treeReaders() []func(tree any) (reading, bool) {
	return []func(any) (reading, bool){frabJSON, indico, pretalxREST, symposion, sessionize, sched}
}

// xmlReaders are the formats in XML.
func xmlReaders() []func(root *element) (reading, bool) {
	return []func(*element) (reading, bool){frabXML, xcal}
}

// readAll reads files, each in its own format. What no format explains is a site.
func readAll(files []File, o Options) ([]reading, []Remark, error) {
	documents, remarks, err := openAll(files, o)
	if err != nil {
		return nil, nil, err
	}
	var known []reading
	var rest []*document
	for _, d := range documents {
		r, ok, err := readKnown(d)
		if err != nil && d.Asked {
			return nil, nil, fmt.Errorf("%s: %w", d.name(), err)
		}
		switch {
		case ok:
			known = append(known, r)
		case d.xml != nil || d.ics != nil:
			if d.Asked {
				return nil, nil, unknownXML(d)
			}
		default:
			rest = append(rest, d)
		}
	}
	if len(known) == 0 {
		r := readSite(rest, o.Fields)
		if len(r.entries) == 0 {
			return nil, nil, noSessions(files, r.remarks)
		}
		return []reading{r}, remarks, nil
	}
	if len(o.Fields) > 0 && len(asked(rest)) == 0 {
		remarks = append(remarks, Remark{Kind: UselessFields, Example: known[0].format})
	}
	if len(rest) > 0 {
		if r := readSite(asked(rest), o.Fields); len(r.entries) > 0 {
			known = append(known, r)
		} else {
			remarks = append(remarks, Remark{Kind: Ignored, Count: len(rest), Example: rest[0].name()})
		}
	}
	if r, cut := cutRemark(known); cut {
		remarks = append(remarks, r)
	}
	if sessions(known) == 0 {
		return nil, nil, noSessions(files, nil)
	}
	return known, remarks, nil
}

func asked(documents []*document) []*document {
	var given []*document
	for _, d := range documents {
		if d.Asked {
			given = append(given, d)
		}
	}
	return given
}

// cutRemark tells that pages of a server's answer are missing.
func cutRemark(readings []reading) (Remark, bool) {
	seen, total := 0, 0
	for _, r := range readings {
		seen += r.seen
		total = max(total, r.total)
	}
	return Remark{Kind: Cut, Count: total - seen}, seen < total
}

func sessions(readings []reading) int {
	n := 0
	for _, r := range readings {
		n += len(r.entries)
	}
	return n
}

// openAll takes all files apart. One that was given must be understood; of others
// those that cannot be read are counted.
func openAll(files []File, o Options) ([]*document, []Remark, error) {
	var documents []*document
	recoded, unreadable := Remark{Kind: Recoded}, Remark{Kind: Unreadable}
	for _, f := range files {
		d, err := open(f, o.Fields)
		switch {
		case err != nil && f.Asked:
			return nil, nil, err
		case err != nil:
			if !errors.Is(err, ErrNoProgramme) && isDataFile(f.Path) {
				unreadable.Count++
				unreadable.Example = err.Error()
			}
		case d != nil:
			if _, other := f.text(); other {
				recoded.Count++
				recoded.Example = f.name()
			}
			documents = append(documents, d)
		}
	}
	var remarks []Remark
	for _, r := range []Remark{recoded, unreadable} {
		if r.Count > 0 {
			remarks = append(remarks, r)
		}
	}
	return documents, remarks, nil
}

// isDataFile reports whether a file of a site is named as data are, so that it is
// a loss when it cannot be read.
func isDataFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".toml", ".csv", ".xml", ".ics", ".md", ".markdown":
		return true
	}
	return false
}

// readKnown reads a document that is in one of the known formats.
func readKnown(d *document) (r reading, ok bool, err error) {
	switch {
	case d.ics != nil:
		r, err = readICal(d.ics)
		ok = err == nil
		if err != nil {
			err = ingest.WithHint(fmt.Errorf("no iCalendar: %w", err), "the file may be cut off: fetch or export it again")
		}
	case d.xml != nil:
		for _, read := range xmlReaders() {
			if r, ok = read(d.xml); ok {
				break
			}
		}
	case !d.rows && d.body == "":
		for _, read := range treeReaders() {
			if r, ok = read(d.tree); ok {
				break
			}
		}
	}
	if r.base == nil && d.URL != nil {
		r.base = d.URL
	}
	for i := range r.entries {
		r.entries[i].file = d.name()
	}
	return r, ok, err
}

func unknownXML(d *document) error {
	root := ""
	if d.xml != nil {
		root = " that begins with <" + line(d.xml.name) + ">"
	}
	return ingest.WithHint(fmt.Errorf("%s: %w: XML%s of an unknown kind", d.name(), ErrNoProgramme, root),
		"the schedule.xml of frab, pentabarf or pretalx is read, and xCal; else export it as CSV")
}

// noSessions is the error about files that can be read and hold none. Remarks may tell why.
func noSessions(files []File, remarks []Remark) error {
	var given []string
	for _, f := range files {
		name := f.From
		if f.Asked {
			name = f.name()
		}
		if name != "" && len(given) < 3 && !slices.Contains(given, name) {
			given = append(given, name)
		}
	}
	what := strings.Join(given, ", ")
	if what == "" {
		what = count(len(files), "file")
	}
	why := ""
	if len(remarks) > 0 {
		why = " (" + remarks[0].String() + ")"
	}
	return ingest.WithHint(fmt.Errorf("%s: %w: no sessions found%s", what, ErrNoProgramme, why),
		`name its columns or keys: --field title=…, or title = "…" under [schedule_fields] in event.toml; or give the folder of talks itself`)
}
