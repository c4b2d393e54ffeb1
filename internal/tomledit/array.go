package tomledit

import (
	"slices"
	"strings"
)

// wanted is an element that an array written inline shall have.
type wanted interface {
	like(got any) int
	inline() string         // its text
	over(old string) string // its text where that of another one stood
}

// editArray returns the text of an array once it has the wanted elements. Those that
// stay, their comments and the layout are as they were.
func (o *outline) editArray(e expr, list []wanted) string {
	got, _ := at(o.tree, e.path)
	old, _ := got.([]any)
	text := strings.ReplaceAll(string(o.src[e.value.start:e.value.end]), "\r\n", "\n")
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = w.inline()
	}
	if was, ok := ownArray(old); ok && was == text {
		return array(texts) // nobody has laid it out otherwise
	}
	was := readArray(text)
	if len(was.cells) != len(old) || len(old) == 0 && !strings.Contains(text, "\n") {
		return array(texts)
	}
	edit := arrayEdit{was: was}
	follow(len(old), len(list), func(i, j int) int { return list[j].like(old[i]) }, steps{
		keep: func(i, j int) {
			if list[j].like(old[i]) != equal {
				was.cells[i].value = list[j].over(was.cells[i].value)
			}
			edit.keep(i)
		},
		remove: edit.remove,
		insert: func(news []int) {
			for _, j := range news {
				edit.insert(list[j].inline())
			}
		},
		reuse: func(i, _ int) bool { return !was.cells[i].isCommented() },
	})
	return edit.text()
}

// ownArray is the text that an array of strings has in a new document.
func ownArray(list []any) (string, bool) {
	var texts []string
	for _, e := range list {
		s, ok := e.(string)
		if !ok {
			return "", false
		}
		texts = append(texts, String(s).text)
	}
	return array(texts), true
}

// arrayEdit makes an array out of the cells of another one and of new ones.
type arrayEdit struct {
	was     arrayText
	cells   []cell
	next    int    // the first cell of was that was neither kept nor removed
	carried string // comments of what was removed, on lines of their own
	// stead is a cell that is gone and that the next one on its line stands for.
	stead *cell
	line  *cell // that was removed last with the line that it had for itself
}

// take returns the next cell of the old array as it is after what was removed.
func (edit *arrayEdit) take(i int) cell {
	edit.standIn(&edit.was.cells[i])
	edit.next = i + 1
	return edit.was.cells[i]
}

// standIn puts a cell where the one was that is gone before it on its line.
func (edit *arrayEdit) standIn(c *cell) {
	if edit.stead != nil && !c.ownStart {
		c.before, c.ownStart = edit.stead.before, edit.stead.ownStart
	}
	edit.stead = nil
}

func (edit *arrayEdit) keep(i int) { edit.add(edit.take(i)) }

func (edit *arrayEdit) add(c cell) {
	c.before = edit.carried + c.before
	edit.carried, edit.line = "", nil
	edit.cells = append(edit.cells, c)
}

func (edit *arrayEdit) remove(i int) {
	c := edit.take(i)
	if c.ownStart && c.trail != "" {
		for _, comment := range commentsOf(c.before, c.value, c.gap, c.trail) {
			edit.carried += c.indent() + comment + "\n"
		}
		edit.line = &c
		return
	}
	comments := commentsOf(c.value, c.gap)
	switch {
	case c.trail == "" && (c.ownStart || len(edit.cells) == 0):
		edit.stead = &c
	case c.trail != "" && len(edit.cells) == 0:
		edit.was.open += c.trail
	case c.trail != "":
		edit.cells[len(edit.cells)-1].trail = c.trail
	}
	edit.carry(comments)
}

// carry leaves comments behind the last cell on its line, and on lines of their own.
func (edit *arrayEdit) carry(comments []string) {
	if len(comments) > 0 {
		edit.carried += " " + strings.Join(comments, "\n") + "\n"
	}
}

// insert adds an element behind the last one, on a line of its own where its
// neighbour has one.
func (edit *arrayEdit) insert(value string) {
	c := cell{value: value}
	switch {
	case len(edit.cells) > 0:
		edit.behind(&c, &edit.cells[len(edit.cells)-1])
	case edit.next < len(edit.was.cells):
		next := &edit.was.cells[edit.next]
		edit.standIn(next)
		if next.ownStart && next.trail != "" {
			c.onLine(next.indent())
			break
		}
		c.before, c.ownStart = next.before, next.ownStart
		next.before, next.ownStart = " ", false
	case len(edit.was.cells) == 0:
		c.onLine("    ")
	case edit.stead != nil: // all are gone
		edit.standIn(&c)
	default:
		c.onLine(edit.was.cells[0].indent())
	}
	edit.add(c)
}

// behind places a new cell behind another one.
func (edit *arrayEdit) behind(c, last *cell) {
	switch {
	case edit.line != nil:
		c.onLine(edit.line.indent())
	case last.ownStart && last.trail != "":
		c.onLine(last.indent())
	case last.ownStart && edit.next == len(edit.was.cells): // the bracket is on its line
		c.before, c.ownStart = "\n"+last.indent(), true
	default:
		c.before, c.trail, last.trail = " ", last.trail, ""
	}
}

func (c *cell) onLine(indent string) { c.before, c.trail, c.ownStart = indent, "\n", true }

// text puts the array together. Its last element has a comma if the last one had.
func (edit *arrayEdit) text() string {
	trailing := len(edit.was.cells) == 0 || edit.was.cells[len(edit.was.cells)-1].comma
	for i := range edit.cells {
		edit.cells[i].comma = trailing || i < len(edit.cells)-1
	}
	if edit.stead != nil {
		edit.carry(commentsOf(edit.stead.before))
	}
	now := arrayText{edit.was.open, edit.cells, edit.carried + edit.was.end}
	text := now.String()
	if len(now.cells) == 0 && !strings.Contains(text, "#") {
		return "[]"
	}
	return text
}

// commentsOf returns the comments in pieces of an array.
func commentsOf(pieces ...string) []string {
	var list []string
	for _, piece := range pieces {
		for pos := 0; pos < len(piece); {
			switch piece[pos] {
			case '"', '\'':
				pos = stringEnd(piece, pos)
			case '#':
				end := pos + len(piece[pos:])
				if i := strings.IndexByte(piece[pos:], '\n'); i >= 0 {
					end = pos + i
				}
				list = append(list, strings.TrimSpace(piece[pos:end]))
				pos = end
			default:
				pos++
			}
		}
	}
	return slices.Clip(list)
}
