// The rows: which is current, which are shown, what was typed into them.

const list = document.querySelector("#list");
const seek = document.querySelector("#seek");
const filters = new Set(new URLSearchParams(location.search).getAll("show"));
const marks = new Set(); // names
const leftForLater = new Set();
let hooks = { onLeave() {}, onCurrent() {} };

export function begin(given) {
  hooks = given;
  for (const row of rows()) if (row !== current()) putAway(row);
  seek.addEventListener("input", filter);
  drawChips();
  makeCurrent(current());
  if (filters.size) bringAll();
}

// bringAll brings the rows that the page was made without, because of a filter: somebody may
// take that back.
async function bringAll() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer?.ok) return; // what there is can be worked on
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let before = null;
  for (const row of page.querySelectorAll("#list .row")) {
    before = named(row.dataset.name) || bring(row, before);
  }
}

function bring(row, before) {
  row.removeAttribute("aria-current");
  row.hidden = !matches(row);
  putAway(row);
  place(row, before);
  return row;
}

// place puts a row behind another one, or in front of all. The list is in parts.
function place(row, before) {
  if (before) before.after(row);
  else list.querySelector("ol").prepend(row);
}

const rows = () => [...list.querySelectorAll(".row")];
export const shown = () => rows().filter((r) => !r.hidden);
export const current = () => list.querySelector('.row[aria-current="true"]');
export const named = (name) => document.getElementById(`t-${name}`);
export const rowOf = (form) => form && named(form.id.slice(2));
const textOf = (row, what) => row.querySelector(what).textContent;
export const labelOf = (row) => ({ title: textOf(row, ".will b"), by: textOf(row, ".will .by"), posted: textOf(row, ".raw") });
export const printOf = (row) => ({ name: row.dataset.name, fingerprint: formOf(row).elements.fingerprint.value });
const isOpen = (row) => row.dataset.stage !== "settled";

export function makeCurrent(row, focus = true) {
  const before = current();
  if (!row) return;
  if (before && before !== row) {
    before.removeAttribute("aria-current");
    hooks.onLeave(before);
    putAway(before);
  }
  row.setAttribute("aria-current", "true");
  bringBack(row);
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  hooks.onCurrent(row);
}

// next goes to the next unsettled row of the order that the page has; behind the last is
// the first. Those that were left for later come when there are no others.
export function next(row, by = 1) {
  const all = rows();
  const at = all.indexOf(row);
  const waits = (r) => r !== row && !r.hidden && isOpen(r);
  const turn = all.map((_, i) => all[(at + by * (i + 1) + 2 * all.length) % all.length]);
  let to = turn.find((r) => waits(r) && !leftForLater.has(r.dataset.name));
  if (!to && (to = turn.find(waits))) {
    leftForLater.clear();
    all.forEach(dress);
  }
  makeCurrent(to || row);
}

// leaveSettled goes on where the current row was settled with others.
export function leaveSettled() {
  if (!isOpen(current())) next(current());
  else makeCurrent(current());
}

// step goes to the next row, whatever it is.
export function step(row, by) {
  const all = shown();
  makeCurrent(all[all.indexOf(row) + by] || row);
}

export function later(row) {
  const name = row.dataset.name;
  if (leftForLater.delete(name)) return dress(row), makeCurrent(row);
  leftForLater.add(name);
  dress(row);
  next(row);
}

export const marked = () => rows().filter((r) => marks.has(r.dataset.name));

export function mark(row) {
  const name = row.dataset.name;
  if (!marks.delete(name)) marks.add(name);
  dress(row);
}

export function markAll() {
  const all = shown();
  const every = all.every((r) => marks.has(r.dataset.name));
  for (const r of all) every ? marks.delete(r.dataset.name) : marks.add(r.dataset.name);
  all.forEach(dress);
}

export function unmark() {
  marks.clear();
  rows().forEach(dress);
}

// dress shows what only this page knows of a row.
function dress(row) {
  row.classList.toggle("marked", marks.has(row.dataset.name));
  row.classList.toggle("later", leftForLater.has(row.dataset.name) && isOpen(row));
}

// Fields of a row's form, some of which are in the work pane.

// Only the current row has its form in the page: browsers look through all forms that
// are there for what they could fill in, once the page is whole, which takes them twenty
// seconds with a thousand.
const away = new Map(); // forms by the names of their talks

function putAway(row) {
  const form = row.querySelector("form");
  if (!form) return;
  away.set(row.dataset.name, form);
  form.remove();
}

function bringBack(row) {
  const form = away.get(row.dataset.name);
  if (form) row.append(form);
  away.delete(row.dataset.name);
}

