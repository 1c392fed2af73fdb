// The list of people on the left: everybody who has, or may get, a chat with the bot.

import { attempt, chooseBot, post } from "./api.js";
import { addCrowd, addGroup, addPerson, showAbout } from "./dialogs.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { shortDate } from "./format.js";
import { store } from "./store.js";

//: With fewer people than this, there is no search box.
const SEARCHED_FROM = 9;

export class People {
  constructor(element, desk) {
    this.element = element;
    this.desk = desk;
    this.rows = new Map();
    this.build();
    for (const name of ["people", "crowd", "bot", "bots", "connection"]) store.addEventListener(name, () => this.schedule());
    desk.addEventListener("change", () => this.schedule());
  }

  build() {
    const mark = h("img", { src: "/page/icon.svg", alt: "", width: 30, height: 30 });
    this.title = h("strong", {}, "Playground");
    this.status = h("span", { class: "status" });
    const brand = h("button", { type: "button", class: "brand", "aria-label": "About this playground", onclick: showAbout }, mark, h("span", { class: "brand-words" }, this.title, this.status));
    this.bots = h("select", { class: "bots", "aria-label": "Bot", hidden: true, onchange: () => chooseBot(this.bots.value) });
    this.search = h("input", { type: "search", placeholder: "Search", "aria-label": "Search people", hidden: true, oninput: () => this.render() });
    this.list = h("ul", { class: "people-list", "aria-label": "People" });
    this.crowdHead = h("div", { class: "crowd-head", hidden: true });
    this.crowdList = h("ul", { class: "people-list", "aria-label": "Crowd" });
    const open = (id) => this.desk.open(id, { beside: this.desk.isWide });
    this.element.append(
      h("header", { class: "people-head" }, brand, iconButton("traffic", "Traffic", () => this.desk.toggleTraffic())),
      this.bots,
      this.search,
      h("div", { class: "people-scroll" }, this.list, this.crowdHead, this.crowdList),
      h(
        "footer",
        { class: "people-foot" },
        h("button", { type: "button", class: "foot-button", onclick: () => addPerson(open) }, icon("add"), "Person"),
        h("button", { type: "button", class: "foot-button", onclick: () => addGroup(open) }, icon("group"), "Group"),
        h("button", { type: "button", class: "foot-button", onclick: addCrowd }, icon("crowd"), "Crowd"),
      ),
    );
    this.element.addEventListener("keydown", (event) => this.onKey(event));
  }

  schedule() {
    // A crowd changes many rows at once, so draw them together.
    this.scheduled ??= requestAnimationFrame(() => {
      this.scheduled = null;
      this.render();
    });
  }

  render() {
    const { bot, crowd } = store;
    this.title.textContent = bot.name || "Playground";
    const listens = store.connected && bot.listening;
    this.status.className = `status${listens ? " on" : ""}`;
    this.status.textContent = !store.connected ? "connecting …" : listens ? "the bot listens" : "the bot is away";
    document.title = bot.name ? `${bot.name} · Playground` : "Playground";
    this.renderBots();
    const everybody = [...store.people.values()];
    this.search.hidden = everybody.length < SEARCHED_FROM;
    const wanted = this.search.value.trim().toLowerCase();
    const shown = everybody.filter((person) => !wanted || person.name.toLowerCase().includes(wanted) || String(person.id) === wanted);
    const isMember = (person) => store.isCrowd(person.id);
    this.fill(this.list, shown.filter((person) => !isMember(person)));
    this.fill(this.crowdList, this.crowdIsFolded ? [] : shown.filter(isMember).sort(byNews));
    this.renderCrowdHead(crowd);
  }

  /** Offer the bots to choose from, once there are several. */
  renderBots() {
    const { bot, bots } = store;
    const look = JSON.stringify([bot.id, bots]);
    if (look === this.botsLook) return;
    this.botsLook = look;
    this.bots.hidden = bots.length < 2;
    this.bots.replaceChildren(...bots.map((one) => h("option", { value: one.id }, `${one.name} · @${one.username}`)));
    this.bots.value = String(bot.id);
  }

