// One person's chat with the bot, as their phone would show it.

import { attempt, Place, post } from "./api.js";
import { isMine, renderMessage } from "./chat/bubble.js";
import { Composer } from "./chat/composer.js";
import { confirmThen, openDeepLink, showAlert, showJson } from "./dialogs.js";
import { avatar, copyText, h, icon, iconButton } from "./dom.js";
import { dayOf, languageOf } from "./format.js";
import { sendPress } from "./chat/keyboard.js";
import { showMenu } from "./menu.js";
import { notice } from "./notices.js";
import { store } from "./store.js";

//: The window keeps at most this many messages; scroll to load older ones.
const MOST_SHOWN = 300;
const KEPT = 150;
const NEAR_PX = 90;
const TOAST_MS = 3200;
const TYPING_MS = 5000;
const TOGETHER_S = 300;
const REACTIONS = ["👍", "❤️", "🔥", "😁", "🤔", "👎"];

export class Column {
  constructor(chatId, desk, viewer = null) {
    this.chatId = chatId;
    this.desk = desk;
    this.isGroup = chatId < 0;
    this.personId = viewer ?? (this.isGroup ? firstMember(chatId) : chatId);
    this.place = new Place(this.personId, chatId);
    this.elements = new Map();
    this.listeners = [];
    this.build();
    this.chat = store.open(chatId, this.personId);
    this.composer = new Composer(this);
    this.element.append(this.composer.element);
    this.listen(`chat:${chatId}`, (frame) => this.take(frame));
    this.listen(`typing:${chatId}`, () => this.showTyping());
    this.listen("people", () => this.renderHead());
    this.listen("bot", () => this.renderHead());
    this.renderHead();
    this.rebuild();
  }

  /** Whose chat this is: a person's or a group's. */
  get person() {
    return store.people.get(this.chatId) ?? { id: this.chatId, name: "?", started: false, blocked: false };
  }

  get viewerName() {
    return store.people.get(this.personId)?.name ?? "?";
  }

  listen(name, work) {
    const listener = (event) => work(event.detail);
    store.addEventListener(name, listener);
    this.listeners.push([name, listener]);
  }

  build() {
    this.head = h("header", { class: "chat-head" });
    this.log = h("div", { class: "log", role: "log", "aria-label": "Messages", "aria-live": "polite", tabindex: 0 });
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.jumpButton = h("button", { type: "button", class: "jump", "aria-label": "To the newest message", hidden: true, onclick: () => this.toBottom() }, icon("down"));
    this.pin = h("button", { type: "button", class: "pinned", hidden: true });
    const middle = h("div", { class: "chat-middle" }, this.log, this.toasts, this.jumpButton);
    this.element = h("section", { class: "column", "aria-label": `Chat of ${this.person.name}`, "data-person": this.chatId }, this.head, this.pin, middle);
    this.log.addEventListener("scroll", () => this.onScroll());
    this.log.addEventListener("keydown", (event) => this.onKey(event));
    // The window shrinks when a phone shows its keyboard: keep the last message read in view.
    new ResizeObserver(() => this.settle()).observe(this.log);
    this.size = "";
    this.follows = true;
  }

  renderHead() {
    const { person } = this;
    const typing = this.typingUntil > Date.now();
    const where = typing ? `${store.bot.name} is typing …` : this.whereabouts();
    const parts = [
      iconButton("back", "All people", () => this.desk.showPeople(), { class: "icon-button only-narrow" }),
      avatar(person.id, person.name, this.isGroup ? "group" : null),
      h("div", { class: "chat-title" }, h("h2", { dir: "auto" }, person.name), h("span", { class: typing ? "meta typing" : "meta" }, where)),
      person.language ? h("span", { class: "tag", title: languageOf(person.language) }, person.language) : null,
      iconButton("more", "Chat actions", (event) => this.showChatMenu(event.currentTarget)),
      iconButton("close", "Close this chat", () => this.desk.close(this.chatId), { class: "icon-button only-several" }),
    ];
    this.head.replaceChildren(...parts.filter(Boolean));
    this.element.classList.toggle("blocked", person.blocked);
    this.composer?.render();
  }

  /** The pinned message, above the others. */
  renderPin() {
    const { pinned } = this.chat;
    this.pin.hidden = !pinned;
    if (!pinned) return;
    this.pin.onclick = () => this.jump(pinned.id);
    this.pin.replaceChildren(icon("pin"), h("span", { class: "strip-words" }, h("strong", {}, "Pinned message"), h("span", { dir: "auto" }, pinned.words)));
  }

