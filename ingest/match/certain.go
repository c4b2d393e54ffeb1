package match

import (
	"maps"
	"net/url"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// Link is what makes a pair certain without a look at titles.
type Link string

// The links.
const (
	LinkVideo Link = "video" // the programme links the video
	LinkPage  Link = "page"  // the description links the session's page
	LinkCode  Link = "code"  // the description has the session's code
)

// certainScore is the score of pairs that are linked.
const certainScore = 0.995

// settle takes what a person said, then the links.
func (r *run) settle() {
	byID := map[string]int{}
	for i := len(r.programme.entries) - 1; i >= 0; i-- {
		if id := r.programme.entries[i].session.ID; id != "" {
			byID[id] = i
		}
	}
	for i, f := range r.films {
		key := f.video.Key()
		id, confirmed := r.opt.Confirmed[key]
		session, there := byID[id]
		if confirmed && !there && !r.opt.None[key] {
			r.remarks = append(r.remarks, Remark{Kind: SessionGone, Video: key, Session: id})
		}
		switch {
		case r.opt.None[key]:
			r.settled[i] = settlement{-1, Confirmed, ""}
		case there:
			r.settled[i] = settlement{session, Confirmed, ""}
			r.take(session)
		case !f.video.Usable():
			r.settled[i] = settlement{-1, None, ""}
		}
	}
	r.settleLinks(LinkVideo, r.videoLinks())
	pages, codes := r.described()
	r.settleLinks(LinkPage, pages)
	r.settleLinks(LinkCode, codes)
}

// settleLinks takes the links that are certain: one video to one session, and no
// other either way.
func (r *run) settleLinks(kind Link, links map[[2]int]bool) {
	ofVideo, ofSession := map[int]int{}, map[int]int{}
	for l := range links {
		ofVideo[l[0]]++
		ofSession[l[1]]++
	}
	maps.DeleteFunc(links, func(l [2]int, _ bool) bool {
		_, done := r.settled[l[0]]
		return ofVideo[l[0]] > 1 || ofSession[l[1]] > 1 || done || r.isTaken(l[1])
	})
	for l := range links {
		r.settled[l[0]] = settlement{l[1], Sure, kind}
		r.take(l[1])
	}
}

// take keeps a session from the videos that are not settled, in all its entries.
func (r *run) take(session int) { r.taken[r.programme.entries[session].first()] = true }

func (r *run) isTaken(session int) bool { return r.taken[r.programme.entries[session].first()] }

// videoLinks are the videos that the programme itself links.
func (r *run) videoLinks() map[[2]int]bool {
	byKey := map[ingest.Key]int{}
	for i, f := range r.films {
		byKey[f.video.Key()] = i
	}
	links := map[[2]int]bool{}
	for s, e := range r.programme.entries {
		if e.session.Video == "" {
			continue
		}
		if key, ok := record.KeyOf(ingest.Location{URL: e.session.Video}); ok {
			if i, ok := byKey[key]; ok {
				links[[2]int{i, s}] = true
			}
		}
	}
	return links
}

// described are the sessions whose page or code stands in a description.
func (r *run) described() (pages, codes map[[2]int]bool) {
	byPage, byCode := map[string][]int{}, map[string][]int{}
	for s, e := range r.programme.entries {
		if page := pageOf(e.session.URL); page != "" {
			byPage[page] = append(byPage[page], s)
		}
		if isCode(e.session.ID) {
			byCode[e.session.ID] = append(byCode[e.session.ID], s)
		}
	}
	pages, codes = map[[2]int]bool{}, map[[2]int]bool{}
	for i, f := range r.films {
		for word := range strings.FieldsFuncSeq(f.video.Description, betweenWords) {
			if page := pageOf(word); page != "" {
				for _, s := range byPage[page] {
					pages[[2]int{i, s}] = true
				}
			}
			for part := range strings.FieldsFuncSeq(word, betweenCodes) {
				for _, s := range byCode[part] {
					codes[[2]int{i, s}] = true
				}
			}
		}
	}
	return pages, codes
}

func betweenWords(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("()<>[]\"'`,", r)
}

func betweenCodes(r rune) bool {
	return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// isCode tells an ID that no text has by chance: capitals and digits as pretalx
// gives out, or a slug of several words.
func isCode(id string) bool {
	upper, digits := 0, 0
	for _, c := range id {
		switch {
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= '0' && c <= '9':
			digits++
		}
	}
	code := upper+digits == len(id) && len(id) >= 5 && upper > 0
	slug := len(id) >= 16 && strings.Count(id, "-") >= 2
	return code || slug
}

// pageOf is the address of a page in the form in which addresses are compared. A
// site's front page is nobody's.
func pageOf(address string) string {
	address = strings.TrimRight(strings.TrimSpace(address), ".,;:!?")
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	path := strings.TrimSuffix(strings.TrimSuffix(u.EscapedPath(), "index.html"), "/")
	if path == "" && u.RawQuery == "" && u.Fragment == "" {
		return ""
	}
	page := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + path
	if u.RawQuery != "" {
		page += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		page += "#" + u.Fragment
	}
	return page
}
