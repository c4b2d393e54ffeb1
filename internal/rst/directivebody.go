package rst

import (
	"strconv"
	"strings"
)

// named gives a directive's node the name that is asked for.
func (m *machine) named(n *node, c *invocation) {
	if name, ok := c.options["name"]; ok {
		n.names = append(n.names, normalName(name))
		m.noteExplicit(n, n)
		delete(c.options, "name") // for the first of several nodes only
	}
}

// titled adds a directive's argument as the title of its node.
func (m *machine) titled(n *node, c *invocation) (messages []*node) {
	if c.argument == "" {
		return nil
	}
	title := &node{kind: titleNode, at: c.at}
	messages = m.inline(sourceOf(c.argumentLines), title, m.parent)
	n.append(title)
	return messages
}

func (m *machine) admonition(c *invocation) {
	n := &node{kind: admonitionNode, at: c.at, name: strings.ToLower(c.name)}
	m.named(n, c)
	for _, message := range m.titled(n, c) {
		n.append(message)
	}
	m.nested(c.content, n)
	m.parent.append(n)
}

// topic makes a topic or a sidebar.
func (m *machine) topic(c *invocation) {
	sidebar := strings.EqualFold(c.name, "sidebar")
	inSidebar := m.parent.kind == topicNode && m.parent.name == "sidebar"
	switch {
	case sidebar && inSidebar:
		m.fail(c, Error, "The %s directive may not be used within a sidebar element.", quote(c.name))
		return
	case sidebar && c.has("subtitle") && c.argument == "":
		m.fail(c, Error, "The %s option may not be used without a title.", quote("subtitle"))
		return
	case !m.titles && !inSidebar:
		m.fail(c, Error, "The %s directive may not be used within topics or body elements.", quote(c.name))
		return
	case len(c.content) == 0:
		m.failEmpty(c)
		return
	}
	n := &node{kind: topicNode, at: c.at, name: strings.ToLower(c.name)}
	messages := m.titled(n, c)
	if subtitle, ok := c.options["subtitle"]; ok {
		title := &node{kind: titleNode, at: c.at}
		messages = append(messages, m.inline(source{text: escapeMarks(subtitle), lines: c.argumentLines}, title, m.parent)...)
		n.append(title)
	}
	for _, message := range messages {
		n.append(message)
	}
	m.named(n, c)
	m.nested(c.content, n)
	m.parent.append(n)
}

func (m *machine) lineBlockDirective(c *invocation) {
	n := &node{kind: lineBlockNode, at: c.at}
	m.named(n, c)
	m.parent.append(n)
	for _, l := range c.content {
		child := &node{kind: lineNode, at: l.position(0), span: l.indent()}
		messages := m.inline(sourceOf([]line{l.from(len(l.text) - len(strings.TrimLeftFunc(l.text, spaceRune)))}), child, m.parent)
		n.append(child)
		m.appendAll(messages)
	}
}

func (m *machine) parsedLiteral(c *invocation) {
	n := &node{kind: literalBlockNode, at: c.at}
	messages := m.inline(sourceOf(c.content), n, m.parent)
	m.named(n, c)
	m.parent.append(n)
	m.appendAll(messages)
}

func (m *machine) code(c *invocation) {
	if c.argument != "" && !isCodeLanguage(c.argument) {
		m.fail(c, Warning, "Cannot analyze code. No Pygments lexer found for %s.", quote(c.argument))
		return
	}
	if start := c.options["number-lines"]; start != "" {
		if _, err := strconv.Atoi(trimSpace(start)); err != nil {
			m.fail(c, Error, ":number-lines: with non-integer start value")
			return
		}
	}
	n := &node{kind: literalBlockNode, at: c.at, text: joinLines(c.content)}
	m.named(n, c)
	m.parent.append(n)
}

func (m *machine) math(c *invocation) {
	for block := range strings.SplitSeq(joinLines(c.content), "\n\n") {
		if block != "" {
			n := &node{kind: mathNode, at: c.at, text: block}
			m.named(n, c)
			m.parent.append(n)
		}
	}
}

func (m *machine) rubric(c *invocation) {
	n := &node{kind: rubricNode, at: c.at}
	messages := m.inline(sourceOf(c.argumentLines), n, m.parent)
	m.named(n, c)
	m.parent.append(n)
	m.appendAll(messages)
}

func (m *machine) quoteDirective(c *invocation) { m.quotes(c.content, m.parent) }

// container makes a compound paragraph or a container.
func (m *machine) container(c *invocation) {
	if c.argument != "" && classNames(c.argument, true) != "" {
		m.fail(c, Error, "Invalid class attribute value for %s directive: %s.", quote(c.name), quote(c.argument))
		return
	}
	n := &node{kind: containerNode, at: c.at}
	m.named(n, c)
	m.nested(c.content, n)
	m.parent.append(n)
}

// image makes an image, within a reference if it has a target.
func (m *machine) image(c *invocation) {
	if n := m.newImage(c); n != nil {
		m.parent.append(n)
	}
}

func (m *machine) newImage(c *invocation) *node {
	if align, ok := c.options["align"]; ok {
		vertical := oneOf("top", "middle", "bottom")(align, true) == ""
		if vertical != m.substitution {
			m.fail(c, Error, "Error in %s directive: %s is not a valid value for the %s option here.",
				quote(c.name), quote(align), quote("align"))
			return nil
		}
	}
	n := &node{kind: imageNode, at: c.at, uri: plainTarget(escapeMarks(c.argument)), text: c.options["alt"]}
	m.named(n, c)
	target, ok := c.options["target"]
	if !ok {
		return n
	}
	link := &node{kind: referenceNode, at: c.at, text: c.text}
	parts := strings.Split(escapeMarks(target), "\n")
	if name, ok := referenceName(parts); ok {
		link.name = normalName(name)
		m.noteReference(link)
	} else {
		link.uri = plainTarget(strings.Join(parts, " "))
	}
	link.append(n)
	return link
}

// figure makes an image with a caption and more text below.
func (m *machine) figure(c *invocation) {
	delete(c.options, "align")
	image := m.newImage(c)
	n := &node{kind: figureNode, at: c.at}
	n.append(image)
	m.parent.append(n)
	if len(c.content) == 0 {
		return
	}
	below := &node{kind: containerNode}
	m.nested(c.content, below)
	first := below.firstChild
	switch {
	case first != nil && first.kind == paragraphNode:
		caption := &node{kind: captionNode, at: first.at}
		caption.takeAll(first)
		n.append(caption)
	case first == nil || first.kind != commentNode || first.text != "":
		m.fail(c, Error, "Figure caption must be a paragraph or empty comment.")
		return
	}
	first.remove()
	n.takeAll(below)
}
