// Which key was pressed, by what it produces; where that is no key of ours, by where it is.

const named = { Enter: "Enter", " ": "Space", Escape: "Esc" };
const places = {
  Slash: ["/", "?"], Period: [".", ">"], BracketLeft: ["[", "{"], BracketRight: ["]", "}"], Space: ["Space", "Space"],
  Enter: ["Enter", "Enter"], NumpadEnter: ["Enter", "Enter"], Escape: ["Esc", "Esc"],
};

export function keyOf(e, keys) {
  const key = named[e.key] || e.key;
  return key in keys ? key : placeOf(e);
}

function placeOf(e) {
  const letter = /^Key([A-Z])$/.exec(e.code);
  if (letter) return e.shiftKey ? letter[1] : letter[1].toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(e.code);
  if (digit) return digit[1];
  return places[e.code]?.[e.shiftKey ? 1 : 0];
}

export function isTyping(target) {
  return target.matches?.("textarea, select, input:not([type=button], [type=submit], [type=checkbox])") || target.isContentEditable;
}

export function isPressable(target) {
  return target.matches?.("button, a[href], summary, input, label");
}
