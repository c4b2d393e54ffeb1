package sheet

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/charset"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// Sheet is a table as it was read.
type Sheet struct {
	Rows []Row
	// Problems are rows that name no draft, or one that an earlier row has.
	Problems []error
	// Remarks are for the person who gave the table.
	Remarks []string

	legacy bool // the text was not Unicode
	events []string
	of     map[string][]Row // by event
	number map[string]int   // of the rows by draft
}

// Row is a row of the table that names a draft.
type Row struct {
	Number int    // as the spreadsheet counts, the header being 1
	Draft  string // EVENT/NAME.toml
	cells  map[string]string
}

// Event is the event of the row's draft.
func (r Row) Event() string {
	event, _, _ := strings.Cut(r.Draft, "/")
	return event
}

// Read reads a table as spreadsheets save it: separated by commas, semicolons or tabs, in
// UTF-8, UTF-16 or Windows-1252, with line ends of any kind.
func Read(src []byte) (*Sheet, error) {
	text, legacy, err := decode(src)
	if err != nil {
		return nil, err
	}
	s := &Sheet{legacy: legacy, of: map[string][]Row{}, number: map[string]int{}}
	if legacy {
		s.remark("the sheet is not UTF-8 and was read as Windows-1252; save it as \"CSV UTF-8\" to keep all letters")
	}
	records, failed := parse(separatorLine.ReplaceAllString(text, ""))
	if len(records) == 0 {
		return nil, errNoHeader()
	}
	columns, err := s.header(records[0].cells)
	if err := cmp.Or(err, failed); err != nil {
		return nil, err
	}
	for _, r := range records[1:] {
		s.row(columns, r)
	}
	return s, nil
}

func (s *Sheet) remark(format string, args ...any) {
	s.Remarks = append(s.Remarks, fmt.Sprintf(format, args...))
}

// Events are the events of the rows, in order.
func (s *Sheet) Events() []string { return s.events }

// Of are the rows of an event.
func (s *Sheet) Of(event string) []Row { return s.of[event] }

// record is a row that is not empty.
type record struct {
	number int
	cells  []string
}

// separatorLine is a first line for spreadsheets alone, which tells the separator and is no
// row to them.
var separatorLine = regexp.MustCompile(`^(?i:sep)=.?\r?\n`)

// parse takes a text apart into rows, up to one that cannot be read.
func parse(text string) ([]record, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separatorOf(text)
	r.FieldsPerRecord = -1
	var list []record
	number, line := 0, 0 // of the last row, and where it ended
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return list, ingest.WithHint(fmt.Errorf("the sheet cannot be read: %w", err), "save it as CSV once more, and nothing is lost")
		}
		start, _ := r.FieldPos(0)
		number += start - line // lines without anything are rows, too
		last, _ := r.FieldPos(len(cells) - 1)
		line = last + strings.Count(cells[len(cells)-1], "\n")
		if strings.TrimSpace(strings.Join(cells, "")) != "" {
			list = append(list, record{number, cells})
		}
	}
}

// separatorOf is the separator with which the header has most of our columns.
func separatorOf(text string) rune {
	best, most := ',', 0
	for _, separator := range []rune{',', ';', '\t'} {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = separator
		names, err := r.Read()
		if err != nil {
			continue
		}
		known := 0
		for _, name := range names {
			if slices.Contains(columns(), columnName(name)) {
				known++
			}
		}
		if known > most {
			best, most = separator, known
		}
	}
	return best
}

func columnName(cell string) string { return strings.ToLower(strings.TrimSpace(cell)) }

// header gives the names of the columns, "" for those that are not ours.
func (s *Sheet) header(cells []string) ([]string, error) {
	names := make([]string, len(cells))
	var others []string
	for i, cell := range cells {
		name := columnName(cell)
		switch {
		case !slices.Contains(columns(), name):
			if name != "" {
				others = append(others, foreignColumn(cell))
			}
			continue
		case slices.Contains(names, name):
			return nil, ingest.WithHint(fmt.Errorf("the sheet has two columns %s", name), "take one of them out")
		}
		names[i] = name
	}
	if !slices.Contains(names, columnDraft) {
		return nil, errNoHeader()
	}
	if len(others) > 0 {
		s.remark("ignored columns: %s", strings.Join(others, ", "))
	}
	return names, nil
}

// foreignColumn names a column that is not ours, and the one that may be meant.
func foreignColumn(cell string) string {
	text := fmt.Sprintf("%.40q", cell)
	if near := tomledit.Nearest(columnName(cell), draft.Fields()); near != "" {
		text += fmt.Sprintf(" (did you mean %q?)", near)
	}
	return text
}

func errNoHeader() error {
	return ingest.WithHint(errors.New("the sheet has no column draft"),
		"keep the header and the column draft as `stevie export` writes them; what else you leave out stays as it is")
}

// row reads a row. Cells that are missing at its end say nothing.
func (s *Sheet) row(columns []string, r record) {
	cells := map[string]string{}
	for i, cell := range r.cells {
		if i < len(columns) && columns[i] != "" {
			cells[columns[i]] = unguard(cell)
		}
	}
	row := Row{Number: r.number, Draft: strings.TrimSpace(cells[columnDraft]), cells: cells}
	earlier, twice := s.number[row.Draft]
	switch {
	case row.Draft == "":
		s.Problems = append(s.Problems, row.Stray(errors.New("the row names no draft")))
	case twice:
		s.Problems = append(s.Problems, row.Stray(fmt.Errorf("row %d has the same draft", earlier)))
	default:
		s.add(row)
	}
}

func (s *Sheet) add(row Row) {
	event := row.Event()
	if s.of[event] == nil {
		s.events = append(s.events, event)
	}
	s.Rows, s.of[event], s.number[row.Draft] = append(s.Rows, row), append(s.of[event], row), row.Number
}

// decode makes text of what a spreadsheet has written.
func decode(src []byte) (text string, legacy bool, err error) {
	if bytes.HasPrefix(src, []byte("PK\x03\x04")) {
		return "", false, ingest.WithHint(errors.New("this is a spreadsheet's own file, and no CSV"), "save it as CSV: in Excel as \"CSV UTF-8\"")
	}
	text, legacy = charset.Text(src)
	text = strings.TrimPrefix(text, byteOrderMark)
	if endsWithCR(text) {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	return text, legacy, nil
}

// endsWithCR reports whether the header, which has no line ends of its own, ends as those
// of old Macs do, which Excel still writes.
func endsWithCR(text string) bool {
	at := strings.IndexAny(text, "\r\n")
	return at >= 0 && text[at] == '\r' && !strings.HasPrefix(text[at:], "\r\n")
}
