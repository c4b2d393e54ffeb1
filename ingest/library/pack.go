package library

import (
	"encoding/binary"
	"strings"
)

// packed writes numbers and texts one after the other, for [unpacked] to read.
type packed []byte

func (p *packed) number(n int)        { *p = binary.AppendUvarint(*p, uint64(n)) }
func (p *packed) fixed(n uint64)      { *p = binary.LittleEndian.AppendUint64(*p, n) }
func (p *packed) text(s string)       { p.number(len(s)); *p = append(*p, s...) }
func (p *packed) texts(list []string) { p.number(len(list)); p.each(list) }
func (p *packed) each(list []string) {
	for _, s := range list {
		p.text(s)
	}
}

// table writes numbers of which each can be read without the others.
func (p *packed) table(list []uint32) {
	p.number(len(list))
	for _, n := range list {
		*p = binary.LittleEndian.AppendUint32(*p, n)
	}
}

// unpacked reads what [packed] has written. It trusts what it reads, whose checksum is right.
type unpacked string

func (u *unpacked) number() int {
	n, shift := uint64(0), 0
	for i := 0; i < len(*u); i++ {
		b := (*u)[i]
		n |= uint64(b&0x7f) << shift
		if shift += 7; b < 0x80 {
			*u = (*u)[i+1:]
			return int(n)
		}
	}
	*u = ""
	return 0
}

func (u *unpacked) fixed() uint64 {
	n := uint64(0)
	for i, b := range []byte(u.cut(8)) {
		n |= uint64(b) << (8 * i)
	}
	return n
}

func (u *unpacked) text() string { return u.cut(u.number()) }

func (u *unpacked) texts() []string {
	list := make([]string, u.number())
	for i := range list {
		list[i] = u.text()
	}
	return list
}

func (u *unpacked) table() table { return table(u.cut(4 * u.number())) }

func (u *unpacked) cut(n int) string {
	n = min(n, len(*u))
	s := (*u)[:n]
	*u = (*u)[n:]
	return string(s)
}

// table is a list of numbers of four bytes each.
type table string

func (t table) len() int { return len(t) / 4 }

func (t table) at(i int) int {
	b := t[4*i : 4*i+4]
	return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 | int(b[3])<<24
}

// list is what lies one after the other in a text, each beginning at a place of a table.
type list struct {
	text string
	from table // one more than there are
}

func (l list) len() int        { return l.from.len() - 1 }
func (l list) at(i int) string { return l.text[l.from.at(i):l.from.at(i+1)] }

// lister gathers a list.
type lister struct {
	text strings.Builder
	from []uint32
}

func (l *lister) add(s string) {
	l.from = append(l.from, uint32(l.text.Len()))
	l.text.WriteString(s)
}

func (p *packed) list(l *lister) {
	p.text(l.text.String())
	p.table(append(l.from, uint32(l.text.Len())))
}

func (u *unpacked) list() list {
	text := u.text()
	return list{text, u.table()}
}
