package rst

import "strings"

// Moment is a row of a [Timetable]: something that begins at some time in a
// video.
type Moment struct {
	Time  string // as people read it: "1:02:03"
	URL   string // of the video at that time; "" for no link
	Title string // plain text
}

// Timetable writes moments as a table with two columns, the times linked. It
// ends without a line end and is empty without moments.
func Timetable(moments []Moment) string {
	if len(moments) == 0 {
		return ""
	}
	times := make([]string, len(moments))
	width := len("Time")
	for i, m := range moments {
		times[i] = m.link()
		width = max(width, columns(times[i]))
	}
	var b strings.Builder
	border := strings.Repeat("=", width) + "  " + strings.Repeat("=", 40) + "\n"
	row := func(time, title string) {
		b.WriteString(time + strings.Repeat(" ", width-columns(time)+2))
		b.WriteString(title + "\n")
	}
	b.WriteString(border)
	row("Time", "Talk")
	b.WriteString(border)
	for i, m := range moments {
		var title strings.Builder
		writeParagraph(&title, []string{tidyText(m.Title)}, strings.Repeat(" ", width+2))
		row(times[i], title.String())
	}
	b.WriteString(strings.TrimSuffix(border, "\n"))
	return b.String()
}

// link is the time as a link, or as plain text if the address will not do.
func (m Moment) link() string {
	time := strings.NewReplacer("`", "", "<", "", ">", "", `\`, "").Replace(m.Time)
	time = tidyText(strings.Trim(tidyText(time), "_"))
	if time == "" || len(time) > maxAddress {
		time = "?"
	}
	if !isSafeLink(m.URL) || strings.ContainsAny(m.URL, "<>`\\") || strings.ContainsFunc(m.URL, spaceRune) || len(m.URL) > maxAddress {
		var b strings.Builder
		writeParagraph(&b, []string{time}, "")
		return b.String()
	}
	address := m.URL
	if rest, ok := strings.CutSuffix(address, "_"); ok {
		address = rest + `\_` // or it would name another link
	}
	return "`" + time + " <" + address + ">`__"
}

// maxAddress is the length up to which an address or a time stands in a table.
const maxAddress = 1000
