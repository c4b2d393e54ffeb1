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
  draw();
  row.focus({ preventScroll: true });
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
  const say = [picker.title === null ? "" : `title: ${picker.title}`, picker.speakers === null ? "" : `speakers: ${picker.speakers.join("; ")}`];
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

function use(kind) {
  const [first, last] = run();
  const { text, words } = picker;
  const piece = clean(text.slice(words[first].from, words[last].to));
  if (kind === "title") {
    words.forEach((w) => w.use === "title" && (w.use = ""));
    picker.title = piece;
  } else if (kind === "speaker") {
    if (picker.speakers === null) words.forEach((w) => w.use === "speaker" && (w.use = ""));
    picker.speakers = [...(picker.speakers || []), piece].filter(Boolean);
  }
  for (let i = first; i <= last; i++) words[i].use = kind;
  if (kind === "dropped") drop();
  picker.anchor = picker.at = Math.min(last + 1, words.length - 1);
}

// drop takes the words that are dropped out of the title and the speakers, as they are in
// the fields where nothing was picked yet.
function drop() {
  const { row, text, words } = picker;
  const kept = (value) => {
    let rest = value;
    const [first, last] = run();
    const piece = text.slice(words[first].from, words[last].to);
    for (const p of [piece, clean(piece)]) if (p && rest.includes(p)) rest = rest.replace(p, " ");
    return rest === value ? null : clean(rest.replace(/\s+/g, " "));
  };
  const title = kept(picker.title ?? row.querySelector("[name=title]").value);
  if (title !== null) picker.title = title;
  const before = picker.speakers ?? split(row.querySelector("[name=speakers]").value);
  const speakers = before.map((s) => kept(s) ?? s).filter(Boolean);
  if (speakers.join("\n") !== before.join("\n")) picker.speakers = speakers;
}

// Lists are written with "; " between their elements, "\;" and "\\" being the signs.
const split = (text) => [...text.matchAll(/(?:\\.|[^;\\])+/g)].map((m) => m[0].trim().replace(/\\([;\\])/g, "$1")).filter(Boolean);
const join = (list) => list.map((e) => e.replace(/[;\\]/g, "\\$&")).join("; ");

function finish(save) {
  const { raw, before, title, speakers, done } = picker;
  picker = null;
  raw.classList.remove("picking");
  raw.innerHTML = before;
  const values = {};
  if (title !== null) values.title = title;
  if (speakers !== null) values.speakers = join(speakers);
  done(save && Object.keys(values).length ? values : null);
}

const moves = { ArrowLeft: (i) => i - 1, ArrowRight: (i) => i + 1, Home: () => 0, End: (_, n) => n - 1 };
const uses = { t: "title", s: "speaker", x: "dropped" };
const places = { KeyT: "t", KeyS: "s", KeyX: "x" };

export function onKey(e) {
  if (e.key === "Enter" || e.key === "Escape") {
    e.preventDefault();
    return finish(e.key === "Enter");
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
