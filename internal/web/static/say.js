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
  document.body.append(d);
  return d;
}

// ask lists what an act would take, and does it when that is confirmed.
export function ask(title, items, word, yes) {
  const d = dialog();
  const h = document.createElement("h2");
  h.textContent = title;
  const ol = document.createElement("ol");
  for (const item of items) ol.append(Object.assign(document.createElement("li"), { textContent: item }));
  const go = Object.assign(document.createElement("button"), { textContent: word, className: "main", type: "button" });
  const no = Object.assign(document.createElement("button"), { textContent: "Leave them", type: "button" });
  const p = Object.assign(document.createElement("p"), { className: "acts" });
  p.append(go, " ", no);
  d.append(h, ol, p);
  go.addEventListener("click", () => (d.close(), yes()));
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
