// Formatted text as DOM nodes. Offsets are in UTF-16 units, as in JavaScript strings.

import { copyText, h } from "../dom.js";
import { notice } from "../notices.js";

const SAFE_LINK = /^(https?|mailto|tel|tg):/i;
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  code: "code",
  pre: "pre",
};

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const inOrder = (a, b) => a.offset - b.offset || b.end - a.end;

/**
 * Render a text. `actions` has `command(text)` for a tapped command, and `link(url)`, which may handle a link.
 */
export function renderText(text, entities = [], actions = {}) {
  const sorted = entities
    .map((entity) => ({ ...entity, end: entity.offset + entity.length }))
    .filter((entity) => entity.length > 0 && entity.end <= text.length)
    .sort(inOrder);
  return fragment(text, sorted, 0, text.length, actions);
}

function fragment(text, entities, start, end, actions) {
  const nodes = document.createDocumentFragment();
  let queue = [...entities];
  let at = start;
  while (queue.length) {
    const entity = queue.shift();
    if (entity.offset > at) nodes.append(text.slice(at, entity.offset));
    const within = queue.filter((other) => other.offset < entity.end);
    // Split an entity that extends beyond another, because elements cannot partly overlap.
    const beyond = within.filter((other) => other.end > entity.end).map((other) => ({ ...other, offset: entity.end }));
    const inner = within.map((other) => ({ ...other, end: Math.min(other.end, entity.end) }));
    queue = [...beyond, ...queue.filter((other) => other.offset >= entity.end)].sort(inOrder);
    nodes.append(wrap(entity, text, inner, actions));
    at = entity.end;
    // A block already ends its line.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  if (at < end) nodes.append(text.slice(at, end));
  return nodes;
}

function wrap(entity, text, inner, actions) {
  const words = text.slice(entity.offset, entity.end);
  const content = fragment(text, inner, entity.offset, entity.end, actions);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, content, actions);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`, content, actions);
    case "email":
      return link(`mailto:${words}`, content, actions);
    case "phone_number":
      return link(`tel:${words}`, content, actions);
    case "bot_command":
      return h("button", { type: "button", class: "link", onclick: () => actions.command?.(words) }, content);
    case "spoiler":
      return spoiler(content);
    case "code":
      return h("code", { title: "Copy", onclick: () => copied(words) }, content);
    case "pre":
      return h("pre", { "data-language": entity.language }, content);
    case "expandable_blockquote":
      return h("blockquote", { class: "expandable", onclick: (event) => event.currentTarget.classList.add("open") }, content);
    default:
      return TAGS[entity.type] ? h(TAGS[entity.type], {}, content) : h("span", { class: `entity ${entity.type}` }, content);
  }
}

function link(url, content, actions) {
  if (!SAFE_LINK.test(url)) return h("span", {}, content);
  const onclick = (event) => {
    if (actions.link?.(url)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick }, content);
}

function spoiler(content) {
  const show = (event) => {
    event.currentTarget.classList.add("open");
    event.currentTarget.removeAttribute("role");
  };
  return h("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Show the hidden text", onclick: show, onkeydown: (event) => event.key === "Enter" && show(event) }, content);
}

async function copied(words) {
  await copyText(words);
  notice("Copied.");
}
