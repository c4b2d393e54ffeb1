package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// maxStem is the length in bytes to which the names of drafts are cut.
const maxStem = 80

// draftFile returns the name of a new draft's file: the stem reduced to
// [a-z0-9_-], or the video's id where nothing is left, with a number if taken
// knows the name already.
func draftFile(stem string, key ingest.Key, taken map[string]bool) string {
	base := plainName(stem)
	if base == "" {
		base = plainName(key.Provider + "-" + key.ID)
	}
	if draft.CheckSlug(base) != nil || base+draftExt == draft.EventFile { // empty, or reserved by a system
		base = strings.TrimSuffix("talk-"+base, "-")
	}
	name := base + draftExt
	for n := 2; taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n) + draftExt
	}
	return name
}

const draftExt = ".toml"

// plainName keeps of text what is safe in the name of a file on every system,
// cut between words if possible.
func plainName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '-', r == '_':
			return r
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case r == ' ', r == '.':
			return '-'
		}
		return -1
	}, s)
	s = strings.Trim(s, "-_")
	if len(s) <= maxStem {
		return s
	}
	cut := s[:maxStem]
	if i := strings.LastIndexByte(cut, '-'); s[maxStem] != '-' && i > maxStem/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, "-_")
}

// baseDir is the folder of an event that keeps the bases.
const baseDir = ".base"

// maxBaseName is the length up to which the name of a base shows the id.
const maxBaseName = 120

// baseFile returns the name of a video's base. Ids are kept as they are where
// that is a safe name, which those of all known hosts are; other bytes are written
// as %XX, and a key too long for that as its hash behind %%.
func baseFile(key ingest.Key) string {
	name := escapeName(key.Provider, false) + "-" + escapeName(key.ID, true)
	if len(name) > maxBaseName {
		sum := sha256.Sum256([]byte(key.String()))
		name = escapeName(key.Provider, false)[:min(20, len(key.Provider))] + "-%%" + hex.EncodeToString(sum[:16])
	}
	return name + ".json"
}

// baseKey returns the video whose base has a name, false if only its content can
// tell.
func baseKey(name string) (ingest.Key, bool) {
	name, ok := strings.CutSuffix(name, ".json")
	provider, id, found := strings.Cut(name, "-")
	if !ok || !found {
		return ingest.Key{}, false
	}
	key := ingest.Key{}
	if key.Provider, ok = unescapeName(provider); !ok {
		return ingest.Key{}, false
	}
	if key.ID, ok = unescapeName(id); !ok || key.ID == "" || key.Provider == "" {
		return ingest.Key{}, false
	}
	return key, baseFile(key) == name+".json"
}

func escapeName(s string, dash bool) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-' && dash:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func unescapeName(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+3 > len(s) {
			return "", false
		}
		c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(c))
		i += 2
	}
	return b.String(), true
}
