// The pages beside an event's own, with keys: each presses a button or follows a link that
// the page has anyway. An element with data-on says for which acts it is there.

import { keyOf, isTyping, isPressable } from "./keys.js";

const keys = JSON.parse(document.body.dataset.keys || "{}");
const { event, token } = document.body.dataset;
const items = () => [...document.querySelectorAll("[data-item]")].filter((i) => i.offsetParent !== null);
const current = () => document.activeElement?.closest("[data-item]");
const forAct = (where, act) => where?.querySelector(`[data-on~="${act}"]`);

function go(item) {
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  const at = all.indexOf(current());
  if (at < 0) return go(by > 0 ? all[0] : all.at(-1));
  go(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

// press does an act of the current item.
function press(act) {
  const target = forAct(current(), act);
  if (!target) return false;
  if (target.matches("input")) target.focus();
  else target.click();
  return true;
}

function send(address) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "token", value: token }));
  document.body.append(form);
  form.submit();
}

const seek = document.querySelector("#find");
const acts = {
  next: () => step(1),
  previous: () => step(-1),
  take: () => press("take"),
  session: () => press("session"),
  skip: () => press("skip"),
  undo: () => press("undo") || (event && send(`/event/${event}/undo`)),
  history: () => event && location.assign(`/event/${event}/history`),
  publish: () => event && location.assign(`/event/${event}/publish`),
  play: () => player && play(player),
  search: () => (seek ? seek.focus() : location.assign("/library")),
  keys: () => document.querySelector("#pagekeys").showModal(),
  out: () => event && location.assign(`/event/${event}`),
};

function onKey(e) {
  if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing || document.querySelector("dialog[open]")) return;
  const act = keys[keyOf(e, keys)];
  if (isTyping(e.target)) {
    if (act !== "out") return;
    e.preventDefault();
    e.target.blur();
    return go(e.target.closest("[data-item]"));
  }
  if (!acts[act] || (act === "take" && isPressable(e.target))) return;
  e.preventDefault();
  acts[act]();
}

// The library as one types.
const found = document.querySelector("#found");
const pause = 120;
let asked = 0;
let timer;

async function look() {
  const mine = ++asked;
  const query = new URLSearchParams({ q: seek.value });
  try {
    const answer = await fetch(`/library?${query}`, { headers: { "X-Stevie": "1" } });
    const html = await answer.text();
    if (mine !== asked || !answer.ok) return;
    found.innerHTML = html;
    history.replaceState(null, "", `/library?${query}`);
  } catch {
    // the form is still there, and says it when it is sent
  }
}

// play loads the host's player, which nothing else does.
function play(box) {
  const frame = document.createElement("iframe");
  frame.src = box.dataset.player;
  frame.title = "Player";
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // without one YouTube plays nothing
  box.replaceChildren(frame);
}

const player = document.querySelector("[data-play]")?.parentElement;
player?.addEventListener("click", () => play(player), { once: true });

if (document.querySelector("#pagekeys")) {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (e) => e.target.closest('[data-on="keys"]') && acts.keys());
  go(document.querySelector(location.hash ? `[data-item]#${CSS.escape(decodeURIComponent(location.hash.slice(1)))}` : "[data-item][data-first]"));
}
if (seek && found) {
  seek.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  });
}
