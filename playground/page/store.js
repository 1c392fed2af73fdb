// What the page knows, kept up to date by one WebSocket. Components listen for the events they need.

import { leaveLostBot, root } from "./api.js";

/** A chat that is open on the page. */
export class Chat {
  constructor(id, viewer) {
    this.id = id;
    this.viewer = viewer;
    this.keyboard = null;
    this.pinned = null;
    this.messages = new Map();
    this.commands = [];
    this.description = "";
    this.hasOlder = false;
    this.loadingOlder = false;
  }

  /** Apply a frame; returns which messages changed, and whether everything did. */
  take(frame) {
    if (frame.fresh) this.messages.clear();
    for (const message of frame.messages ?? []) this.messages.set(message.message_id, message);
    for (const id of frame.gone ?? []) this.messages.delete(id);
    if (frame.commands) this.commands = frame.commands;
    if (frame.description !== undefined) this.description = frame.description;
    if (frame.keyboard !== undefined) this.keyboard = frame.keyboard;
    if (frame.pinned !== undefined) this.pinned = frame.pinned;
    if (frame.has_older !== undefined) {
      this.hasOlder = frame.has_older;
      this.loadingOlder = false;
    }
  }

  get firstId() {
    let first = Infinity;
    for (const id of this.messages.keys()) first = Math.min(first, id);
    return first;
  }
}

class Store extends EventTarget {
  constructor() {
    super();
    this.people = new Map();
    this.chats = new Map();
    this.bot = { id: 0, name: "", username: "", listening: false };
    this.bots = [];
    this.crowd = { members: [], answering: true, answers: 0 };
    this.samples = [];
    this.connected = false;
    this.traffic = false;
    this.retryMs = 250;
  }

  connect() {
    this.socket = new WebSocket(`ws://${location.host}${root}/live`);
    this.socket.addEventListener("open", () => {
      this.connected = true;
      this.retryMs = 250;
      for (const chat of this.chats.values()) this.ask({ open: chat.id, as: chat.viewer });
      if (this.traffic) this.ask({ traffic: true });
      this.tell("connection");
    });
    this.socket.addEventListener("message", (event) => this.take(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => {
      this.connected = false;
      this.tell("connection");
      leaveLostBot();
      setTimeout(() => this.connect(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, 5000);
    });
  }

  ask(values) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(values));
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  take(frame) {
    for (const name of ["bot", "bots", "crowd", "samples"]) {
      if (frame[name] === undefined) continue;
      this[name] = frame[name];
      this.tell(name);
    }
    if (frame.people) {
      for (const person of frame.people) this.people.set(person.id, person);
      this.tell("people", frame.people);
    }
    for (const chatFrame of frame.chats ?? []) {
      const chat = this.chats.get(chatFrame.id);
      if (!chat) continue;
      chat.take(chatFrame);
      this.tell(`chat:${chat.id}`, chatFrame);
    }
    for (const typing of frame.typing ?? []) this.tell(`typing:${typing.id}`, typing.action);
    if (frame.traffic) this.tell("traffic", frame.traffic);
    if (frame.people || frame.bot) this.tell("ready");
  }

  /** Follow a chat, as seen by one of its members. */
  open(id, viewer) {
    this.chats.set(id, new Chat(id, viewer));
    this.ask({ open: id, as: viewer });
    return this.chats.get(id);
  }

  close(id) {
    this.chats.delete(id);
    this.ask({ close: id });
  }

  older(chat) {
    if (!chat.hasOlder || chat.loadingOlder || !chat.messages.size) return;
    chat.loadingOlder = true;
    this.ask({ older: chat.id, before: chat.firstId });
  }

  /** Keep only the newest messages of a chat; older ones can be requested again. */
  forget(chat, keep) {
    const ids = [...chat.messages.keys()].sort((a, b) => a - b);
    const dropped = ids.slice(0, Math.max(0, ids.length - keep));
    if (!dropped.length) return dropped;
    for (const id of dropped) chat.messages.delete(id);
    chat.hasOlder = true;
    this.ask({ forget: chat.id, before: chat.firstId });
    return dropped;
  }

  follow(traffic) {
    this.traffic = traffic;
    this.ask({ traffic });
  }

  /** Groups that a person is in. */
  groupsOf(personId) {
    return [...this.people.values()].filter((chat) => chat.group && chat.members.includes(personId));
  }

  isCrowd(id) {
    return this.crowdIds().has(id);
  }

  crowdIds() {
    if (this.crowdSource !== this.crowd.members) {
      this.crowdSource = this.crowd.members;
      this.crowdSet = new Set(this.crowd.members);
    }
    return this.crowdSet;
  }
}

export const store = new Store();
