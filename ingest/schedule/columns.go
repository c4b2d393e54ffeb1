package schedule

import (
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/tomledit"
)

// otherColumns are what is looked at in a table besides the fields of a session.
var otherColumns = foldedWords(`do_not_record recording_release links resources timezone timezone_name state status cancelled canceled draft accepted
	published is_service_session service first_name given_name vorname last_name family_name surname nachname`)

// unusedColumns are the columns of tables that nothing is taken from.
func (s *site) unusedColumns() []string {
	var unused []string
	for _, n := range s.nodes {
		if !n.table {
			continue
		}
		for _, column := range n.obj.keys {
			if !s.takes(folded(column)) && !slices.Contains(unused, column) {
				unused = append(unused, column)
			}
		}
	}
	return unused
}

// takes reports whether something is taken from a column.
func (s *site) takes(key string) bool {
	for field := range usualNames {
		if slices.Contains(s.keys(field), key) {
			return true
		}
	}
	return numbered.MatchString(key) || slices.Contains(otherColumns, key) || isClockKey(key)
}

// missing tells of the fields that were named after a column or key that is nowhere.
func (s *site) missing(fields Fields) []Remark {
	spelt := map[string]string{} // by folded key
	for _, n := range s.nodes {
		for _, key := range n.obj.keys {
			spelt[folded(key)] = key
		}
	}
	var remarks []Remark
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		key := folded(fields[field])
		if _, there := spelt[key]; key != "" && !there {
			remarks = append(remarks, Remark{Kind: MissingColumn, Field: field, Example: fields[field], Near: nearest(key, spelt)})
		}
	}
	return remarks
}

// nearest is the name, of those by their folded keys, that key most likely was meant to be.
func nearest(key string, spelt map[string]string) string {
	return spelt[tomledit.Nearest(key, slices.Sorted(maps.Keys(spelt)))]
}

// untitledTable is the error about what looks like a table, but has no column that is
// known to hold the title; nil for other texts.
func untitledTable(d *document, data []byte, fields Fields) error {
	records := tableRecords(data)
	if len(records) < 2 || len(records[0]) < 2 || strings.Contains(strings.Join(records[0], ""), ": ") { // YAML has that
		return nil
	}
	if slices.ContainsFunc(records, func(r []string) bool { return len(r) != len(records[0]) }) {
		return nil
	}
	spelt := map[string]string{}
	for _, column := range records[0] {
		spelt[folded(column)] = strings.TrimSpace(column)
	}
	columns := shortList(records[0])
	if fields["title"] == "" {
		return refuse(d.File, "none of the columns "+columns+" is known to hold the title", howToName)
	}
	remedy := "its columns are " + columns
	if near := nearest(folded(fields["title"]), spelt); near != "" {
		remedy = `did you mean "` + near + `"? Its columns are ` + columns
	}
	return refuse(d.File, `it has no column "`+fields["title"]+`" for the title`, remedy)
}

// howToName tells where the columns of a home-made programme are named.
const howToName = `name the column: --field title=…, or title = "…" under [schedule_fields] in event.toml`

// shortList names columns, of many the first ones.
func shortList(columns []string) string {
	const most = 12
	names := make([]string, 0, most+1)
	for i, column := range columns {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, line(column))
	}
	return strings.Join(names, ", ")
}
