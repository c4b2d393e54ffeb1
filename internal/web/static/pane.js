// The work pane of the current row.

import * as list from "./list.js";
import * as send from "./send.js";
import { say } from "./say.js";

const box = document.querySelector("#pane");
let wanted = ""; // the talk that the pane is to show
let loading = Promise.resolve();
let timer;

const pane = () => box?.querySelector(".pane");
const shows = (row) => pane()?.dataset.name === row.dataset.name;

// show loads the pane of a row, unless the person goes on at once.
export function show(row) {
  if (wanted === row.dataset.name && shows(row)) return;
  wanted = row.dataset.name;
  clearTimeout(timer);
  if (shows(row)) return;
  box.setAttribute("aria-busy", "true");
  timer = setTimeout(() => load(row), 40);
}

// refresh loads it anew after the row has changed.
export function refresh(row) {
  if (wanted !== row.dataset.name) return;
  clearTimeout(timer);
  timer = setTimeout(() => load(row), 40);
}

function load(row) {
  clearTimeout(timer);
  const name = row.dataset.name;
  loading = send.part(`${send.addressOf(row)}/pane`).then((html) => {
    if (html === null || wanted !== name) return;
    const before = shows(row) ? box.querySelector("textarea") : null;
    const player = shows(row) ? box.querySelector(".player iframe") : null;
    const typed = before && before.value !== before.defaultValue ? before : null;
    const writing = before === document.activeElement;
    if (typed || player || writing) return patch(html);
    box.innerHTML = html;
    box.scrollTop = 0;
    box.removeAttribute("aria-busy");
  });
  return loading;
}

// patch renews what is said of a talk, and leaves what somebody types or plays.
function patch(html) {
  const next = document.createElement("template");
  next.innerHTML = html;
  for (const part of [".compared", ".readings", ".live", ".rendered", ".acts-done"]) {
    const from = next.content.querySelector(part);
    const to = box.querySelector(part);
    if (from && to) to.replaceWith(from);
  }
  box.querySelector("h2").textContent = next.content.querySelector("h2")?.textContent || box.querySelector("h2").textContent;
  box.removeAttribute("aria-busy");
}

// ready is the pane once it shows a row.
async function ready(row) {
  if (!shows(row)) await load(row);
  return shows(row) ? pane() : null;
}

export async function describe(row) {
  const p = await ready(row);
  p?.querySelector("textarea").focus();
}

export async function open(row) {
  const p = await ready(row);
  if (!p?.dataset.watch) return say("This talk has no page to be opened.");
  window.open(p.dataset.watch, "_blank", "noopener,noreferrer");
}

// play loads the host's player, which nothing else does.
export async function play(row) {
  const p = await ready(row);
  if (!p?.dataset.player) return say("This host has no player for other pages: open the video instead.");
  const frame = document.createElement("iframe");
  frame.src = p.dataset.player;
  frame.title = "Player";
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // without one YouTube plays nothing
  p.querySelector(".player").replaceChildren(frame);
  frame.scrollIntoView({ block: "nearest" });
}

let live;

// typed shows what check says of what is being typed, before it is saved.
export function typed(input) {
  const row = list.rowOf(input.form);
  if (!row) return;
  clearTimeout(live);
  live = setTimeout(async () => {
    if (!shows(row)) return;
    const html = await send.part(`${send.addressOf(row)}/live`, { ...list.values(row), ...list.typed(row) });
    if (html !== null && shows(row)) patch(html);
  }, 200);
}
