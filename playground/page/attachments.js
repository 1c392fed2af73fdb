// What a message carries besides words.

import { attempt, fileUrl } from "./api.js";
import { h, icon } from "./dom.js";
import { showPicture, showTable } from "./dialogs.js";
import { durationOf, sizeOf } from "./format.js";

const TABLE = /\.(csv|tsv)$/i;

/** Render the attachment of a message; null where it has none. */
export function renderAttachment(message, place) {
  for (const [kind, render] of Object.entries(KINDS)) {
    if (message[kind] !== undefined) return render(message[kind], message, place);
  }
  return null;
}

function photo(sizes, message) {
  const size = sizes.at(-1);
  const url = fileUrl(size.file_id);
  const image = h("img", { src: url, alt: message.caption || "Photo", loading: "lazy", width: size.width, height: size.height });
  return h("button", { type: "button", class: "photo", "aria-label": "Show the photo", onclick: () => showPicture(url, message.caption) }, image);
}

function documentFile(file) {
  const url = fileUrl(file.file_id);
  const name = file.file_name ?? "file";
  const look = TABLE.test(name)
    ? h("button", { type: "button", class: "look", "aria-label": `Look into ${name}`, title: "Look into it", onclick: () => showTable(name, url) }, icon("table"))
    : null;
  return h(
    "div",
    { class: "file" },
    h(
      "a",
      { href: url, download: name, class: "file-link", "aria-label": `Download ${name}` },
      h("span", { class: "file-icon" }, icon("download")),
      h("span", { class: "file-words" }, h("span", { class: "file-name", dir: "auto" }, name), h("span", { class: "meta" }, sizeOf(file.file_size ?? 0))),
    ),
    look,
  );
}

const sound = (file) =>
  h(
    "div",
    { class: "sound" },
    file.title || file.file_name ? h("span", { class: "file-name", dir: "auto" }, [file.performer, file.title ?? file.file_name].filter(Boolean).join(" – ")) : null,
    h("audio", { src: fileUrl(file.file_id), controls: true, preload: "none" }),
    file.duration ? h("span", { class: "meta" }, durationOf(file.duration)) : null,
  );

const film = (file) => h("video", { src: fileUrl(file.file_id), controls: true, preload: "metadata", width: file.width, height: file.height });

const sticker = (file) => h("img", { class: "sticker", src: fileUrl(file.file_id), alt: file.emoji || "Sticker", loading: "lazy" });

function spot(location, title, address) {
  const { latitude, longitude } = location;
  const words = `${Math.abs(latitude).toFixed(4)}° ${latitude < 0 ? "S" : "N"}, ${Math.abs(longitude).toFixed(4)}° ${longitude < 0 ? "W" : "E"}`;
  return h(
    "div",
    { class: "place" },
    h("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("div", { class: "place-words" }, title ? h("strong", { dir: "auto" }, title) : null, address ? h("span", { dir: "auto" }, address) : null, h("span", { class: "meta" }, words)),
  );
}

const contact = (person) =>
  h("div", { class: "contact" }, h("span", { class: "file-icon" }, icon("person")), h("span", { class: "file-words" }, h("span", { class: "file-name", dir: "auto" }, [person.first_name, person.last_name].filter(Boolean).join(" ")), h("span", { class: "meta" }, person.phone_number)));

function poll(value, message, place) {
  const mine = new Set(message.votes?.[place.personId] ?? []);
  const total = value.total_voter_count || 0;
  const voted = mine.size > 0 || value.is_closed;
  const vote = (index) => attempt(() => place.post("vote", { message_id: message.message_id, options: [index] }));
  const rows = value.options.map((option, index) => {
    const share = total ? Math.round((100 * option.voter_count) / total) : 0;
    const bar = h("span", { class: "bar" });
    bar.style.setProperty("--share", `${voted ? share : 0}%`);
    return h(
      "button",
      { type: "button", class: `option${mine.has(index) ? " mine" : ""}`, disabled: value.is_closed || voted, onclick: () => vote(index) },
      h("span", { class: "share" }, voted ? `${share} %` : ""),
      h("span", { class: "option-text", dir: "auto" }, option.text),
      bar,
    );
  });
  const kind = [value.is_anonymous === false ? "Public" : "Anonymous", value.type === "quiz" ? "quiz" : "poll"].join(" ");
  return h("div", { class: "poll" }, h("strong", { dir: "auto" }, value.question), h("span", { class: "meta" }, value.is_closed ? "Final results" : kind), rows, h("span", { class: "meta" }, total === 1 ? "1 vote" : `${total} votes`));
}

const dice = (value) => h("div", { class: "dice", role: "img", "aria-label": `${value.emoji} shows ${value.value}` }, h("span", {}, value.emoji), h("b", {}, String(value.value)));

function invoice(value, message, place) {
  const pay = () =>
    attempt(async () => {
      const { refusal } = await place.post("pay", { message_id: message.message_id });
      if (refusal) throw new Error(refusal);
    });
  const amount = value.currency === "XTR" ? `★ ${value.total_amount}` : `${value.total_amount / 100} ${value.currency}`;
  return h("div", { class: "invoice" }, h("strong", { dir: "auto" }, value.title), h("p", { dir: "auto" }, value.description), h("button", { type: "button", class: "primary", onclick: pay }, `Pay ${amount}`));
}

// In this order: an animation is a document too, and a venue a location.
const KINDS = {
  animation: film,
  photo,
  sticker,
  voice: sound,
  audio: sound,
  video: film,
  video_note: film,
  document: documentFile,
  venue: (venue) => spot(venue.location, venue.title, venue.address),
  location: (location) => spot(location),
  contact,
  poll,
  dice,
  invoice,
};