  whereabouts() {
    const { person } = this;
    if (this.isGroup) return `${person.members?.length ?? 0} people${person.bot === "left" || person.bot === "kicked" ? "" : ` and ${store.bot.name}`}, as ${this.viewerName}`;
    if (person.deactivated) return "has deleted the account";
    return person.blocked ? "has blocked the bot" : `with ${store.bot.name}`;
  }

  showChatMenu(place) {
    if (this.isGroup) return this.showGroupMenu(place);
    const { person } = this;
    const blocking = person.blocked
      ? { icon: "check", label: "Unblock the bot", run: () => this.setBlocked(false) }
      : { icon: "block", label: "Block the bot", danger: true, run: () => this.setBlocked(true) };
    showMenu(
      [
        { icon: "traffic", label: "Traffic", run: () => this.desk.toggleTraffic() },
        { icon: "copy", label: "Copy the id", detail: String(person.id), run: () => copied(String(person.id)) },
        null,
        blocking,
      ],
      place,
      "Chat actions",
    );
    return undefined;
  }

  showGroupMenu(place) {
    const { person } = this;
    const others = person.members.filter((id) => id !== this.personId).slice(0, 8);
    const change = (verb, values) => attempt(() => post(`/groups/${this.chatId}/${verb}`, values));
    const isAdmin = person.bot === "administrator";
    const isOut = person.bot === "left" || person.bot === "kicked";
    showMenu(
      [
        ...others.map((id) => ({ icon: "person", label: `Be ${store.people.get(id)?.name}`, run: () => this.desk.open(this.chatId, { viewer: id }) })),
        null,
        isOut ? undefined : { icon: "check", label: isAdmin ? "Make the bot an ordinary member" : "Make the bot an admin", run: () => change("bot", { status: isAdmin ? "member" : "administrator" }) },
        isOut ? { icon: "add", label: "Add the bot", run: () => change("bot", { status: "member" }) } : { icon: "block", label: "Remove the bot", danger: true, run: () => change("bot", { status: "left" }) },
        { icon: "forward", label: `Let ${this.viewerName} leave`, run: () => change("leave", { person: this.personId }) },
      ].filter((item) => item !== undefined),
      place,
      "Group actions",
    );
    return undefined;
  }

  setBlocked(blocked) {
    if (!blocked) return attempt(() => post(`/people/${this.personId}/unblock`));
    const go = () => attempt(() => post(`/people/${this.personId}/block`));
    return confirmThen("Block the bot?", `${store.bot.name} can no longer write to ${this.person.name}, and will know that it was blocked.`, "Block", go);
  }

  // ---- messages

  rebuild() {
    this.elements.clear();
    this.log.replaceChildren();
    this.take({ messages: [...this.chat.messages.values()] }, true);
  }

  take(frame, always = false) {
    if (frame.fresh && !always) return this.rebuild();
    const follows = this.follows || always;
    const heightBefore = this.log.scrollHeight;
    const oldest = this.log.querySelector("article")?.dataset.id;
    for (const id of frame.gone ?? []) this.drop(id);
    for (const message of frame.messages ?? []) this.put(message);
    if (frame.messages || frame.gone || frame.description !== undefined || always) this.arrange();
    if (frame.messages?.some((message) => !isMine(message, this.personId))) this.stopTyping();
    this.composer.render();
    this.renderPin();
    const grewAbove = oldest !== undefined && (frame.messages ?? []).some((message) => message.message_id < Number(oldest));
    if (grewAbove) this.log.scrollTop += this.log.scrollHeight - heightBefore;
    else if (follows) this.toBottom();
    else if (frame.messages) this.jumpButton.hidden = false;
    this.desk.seen(this.chatId);
    return undefined;
  }

  put(message) {
    const id = message.message_id;
    const element = renderMessage(message, this);
    element.addEventListener("contextmenu", (event) => this.onContext(event, id));
    const before = this.elements.get(id);
    this.elements.set(id, element);
    if (before) {
      const focus = focusWithin(before);
      before.replaceWith(element);
      restoreFocus(element, focus);
      return;
    }
    const articles = this.log.querySelectorAll(":scope > article");
    const last = articles[articles.length - 1];
    if (!last || Number(last.dataset.id) < id) this.log.append(element);
    else [...articles].find((article) => Number(article.dataset.id) > id).before(element);
  }