  fill(list, people) {
    const rows = people.map((person) => this.row(person));
    // Only move rows that changed place: inserting a row again where it already is would lose its focus.
    rows.forEach((row, index) => {
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    while (list.children.length > rows.length) list.lastChild.remove();
  }

  row(person) {
    const unread = store.isCrowd(person.id) ? 0 : this.desk.unread(person);
    const isOpen = this.desk.isOpen(person.id);
    const look = JSON.stringify([person, unread, isOpen]);
    const known = this.rows.get(person.id);
    if (known?.look === look) return known.element;
    const element = known?.element ?? h("li", {});
    const button = element.firstChild ?? h("button", { type: "button", class: "person", onclick: (event) => this.desk.open(person.id, { beside: event.ctrlKey || event.metaKey }) });
    button.setAttribute("aria-current", String(isOpen));
    button.setAttribute("aria-label", [person.name, unread ? `${unread} new` : "", person.blocked ? "has blocked the bot" : ""].filter(Boolean).join(", "));
    button.replaceChildren(
      avatar(person.id, person.name, person.group ? "group" : null),
      h(
        "span",
        { class: "person-words" },
        h("span", { class: "person-name", dir: "auto" }, [person.name, person.last_name].filter(Boolean).join(" ")),
        h("span", { class: "meta" }, person.last ? shortDate(person.last.date) : ""),
        h("span", { class: "preview", dir: "auto" }, previewOf(person)),
        this.mark(person, unread),
      ),
    );
    if (!element.firstChild) {
      const beside = iconButton("beside", `Open ${person.name} beside`, () => this.desk.open(person.id, { beside: true }), { class: "icon-button beside", tabindex: -1 });
      element.append(button, beside);
    }
    this.rows.set(person.id, { element, look });
    return element;
  }

  mark(person, unread) {
    if (person.blocked) return h("span", { class: "blocked-mark", title: "has blocked the bot" }, icon("block"));
    return unread ? h("span", { class: "badge" }, String(unread)) : null;
  }

  renderCrowdHead(crowd) {
    const count = crowd.members.length;
    this.crowdHead.hidden = !count;
    if (!count) return;
    const fold = () => {
      this.crowdIsFolded = !this.crowdIsFolded;
      this.render();
    };
    const toggle = () => attempt(() => post(crowd.answering ? "/crowd/rest" : "/crowd/wake"));
    const look = JSON.stringify([count, crowd.answers, crowd.answering, this.crowdIsFolded]);
    if (look === this.crowdLook) return;
    this.crowdLook = look;
    const words = `${crowd.answers} ${crowd.answers === 1 ? "answer" : "answers"}`;
    const hadFocus = this.crowdHead.contains(document.activeElement) ? [...this.crowdHead.children].indexOf(document.activeElement) : -1;
    this.crowdHead.replaceChildren(
      h("button", { type: "button", class: "fold", "aria-expanded": String(!this.crowdIsFolded), onclick: fold }, icon("down"), `Crowd · ${count}`),
      h("span", { class: "meta" }, words),
      iconButton(crowd.answering ? "pause" : "play", crowd.answering ? "Pause the crowd" : "Resume the crowd", toggle),
    );
    if (hadFocus >= 0) this.crowdHead.children[hadFocus]?.focus();
  }

  onKey(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...this.element.querySelectorAll(".person")];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0 && event.target !== this.search) return;
    event.preventDefault();
    buttons[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), buttons.length - 1)]?.focus();
  }
}

function previewOf(person) {
  if (person.group && !person.last) return `${person.members.length} people`;
  if (person.group) return person.last.words;
  if (!person.started) return "not started yet";
  if (!person.last) return "";
  return person.last.from_bot ? person.last.words : `› ${person.last.words}`;
}

const byNews = (a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0) || a.id - b.id;
