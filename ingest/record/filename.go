package record

import (
	"fmt"
	"strings"
)

// maxName is the longest name of a file or folder, in bytes, that pyvideo/data
// takes.
const maxName = 139

const extension = ".json"

// FileName returns the name of a new record's file: the slug of its title and
// ".json", or the video's id when the title leaves nothing. It is shorter than
// 140 bytes, holds nothing but ASCII letters, digits, _ and -, is no name that
// Windows reserves, and is one that taken does not know. taken is asked about
// names in lower case, since file systems differ in whether case matters; nil
// stands for an empty folder.
func FileName(title, id string, taken func(name string) bool) string {
	base := strings.Trim(Slug(title), "-")
	if base == "" {
		base = safeID(id)
	}
	if reserved(base) {
		base = strings.Trim(base+"-"+safeID(id), "-")
	}
	for n := 1; ; n++ {
		suffix := extension
		if n > 1 {
			suffix = fmt.Sprintf("-%d%s", n, extension)
		}
		name := shorten(base, maxName-len(suffix)) + suffix
		if taken == nil || !taken(strings.ToLower(name)) {
			return name
		}
	}
}

// safeID keeps of a host's id what can stand in a file name everywhere.
func safeID(id string) string {
	id = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-':
			return r
		}
		return '-'
	}, id)
	if id = strings.Trim(id, "-"); id == "" {
		return "video"
	}
	return id
}

// shorten cuts a slug to at most limit bytes, between words if that does not
// cost more than half of it.
func shorten(slug string, limit int) string {
	if len(slug) <= limit {
		return slug
	}
	cut := slug[:limit]
	if slug[limit] != '-' {
		if i := strings.LastIndexByte(cut, '-'); i > limit/2 {
			cut = cut[:i]
		}
	}
	return strings.TrimRight(cut, "-")
}

// reserved reports whether Windows keeps a name for a device, whatever
// extension follows.
func reserved(base string) bool {
	base = strings.ToLower(base)
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	if device, ok := strings.CutPrefix(base, "com"); ok {
		return isDigit(device)
	}
	if device, ok := strings.CutPrefix(base, "lpt"); ok {
		return isDigit(device)
	}
	return false
}

func isDigit(s string) bool { return len(s) == 1 && '0' <= s[0] && s[0] <= '9' }
