// The control API, as the page uses it.

import { notice } from "./notices.js";

/** The bot that the page shows, if the address names one, and where its part of the control API begins. */
const chosen = new URLSearchParams(location.search).get("bot");
export const root = chosen ? `/playground/bots/${encodeURIComponent(chosen)}` : "/playground";

/** Show the chats with another bot. */
export const chooseBot = (id) => {
  location.search = new URLSearchParams({ bot: id });
};

/** Go back to the first bot if the chosen one is gone, because the playground was restarted. */
export async function leaveLostBot() {
  if (!chosen) return;
  const response = await fetch("/playground/bots").catch(() => null);
  if (response?.ok && !(await response.json()).bots.some((bot) => String(bot.id) === chosen)) location.replace("/");
}

async function call(path, init) {
  let response;
  try {
    response = await fetch(`${root}${path}`, init);
  } catch {
    throw new Error("The playground isn’t answering. Is it still running?");
  }
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `The playground refused this (${response.status}).`);
  return body;
}

export const get = (path) => call(path, {});

export const post = (path, values = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });

/** Send a file unchanged; its name goes in the query string. */
export const upload = (path, file, values = {}) =>
  call(`${path}?${new URLSearchParams({ name: file.name, ...values })}`, {
    method: "POST",
    headers: file.type ? { "Content-Type": file.type } : {},
    body: file,
  });

/** Do something; if it fails, show why and return undefined. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    notice(error.message.charAt(0).toUpperCase() + error.message.slice(1), "error");
    return undefined;
  }
}

/** Somebody in a chat: a person in their private chat with the bot, or in a group. */
export class Place {
  constructor(personId, chatId) {
    this.personId = personId;
    this.inGroup = chatId === personId ? {} : { chat: chatId };
  }

  post(verb, values = {}) {
    return post(`/people/${this.personId}/${verb}`, { ...values, ...this.inGroup });
  }

  upload(file, values = {}) {
    return upload(`/people/${this.personId}/upload`, file, { ...values, ...this.inGroup });
  }
}

export const fileUrl = (fileId) => `${root}/files/${encodeURIComponent(fileId)}`;
