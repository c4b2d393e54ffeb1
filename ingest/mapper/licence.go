package mapper

import (
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest/host"
)

// licence finds a Creative Commons licence that a line of text names, in words or by
// its abbreviation.
var licence = regexp.MustCompile(`(?i)creative commons ((?:attribution|non[ -]?commercial|share[ -]?alike|no[ -]?deriv(?:ative)?s|[ -])+)(\d\.\d)?|\bCC[ -](BY(?:-NC)?(?:-SA|-ND)?)\b[ -]?(\d\.\d)?|\b(CC0)\b`)

// notTheTalk are the words of lines that license something other than the video.
var notTheTalk = []string{"music", "song", "sound", "icon", "font", "image", "photo", "logo", "artwork", "musik", "música", "musique"}

// toldLicence reads the licence that a description states for the video: the line
// that names it must speak of a licence.
func toldLicence(description string) string {
	if !strings.Contains(description, "C") || len(description) > 1<<20 {
		return ""
	}
	for line := range strings.SplitSeq(description, "\n") {
		low := strings.ToLower(line)
		if len(line) > 600 || !strings.Contains(low, "licen") && !strings.Contains(low, "lizen") {
			continue
		}
		m := licence.FindStringSubmatch(line)
		if m == nil || containsAny(low, notTheTalk) {
			continue
		}
		return licenceName(m)
	}
	return ""
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// licenceName writes a licence as those of hosts are written.
func licenceName(m []string) string {
	if m[5] != "" {
		return "Creative Commons CC0 (public domain dedication)"
	}
	low, version := strings.ToLower(m[1]), m[2]
	code := "by"
	if m[3] != "" {
		code, version = strings.ToLower(m[3]), m[4]
	} else {
		if !strings.Contains(low, "attribution") {
			return ""
		}
		plain := strings.ReplaceAll(low, "-", "")
		for _, part := range []struct{ word, code string }{{"noncommercial", "-nc"}, {"sharealike", "-sa"}, {"noderiv", "-nd"}} {
			if strings.Contains(strings.ReplaceAll(plain, " ", ""), part.word) {
				code += part.code
			}
		}
	}
	name := host.Licence("vimeo", code) // whose codes these are
	if name == "" {
		return ""
	}
	return strings.TrimSpace(name + " " + version)
}
