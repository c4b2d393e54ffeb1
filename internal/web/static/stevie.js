// The event's page with keys. Everything here is a shorter way to the forms that the page
// has anyway: acts go where the forms go, and what comes back are rows as the page has them.

import { keyOf, isTyping, isPressable } from "./keys.js";
import * as list from "./list.js";
import * as pane from "./pane.js";
import * as send from "./send.js";
import * as words from "./words.js";
import { ask, fill, say } from "./say.js";

const keys = JSON.parse(document.body.dataset.keys || "{}");
const event = document.body.dataset.event;
let last = null; // what "again" repeats: an act by its name, or the fields that were saved

// settle does something to a row that settles it, and goes on at once.
function settle(row, verb) {
  last = verb;
  const many = list.marked();
  if (many.length) return settleMany(many, verb);
  const done = verb === "skip" && row.dataset.level === "skip" ? "look" : "settled";
  send.act(row, verb, { stage: done });
  if (done === "settled") list.next(row);
  else list.makeCurrent(row);
}

// settleMany does the same to all that are marked, once they are listed and confirmed.
function settleMany(rows, verb) {
  const word = { take: "Take", ready: "Take", skip: "Skip" }[verb];
  if (!word) return say("Marked talks can be taken or skipped together.");
  choose(`${word} these ${rows.length} talks?`, rows, word, verb);
}

// choose lists what an act would take, as it is now. What is left out stays as it is.
function choose(title, rows, word, verb) {
  const fixed = rows.map(list.printOf);
  ask(title, rows.map(list.labelOf), word, (chosen) => {
    list.unmark();
    return send.many(chosen.map((i) => fixed[i]), verb).then(() => list.leaveSettled());
  });
}

function takeSure() {
  const rows = list.marked().length ? list.marked() : list.shown();
  const open = rows.filter((r) => r.dataset.stage !== "settled" && r.dataset.level === "sure");
  if (!open.length) return say("None of the talks shown is sure and waits.");
  choose(`Take these ${open.length} sure talks?`, open, "Take", "take");
}

async function undo(id) {
  const done = await send.post(`/event/${event}/undo`, id ? { id } : {});
  if (!done) return;
  if (done.at) list.makeCurrent(list.named(done.at) || list.current());
  say(done.message);
}

async function alike(row, asked) {
  const html = await send.part(`${send.addressOf(row)}/alike${asked ? "?asked" : ""}`);
  if (html === null) return;
  if (!html.trim()) {
    if (asked) say("No other unsettled talk has a title of this shape.");
    return;
  }
  fill(html, (form, button) => send.submit(form, button));
}

async function chooseSession(row) {
  const html = await send.part(`${send.addressOf(row)}/session`);
  if (html === "") say("This event has no schedule: name it in its event.toml.");
  if (html) fill(html, (form, button) => send.submit(form, button));
}

function edit(field) {
  return (row) => {
    const input = list.field(row, field);
    input.focus();
    input.select();
  };
}

function pickWords(row) {
  words.pick(row, async (values) => {
    list.makeCurrent(row);
    if (!values) return row.dataset.stale && send.reload(row);
    await send.act(row, "save", { values });
    alike(list.named(row.dataset.name), false);
  });
}

// anywhere are the acts that are about no row.
const anywhere = new Set(["undo", "history", "search", "chip-previous", "chip-next", "publish", "keys", "out"]);

function again(row) {
  if (!last) say("Nothing was done yet that could be done again.");
  else if (typeof last === "object") save(row, last);
  else if (last === "later" || last === "ready") acts[last](row);
  else settle(row, last);
}

// save saves fields of a row, and stays there.
function save(row, values) {
  send.act(row, "save", { values });
  list.makeCurrent(row);
}

