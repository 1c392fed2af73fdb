// Where a person writes text, commands and files; or Start or Unblock if they cannot write.

import { attempt, post } from "../api.js";
import { h, icon, iconButton } from "../dom.js";
import { renderReply } from "./keyboard.js";
import { showMenu } from "../menu.js";
import { store } from "../store.js";

const MAX_HEIGHT_PX = 168;
//: The Brandenburg Gate: a place that is on every map.
const A_PLACE = { latitude: 52.5163, longitude: 13.3777 };
//: Latitude and longitude, as maps write them.
const A_POINT = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/;

export class Composer {
  constructor(column) {
    this.column = column;
    this.mode = null;
    this.startWith = null;
    this.kind = "document";
    this.area = h("textarea", { rows: 1, placeholder: "Message", "aria-label": "Message", dir: "auto", autocomplete: "off", enterkeyhint: "send" });
    this.area.addEventListener("input", () => this.onInput());
    this.area.addEventListener("keydown", (event) => this.onKey(event));
    this.area.addEventListener("paste", (event) => this.onPaste(event));
    this.picker = h("input", { type: "file", class: "offscreen", tabindex: -1, "aria-hidden": "true" });
    this.picker.addEventListener("change", () => this.sendFiles([...this.picker.files]));
    this.strip = h("div", { class: "strip", hidden: true });
    this.commands = h("div", { class: "commands", role: "listbox", "aria-label": "Commands", hidden: true });
    this.replyKeys = h("div", { hidden: true });
    this.menuButton = iconButton("menu", "Commands", () => this.showAllCommands());
    this.sendButton = iconButton("send", "Send", () => this.submit(), { class: "icon-button send" });
    this.line = h(
      "div",
      { class: "line" },
      this.menuButton,
      this.area,
      iconButton("attach", "Attach", (event) => this.showAttach(event.currentTarget)),
      this.sendButton,
      this.picker,
    );
    this.big = h("button", { type: "button", class: "big", hidden: true });
    this.element = h("footer", { class: "composer" }, this.commands, this.strip, this.line, this.replyKeys, this.big);
    this.acceptDrops();
  }

  /** Show the input line, or the only button there is for this person. */
  render() {
    const action = this.onlyAction();
    this.line.hidden = Boolean(action);
    this.big.hidden = !action;
    if (action) {
      this.big.replaceChildren(action.label);
      this.big.onclick = action.run;
      this.strip.hidden = true;
    }
    this.menuButton.hidden = !this.column.chat?.commands.length;
    this.renderReplyKeys(Boolean(action));
  }

  /** The only action if the person cannot write; null if they can. */
  onlyAction() {
    const { person, isGroup } = this.column;
    if (isGroup) return null;
    if (person.blocked) return this.unblockAction();
    return !person.started || this.startWith !== null ? this.startAction() : null;
  }

  unblockAction() {
    return { label: "Unblock the bot", run: () => attempt(() => post(`/people/${this.column.personId}/unblock`)) };
  }

  startAction() {
    const run = async () => {
      const payload = this.startWith ?? "";
      this.startWith = null;
      await attempt(() => this.column.place.post("start", { payload }));
      if (this.column.desk.isWide) this.area.focus();
    };
    return { label: "Start", run };
  }

  renderReplyKeys(hidden) {
    const markup = this.column.chat?.keyboard;
    this.replyKeys.hidden = hidden || !markup?.keyboard || markup.message_id === this.usedUp;
    this.area.placeholder = (!this.replyKeys.hidden && markup.input_field_placeholder) || "Message";
    if (this.replyKeys.hidden || this.shownKeyboard === markup) return;
    this.shownKeyboard = markup;
    const press = async (text) => {
      const sent = await attempt(() => (this.column.isGroup ? this.column.place.post("send", { text }) : this.column.place.post("press", { text })));
      if (!sent || !markup.one_time_keyboard) return;
      this.usedUp = markup.message_id;
      this.renderReplyKeys(hidden);
    };
    this.replyKeys.replaceChildren(renderReply(markup, press));
  }

  /** Handle a link that starts the bot with a payload. */
  offerStart(payload) {
    this.startWith = payload;
    this.render();
    this.big.focus();
  }

  // ---- writing

