package draft

import (
	"bytes"
	"regexp"
	"strings"
)

// Splice leads from the bytes that a change has left back to those before it. Between
// tables that come and go a person may have comments and blank lines, which no value has.
type Splice struct {
	Of     string `json:"of"` // the fingerprint of the file that the change has left
	At     int    `json:"at"`
	Length int    `json:"length"` // of the run of bytes that gives place to Text
	Text   string `json:"text"`
	// Tables leads back among the tables alone, where the file is another one by now.
	Tables *tableSplice `json:"tables,omitempty"`
}

// tableSplice puts Text in the place of Now where that stands between Before and After.
type tableSplice struct {
	Before string `json:"before"`
	Now    string `json:"now"`
	After  string `json:"after"`
	Text   string `json:"text"`
}

// tableHead is where the tables of a draft begin, with the comments above them.
var tableHead = regexp.MustCompile(`(?m)(^[ \t]*(#.*)?\r?\n)*^[ \t]*\[\[?[ \t]*(related_urls|videos|notes|source)\b`)

// tablesPart is a draft's file from its tables on, nothing where it has none.
func tablesPart(text []byte) []byte {
	at := tableHead.FindIndex(text)
	if at == nil {
		return nil
	}
	return text[at[0]:]
}

// spliceTables leads from the tables of a draft to those of an earlier version.
func spliceTables(before, after []byte) *tableSplice {
	const context = 120 // bytes that tell one place from another
	old, now := tablesPart(before), tablesPart(after)
	s := spliceBack(old, now)
	end := s.At + s.Length
	return &tableSplice{
		Before: string(now[max(0, s.At-context):s.At]), Now: string(now[s.At:end]),
		After: string(now[end:min(len(now), end+context)]), Text: s.Text,
	}
}

// apply puts the tables back, false if it is not plain where.
func (s *tableSplice) apply(now []byte) (text []byte, ok bool) {
	tables := string(tablesPart(now))
	there := s.Before + s.Now + s.After
	if there == "" || strings.Count(tables, there) != 1 {
		return nil, false
	}
	head := now[:len(now)-len(tables)]
	return append(bytes.Clone(head), strings.Replace(tables, there, s.Before+s.Text+s.After, 1)...), true
}

// spliceBack leads from the text of a draft to that of an earlier version.
func spliceBack(before, after []byte) Splice {
	head := 0
	for head < min(len(before), len(after)) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < min(len(before), len(after))-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	return Splice{Of: Fingerprint(after), At: head, Length: len(after) - head - tail, Text: string(before[head : len(before)-tail])}
}

// apply gives the bytes before the change, false if the file is not as that has left it.
func (s Splice) apply(now []byte) (text []byte, ok bool) {
	if s.At < 0 || s.Length < 0 || s.At > len(now)-s.Length || Fingerprint(now) != s.Of {
		return nil, false
	}
	return bytes.Join([][]byte{now[:s.At], now[s.At+s.Length:]}, []byte(s.Text)), true
}

// SpliceBack leads from the file of a draft to that of an earlier version of it, nil where
// the values that have changed say all there is to say: none of them stands in tables.
func SpliceBack(before, after *Draft, changed []string) *Splice {
	for _, field := range changed {
		if _, ok := before.arrayNamed(field); ok {
			s := spliceBack(before.text, after.text)
			s.Tables = spliceTables(before.text, after.text)
			return &s
		}
	}
	return nil
}

// Text is the file of a draft, once the change has made next of it.
func (c Change) Text(now, next *Draft) ([]byte, error) {
	if c.Back == nil {
		return Edit(now.text, now, next)
	}
	if text, ok := c.Back.apply(now.text); ok {
		if d, err := Parse(now.Path, text); err == nil && Same(d, next) {
			return text, nil
		}
	}
	if c.Back.Tables != nil {
		if text, ok := c.Back.Tables.apply(now.text); ok {
			if d, err := Parse(now.Path, text); err == nil {
				return Edit(text, d, next)
			}
		}
	}
	return Edit(now.text, now, next)
}
