package rst

import (
	"maps"
	"math"
	"strings"
)

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
	raw := map[string]optionCheck{"file": someValue, "url": someValue, "encoding": anyValue, "class": classNames}
	trim := map[string]optionCheck{"trim": noValue, "ltrim": noValue, "rtrim": noValue}
	contents := map[string]optionCheck{
		"depth": wholeNumber(0), "local": noValue, "backlinks": oneOf("top", "entry", "none"), "class": classNames,
	}
	numbering := map[string]optionCheck{
		"depth": wholeNumber(math.MinInt), "start": wholeNumber(math.MinInt), "prefix": someValue, "suffix": someValue,
	}
	plainTable := with(table, map[string]optionCheck{"widths": columnWidths("auto", "grid")})
	set := map[string]directive{
		"admonition":     {needsText, needsContent, named, (*machine).admonition},
		"topic":          {needsText, maybeContent, named, (*machine).topic},
		"sidebar":        {maybeText, maybeContent, with(named, map[string]optionCheck{"subtitle": someValue}), (*machine).topic},
		"line-block":     {noArgument, needsContent, named, (*machine).lineBlockDirective},
		"parsed-literal": {noArgument, needsContent, named, (*machine).parsedLiteral},
		"code":           {maybeWord, needsContent, with(named, map[string]optionCheck{"number-lines": anyValue}), (*machine).code},
		"math":           {noArgument, needsContent, named, (*machine).math},
		"rubric":         {needsText, noContent, named, (*machine).rubric},
		"epigraph":       {noArgument, needsContent, nil, (*machine).quoteDirective},
		"compound":       {noArgument, needsContent, named, (*machine).container},
		"container":      {maybeText, needsContent, map[string]optionCheck{"name": anyValue}, (*machine).container},
		"table":          {maybeText, maybeContent, plainTable, (*machine).tableDirective},
		"csv-table":      {maybeText, maybeContent, csv, (*machine).csvTable},
		"list-table":     {maybeText, maybeContent, rows, (*machine).listTable},
		"meta":           {noArgument, needsContent, nil, (*machine).meta},
		"image":          {needsText, noContent, image, (*machine).image},
		"figure":         {needsText, maybeContent, figure, (*machine).figure},
		"include":        {needsText, noContent, includeOptions(), (*machine).disabled},
		"raw":            {needsText, maybeContent, raw, (*machine).raw},
		"replace":        {noArgument, maybeContent, nil, (*machine).replace},
		"unicode":        {needsText, noContent, trim, (*machine).unicode},
		"date":           {noArgument, maybeContent, nil, (*machine).date},
		"class":          {needsText, maybeContent, nil, (*machine).class},
		"role":           {noArgument, maybeContent, nil, (*machine).roleDirective},
		"default-role":   {maybeWord, noContent, nil, (*machine).defaultRole},
		"title":          {needsText, noContent, nil, (*machine).ignore},
		"contents":       {maybeText, noContent, contents, (*machine).contents},
		"sectnum":        {noArgument, noContent, numbering, (*machine).ignore},
		"header":         {noArgument, needsContent, nil, (*machine).decoration},
		"footer":         {noArgument, needsContent, nil, (*machine).decoration},
		"target-notes":   {noArgument, noContent, named, (*machine).ignore},

		"restructuredtext-test-directive": {maybeText, maybeContent, map[string]optionCheck{"option": someValue}, (*machine).test},
	}
	for _, name := range strings.Fields("attention caution danger error hint important note tip warning") {
		set[name] = directive{noArgument, needsContent, named, (*machine).admonition}
	}
	for alias, name := range map[string]string{
		"code-block": "code", "sourcecode": "code", "highlights": "epigraph", "pull-quote": "epigraph",
		"section-numbering": "sectnum",
	} {
		set[alias] = set[name]
	}
	return set
}

// with adds options to others.
func with(options, more map[string]optionCheck) map[string]optionCheck {
	all := maps.Clone(options)
	maps.Copy(all, more)
	return all
}

func includeOptions() map[string]optionCheck {
	options := map[string]optionCheck{
		"literal": noValue, "number-lines": anyValue, "class": classNames, "name": anyValue, "code": anyValue,
		"encoding": anyValue, "parser": anyValue, "start-after": someValue, "end-before": someValue,
	}
	for _, name := range []string{"tab-width", "start-line", "end-line"} {
		options[name] = wholeNumber(math.MinInt)
	}
	return options
}
