// A message.

import { renderAttachment } from "./attachments.js";
import { h, iconButton } from "../dom.js";
import { renderText } from "./entities.js";
import { timeOf } from "../format.js";
import { renderInline } from "./keyboard.js";

const SERVICE = {
  new_chat_members: (message) => `${names(message.new_chat_members)} joined`,
  left_chat_member: (message) => `${names([message.left_chat_member])} left`,
  new_chat_title: (message) => `The group is now called “${message.new_chat_title}”`,
  group_chat_created: (message) => `${senderOf(message)} made the group`,
  pinned_message: (message) => `${senderOf(message)} pinned a message`,
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "The group became a supergroup",
  successful_payment: (message) => `Paid ${amountOf(message.successful_payment)}`,
  users_shared: (message) => `Shared ${message.users_shared.users.length === 1 ? "a person" : "people"} with the bot`,
  chat_shared: () => "Shared a group with the bot",
  web_app_data: (message) => `Sent data from “${message.web_app_data.button_text}” to the bot`,
  refunded_payment: (message) => `Refunded ${amountOf(message.refunded_payment)}`,
};

//: Messages with only one to three emoji are shown large.
const JUMBO = /^(\p{Extended_Pictographic}(\ufe0f|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})*\s*){1,3}$/u;

const names = (users) => users.map((user) => user.first_name).join(", ");
/** Who sent a message: a person, the bot, or a channel. */
const senderOf = (message) => message.from?.first_name ?? message.sender_chat?.title ?? "";
const amountOf = (payment) => (payment.currency === "XTR" ? `★ ${payment.total_amount}` : `${payment.total_amount / 100} ${payment.currency}`);

/** Whether the person being viewed sent this. */
export const isMine = (message, personId) => message.from?.id === personId;

/** Render a message. `column` handles taps: press, link, command, showActions, jump. */
export function renderMessage(message, column) {
  const service = Object.keys(SERVICE).find((name) => message[name] !== undefined);
  if (service) return h("article", { class: "service", "data-id": message.message_id, tabindex: -1 }, SERVICE[service](message));
  const mine = isMine(message, column.personId);
  const article = h("article", {
    class: `message ${mine ? "mine" : "theirs"}`,
    "data-id": message.message_id,
    tabindex: -1,
    "aria-label": mine ? "Sent" : "From the bot",
  });
  article.append(bubbleOf(message, column, mine));
  const keys = renderInline(message, { press: (button, element) => column.press(message, button, element), link: (url) => column.link(url) });
  if (keys) article.append(keys);
  article.append(...reactions(message));
  return article;
}

function bubbleOf(message, column, mine) {
  const words = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const attachment = renderAttachment(message, column.place);
  const stamp = `${message.edit_date ? "edited " : ""}${timeOf(message.date)}`;
  const bubble = h("div", { class: `bubble${attachment ? " has-attachment" : ""}${words ? "" : " wordless"}` });
  if (column.isGroup && !mine) bubble.append(h("span", { class: "sender" }, senderOf(message)));
  bubble.append(...[forwarded(message), replied(message, column), attachment].filter(Boolean));
  if (words) {
    const actions = { command: (text) => column.send(text), link: (url) => column.link(url) };
    bubble.append(h("div", { class: JUMBO.test(words) && !attachment ? "words jumbo" : "words", dir: "auto", "data-stamp": stamp }, renderText(words, entities, actions)));
  }
  bubble.append(h("span", { class: "stamp" }, stamp));
  const more = iconButton("more", "Message actions", (event) => column.showActions(message, event.currentTarget), { class: "icon-button actions", tabindex: -1 });
  bubble.append(more);
  return bubble;
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? "somebody";
  return h("span", { class: "forwarded", dir: "auto" }, `Forwarded from ${name}`);
}

function replied(message, column) {
  const original = message.reply_to_message;
  if (!original) return null;
  const words = message.quote?.text ?? original.text ?? original.caption ?? "Attachment";
  return h(
    "button",
    { type: "button", class: "quote", "aria-label": `In reply to: ${words.slice(0, 80)}`, onclick: () => column.jump(original.message_id) },
    h("span", { class: "quote-name" }, senderOf(original)),
    h("span", { class: "quote-words", dir: "auto" }, words.slice(0, 200)),
  );
}

function reactions(message) {
  const counts = new Map();
  for (const [, emoji] of message.reactions ?? []) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (!counts.size) return [];
  const shown = [...counts].map(([emoji, count]) => h("span", { class: "reaction" }, count > 1 ? `${emoji} ${count}` : emoji));
  return [h("div", { class: "reactions" }, shown)];
}
