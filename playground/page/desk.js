// The open chats, side by side, and what the page remembers between visits.

import { Column } from "./column.js";
import { addPerson } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { store } from "./store.js";

const NARROW = matchMedia("(max-width: 759px)");
const COLUMN_PX = 380;

export class Desk extends EventTarget {
  constructor(element, traffic) {
    super();
    this.element = element;
    this.traffic = traffic;
    this.columns = new Map();
    this.read = new Map();
    store.addEventListener("people", (event) => this.countNews(event.detail));
    store.addEventListener("people", () => this.renderEmpty());
    this.renderEmpty();
  }

  get isWide() {
    return !NARROW.matches;
  }

  /** How many chats fit side by side. */
  get room() {
    return Math.max(1, Math.floor(this.element.clientWidth / COLUMN_PX));
  }

  isOpen(id) {
    return this.columns.has(id);
  }

  /** Show a chat, replacing the newest one or next to the others. */
  open(id, { beside = false, focus = true, viewer = null } = {}) {
    let column = this.columns.get(id);
    if (column && viewer !== null && column.personId !== viewer) {
      const other = new Column(id, this, viewer);
      column.element.replaceWith(other.element);
      column.stop();
      this.columns.set(id, other);
      column = other;
    }
    if (!column) {
      if (NARROW.matches || !beside) this.makeRoom();
      while (this.columns.size >= this.room && this.columns.size) this.close([...this.columns.keys()].at(-1));
      column = new Column(id, this);
      this.columns.set(id, column);
      this.element.append(column.element);
    }
    document.body.dataset.view = "chat";
    this.seen(id);
    this.changed();
    if (focus) this.focus(column);
    return column;
  }

  makeRoom() {
    if (NARROW.matches) [...this.columns.keys()].forEach((id) => this.close(id));
    else if (this.columns.size) this.close([...this.columns.keys()].at(-1));
  }

  focus(column) {
    // On a phone, the keyboard would pop up.
    if (!this.isWide) return;
    const { big, area } = column.composer;
    (big.hidden ? area : big).focus();
  }

  close(id) {
    this.columns.get(id)?.destroy();
    this.columns.delete(id);
    if (!this.columns.size) document.body.dataset.view = "people";
    this.changed();
  }

  showPeople() {
    document.body.dataset.view = "people";
    this.changed();
  }

  toggleTraffic(show) {
    this.traffic.toggle(show);
    this.save();
  }

  changed() {
    this.element.dataset.columns = String(this.columns.size);
    for (const column of this.columns.values()) column.settle();
    this.renderEmpty();
    this.save();
    this.dispatchEvent(new Event("change"));
  }

  renderEmpty() {
    this.element.querySelector(":scope > .welcome")?.remove();
    if (this.columns.size) return;
    const mark = h("span", { class: "empty-mark" }, icon("person"));
    const parts = store.people.size
      ? [h("p", {}, "Choose somebody on the left to be them. Ctrl-click opens another chat beside.")]
      : [
          h("p", {}, "There is nobody here yet."),
          h("button", { type: "button", class: "primary", onclick: () => addPerson((id) => this.open(id)) }, "Add a person"),
          h("p", { class: "hint" }, `A bot finds this Telegram at ${location.origin}/bot, with any well-formed token.`),
        ];
    this.element.append(h("div", { class: "welcome" }, mark, parts));
  }

  // ---- read messages

  seen(id) {
    if (!this.isOpen(id) || document.hidden || (!this.isWide && document.body.dataset.view !== "chat")) return;
    const person = store.people.get(id);
    if (person) this.read.set(id, { id: person.last?.id ?? 0, news: 0, revision: person.revision });
  }

  countNews(people) {
    for (const person of people) {
      const known = this.read.get(person.id);
      if (!known) this.read.set(person.id, { id: person.last?.id ?? 0, news: 0, revision: person.revision });
      else if (person.last?.from_bot && person.last.id > known.id) {
        known.news += 1;
        known.id = person.last.id;
      }
      this.seen(person.id);
    }
  }

  unread(person) {
    return this.read.get(person.id)?.news ?? 0;
  }

  // ---- between visits

  get key() {
    return `playground:${store.bot.id}`;
  }

  save() {
    // Without people nothing can be open, and the first people to come should be shown.
    if (!store.bot.id || !store.people.size) return;
    const state = { open: [...this.columns.keys()], traffic: !this.traffic.element.hidden };
    localStorage.setItem(this.key, JSON.stringify(state));
  }

  /** Reopen the last chats; on the first visit, open those of the first people, as many as fit. */
  restore() {
    let state = null;
    try {
      state = JSON.parse(localStorage.getItem(this.key));
    } catch {
      // The stored value is not ours.
    }
    if (!this.isWide) return;
    const first = [...store.people.keys()].filter((id) => !store.isCrowd(id)).slice(0, 2);
    const ids = (state?.open ?? first).filter((id) => store.people.has(id));
    for (const id of ids.slice(0, this.room)) this.open(id, { beside: true, focus: false });
    if (state?.traffic) this.traffic.toggle(true, { focus: false });
  }
}
