// Short notices at the edge of the window about what the page itself did or could not do.

import { h } from "./dom.js";

const STAYS_MS = 4500;

export function notice(text, kind = "info") {
  const element = h("div", { class: `notice ${kind}` }, text);
  document.getElementById("notices").append(element);
  setTimeout(() => {
    element.classList.add("leaving");
    setTimeout(() => element.remove(), 250);
  }, STAYS_MS);
}