// acts by their names in [keys].
const acts = {
  next: (row) => list.next(row),
  previous: (row) => list.next(row, -1),
  "next-any": (row) => list.step(row, 1),
  "previous-any": (row) => list.step(row, -1),
  take: (row) => settle(row, "take"),
  title: edit("title"),
  speakers: edit("speakers"),
  date: edit("recorded"),
  language: edit("language"),
  tags: edit("tags"),
  description: (row) => pane.describe(row),
  words: pickWords,
  session: chooseSession,
  skip: (row) => settle(row, "skip"),
  ready: (row) => {
    last = "ready";
    if (list.marked().length) return settleMany(list.marked(), "ready");
    send.act(row, "ready", { stage: row.dataset.level === "ready" ? "look" : "settled" });
    list.makeCurrent(row);
  },
  later: (row) => {
    last = "later";
    list.later(row);
  },
  undo: () => undo(),
  history: () => location.assign(`/event/${event}/history`),
  mark: (row) => list.mark(row),
  "mark-all": () => list.markAll(),
  "take-sure": takeSure,
  again,
  alike: (row) => alike(row, true),
  open: (row) => pane.open(row),
  play: (row) => pane.play(row),
  search: () => list.search(),
  "chip-previous": () => list.chip(-1),
  "chip-next": () => list.chip(1),
  one: (row) => {
    document.body.classList.toggle("one");
    list.makeCurrent(row);
  },
  publish: () => location.assign(`/event/${event}/publish`),
  keys: () => document.querySelector("#keys").showModal(),
  out: (row) => out(row),
};
for (const n of [1, 2, 3, 4, 5]) acts[`read-${n}`] = (row) => settle(row, `read-${n}`);

// out leaves whatever is open, one thing at a time.
function out(row) {
  if (document.body.classList.contains("one")) document.body.classList.remove("one");
  else if (list.marked().length) list.unmark();
  else list.unfilter();
  list.makeCurrent(list.current() || row);
}

function run(name) {
  const row = list.current();
  if (!row || !acts[name]) return;
  if (row.hidden && !anywhere.has(name)) return say("Nothing is shown that this could be done to.");
  acts[name](row);
}

function onKey(e) {
  if (e.isComposing || document.querySelector("dialog[open]")) return;
  if (isTyping(e.target)) return whileTyping(e);
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  if (words.picking()) return words.onKey(e);
  if (isPressable(e.target) && (e.key === "Enter" || e.key === " ")) return; // the button's own
  const name = keys[keyOf(e, keys)];
  if (!name) return;
  e.preventDefault();
  const moves = ["next", "previous", "next-any", "previous-any"].includes(name);
  if (!e.repeat || moves) run(name); // a key held down must not settle a whole event
}

// whileTyping knows two keys.
function whileTyping(e) {
  const box = e.target;
  if (e.key === "Escape") {
    e.preventDefault();
    if (box.id === "seek") return list.unfilter(), list.makeCurrent(list.current());
    box.value = box.defaultValue;
    box.blur();
    list.makeCurrent(list.current());
  } else if (e.key === "Enter" && !e.altKey && !e.metaKey && !e.shiftKey) {
    if (box.id === "seek") return e.preventDefault(), list.makeCurrent(list.current());
    const row = list.rowOf(box.form);
    if (!row || (box.tagName === "TEXTAREA" ? !e.ctrlKey : e.ctrlKey)) return;
    e.preventDefault();
    box.blur();
    if (box.value === box.defaultValue && !row.querySelector(".conflicts")) return list.makeCurrent(row);
    const typed = { [box.name]: box.value };
    if (box.tagName !== "TEXTAREA") last = typed; // no two talks have one description
    save(row, typed);
  }
}

function onClick(e) {
  if (words.picking() && words.onClick(e.target)) return;
  const button = e.target.closest("[data-act]");
  const chip = e.target.closest("[data-chip]");
  const row = e.target.closest(".row");
  if (button) {
    button.closest("dialog")?.close();
    run(button.dataset.act);
  } else if (e.target.closest("[data-reload]")) {
    send.reload(row);
  } else if (chip && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    list.toggle(chip.dataset.chip);
  } else if (row && row.getAttribute("aria-current") !== "true") {
    const into = e.target.closest(".will b") ? "title" : e.target.closest(".by") ? "speakers" : "";
    if (e.target.closest("a")) e.preventDefault();
    list.makeCurrent(row);
    if (into) edit(into)(row);
  }
}

function onSubmit(e) {
  if (e.target.matches("[data-undo]")) {
    e.preventDefault();
    return undo(new FormData(e.target).get("id"));
  }
  const row = list.rowOf(e.target);
  if (!row) return;
  e.preventDefault();
  const verb = e.submitter ? e.submitter.value : "save";
  if (verb === "save" || verb === "ready") send.act(row, verb, { values: list.typed(row) });
  else settle(row, verb);
  if (verb === "save") list.makeCurrent(row);
}

if (document.querySelector("#list .row")) {
  list.begin({ onLeave: (row) => list.isTyped(row) && send.act(row, "save", { values: list.typed(row) }), onCurrent: pane.show });
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", (e) => pane.typed(e.target));
  addEventListener("beforeunload", (e) => (send.waits() || list.isTyped(list.current())) && e.preventDefault());
  send.watch(event);
}
