// What goes to the server, one act after the other, and what comes back.

import * as list from "./list.js";
import * as pane from "./pane.js";
import { say } from "./say.js";

const token = document.body.dataset.token;
let queue = Promise.resolve();
let waiting = 0;
const drawn = new Map(); // rows as they last came, by name

export const waits = () => waiting > 0;
export const addressOf = (row) => list.formOf(row).getAttribute("action");

// enqueue has one thing done after the other: what an act leaves is what the next one is
// about.
function enqueue(job) {
  waiting++;
  const done = queue.then(job).finally(() => waiting--);
  queue = done.catch(() => {});
  return done;
}

// act does something to a row. Values are what was typed; without any it is all that was.
// The row looks settled, or not, before the server has said so.
export function act(row, verb, { stage, values = list.typed(row) } = {}) {
  const name = row.dataset.name;
  // While an act before this one is under way the row looks as that one wants it.
  const before = row.classList.contains("sending") ? row.dataset.before : row.dataset.stage;
  row.dataset.before = before;
  if (stage) row.dataset.stage = stage;
  row.classList.add("sending");
  return enqueue(async () => {
    const now = list.named(name);
    const fields = { ...list.values(now), ...values, act: verb };
    const done = await request(addressOf(now), fields);
    if (!done) return failed(name, values, before);
    draw(done, values);
    if (done.conflict) say("Somebody else has changed the same field: see both in the row.");
  });
}

// failed gives back what was typed, for another try.
function failed(name, values, before) {
  const row = list.named(name);
  row.classList.remove("sending");
  row.dataset.stage = before;
  for (const [field, value] of Object.entries(values)) if (list.field(row, field)) list.field(row, field).value = value;
}

// many does something to several rows, as they were when they were listed.
export function many(prints, verb) {
  const body = new URLSearchParams({ token, act: verb });
  for (const p of prints) {
    body.append("name", p.name);
    body.append("chosen", p.name);
    body.append("fingerprint", p.fingerprint);
  }
  const event = document.body.dataset.event;
  return enqueue(async () => draw(await request(`/event/${event}/take`, body)));
}

// post sends fields, and submit a form, and both show what has become of the rows.
export function post(address, fields) {
  return enqueue(async () => draw(await request(address, fields)));
}

export function submit(form, button) {
  return enqueue(async () => draw(await request(form.getAttribute("action"), new URLSearchParams(new FormData(form, button)))));
}

// reload shows a row as it is.
export async function reload(row) {
  const html = await part(`${addressOf(row)}/row`);
  if (html) pane.refresh(list.put(html, list.typed(row)));
}

function draw(done, sent) {
  if (!done) return done;
  for (const [name, html] of Object.entries(done.rows || {})) {
    drawn.set(name, html);
    const row = list.put(html, sent);
    if (row.getAttribute("aria-current") === "true") pane.refresh(row);
  }
  if (done.head) {
    document.querySelector("#head").innerHTML = done.head;
    list.drawChips();
  }
  return done;
}

async function request(address, fields) {
  const body = fields instanceof URLSearchParams ? fields : new URLSearchParams({ ...fields, token });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Stevie": "1" } });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
    say(`Not saved: ${await answer.text()}`);
  } catch {
    say("Not saved: the editor does not answer. Is it still running?");
  }
  return null;
}

// part is a part of a page.
export async function part(address, fields) {
  const init = fields ? { method: "POST", body: new URLSearchParams({ ...fields, token }) } : {};
  try {
    const answer = await fetch(address, { ...init, headers: { "X-Stevie": "1" } });
    const text = await answer.text();
    if (answer.ok) return text;
    say(text);
  } catch {
    say("The editor does not answer. Is it still running?");
  }
  return null;
}

const pollEvery = 1500;

// watch shows what others have changed, here and on disk.
export function watch(event) {
  let since = document.querySelector("[data-revision]").dataset.revision;
  let silent = false;
  const look = async () => {
    try {
      const answer = document.hidden ? null : await fetch(`/event/${event}/changes?since=${since}`, { headers: { "X-Stevie": "1" } });
      if (answer?.status === 200) await enqueue(async () => (since = news(await answer.json())));
      silent = false;
    } catch {
      if (!silent) say("The editor does not answer. Is it still running?");
      silent = true;
    }
    setTimeout(look, pollEvery);
  };
  setTimeout(look, pollEvery);
}

// isOpen tells rows that show a conflict: they stay until somebody has decided it.
const isOpen = (name) => !!list.named(name)?.querySelector(".conflicts");

function news(done) {
  const rows = Object.fromEntries(Object.entries(done.rows || {}).filter(([name, html]) => drawn.get(name) !== html && !isOpen(name)));
  draw({ ...done, rows });
  if (done.names) list.arrange(done.names);
  return done.revision;
}
