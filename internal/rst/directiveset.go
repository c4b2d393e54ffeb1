package rst

// standardDirectives are the directives by the names that they have in English.
// Where docutils would read files or ask the network, what happens is what its
// setting against that does.
var standardDirectives = newDirectives()

func newDirectives() map[string]directive {
	named := map[string]optionCheck{"class": classNames, "name": anyValue}
	image := with(named, map[string]optionCheck{
		"alt": anyValue, "height": length(plainLength), "width": length(percentLength), "scale": percentage,
		"align": oneOf("left", "center", "right", "top", "middle", "bottom"), "target": someValue,
	})
	figure := with(image, map[string]optionCheck{
		"figwidth": figureWidth, "figclass": classNames, "align": oneOf("left", "center", "right"),
	})
	table := with(named, map[string]optionCheck{
		"align": oneOf("left", "center", "right"), "width": length(percentLength), "widths": columnWidths("auto"),
	})
	rows := with(table, map[string]optionCheck{"header-rows": wholeNumber(0), "stub-columns": wholeNumber(0)})
	csv := with(rows, map[string]optionCheck{
		"header": anyValue, "file": someValue, "url": someValue, "encoding": anyValue, "keepspace": noValue,
		"delim": singleCharacter("tab", "space"), "quote": singleCharacter(), "escape": singleCharacter(),
	})
	plainTable := with(table, map[string]optionCheck{"widths": columnWidths("auto", "grid")})
	set := map[string]directive{
		"admonition":     {required: 1, freeArgument: true, options: named, content: true, needsContent: true, run: (*machine).admonition},
		"topic":          {required: 1, freeArgument: true, options: named, content: true, run: (*machine).topic},
		"sidebar":        {optional: 1, freeArgument: true, options: with(named, map[string]optionCheck{"subtitle": someValue}), content: true, run: (*machine).topic},
		"line-block":     {options: named, content: true, needsContent: true, run: (*machine).lineBlockDirective},
		"parsed-literal": {options: named, content: true, needsContent: true, run: (*machine).parsedLiteral},
		"code":           {optional: 1, options: with(named, map[string]optionCheck{"number-lines": anyValue}), content: true, needsContent: true, run: (*machine).code},
		"math":           {options: named, content: true, needsContent: true, run: (*machine).math},
		"rubric":         {required: 1, freeArgument: true, options: named, run: (*machine).rubric},
		"epigraph":       {content: true, needsContent: true, run: (*machine).quoteDirective},
		"compound":       {options: named, content: true, needsContent: true, run: (*machine).container},
		"container":      {optional: 1, freeArgument: true, options: map[string]optionCheck{"name": anyValue}, content: true, needsContent: true, run: (*machine).container},
		"table":          {optional: 1, freeArgument: true, options: plainTable, content: true, run: (*machine).tableDirective},
		"csv-table":      {optional: 1, freeArgument: true, options: csv, content: true, run: (*machine).csvTable},
		"list-table":     {optional: 1, freeArgument: true, options: rows, content: true, run: (*machine).listTable},
		"meta":           {content: true, needsContent: true, run: (*machine).meta},
		"image":          {required: 1, freeArgument: true, options: image, run: (*machine).image},
		"figure":         {required: 1, freeArgument: true, options: figure, content: true, run: (*machine).figure},
		"include":        {required: 1, freeArgument: true, options: includeOptions(), run: (*machine).disabled},
		"raw":            {required: 1, freeArgument: true, options: map[string]optionCheck{"file": someValue, "url": someValue, "encoding": anyValue, "class": classNames}, content: true, run: (*machine).raw},
		"replace":        {content: true, needsContent: true, run: (*machine).replace},
		"unicode":        {required: 1, freeArgument: true, options: map[string]optionCheck{"trim": noValue, "ltrim": noValue, "rtrim": noValue}, run: (*machine).unicode},
		"date":           {content: true, run: (*machine).date},
		"class":          {required: 1, freeArgument: true, content: true, run: (*machine).class},
		"role":           {content: true, run: (*machine).roleDirective},
		"default-role":   {optional: 1, run: (*machine).defaultRole},
		"title":          {required: 1, freeArgument: true, run: func(*machine, *invocation) {}},
		"contents":       {optional: 1, freeArgument: true, options: map[string]optionCheck{"depth": wholeNumber(0), "local": noValue, "backlinks": oneOf("top", "entry", "none"), "class": classNames}, run: (*machine).contents},
		"sectnum":        {options: map[string]optionCheck{"depth": wholeNumber(-1 << 31), "start": wholeNumber(-1 << 31), "prefix": someValue, "suffix": someValue}, run: func(*machine, *invocation) {}},
		"header":         {content: true, needsContent: true, run: (*machine).decoration},
		"footer":         {content: true, needsContent: true, run: (*machine).decoration},
		"target-notes":   {options: named, run: func(*machine, *invocation) {}},
		"restructuredtext-test-directive": {optional: 1, freeArgument: true, options: map[string]optionCheck{"option": someValue}, content: true, run: func(m *machine, c *invocation) {
			m.fail(c, Info, "Directive processed.")
		}},
	}
	for _, name := range []string{"attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"} {
		set[name] = directive{options: named, content: true, needsContent: true, freeArgument: true, run: (*machine).admonition}
	}
	for alias, name := range map[string]string{
		"code-block": "code", "sourcecode": "code", "highlights": "epigraph", "pull-quote": "epigraph", "section-numbering": "sectnum",
	} {
		set[alias] = set[name]
	}
	return set
}

// with adds options to others.
func with(options, more map[string]optionCheck) map[string]optionCheck {
	all := map[string]optionCheck{}
	for _, m := range []map[string]optionCheck{options, more} {
		for name, check := range m {
			all[name] = check
		}
	}
	return all
}

func includeOptions() map[string]optionCheck {
	options := map[string]optionCheck{
		"literal": noValue, "number-lines": anyValue, "class": classNames, "name": anyValue, "code": anyValue,
		"encoding": anyValue, "parser": anyValue, "start-after": someValue, "end-before": someValue,
	}
	for _, name := range []string{"tab-width", "start-line", "end-line"} {
		options[name] = wholeNumber(-1 << 31)
	}
	return options
}
