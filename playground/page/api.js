// The control API, as the page uses it.

import { notice } from "./notices.js";

async function call(path, init) {
  let response;
  try {
    response = await fetch(`/playground${path}`, init);
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

export const fileUrl = (fileId) => `/playground/files/${encodeURIComponent(fileId)}`;
