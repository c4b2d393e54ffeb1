package rst

import (
	"regexp"
	"strconv"
	"strings"
)

// role says what interpreted text becomes.
type role struct {
	kind     nodeKind
	link     string // for references: "pep" or "rfc"
	absent   bool   // docutils knows the name but does nothing with it
	raw      bool   // needs a format, which only the role directive can give
	language string // of code
}

// standardRoles are the roles by the names that they have in English.
var standardRoles = newRoles()

func newRoles() map[string]role {
	roles := map[string]role{}
	add := func(r role, names ...string) {
		for _, name := range names {
			roles[name] = r
		}
	}
	add(role{kind: inlineNode}, "abbreviation", "ab", "acronym", "ac")
	add(role{kind: subscriptNode}, "subscript", "sub")
	add(role{kind: superscriptNode}, "superscript", "sup")
	add(role{kind: citeNode}, "title-reference", "title", "t")
	add(role{kind: emphasisNode}, "emphasis")
	add(role{kind: strongNode}, "strong")
	add(role{kind: literalNode}, "literal", "code", "math")
	add(role{kind: referenceNode, link: "pep"}, "pep-reference", "pep")
	add(role{kind: referenceNode, link: "rfc"}, "rfc-reference", "rfc")
	add(role{kind: rawNode, raw: true}, "raw")
	add(role{absent: true}, "index", "i", "named-reference", "anonymous-reference", "footnote-reference",
		"citation-reference", "substitution-reference", "target", "uri-reference", "uri", "url")
	return roles
}

// findRole looks a role up. INFO messages about the search are returned.
func (p *parser) findRole(name string, at position) (r role, known bool, messages []*node) {
	key := strings.ToLower(name)
	if r, ok := p.roles[key]; ok {
		return r, true, nil
	}
	if name == "" {
		return role{kind: citeNode}, true, nil
	}
	if r, ok := standardRoles[key]; ok {
		return r, true, nil
	}
	message := p.newMessage(Info, at, "No role entry for %s in module %s.", quote(name), quote("docutils.parsers.rst.languages.en"))
	if key == "restructuredtext-unimplemented-role" {
		return role{absent: true}, true, []*node{message}
	}
	return role{}, false, []*node{message}
}

// role puts interpreted text into the tree.
func (in *inlineParser) role(begin, end int, name, text string) {
	r, known, messages := in.findRole(name, in.position(begin))
	in.messages = append(in.messages, messages...)
	switch {
	case !known:
		in.problem(begin, end, Error, "Unknown interpreted text role %s.", quote(name))
	case r.absent:
		in.problem(begin, end, Error, "Interpreted text role %s not implemented.", quote(name))
	case r.raw:
		in.problem(begin, end, Error, "No format (Writer name) is associated with this role: %s.", quote(name))
	case r.language != "" && !isCodeLanguage(r.language):
		in.problem(begin, end, Warning, "Cannot analyze code. No Pygments lexer found for %s.", quote(r.language))
	case r.link != "":
		in.standardLink(begin, end, r.link, unmark(text))
	case r.kind == literalNode:
		in.add(begin, end, &node{kind: literalNode, text: unescaped(text)})
	case r.kind == rawNode:
		in.add(begin, end, &node{kind: rawNode, text: unescaped(text)})
	default:
		n := &node{kind: r.kind}
		in.appendText(n, text)
		in.add(begin, end, n)
	}
}

// standardLink makes a link of the number of a PEP or RFC.
func (in *inlineParser) standardLink(begin, end int, link, text string) {
	number, section, _ := strings.Cut(text, "#")
	if link == "pep" {
		number = text
	}
	n, err := strconv.Atoi(trimSpace(number))
	switch {
	case link == "pep" && (err != nil || n < 0 || n > 9999):
		in.problem(begin, end, Error, "PEP number must be a number from 0 to 9999; %s is invalid.", quote(text))
		return
	case err != nil || n < 1 && link == "rfc":
		in.problem(begin, end, Error, "RFC number must be a number greater than or equal to 1; %s is invalid.", quote(text))
		return
	}
	reference := &node{kind: referenceNode, text: unescaped(in.text[begin:end])}
	if link == "pep" {
		reference.uri = "https://peps.python.org/pep-" + leftPad(strconv.Itoa(n))
		in.appendText(reference, "PEP "+text)
	} else {
		reference.uri = "https://tools.ietf.org/html/rfc" + strconv.Itoa(n) + ".html"
		if section != "" {
			reference.uri += "#" + section
		}
		in.appendText(reference, "RFC "+strconv.Itoa(n))
	}
	in.add(begin, end, reference)
}

// leftPad writes a number with four digits.
func leftPad(number string) string { return "0000"[min(4, len(number)):] + number }

var roleArguments = regexp.MustCompile(`^(\S+?)\s*(?:\(\s*(\S+)\s*\)\s*)?$`)

// roleDirective defines a role.
func (m *machine) roleDirective(c *invocation) {
	if len(c.content) == 0 || c.content[0].number > c.at.line+1 {
		m.fail(c, Error, "%s directive requires arguments on the first line.", quote(c.name))
		return
	}
	parts := roleArguments.FindStringSubmatch(c.content[0].text)
	if parts == nil || !isSimpleName(parts[1]) || parts[2] != "" && !isSimpleName(parts[2]) {
		m.fail(c, Error, "%s directive arguments not valid role names: %s.", quote(c.name), quote(c.content[0].text))
		return
	}
	r := role{kind: inlineNode}
	options := map[string]optionCheck{"class": classNames}
	if base := parts[2]; base != "" {
		found, known, messages := m.findRole(base, c.at)
		m.appendAll(messages)
		if !known {
			m.fail(c, Error, "Unknown interpreted text role %s.", quote(base))
			return
		}
		r = found
	}
	switch {
	case r.raw:
		options["format"] = anyValue
	case r.kind == literalNode:
		options["language"] = anyValue
	}
	call := invocation{}
	if problem := call.split(c.content[1:], directive{options: options}); problem != "" {
		m.fail(c, Error, "Error in %s directive:\n%s.", quote(c.name), problem)
		return
	}
	if classNames(parts[1], true) != "" && !call.has("class") {
		m.fail(c, Error, "Invalid argument for %s directive:", quote(c.name))
		return
	}
	r.raw = r.raw && !call.has("format")
	r.language = call.options["language"]
	m.setRole(strings.ToLower(parts[1]), r)
}

func isSimpleName(s string) bool { return s != "" && simpleNameEnd(s, 0) == len(s) }

func (m *machine) setRole(name string, r role) {
	if m.roles == nil {
		m.roles = map[string]role{}
	}
	m.roles[name] = r
}

// defaultRole sets the role of interpreted text that names none.
func (m *machine) defaultRole(c *invocation) {
	if c.argument == "" {
		delete(m.roles, "")
		return
	}
	r, known, messages := m.findRole(c.argument, c.at)
	m.appendAll(messages)
	if !known {
		m.fail(c, Error, "Unknown interpreted text role %s.", quote(c.argument))
		return
	}
	m.setRole("", r)
}
