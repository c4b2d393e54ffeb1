// Picking words: the title as posted, word by word; what is the title, who speaks.

let picker = null;

export const picking = () => !!picker;

// pick begins with a row. Done is told the fields that came out, or nothing.
export function pick(row, done) {
  const raw = row.querySelector(".raw");
  const text = raw.textContent;
  const words = [...text.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length, use: "" }));
  if (!words.length) return done(null);
  picker = { row, raw, text, words, at: 0, anchor: 0, title: null, speakers: null, before: raw.innerHTML, done };
  raw.classList.add("picking");
  raw.after(buttons());
  draw();
  row.focus({ preventScroll: true });
}

// buttons do what the keys do, for those who have none.
function buttons() {
  const p = Object.assign(document.createElement("p"), { className: "acts pickers" });
  for (const [key, word] of [["t", "Title"], ["s", "Speaker"], ["x", "Drop"], ["Enter", "Save"], ["Escape", "Leave"]]) {
    const b = Object.assign(document.createElement("button"), { type: "button", textContent: word });
    b.dataset.pick = key;
    p.append(b, " ");
  }
  return p;
}

// onClick takes a button, or a word: the first begins a run, the next one ends it.
export function onClick(target) {
  const button = target.closest("[data-pick]");
  const word = target.closest("[data-word]");
  if (button) press(button.dataset.pick);
  else if (word) {
    const at = Number(word.dataset.word);
    if (picker.at !== picker.anchor || !picker.begun) picker.anchor = at;
    picker.begun = true;
    picker.at = at;
    draw();
  }
  return !!(button || word);
}

function press(key) {
  if (key === "Enter" || key === "Escape") return finish(key === "Enter");
  use(uses[key]);
  draw();
}

function draw() {
  const { raw, text, words } = picker;
  const [first, last] = run();
  const parts = [];
  let end = 0;
  words.forEach((w, i) => {
    parts.push(text.slice(end, w.from));
    const span = document.createElement("span");
    span.textContent = text.slice(w.from, w.to);
    span.className = ["word", w.use, i >= first && i <= last ? "run" : "", i === picker.at ? "at" : ""].filter(Boolean).join(" ");
    span.dataset.word = i;
    parts.push(span);
    end = w.to;
  });
  raw.replaceChildren(...parts, text.slice(end), preview());
}

// preview says what it comes to so far.
function preview() {
  const p = document.createElement("span");
  p.className = "picked";
  const say = [picker.title === null ? "" : `title: ${shown(picker.title)}`, picker.speakers === null ? "" : `speakers: ${picker.speakers.map(shown).join("; ")}`];
  p.dataset.picked = say.filter(Boolean).join(" · ") || "t title, s speaker, x drop, Enter saves, Esc leaves";
  return p;
}

const run = () => [Math.min(picker.at, picker.anchor), Math.max(picker.at, picker.anchor)];

// clean takes off what stands between pieces.
function clean(text) {
  let t = text.replace(/^[\s\-–—―|:;,·•/~]+|[\s\-–—―|:;,·•/~]+$/gu, "");
  for (const [open, close] of ["()", "[]", "{}", "“”", "«»", "「」"]) {
    if (t.startsWith(open) && t.indexOf(close) === t.length - 1) t = t.slice(1, -1).trim();
    else if (t.startsWith(open) && !t.includes(close)) t = t.slice(1).trim();
    else if (t.endsWith(close) && !t.includes(open)) t = t.slice(0, -1).trim();
  }
  return t;
}

// A piece is a text that stands at a place of the title as posted, or nowhere there (-1),
// and the ranges of that title which were dropped since.
const pieceOf = (value, from = 0) => ({ value, at: picker.text.indexOf(value, from), gone: [] });

// shown is what is left of a piece.
function shown({ value, at, gone }) {
  if (!gone.length) return value;
  const isGone = (i) => gone.some(([from, to]) => at + i >= from && at + i < to);
  return clean(value.split("").filter((_, i) => !isGone(i)).join("").replace(/\s+/g, " "));
}

// without is a piece less a range of the title as posted; of one that does not stand there,
// less the first words that are the same.
function without(piece, [from, to]) {
  const { value, at, gone } = piece;
  if (at >= 0) return from < at + value.length && to > at ? { ...piece, gone: [...gone, [from, to]] } : piece;
  const words = picker.text.slice(from, to);
  for (const same of [words, clean(words)].filter(Boolean)) {
    const rest = value.replace(new RegExp(`(?<!\\S)${same.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\S)`), " ");
    if (rest !== value) return pieceOf(clean(rest.replace(/\s+/g, " ")));
  }
  return piece;
}

function use(kind) {
  const [first, last] = run();
  const { text, words } = picker;
  const piece = pieceOf(clean(text.slice(words[first].from, words[last].to)), words[first].from);
  if (kind === "title") {
    words.forEach((w) => w.use === "title" && (w.use = ""));
    picker.title = piece;
  } else if (kind === "speaker") {
    if (picker.speakers === null) words.forEach((w) => w.use === "speaker" && (w.use = ""));
    picker.speakers = [...(picker.speakers || []), piece].filter((p) => p.value);
  }
  for (let i = first; i <= last; i++) words[i].use = kind;
  if (kind === "dropped") drop();
  picker.anchor = picker.at = Math.min(last + 1, words.length - 1);
  picker.begun = false;
}

// drop takes the words that are dropped out of the title and the speakers, as they are in
// the fields where nothing was picked yet.
function drop() {
  const { row, words } = picker;
  const [first, last] = run();
  const range = [words[first].from, words[last].to];
  const title = picker.title ?? pieceOf(row.querySelector("[name=title]").value);
  const rest = without(title, range);
  if (rest !== title) picker.title = rest;
  const before = picker.speakers ?? split(row.querySelector("[name=speakers]").value).map((s) => pieceOf(s));
  const speakers = before.map((s) => without(s, range));
  if (speakers.some((s, i) => s !== before[i])) picker.speakers = speakers.filter(shown);
}

// Lists are written with "; " between their elements, "\;" and "\\" being the signs.
const split = (text) => [...text.matchAll(/(?:\\.|[^;\\])+/g)].map((m) => m[0].trim().replace(/\\([;\\])/g, "$1")).filter(Boolean);
const join = (list) => list.map((e) => e.replace(/[;\\]/g, "\\$&")).join("; ");

function finish(save) {
  const { raw, before, title, speakers, done } = picker;
  picker = null;
  raw.classList.remove("picking");
  raw.innerHTML = before;
  raw.parentElement.querySelector(".pickers")?.remove();
  const values = {};
  if (title !== null) values.title = shown(title);
  if (speakers !== null) values.speakers = join(speakers.map(shown));
  done(save && Object.keys(values).length ? values : null);
}

const moves = { ArrowLeft: (i) => i - 1, ArrowRight: (i) => i + 1, Home: () => 0, End: (_, n) => n - 1 };
const uses = { t: "title", s: "speaker", x: "dropped" };
const places = { KeyT: "t", KeyS: "s", KeyX: "x" };

export function onKey(e) {
  if (e.key === "Enter" || e.key === "Escape") {
    e.preventDefault();
    return press(e.key);
  }
  const move = moves[e.key];
  const kind = uses[e.key] || (!"tsx".includes(e.key) && uses[places[e.code]]);
  if (move) {
    picker.at = Math.max(0, Math.min(picker.words.length - 1, move(picker.at, picker.words.length)));
    if (!e.shiftKey) picker.anchor = picker.at;
  } else if (kind) use(kind);
  else return;
  e.preventDefault();
  draw();
}
