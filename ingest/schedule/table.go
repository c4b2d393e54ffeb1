package schedule

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
)

// readTable reads a table with a header: values parted by commas, semicolons, tabs
// or bars. ok is false for a text whose first line names no title.
func readTable(data []byte, fields Fields) (rows []any, ok bool) {
	records := tableRecords(data)
	if len(records) < 2 || len(records[0]) < 2 || !namesTitle(records[0], fields) {
		return nil, false
	}
	header := records[0]
	for _, record := range records[1:] {
		row := newObject()
		for i, cell := range record {
			if i < len(header) && strings.TrimSpace(header[i]) != "" && !row.has(header[i]) {
				row.set(strings.TrimSpace(header[i]), cell)
			}
		}
		if slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			rows = append(rows, row)
		}
	}
	return rows, true
}

// tableRecords are the lines of a text as those of a table; none if it cannot be one.
func tableRecords(data []byte) [][]string {
	head, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma = delimiter(string(head))
	reader.LazyQuotes = true
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		return nil
	}
	return records
}

// delimiter is what parts the header's names most often.
func delimiter(head string) rune {
	best, most := ',', 0
	for _, mark := range ",;\t|" {
		if n := strings.Count(head, string(mark)); n > most {
			best, most = mark, n
		}
	}
	return best
}

// namesTitle reports whether one of the columns is the title.
func namesTitle(header []string, fields Fields) bool {
	wanted := append([]string{folded(fields["title"])}, usualNames["title"]...)
	return slices.ContainsFunc(header, func(name string) bool {
		name = folded(name)
		return name != "" && slices.Contains(wanted, name)
	})
}
