// Dialogues: add a person, add a crowd, open a link, confirm a message, view a file.

import { attempt, get, post } from "./api.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { languageOf } from "./format.js";
import { store } from "./store.js";

const LANGUAGES = ["en", "es", "de", "fr", "pt", "it", "tr", "ru", "uk", "ar", "fa", "hi", "id", "zh", "ja", "ko"];
const MAX_ROWS = 200;

/** Show a modal dialogue with the given content. Escape, its cross and a tap outside close it. */
export function showDialog(title, content, { className = "", closable = true } = {}) {
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": title });
  const close = () => dialog.close();
  const head = h("header", {}, h("h2", {}, title), closable ? iconButton("close", "Close", close) : null);
  dialog.append(head, content);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && closable && close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Show the bot's answer to a press, with an OK button. */
export function showAlert(title, text) {
  const dialog = showDialog(title, h("p", { class: "alert-text", dir: "auto" }, text), { className: "alert", closable: false });
  const ok = h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, "OK");
  dialog.append(h("footer", {}, ok));
  ok.focus();
}

/** Ask before something that cannot be undone. */
export function confirmThen(title, text, label, run) {
  const dialog = showDialog(title, h("p", {}, text), { className: "alert" });
  const go = () => {
    dialog.close();
    run();
  };
  dialog.append(h("footer", {}, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), h("button", { type: "button", class: "primary danger", onclick: go }, label)));
}

/** Add a person: a name and a language. `then` gets the id. */
export function addPerson(then) {
  const name = h("input", { name: "name", required: true, maxlength: 64, autocomplete: "off", placeholder: "First name", dir: "auto", autofocus: true });
  const options = LANGUAGES.map((code) => h("option", { value: code }, languageOf(code)));
  const language = h("select", { name: "language" }, options);
  const form = h(
    "form",
    { method: "dialog" },
    h("label", {}, "Name", name),
    h("label", {}, "Language of their app", language),
    h("p", { class: "hint" }, "They haven’t written to the bot yet, so their chat begins with Start."),
    h("footer", {}, h("button", { type: "submit", class: "primary" }, "Add")),
  );
  const dialog = showDialog("Add a person", form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const person = await attempt(() => post("/people", { name: name.value, language: language.value }));
    if (!person) return;
    dialog.close();
    then(person.id);
  });
}

/** Create a group of existing people; `then` gets its id. */
export function addGroup(then) {
  const title = h("input", { name: "title", required: true, maxlength: 128, autocomplete: "off", placeholder: "Title", dir: "auto", autofocus: true });
  const people = [...store.people.values()].filter((person) => !person.group && !store.isCrowd(person.id));
  const boxes = people.map((person) => h("label", { class: "choice" }, h("input", { type: "checkbox", value: String(person.id), checked: true }), avatar(person.id, person.name), h("span", { dir: "auto" }, person.name)));
  const form = h(
    "form",
    { method: "dialog" },
    h("label", {}, "Title", title),
    h("div", { class: "choices", role: "group", "aria-label": "Members" }, boxes),
    h("p", { class: "hint" }, "The first member owns the group and adds the bot."),
    h("footer", {}, h("button", { type: "submit", class: "primary" }, "Make")),
  );
  const dialog = showDialog("Make a group", form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const members = [...form.querySelectorAll(":checked")].map((box) => Number(box.value));
    const group = await attempt(() => post("/groups", { title: title.value, members }));
    if (!group) return;
    dialog.close();
    store.people.set(group.id, group);
    then(group.id);
  });
}

/** Add a crowd, or more people to it. */
export function addCrowd() {
  const count = h("input", { type: "number", min: 1, max: 500, value: "20", required: true, autofocus: true, "aria-label": "How many" });
  const chips = [5, 20, 50, 100].map((number) => h("button", { type: "button", class: "chip", onclick: () => (count.value = String(number)) }, String(number)));
  const reliability = h("input", { type: "range", min: 50, max: 100, value: "85", "aria-label": "Reliability" });
  const shown = h("output", {}, "85 %");
  reliability.addEventListener("input", () => (shown.textContent = `${reliability.value} %`));
  const paces = { calm: [2, 8], brisk: [0.6, 3], fast: [0.05, 0.4] };
  const pace = h("select", {}, h("option", { value: "calm" }, "calm, 2 to 8 s"), h("option", { value: "brisk", selected: true }, "brisk, 1 to 3 s"), h("option", { value: "fast" }, "as fast as it goes"));
  const form = h(
    "form",
    { method: "dialog" },
    h("div", { class: "field" }, h("span", {}, "How many"), h("div", { class: "row" }, count, chips)),
    h("label", {}, h("span", { class: "spread" }, "How often each is right", shown), reliability),
    h("label", {}, "Time before each answer", pace),
    h("p", { class: "hint" }, "They start the bot, agree, and answer every question that has buttons, by themselves."),
    h("footer", {}, h("button", { type: "submit", class: "primary" }, "Add them")),
  );
  const dialog = showDialog("Add a crowd", form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [shortest, longest] = paces[pace.value];
    const values = { count: Number(count.value), reliability: reliability.value / 100, shortest_s: shortest, longest_s: longest };
    if (await attempt(() => post("/crowd", values))) dialog.close();
  });
}