  drop(id) {
    this.elements.get(id)?.remove();
    this.elements.delete(id);
  }

  /** Date separators between messages, and the shape of messages that follow each other closely. */
  arrange() {
    this.log.querySelectorAll(":scope > .day, :scope > .empty").forEach((element) => element.remove());
    let before = null;
    for (const element of this.log.querySelectorAll(":scope > article")) {
      const message = this.chat.messages.get(Number(element.dataset.id));
      if (!message) continue;
      if (!before || dayOf(before.date) !== dayOf(message.date)) element.before(h("div", { class: "day" }, dayOf(message.date)));
      const together = before && before.from?.id === message.from?.id && message.date - before.date < TOGETHER_S;
      element.classList.toggle("together", Boolean(together));
      element.classList.toggle("album", Boolean(together && message.media_group_id && before.media_group_id === message.media_group_id));
      before = message;
    }
    if (!before) this.log.append(this.emptyNote());
  }

  emptyNote() {
    const words = this.chat.description || "No messages yet.";
    const sample = store.samples.find((one) => !one.for.length || one.for.includes(this.personId));
    const tip = sample && !this.isGroup ? h("p", { class: "hint" }, `To try it with a file: press Start, then send “${sample.title}” from the paper clip.`) : null;
    return h("div", { class: "empty" }, h("span", { class: "empty-mark" }, icon("send")), h("strong", { dir: "auto" }, store.bot.name), h("p", { dir: "auto" }, words), tip);
  }

  onScroll() {
    const { scrollTop, scrollHeight, clientHeight, clientWidth } = this.log;
    const size = `${clientWidth} ${clientHeight}`;
    const wasResized = size !== this.size;
    this.size = size;
    // Text that wraps again moves the view, but nobody has scrolled.
    if (this.follows && wasResized) return this.toBottom();
    this.follows = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    this.jumpButton.hidden = this.follows;
    if (scrollTop < 200) store.older(this.chat);
    if (this.follows && this.elements.size > MOST_SHOWN) this.trim();
    return undefined;
  }

  trim() {
    for (const id of store.forget(this.chat, KEPT)) this.drop(id);
    this.arrange();
    this.log.scrollTop = this.log.scrollHeight;
  }

  toBottom() {
    this.log.scrollTop = this.log.scrollHeight;
    this.follows = true;
    this.jumpButton.hidden = true;
  }

  /** Stay at the newest message, whatever has changed around the chat. */
  settle() {
    if (this.follows) this.toBottom();
  }

  jump(id) {
    const element = this.elements.get(id);
    if (!element) return notice("That message is further up.");
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    element.classList.add("flash");
    return setTimeout(() => element.classList.remove("flash"), 1200);
  }

  onKey(event) {
    const articles = [...this.log.querySelectorAll("article")];
    const at = articles.indexOf(document.activeElement?.closest("article"));
    if ((event.key === "ArrowUp" || event.key === "ArrowDown") && articles.length) {
      event.preventDefault();
      const next = at < 0 ? articles.length - 1 : at + (event.key === "ArrowUp" ? -1 : 1);
      articles[Math.min(Math.max(next, 0), articles.length - 1)].focus();
    } else if ((event.key === "Enter" || event.key === "ContextMenu") && document.activeElement.matches("article.message")) {
      event.preventDefault();
      this.showActions(this.chat.messages.get(Number(document.activeElement.dataset.id)), document.activeElement.querySelector(".bubble"));
    }
  }

  onContext(event, id) {
    if (event.target.closest("a, img")) return;
    event.preventDefault();
    this.showActions(this.chat.messages.get(id), { x: event.clientX, y: event.clientY });
  }

  showActions(message, place) {
    const mine = isMine(message, this.personId);
    const words = message.text ?? message.caption;
    const quote = selectedIn(this.elements.get(message.message_id));
    const target = { message_id: message.message_id };
    const items = [
      { icon: "reply", label: "Reply", run: () => this.composer.replyTo(message) },
      quote && words?.includes(quote) ? { icon: "reply", label: "Reply to these words", run: () => this.composer.replyTo(message, quote) } : undefined,
      mine && words ? { icon: "edit", label: "Edit", run: () => this.composer.edit(message) } : undefined,
      { icon: "smile", label: "React", run: () => this.showReactions(message, place) },
      { icon: "forward", label: "Forward", run: () => this.showForwards(message, place) },
      words ? { icon: "copy", label: "Copy the text", run: () => copied(words) } : undefined,
      mine ? { icon: "bin", label: "Delete", danger: true, run: () => attempt(() => this.place.post("delete", target)) } : undefined,
      null,
      { icon: "table", label: "Show as JSON", detail: `№ ${message.message_id}`, run: () => showJson(`Message ${message.message_id}`, message) },
    ];
    showMenu(items.filter((item) => item !== undefined), place, "Message actions");
  }