  onInput() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, MAX_HEIGHT_PX)}px`;
    this.suggest();
  }

  onKey(event) {
    if (event.isComposing) return;
    if (!this.commands.hidden && this.moveInCommands(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.mode) {
      event.stopPropagation();
      this.setMode(null);
    } else if (event.key === "ArrowUp" && !this.area.value) {
      this.editLast(event);
    }
  }

  async submit() {
    const text = this.area.value.trim();
    if (!text) return this.area.focus();
    const { mode } = this;
    this.area.value = "";
    this.onInput();
    this.setMode(null);
    this.area.focus();
    const reply = mode ? { reply_to: mode.message.message_id, ...(mode.quote ? { quote: mode.quote } : {}) } : {};
    const done =
      mode?.kind === "edit"
        ? await attempt(() => this.column.place.post("edit", { message_id: mode.message.message_id, text }))
        : await this.column.send(text, reply);
    // If the text cannot be sent, it must not be lost.
    if (!done && !this.area.value) {
      this.area.value = text;
      this.onInput();
    }
    return undefined;
  }

  replyTo(message, quote = "") {
    this.setMode({ kind: "reply", message, quote });
  }

  edit(message) {
    this.setMode({ kind: "edit", message });
    this.area.value = message.text ?? message.caption;
    this.onInput();
  }

  editLast(event) {
    const mine = [...this.column.chat.messages.values()].filter((message) => message.from?.id === this.column.personId && message.text);
    const last = mine.sort((a, b) => a.message_id - b.message_id).at(-1);
    if (!last) return;
    event.preventDefault();
    this.edit(last);
  }

  setMode(mode) {
    if (this.mode?.kind === "edit" && !mode) this.area.value = "";
    this.mode = mode;
    this.strip.hidden = !mode;
    if (!mode) return;
    const words = mode.quote || (mode.message.text ?? mode.message.caption ?? "Attachment");
    this.strip.replaceChildren(
      icon(mode.kind === "edit" ? "edit" : "reply"),
      h("div", { class: "strip-words" }, h("strong", {}, mode.kind === "edit" ? "Edit" : "Reply"), h("span", { dir: "auto" }, words.slice(0, 160))),
      iconButton("close", "Cancel", () => this.setMode(null)),
    );
    this.area.focus();
  }

  // ---- commands

  suggest() {
    const typed = /^\/(\w*)$/.exec(this.area.value);
    const matching = typed ? this.column.chat.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
    this.listCommands(matching);
  }

  showAllCommands() {
    if (!this.commands.hidden) return this.listCommands([]);
    this.listCommands(this.column.chat.commands);
    // On a phone, the keyboard would cover the list.
    return this.column.desk.isWide && this.area.focus();
  }

  listCommands(commands) {
    this.commands.hidden = !commands.length;
    this.commands.replaceChildren(
      ...commands.map(({ command, description }, index) =>
        h("button", { type: "button", role: "option", tabindex: -1, "aria-selected": String(index === 0), onclick: () => this.choose(command) }, h("b", {}, `/${command}`), h("span", { dir: "auto" }, description)),
      ),
    );
  }

  choose(command) {
    this.listCommands([]);
    this.area.value = "";
    this.onInput();
    if (this.column.desk.isWide) this.area.focus();
    return this.column.send(`/${command}`);
  }

  moveInCommands(event) {
    const options = [...this.commands.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = (at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
      options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
      options[next].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" || event.key === "Tab") {
      options[at]?.click();
    } else if (event.key === "Escape") {
      this.listCommands([]);
      event.stopPropagation();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  // ---- files

  showAttach(place) {
    const samples = store.samples.map((sample) => ({
      icon: "table",
      label: sample.title,
      detail: sample.name,
      run: () => attempt(() => this.column.place.post("sample", { name: sample.name })),
    }));
    const send = (verb, values) => () => attempt(() => this.column.place.post(verb, values));
    const phone = `+1 555 ${String(this.column.personId % 1e7).padStart(7, "0")}`;
    const items = [
      { icon: "file", label: "File", run: () => this.pick("document", "") },
      { icon: "photo", label: "Photo", run: () => this.pick("photo", "image/png,image/jpeg") },
      { icon: "voice", label: "Voice", run: () => this.pick("voice", "audio/*") },
      { icon: "pin", label: "Location", run: () => this.sendPlace() },
      { icon: "person", label: "Your contact", run: send("contact", { phone_number: phone }) },
      { icon: "dice", label: "Dice", run: send("dice", {}) },
      ...(samples.length ? [null, ...samples] : []),
    ];
    showMenu(items, place, "Attach");
  }

  /** Send the place whose coordinates are written in the line, or the usual one. */
  async sendPlace() {
    const written = this.area.value.trim().match(A_POINT);
    const place = written ? { latitude: Number(written[1]), longitude: Number(written[2]) } : A_PLACE;
    const sent = await attempt(() => this.column.place.post("location", place));
    if (sent && written) {
      this.area.value = "";
      this.onInput();
    }
  }

  pick(kind, accept) {
    this.picker.accept = accept;
    this.kind = kind;
    this.picker.value = "";
    this.picker.click();
  }

  async sendFiles(files) {
    const caption = this.area.value.trim();
    for (const [index, file] of files.entries()) {
      const seconds = this.kind === "voice" ? await secondsIn(file) : null;
      const values = { as: this.kind, ...(seconds ? { duration: seconds } : {}), ...(index === 0 && caption ? { caption } : {}) };
      const sent = await attempt(() => this.column.place.upload(file, values));
      if (sent && index === 0 && caption) {
        this.area.value = "";
        this.onInput();
      }
    }
    this.kind = "document";
  }

  onPaste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.sendAsWhatTheyAre(files);
  }

  /** Send pasted or dropped pictures as photos, as chats do; to send them as files, choose that in the menu. */
  sendAsWhatTheyAre(files) {
    this.kind = files.every((file) => /^image\/(png|jpeg)$/.test(file.type)) ? "photo" : "document";
    return this.sendFiles(files);
  }

  acceptDrops() {
    const { element } = this.column;
    const hint = h("div", { class: "drop-hint", "aria-hidden": "true" }, icon("file"), "Drop it to send it");
    element.append(hint);
    const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    element.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      element.classList.add("dropping");
    });
    element.addEventListener("dragleave", (event) => {
      if (!element.contains(event.relatedTarget)) element.classList.remove("dropping");
    });
    element.addEventListener("drop", (event) => {
      element.classList.remove("dropping");
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.sendAsWhatTheyAre([...event.dataTransfer.files]);
    });
  }
}

/** The length of a sound in whole seconds; null if the browser cannot read it. */
async function secondsIn(file) {
  try {
    const { duration } = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(await file.arrayBuffer());
    return Math.max(1, Math.round(duration));
  } catch {
    return null;
  }
}
