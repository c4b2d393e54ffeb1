package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"net/url"
	"runtime"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/internal/markdown"
	"github.com/pyvideo/stevie/internal/sheet"
	"github.com/pyvideo/stevie/internal/termtext"
)

// The formats of find.
const (
	formatTable    = "table"
	formatM3U      = "m3u"
	formatCSV      = "csv"
	formatMarkdown = "md"
)

func findFormats() []string { return []string{formatTable, formatM3U, formatCSV, formatMarkdown} }

// foundList are talks to be shown.
type foundList struct {
	*app
	library *library.Library
	found   library.Found
	hits    []library.Hit
}

// foundRow is a talk for programs.
type foundRow struct {
	Path     string   `json:"path"`
	Event    string   `json:"event"`
	Title    string   `json:"title"`
	Speakers []string `json:"speakers"`
	Recorded string   `json:"recorded"`
	Language string   `json:"language"`
	URLs     []string `json:"urls"`
	Score    float64  `json:"score"`
	Snippet  string   `json:"snippet"`
}

func (l foundList) json(ctx context.Context) ([]byte, error) {
	rows := make([]foundRow, len(l.hits))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, h := range l.hits {
		group.Go(func() error {
			rows[i] = foundRow{
				Path: l.shown(l.library.File(h.Talk)), Event: h.Event, Title: h.Title, Speakers: notNil(h.Speakers),
				Recorded: h.Recorded, Language: h.Language, URLs: notNil(h.URLs),
				Score: math.Round(h.Score*1e4) / 1e4, Snippet: l.library.Snippet(h.Talk, l.found),
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, row := range rows {
		if err := writeJSON(&b, row); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

func notNil(list []string) []string { return append([]string{}, list...) }

func (l foundList) text(format string) []byte {
	switch format {
	case formatM3U:
		return l.m3u()
	case formatCSV:
		return l.csv()
	case formatMarkdown:
		return l.markdown()
	}
	return l.table()
}

// What the columns of a table take.
const (
	dayColumns       = len("2006-01-02")
	mostEventColumns = 24
	narrowColumns    = 70  // of the whole table, below which there is no room for speakers
	titleShare       = 0.6 // of the room that event and day leave, at least, where titles are long
)

// table has a line for each talk, no wider than the terminal: the day, the event, the title
// and the speakers.
func (l foundList) table() []byte {
	var rows [][4]string
	var longest [4]int
	for _, h := range l.hits {
		row := [4]string{h.Day(), h.Event, cmp.Or(h.Title, "no title"), strings.Join(h.Speakers, ", ")}
		if h.IsDraft() {
			row[2] = "(draft) " + row[2]
		}
		for i, cell := range row {
			row[i] = termtext.Line(cell)
			longest[i] = max(longest[i], uniseg.StringWidth(row[i]))
		}
		rows = append(rows, row)
	}
	widths := findWidths(longest, output{l.app}.columns())
	var b bytes.Buffer
	for _, row := range rows {
		var cells []string
		for i, cell := range row {
			if widths[i] == 0 {
				continue
			}
			cells = append(cells, padded(fitted(cell, widths[i]), widths[i]))
		}
		b.WriteString(strings.TrimRight(strings.Join(cells, "  "), " ") + "\n")
	}
	return b.Bytes()
}

// findWidths are those of the columns, from the longest that stands in each.
func findWidths(longest [4]int, columns int) (widths [4]int) {
	widths[0] = dayColumns
	widths[1] = min(longest[1], mostEventColumns, columns/3)
	room := columns - widths[0] - widths[1] - 2*len("  ")
	if columns < narrowColumns {
		widths[2] = room
		return widths
	}
	room -= len("  ")
	widths[2] = min(longest[2], max(int(float64(room)*titleShare), room-longest[3]))
	widths[3] = room - widths[2]
	return widths
}

// m3u is a playlist: the talks that have an address on the web.
func (l foundList) m3u() []byte {
	var b bytes.Buffer
	b.WriteString("#EXTM3U\n")
	for _, h := range l.hits {
		address := watchable(h.URLs)
		if address == "" {
			continue
		}
		seconds := h.Duration
		if seconds == 0 {
			seconds = -1 // as players write what they do not know
		}
		fmt.Fprintf(&b, "#EXTINF:%d,%s\n%s\n", seconds, termtext.Line(h.Title), address)
	}
	return b.Bytes()
}

// withAddress is how many of the talks a playlist has.
func (l foundList) withAddress() int {
	n := 0
	for _, h := range l.hits {
		if watchable(h.URLs) != "" {
			n++
		}
	}
	return n
}

// watchable is the first address on the web, "" if there is none.
func watchable(addresses []string) string {
	for _, address := range addresses {
		u, err := url.Parse(strings.TrimSpace(address))
		if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return u.String()
		}
	}
	return ""
}

func (l foundList) csv() []byte {
	var rows [][]string
	for _, h := range l.hits {
		row := []string{
			h.Event, h.Title, strings.Join(h.Speakers, "; "), h.Recorded, h.Language, strings.Join(h.Tags, "; "),
			strconv.Itoa(h.Duration), strings.Join(h.URLs, "; "), l.shown(l.library.File(h.Talk)),
		}
		for i, cell := range row {
			row[i] = termtext.Line(cell) // a table may be printed to a terminal
		}
		rows = append(rows, row)
	}
	return sheet.Table([]string{"event", "title", "speakers", "recorded", "language", "tags", "duration", "urls", "path"}, rows)
}

// longestPage is more than any list has.
const longestPage = 64 << 20

func (l foundList) markdown() []byte {
	const width = 300
	var rows [][]markdown.Cell
	for _, h := range l.hits {
		title := markdown.Text(cmp.Or(h.Title, "no title"), width)
		if address := watchable(h.URLs); address != "" {
			title = markdown.Lines(title, markdown.Link("", address))
		}
		rows = append(rows, []markdown.Cell{title, markdown.Texts(h.Speakers, width), markdown.Text(h.EventTitle, width), markdown.Text(h.Day(), width)})
	}
	page := markdown.NewPage(longestPage)
	page.Table("", []string{"Talk", "Speakers", "Event", "Day"}, rows)
	return []byte(page.String())
}