  showForwards(message, place) {
    const to = (chatId, label) => ({
      icon: "forward",
      label,
      run: () => attempt(() => new Place(this.personId, chatId).post("forward", { message_id: message.message_id, from: this.chatId })),
    });
    const groups = store.groupsOf(this.personId).map((group) => to(group.id, group.name));
    showMenu([to(this.personId, store.bot.name), ...groups], place, "Forward to");
  }

  showReactions(message, place) {
    const react = (emoji) => attempt(() => this.place.post("react", { message_id: message.message_id, emoji }));
    const mine = (message.reactions ?? []).some(([id]) => id === this.personId);
    const items = REACTIONS.map((emoji) => ({ label: emoji, run: () => react(emoji) }));
    showMenu(mine ? [...items, { label: "No reaction", run: () => react("") }] : items, place, "React");
  }

  // ---- what the person does

  send(text, extra = {}) {
    this.follows = true;
    return attempt(() => this.place.post("send", { text, ...extra }));
  }

  press(message, button, element) {
    return sendPress(this.place, message, button, element, (toast) => this.showToast(toast));
  }

  /** Handle links that lead to the bot itself. */
  link(url) {
    const payload = startPayload(url);
    if (payload === null) return false;
    openDeepLink(payload, this.personId, (id) => this.desk.open(id, { beside: true }).composer.offerStart(payload));
    return true;
  }

  // ---- what the bot shows briefly

  showToast(toast) {
    if (toast.show_alert) return showAlert(store.bot.name, toast.text);
    const element = h("div", { class: "toast", dir: "auto" }, [toast.text, toast.url].filter(Boolean).join(" "));
    this.toasts.replaceChildren(element);
    return setTimeout(() => element.remove(), TOAST_MS);
  }

  showTyping() {
    this.typingUntil = Date.now() + TYPING_MS;
    this.renderHead();
    setTimeout(() => this.renderHead(), TYPING_MS + 50);
  }

  stopTyping() {
    if (!(this.typingUntil > Date.now())) return;
    this.typingUntil = 0;
    this.renderHead();
  }

  /** Stop following everything. */
  stop() {
    for (const [name, listener] of this.listeners) store.removeEventListener(name, listener);
  }

  destroy() {
    this.stop();
    store.close(this.chatId);
    this.element.remove();
  }
}

/** Who views a group at first: somebody who does not act automatically. */
function firstMember(chatId) {
  const members = store.people.get(chatId)?.members ?? [];
  return members.find((id) => !store.isCrowd(id)) ?? members[0];
}

/** The selected words in a message. */
function selectedIn(element) {
  const selection = getSelection();
  return selection.rangeCount && element?.contains(selection.anchorNode) ? String(selection).trim() : "";
}

function focusWithin(element) {
  if (!element.contains(document.activeElement)) return null;
  const keys = [...element.querySelectorAll(".key")];
  return Math.max(keys.indexOf(document.activeElement), 0);
}

/** An edit replaces the buttons; keep the keyboard focus where it was. */
function restoreFocus(element, focus) {
  if (focus === null) return;
  const keys = element.querySelectorAll(".key");
  (keys[Math.min(focus, keys.length - 1)] ?? element).focus({ preventScroll: true });
}

/** The payload of a link that starts this bot; null for other links. */
export function startPayload(url) {
  let link;
  try {
    link = new URL(url);
  } catch {
    return null;
  }
  const isShort = ["t.me", "telegram.me"].includes(link.hostname);
  const name = isShort ? link.pathname.slice(1) : link.protocol === "tg:" && link.hostname === "resolve" ? link.searchParams.get("domain") : null;
  if (name?.toLowerCase() !== store.bot.username.toLowerCase()) return null;
  return link.searchParams.get("start") ?? "";
}

async function copied(text) {
  await copyText(text);
  notice("Copied.");
}
