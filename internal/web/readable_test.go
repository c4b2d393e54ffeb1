package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// TestReadable looks at every page in both schemes, as the browser draws it and as it tells
// a screen reader: text has a contrast of 4.5 to what is behind it, and whatever can be
// used has a name.
func TestReadable(t *testing.T) {
	t.Parallel()
	b := browser(t)
	w := busy(t)
	w.surer(t)
	type state struct {
		at   string
		keys []string
		when string // that it is to be seen
	}
	states := map[string]state{
		"event":  {eventAt, nil, `document.querySelectorAll(".pane").length`},
		"sure":   {eventAt + "/sure", nil, ""},
		"keys":   {eventAt, []string{"?"}, `document.querySelectorAll("dialog[open]").length`},
		"taking": {eventAt, []string{"a"}, `document.querySelectorAll("dialog[open]").length`},
		"words":  {eventAt, []string{"w", "S-ArrowRight", "t", "ArrowRight", "s", "ArrowRight", "x"}, `document.querySelectorAll(".picking").length`},
		"marked": {eventAt, []string{"Space"}, `document.querySelectorAll(".marked").length`},
	}
	for name, target := range otherPages() {
		states[name] = state{at: target}
	}
	p := w.open(t, b, "/")
	for name, s := range states {
		for _, scheme := range []string{"light", "dark"} {
			p.look(1280, scheme, s.at)
			p.press(s.keys...)
			if s.when != "" {
				p.await(s.when, "1")
			}
			if faint := p.is(faintTexts); faint != "" {
				t.Errorf("%s, %s: too faint:\n%s", name, scheme, faint)
			}
		}
		if unnamed := p.unnamed(); len(unnamed) > 0 {
			t.Errorf("%s: without a name: %s", name, unnamed)
		}
	}
	p.is(`(main => {
		main.innerHTML = "<p>faint</p><button></button>";
		main.querySelector("p").style.color = "#777";
	})(document.querySelector("main"))`)
	if faint, unnamed := p.is(faintTexts), p.unnamed(); !strings.Contains(faint, "faint") || len(unnamed) != 1 {
		t.Errorf("what is neither named nor to be seen passes: %q, %q", faint, unnamed)
	}
}

// unnamed are the roles of what can be used and has no name for a screen reader.
func (p *tab) unnamed() []string {
	p.t.Helper()
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	must(p.t, err)
	text := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		return strings.Trim(string(v.Value), `" `)
	}
	used := 0
	var unnamed []string
	for _, n := range tree.Nodes {
		switch role := text(n.Role); role {
		case "button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "DisclosureTriangle", "Iframe":
			if n.Ignored {
				continue
			}
			used++
			if text(n.Name) == "" {
				unnamed = append(unnamed, fmt.Sprintf("%s (%s)", role, text(n.Value)))
			}
		}
	}
	if used == 0 {
		p.t.Error("the screen reader is told of nothing that can be used")
	}
	return unnamed
}

// faintTexts are the texts that are to be seen and have a contrast of less than 4.5 to what
// is behind them, reckoned as WCAG 2 does.
const faintTexts = `(() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const light = (color) => {
    const [r, g, b] = color.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) {
      const c = rgba(getComputedStyle(e).backgroundColor);
      if (c[3]) layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reduceRight((below, c) => over(c, below), [255, 255, 255]);
  };
  const faint = new Set();
  const look = (e, text) => {
    if (!text.trim() || !e.checkVisibility({ contentVisibilityAuto: false, visibilityProperty: true })) return;
    const below = ground(e);
    const [a, b] = [light(over(rgba(getComputedStyle(e).color), below)), light(below)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.add(contrast.toFixed(2) + " " + e.tagName + "." + e.className + ": " + text.trim().slice(0, 40));
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) look(texts.currentNode.parentElement, texts.currentNode.data);
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea, select")) look(field, field.value || field.placeholder || "");
  return [...faint].join("\n");
})()`
