// What is said, and what is asked.

let clearing;

export function say(text) {
  const box = document.querySelector("#say");
  box.textContent = text || "";
  clearTimeout(clearing);
  clearing = setTimeout(() => (box.textContent = ""), 8000);
}

function dialog() {
  const d = document.createElement("dialog");
  d.className = "ask";
  d.addEventListener("close", () => d.remove());
  d.addEventListener("keydown", (e) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!by) return;
    e.preventDefault();
    const all = ticks(d);
    const at = all.indexOf(document.activeElement);
    (all[at < 0 && by < 0 ? all.length - 1 : at + by] || d.querySelector("button.main")).focus();
  });
  document.body.append(d);
  return d;
}

const ticks = (d) => [...d.querySelectorAll("input[type=checkbox]")];
const element = (name, with_, ...children) => {
  const e = Object.assign(document.createElement(name), with_);
  e.append(...children);
  return e;
};

// ask lists what an act would take, by title and speakers and the title as posted, and does
// it with those that were not left out, by their places, when that is confirmed.
export function ask(title, items, word, yes) {
  const d = dialog();
  const go = element("button", { className: "main", type: "button" });
  const no = element("button", { textContent: "Leave them", type: "button" });
  const list = items.map((item) => {
    const part = (name, className, text) => [" ", element(name, { className, textContent: text })];
    const box = element("input", { type: "checkbox", checked: true });
    return element("li", {}, element("label", {}, box, ...part("b", "", item.title), ...part("span", "by", item.by), ...part("span", "posted", item.posted)));
  });
  d.append(element("h2", { textContent: title }), element("ol", { className: "taken" }, ...list));
  d.append(element("p", { className: "acts" }, go, " ", no, " ", element("span", { className: "dim", textContent: "↓ and Space leave one out" })));
  const chosen = () => ticks(d).flatMap((box, i) => (box.checked ? [i] : []));
  const count = () => {
    go.textContent = `${word} ${chosen().length}`;
    go.disabled = !chosen().length;
  };
  const take = () => {
    const which = chosen();
    d.close();
    if (which.length) yes(which);
  };
  count();
  d.addEventListener("change", count);
  d.addEventListener("keydown", (e) => e.key === "Enter" && e.target !== no && (e.preventDefault(), take()));
  go.addEventListener("click", take);
  no.addEventListener("click", () => d.close());
  d.showModal();
  go.focus();
}

// fill shows a form that came from the server; it goes where it says.
export function fill(html, submit) {
  const d = dialog();
  d.innerHTML = html;
  d.addEventListener("submit", (e) => {
    e.preventDefault();
    e.stopPropagation();
    d.close();
    submit(e.target, e.submitter);
  });
  d.addEventListener("click", (e) => e.target.closest("[data-close]") && d.close());
  d.showModal();
  (d.querySelector("button.main") || d.querySelector("button"))?.focus();
}
