package rst

import (
	"strings"
)

// interpreted reads `text`, with a role before or behind it or as a reference.
func (in *inlineParser) interpreted(start inlineStart) {
	textEnd, end := in.endOf(start)
	if textEnd <= start.end {
		in.problem(start.mark, start.end, Warning,
			"Inline interpreted text or phrase reference start-string without end-string.")
		return
	}
	role, place := "", "prefix"
	if start.begin < start.mark {
		role = in.text[start.begin+1 : start.mark-1]
	}
	suffix := in.text[textEnd+1 : end]
	if strings.HasPrefix(suffix, ":") {
		if role != "" {
			in.problem(start.begin, end, Warning,
				"Multiple roles in interpreted text (both prefix and suffix present; only one allowed).")
			return
		}
		colon := strings.LastIndexByte(suffix, ':')
		role, place = suffix[1:colon], "suffix"
	}
	switch {
	case !strings.HasSuffix(suffix, "_"):
		in.role(start.begin, end, role, in.text[start.end:textEnd])
	case role != "":
		in.problem(start.begin, end, Warning, "Mismatch: both interpreted text role %s and reference suffix.", place)
	default:
		in.phraseReference(start, textEnd, end)
	}
}

// phraseReference reads `text`_, `text <uri>`_, `text <name_>`_, and the same
// with two underscores.
func (in *inlineParser) phraseReference(start inlineStart, textEnd, end int) {
	text := in.text[start.end:textEnd]
	anonymous := strings.HasSuffix(in.text[textEnd:end], "__")
	n := &node{kind: referenceNode, text: unescaped(in.text[start.begin:end])}
	label, target, embedded := cutEmbedded(text)
	if !embedded {
		in.appendText(n, text)
		if n.anonymous = anonymous; anonymous {
			in.anonymous++
		} else {
			n.name = normalName(unmark(text))
			in.noteReference(n)
		}
		in.add(start.begin, end, n)
		return
	}
	alias, isAlias := aliasName(target)
	if isAlias {
		n.name = normalName(alias)
	} else {
		alias = linkTarget(target)
		n.uri = alias
	}
	if label == "" {
		label = alias
	}
	in.appendText(n, label)
	in.add(start.begin, end, n)
	if anonymous {
		if isAlias {
			in.noteReference(n)
		}
		return
	}
	in.embeddedTarget(n, normalName(unmark(label)))
}

// embeddedTarget puts the target that a phrase reference defines behind it.
func (in *inlineParser) embeddedTarget(n *node, name string) {
	target := &node{kind: targetNode, names: []string{name}, at: n.at, name: n.name, uri: n.uri, resolved: n.uri != ""}
	if n.uri == "" {
		target.indirect = true
		in.indirectTargets = append(in.indirectTargets, target)
		in.noteReference(target)
		in.noteReference(n)
	} else {
		in.noteExplicit(target, in.naming)
	}
	in.into.append(target)
}

// cutEmbedded splits the text of a reference that ends in <…>.
func cutEmbedded(text string) (label, target string, ok bool) {
	end := len(text) - 1
	if end < 2 || text[end] != '>' || text[end-1] == escapeMark || spaceBefore(text, end) {
		return "", "", false
	}
	open := end - 1
	for ; open >= 0; open-- {
		if (text[open] == '<' || text[open] == '>') && (open == 0 || text[open-1] != escapeMark) {
			break
		}
	}
	if open < 0 || text[open] != '<' || open+1 == end || spaceAt(text, open+1) {
		return "", "", false
	}
	label = strings.TrimRight(text[:open], " \n")
	if open > 0 && len(label) == open {
		return "", "", false // no space in front of the bracket
	}
	return label, text[open+1 : end], true
}

// spaceBefore reports whether white space ends before text[i].
func spaceBefore(text string, i int) bool {
	return strings.TrimRightFunc(text[:i], spaceRune) != text[:i]
}

// aliasName takes an embedded target for another reference's name, "name_".
func aliasName(target string) (name string, ok bool) {
	name, ok = strings.CutSuffix(target, "_")
	if !ok || strings.HasSuffix(name, string(escapeMark)) || isURI(target) {
		return "", false
	}
	return spaceName(unmark(name)), true
}

// linkTarget is the address that stands in the markup: without white space that
// is not escaped, and for a mail address with its scheme.
func linkTarget(text string) string {
	address := plainTarget(text)
	if rest, ok := strings.CutSuffix(address, `\_`); ok {
		address = rest + "_"
	}
	if isMailAddress(address) {
		return "mailto:" + address
	}
	return address
}

// plainTarget removes white space, unless it is escaped: then it is one space.
func plainTarget(text string) string {
	parts := escapedSpace.Split(text, -1)
	for i, part := range parts {
		parts[i] = strings.Join(strings.FieldsFunc(unmark(part), spaceRune), "")
	}
	return strings.Join(parts, " ")
}
