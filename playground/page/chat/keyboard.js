// The buttons under a message, and those of the reply keyboard.

import { attempt, get } from "../api.js";
import { copyText, h, icon } from "../dom.js";
import { notice } from "../notices.js";

//: A bot that has not answered a press by then is not going to.
const PATIENCE_S = 15;
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Render the inline keyboard of a message; null if it has none. `press(button, element)` sends a press. */
export function renderInline(message, { press, link }) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const keyboard = h("div", { class: "keys", role: "group", "aria-label": "Buttons" });
  for (const row of rows) keyboard.append(h("div", { class: "key-row" }, row.map((button) => renderKey(button, { press, link }))));
  keyboard.addEventListener("keydown", moveFocus);
  return keyboard;
}

function renderKey(button, { press, link }) {
  const words = h("span", { class: "key-text", dir: "auto" }, button.text);
  const style = `key${button.style ? ` ${button.style}` : ""}`;
  if (button.url !== undefined) {
    const onclick = (event) => link(button.url) && event.preventDefault();
    const safe = /^(https?|tg|mailto|tel):/i.test(button.url) ? button.url : `https://${button.url}`;
    return h("a", { class: style, href: safe, target: "_blank", rel: "noopener noreferrer", onclick }, words, icon("link"));
  }
  if (button.copy_text) {
    const copy = async () => {
      await copyText(button.copy_text.text);
      notice("Copied.");
    };
    return h("button", { type: "button", class: style, onclick: copy }, words, icon("copy"));
  }
  if (button.callback_data !== undefined) {
    return h("button", { type: "button", class: style, "data-key": button.callback_data, onclick: (event) => press(button, event.currentTarget) }, words);
  }
  const other = button.pay ? "Use Pay above." : "The playground can’t open this kind of button.";
  return h("button", { type: "button", class: style, onclick: () => notice(other) }, words);
}

function moveFocus(event) {
  const step = ARROWS[event.key];
  if (!step) return;
  const rows = [...event.currentTarget.children].map((row) => [...row.children]);
  const row = rows.findIndex((keys) => keys.includes(document.activeElement));
  if (row < 0) return;
  event.preventDefault();
  event.stopPropagation();
  const column = rows[row].indexOf(document.activeElement);
  const next = rows[row + step[0]];
  next?.[Math.min(column + step[1], next.length - 1)]?.focus();
}

/** Press a button, and show the bot's answer, if there is one. */
export async function sendPress(place, message, button, element, show) {
  element.classList.add("busy");
  const values = { message_id: message.message_id, data: button.callback_data };
  const sent = await attempt(() => place.post("tap", values));
  if (sent) {
    try {
      const toast = await get(`/people/${place.personId}/answers/${sent.query_id}?timeout=${PATIENCE_S}`);
      if (toast.text || toast.url) show(toast);
    } catch {
      // If the bot does not answer, people see nothing, as in Telegram.
    }
  }
  element.classList.remove("busy");
}

/** Render the bot's reply keyboard; `type(text)` writes to the bot. */
export function renderReply(markup, type) {
  const rows = markup.keyboard.map((row) => h("div", { class: "key-row" }, row.map((key) => replyKey(key, type))));
  return h("div", { class: "reply-keys", role: "group", "aria-label": "The bot's keyboard" }, rows);
}

function replyKey(key, type) {
  const text = typeof key === "string" ? key : key.text;
  return h("button", { type: "button", class: "key", onclick: () => type(text, key) }, h("span", { class: "key-text", dir: "auto" }, text));
}
