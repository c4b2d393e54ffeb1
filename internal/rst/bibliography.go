package rst

import "strings"

// bibliographicFields are fields that docutils moves to the head of a page when
// the document begins with them. It wants one paragraph in most.
var bibliographicFields = map[string]bool{
	"author": true, "organization": true, "address": true, "contact": true, "version": true, "revision": true,
	"status": true, "date": true, "copyright": true,
	"authors": false, "dedication": false, "abstract": false,
}

// checkBibliography complains of such fields that cannot be moved.
func (p *parser) checkBibliography() {
	list := p.firstOfBody()
	if list == nil || list.kind != fieldListNode {
		return
	}
	seen := map[string]bool{}
	for field := range list.children() {
		name, body := normalName(field.firstChild.plainText()), field.last
		oneParagraph, known := bibliographicFields[name]
		first := body.firstChild
		switch {
		case !known:
		case first == nil:
			p.report(Warning, field.at, "Cannot extract empty bibliographic field %s.", quote(name))
		case oneParagraph && first != body.last:
			p.report(Warning, field.at, "Cannot extract compound bibliographic field %s.", quote(name))
		case oneParagraph && first.kind != paragraphNode:
			p.report(Warning, field.at, "Cannot extract bibliographic field %s containing anything other "+
				"than a single paragraph.", quote(name))
		case name == "authors" && !namesAuthors(body):
			p.report(Warning, field.at, "Bibliographic field %s incompatible with extraction:", quote(name))
		case !oneParagraph && name != "authors" && seen[name]:
			p.report(Warning, field.at, "There can only be one %s field.", quote(name))
		}
		seen[name] = true
	}
}

// namesAuthors reports whether authors can be told apart: in one paragraph, a
// paragraph for each or a list.
func namesAuthors(body *node) bool {
	first := body.firstChild
	if first == body.last && first.kind == bulletListNode {
		for item := range first.children() {
			if item.firstChild == nil || item.firstChild != item.last || item.firstChild.kind != paragraphNode {
				return false
			}
		}
		return true
	}
	if first == body.last && first.kind == paragraphNode {
		return strings.Trim(first.plainText(), ";, ") != ""
	}
	for n := range body.children() {
		if first == body.last || n.kind != paragraphNode && n.kind != commentNode {
			return false
		}
	}
	return true
}