/** A link to the bot: ask who opens it. */
export function openDeepLink(payload, from, then) {
  const people = [...store.people.values()].filter((person) => person.id > 0 && !store.isCrowd(person.id));
  people.sort((a, b) => (b.id === from) - (a.id === from));
  const list = h("div", { class: "choices" });
  const dialog = showDialog("Who opens this link?", h("div", {}, h("p", { class: "hint" }, `It starts the bot with “${payload}”.`), list));
  for (const person of people) {
    const choose = () => {
      dialog.close();
      then(person.id);
    };
    list.append(h("button", { type: "button", onclick: choose }, avatar(person.id, person.name), h("span", { dir: "auto" }, person.name)));
  }
  list.querySelector("button")?.focus();
}

/** Show a picture in full size. */
export function showPicture(url, words) {
  const image = h("img", { src: url, alt: words || "Photo" });
  const dialog = showDialog(words || "Photo", image, { className: "picture" });
  image.addEventListener("click", () => dialog.close());
}

/** Show a table file without leaving the page. */
export async function showTable(name, url) {
  const text = await attempt(async () => (await fetch(url)).text());
  if (text === undefined) return;
  const rows = parseTable(text.replace(/^\uFEFF/, ""), name.endsWith(".tsv") ? "\t" : ",");
  const [head, ...body] = rows;
  const table = h(
    "table",
    {},
    h("thead", {}, h("tr", {}, (head ?? []).map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, body.slice(0, MAX_ROWS).map((row) => h("tr", {}, row.map(tableCell)))),
  );
  const more = body.length > MAX_ROWS ? `The first ${MAX_ROWS} of ${body.length} rows` : `${body.length} rows`;
  showDialog(name, h("div", {}, h("p", { class: "hint" }, more), h("div", { class: "scroll", tabindex: 0 }, table)), { className: "wide" });
}

/** A cell shows three lines of its text; click on it for the rest. */
function tableCell(text) {
  const cell = h("div", { class: "cell" }, text);
  cell.addEventListener("click", () => {
    // Do not move the row while somebody selects text to copy.
    if (getSelection()?.isCollapsed ?? true) cell.classList.toggle("open");
  });
  return h("td", { dir: "auto" }, cell);
}

/** Read cells separated by commas, with optional quotation marks (RFC 4180). */
export function parseTable(text, comma = ",") {
  const rows = [];
  const cells = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${comma}]*))(${comma}|\\r\\n|\\r|\\n|$)`, "gy");
  let row = [];
  while (cells.lastIndex < text.length) {
    const match = cells.exec(text);
    if (!match) break;
    row.push(match[1] !== undefined ? match[1].replaceAll('""', '"') : match[2]);
    if (match[3] === comma) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** Anything as JSON. */
export function showJson(title, value) {
  showDialog(title, h("pre", { class: "scroll json", tabindex: 0 }, JSON.stringify(value, null, 2)), { className: "wide" });
}

/** Show information about the playground. */
export async function showAbout() {
  const state = await attempt(() => get("/state"));
  if (!state) return;
  const rows = [
    ["Bot", `${state.bot.name} (@${state.bot.username})`],
    ["Bot API", `${state.api_base_url}<token>`],
    ["People", String(state.people)],
    ["Waiting updates", String(state.waiting_updates)],
  ];
  const list = h("dl", {}, rows.map(([term, words]) => [h("dt", {}, term), h("dd", {}, words)]));
  showDialog("This playground", h("div", {}, h("p", { class: "hint" }, icon("link"), " A local Telegram. Nothing here leaves this machine."), list));
}
