// The drawer: every call by the bot and every update to it, live.

import { h, icon, iconButton } from "./dom.js";
import { secondsOf } from "./format.js";
import { store } from "./store.js";

const MOST_ROWS = 300;

export class Traffic {
  constructor(element) {
    this.element = element;
    this.only = "all";
    this.entries = [];
    this.build();
    store.addEventListener("traffic", (event) => this.take(event.detail));
  }

  build() {
    const kinds = { all: "All", call: "Calls", update: "Updates", rejected: "Rejected" };
    this.tabs = h(
      "div",
      { class: "tabs", role: "group", "aria-label": "Which" },
      Object.entries(kinds).map(([kind, words]) => h("button", { type: "button", "data-kind": kind, "aria-pressed": String(kind === "all"), onclick: () => this.show(kind) }, words)),
    );
    this.filter = h("input", { type: "search", placeholder: "Method, person or text", "aria-label": "Search the traffic", oninput: () => this.redraw() });
    this.rows = h("ol", { class: "entries", tabindex: 0, "aria-label": "Calls and updates, newest first" });
    this.element.append(
      h(
        "header",
        { class: "traffic-head" },
        h("h2", {}, "Traffic"),
        iconButton("pause", "Hold", (event) => this.hold(event.currentTarget), { "aria-pressed": "false" }),
        iconButton("close", "Close", () => this.toggle(false)),
      ),
      this.tabs,
      this.filter,
      this.rows,
    );
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
  }

  toggle(show = this.element.hidden, { focus = true } = {}) {
    this.element.hidden = !show;
    document.body.classList.toggle("with-traffic", show);
    this.entries = [];
    this.redraw();
    store.follow(show);
    if (show && focus) this.filter.focus({ preventScroll: true });
  }

  hold(button) {
    this.held = !this.held;
    button.setAttribute("aria-pressed", String(this.held));
    button.replaceChildren(icon(this.held ? "play" : "pause"));
    if (!this.held) this.redraw();
  }

  show(kind) {
    this.only = kind;
    for (const tab of this.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.kind === kind));
    this.redraw();
  }

  take(entries) {
    this.entries.push(...entries);
    this.entries.splice(0, this.entries.length - MOST_ROWS);
    if (this.held) return;
    this.rows.querySelector(".nothing")?.remove();
    this.rows.prepend(...entries.filter((entry) => this.matches(entry)).map(rowOf).reverse());
    while (this.rows.children.length > MOST_ROWS) this.rows.lastChild.remove();
  }

  redraw() {
    const rows = this.entries.filter((entry) => this.matches(entry)).map(rowOf).reverse();
    this.rows.replaceChildren(...(rows.length ? rows : [h("li", { class: "nothing" }, "Nothing of this kind yet.")]));
  }

  matches(entry) {
    // The updates that polls deliver are already in the list.
    if (this.only === "all" && entry.name === "getUpdates" && entry.ok) return false;
    if (this.only === "rejected" ? entry.ok : this.only !== "all" && entry.what !== this.only) return false;
    const wanted = this.filter.value.trim().toLowerCase();
    return !wanted || `${entry.name} ${nameOf(entry)} ${JSON.stringify(entry.body)}`.toLowerCase().includes(wanted);
  }
}

const nameOf = (entry) => store.people.get(entry.chat_id)?.name ?? "";

function rowOf(entry) {
  const details = h("details", {});
  const words = entry.ok ? shortOf(entry) : `${entry.error.code} ${entry.error.description}`;
  details.append(
    h(
      "summary",
      {},
      h("span", { class: "direction", title: entry.what === "call" ? "The bot calls" : "To the bot" }, entry.what === "call" ? "←" : "→"),
      h("span", { class: "entry-words" }, h("span", { class: "entry-name" }, entry.name), h("span", { class: "entry-short", dir: "auto" }, words)),
      h("span", { class: "entry-side" }, h("span", { dir: "auto" }, nameOf(entry)), h("time", {}, secondsOf(entry.at))),
    ),
  );
  // Most entries are never opened, so their text is only made on demand.
  details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(h("pre", { class: "json" }, JSON.stringify(unpacked(entry.body), null, 2))), { once: true });
  return h("li", { class: `entry ${entry.what}${entry.ok ? "" : " rejected"}` }, details);
}

/** A body with JSON sent as text made readable: libraries send keyboards and the like this way. */
function unpacked(body) {
  if (!body.parameters) return body;
  const parameters = Object.entries(body.parameters).map(([name, value]) => [name, typeof value === "string" && /^[{[]/.test(value) ? parsed(value) : value]);
  return { ...body, parameters: Object.fromEntries(parameters) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shortOf({ what, name, body }) {
  if (what === "call") return String(body.parameters?.text ?? body.parameters?.caption ?? body.parameters?.action ?? "");
  const content = body[name] ?? {};
  return String(content.text ?? content.data ?? content.caption ?? content.document?.file_name ?? content.new_chat_member?.status ?? "");
}