export const formOf = (row) => row.querySelector("form") || away.get(row.dataset.name);
export const field = (row, name) => formOf(row).elements[name];
const fields = (row) => [...formOf(row).elements].filter((el) => el.name && el.type !== "submit");
const isDirty = (el) => el.type !== "hidden" && el.value !== el.defaultValue;

export const isTyped = (row) => !!row && fields(row).some(isDirty);
export const typed = (row) => Object.fromEntries(fields(row).filter(isDirty).map((el) => [el.name, el.value]));
export const values = (row) => Object.fromEntries(fields(row).map((el) => [el.name, el.defaultValue]));

// put puts a row as the server has it now in the place of the one that is there. What was
// typed into it stays, as a change of what it was typed over: so it can be told when
// somebody else has changed that.
export function put(html, sent = {}) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const row = template.content.firstElementChild;
  const old = document.getElementById(row.id);
  if (!old) {
    putAway(row);
    list.querySelector("ol:last-child").append(row);
    row.hidden = !matches(row);
    return row;
  }
  if (old.querySelector(".picking")) {
    old.dataset.stale = "yes"; // whoever picks its words finds out when they are done
    return old;
  }
  keepTyped(old, row, sent);
  away.delete(row.dataset.name);
  if (old.getAttribute("aria-current") === "true") row.setAttribute("aria-current", "true");
  else putAway(row);
  row.hidden = old.hidden;
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const selection = active?.name ? [active.selectionStart, active.selectionEnd] : null;
  old.replaceWith(row);
  dress(row);
  if (selection && field(row, active.name)) {
    const to = field(row, active.name);
    to.focus({ preventScroll: true });
    to.setSelectionRange(...selection);
  } else if (active) row.focus({ preventScroll: true });
  return row;
}

// arrange takes the rows away whose drafts are no more, but for one that somebody types in,
// and puts those that are new where they belong.
export function arrange(names) {
  const there = new Set(names);
  const stays = (row) => there.has(row.dataset.name) || isTyped(row);
  const gone = rows().filter((row) => !stays(row));
  if (gone.includes(current())) {
    for (const row of gone) row.dataset.stage = "settled"; // nobody goes there
    next(current());
    if (gone.includes(current())) makeCurrent(rows().find((row) => !row.hidden && stays(row)));
  }
  for (const row of gone) {
    away.delete(row.dataset.name);
    marks.delete(row.dataset.name);
    row.remove();
  }
  let before = null;
  let behind = rows();
  for (const row of names.map(named).filter(Boolean)) {
    if (row === behind[0]) behind.shift();
    else {
      place(row, before);
      behind = behind.filter((r) => r !== row);
    }
    before = row;
  }
}

function keepTyped(old, row, sent) {
  const form = row.querySelector("form");
  const was = JSON.parse(form.elements.was.value);
  for (const el of formOf(old).querySelectorAll("input:not([type=hidden])")) {
    const to = form.elements[el.name];
    if (!to || !isDirty(el) || sent[el.name] === el.value) continue;
    to.value = el.value;
    if (to.defaultValue !== sent[el.name]) was[el.name] = el.defaultValue; // else it was typed over what was sent
  }
  form.elements.was.value = JSON.stringify(was);
}

// Filters.

function matches(row) {
  const chips = row.dataset.chips.split(" ");
  const text = seek.value.trim().toLowerCase();
  return [...filters].every((f) => chips.includes(f)) && (!text || row.textContent.toLowerCase().includes(text));
}

function filter() {
  for (const row of rows()) row.hidden = !matches(row);
  drawChips();
  const now = current();
  if (now && !now.hidden) return;
  const to = shown().find(isOpen) || shown()[0];
  if (to) makeCurrent(to, document.activeElement !== seek);
}

// toggle turns a filter on, alone of its kind, or off.
export function toggle(id) {
  const was = filters.has(id);
  const kind = id.split(":")[0];
  for (const f of filters) if (f.split(":")[0] === kind) filters.delete(f);
  if (!was) filters.add(id);
  filter();
}

// chip goes through the filters, one after the other and none.
export function chip(by) {
  const ids = ["", ...new Set([...document.querySelectorAll(".chips [data-chip]")].map((c) => c.dataset.chip))];
  const at = Math.max(0, ids.findIndex((id) => filters.has(id)));
  filters.clear();
  const id = ids[(at + by + ids.length) % ids.length];
  if (id) filters.add(id);
  filter();
}

export function search() {
  seek.focus();
  seek.select();
}

export function unfilter() {
  seek.value = "";
  filters.clear();
  filter();
}

export function drawChips() {
  for (const c of document.querySelectorAll("[data-chip]")) c.classList.toggle("on", filters.has(c.dataset.chip));
}
