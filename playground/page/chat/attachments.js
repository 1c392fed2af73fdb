// What a message contains besides text.

import { attempt, fileUrl } from "../api.js";
import { h, icon } from "../dom.js";
import { showPicture, showTable } from "../dialogs.js";
import { durationOf, sizeOf } from "../format.js";
import { notice } from "../notices.js";

const TABLE = /\.(csv|tsv)$/i;

/** Render the attachment of a message; null if it has none. */
export function renderAttachment(message, place) {
  for (const [kind, render] of Object.entries(KINDS)) {
    if (message[kind] !== undefined) return render(message[kind], message, place);
  }
  return null;
}

//: The largest size for a photo; small photos are enlarged so that people can see them.
const PHOTO = { width: 420, height: 460, least: 220 };

/** The width at which to show a photo, in pixels. */
function shownWidth({ width, height }) {
  const most = Math.min(PHOTO.width, (PHOTO.height * width) / height);
  return Math.round(Math.min(most, Math.max(width, PHOTO.least)));
}

function photo(sizes, message) {
  const size = sizes.at(-1);
  const url = fileUrl(size.file_id);
  const image = h("img", { src: url, alt: message.caption || "Photo", loading: "lazy", width: size.width, height: size.height });
  image.style.setProperty("--shown", `${shownWidth(size)}px`);
  return h("button", { type: "button", class: "photo", "aria-label": "Show the photo", onclick: () => showPicture(url, message.caption) }, image);
}

function documentFile(file) {
  const url = fileUrl(file.file_id);
  const name = file.file_name ?? "file";
  const look = TABLE.test(name)
    ? h("button", { type: "button", class: "look", "aria-label": `View ${name}`, title: "View it", onclick: () => showTable(name, url) }, icon("table"))
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
    player(file, "Play the music"),
  );

const voice = (file) => h("div", { class: "sound" }, player(file, "Play the voice message"));

/** A play button, a progress bar, and the time. */
function player(file, words) {
  const audio = new Audio();
  audio.preload = "none";
  const button = h("button", { type: "button", class: "file-icon", "aria-label": words }, icon("play"));
  const place = h("input", { type: "range", min: 0, max: 1000, value: "0", "aria-label": "Position" });
  const time = h("span", { class: "meta" }, durationOf(file.duration ?? 0));
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : file.duration) || 1;
  const show = () => {
    place.value = String(Math.round((1000 * audio.currentTime) / length()));
    time.textContent = durationOf(audio.currentTime || (file.duration ?? 0));
  };
  const start = () => {
    // Stop any other sound, so that two do not play at once.
    playing?.pause();
    playing = audio;
    if (!audio.src) audio.src = fileUrl(file.file_id);
    audio.play().catch(() => notice("This browser can’t play this sound.", "error"));
  };
  button.addEventListener("click", () => (audio.paused ? start() : audio.pause()));
  place.addEventListener("input", () => (audio.currentTime = (Number(place.value) / 1000) * length()));
  audio.addEventListener("timeupdate", show);
  audio.addEventListener("ended", () => {
    audio.currentTime = 0;
    show();
  });
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, () => button.replaceChildren(icon(audio.paused ? "play" : "pause")));
  return h("div", { class: "player" }, button, place, time);
}

let playing = null;

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

//: Options ticked in a multiple-answer poll but not sent yet, because somebody else's vote redraws the poll.
const ticked = new Map();

function poll(value, message, place) {
  const mine = new Set(message.votes?.[place.personId] ?? []);
  const isQuiz = value.type === "quiz";
  const shown = mine.size > 0 || value.is_closed;
  const isTicked = value.allows_multiple_answers && !shown;
  const key = `${place.personId}:${value.id}`;
  const ticks = ticked.get(key) ?? new Set();
  const vote = (options) => {
    ticked.delete(key);
    return attempt(() => place.post("vote", { message_id: message.message_id, options }));
  };
  const send = h("button", { type: "button", class: "poll-button", disabled: !ticks.size, onclick: () => vote([...ticks]) }, "Vote");
  const tick = (index, option) => {
    if (!ticks.delete(index)) ticks.add(index);
    ticked.set(key, ticks);
    option.setAttribute("aria-pressed", String(ticks.has(index)));
    send.disabled = !ticks.size;
  };
  const share = (option) => (value.total_voter_count ? Math.round((100 * option.voter_count) / value.total_voter_count) : 0);
  const rows = value.options.map((option, index) => {
    const bar = h("span", { class: "bar" });
    bar.style.setProperty("--share", `${shown ? share(option) : 0}%`);
    const choose = (event) => (isTicked ? tick(index, event.currentTarget) : vote([index]));
    return h(
      "button",
      { type: "button", class: `option ${markOf(value, index, mine)}`, disabled: shown, "aria-pressed": isTicked ? String(ticks.has(index)) : null, onclick: choose },
      h("span", { class: "share" }, shown ? `${share(option)} %` : ""),
      h("span", { class: "option-text", dir: "auto" }, option.text),
      bar,
    );
  });
  const kind = [value.is_anonymous === false ? "Public" : "Anonymous", isQuiz ? "quiz" : "poll"].join(" ");
  const mayRetract = mine.size > 0 && !value.is_closed && !isQuiz && value.allows_revoting !== false;
  return h(
    "div",
    { class: isTicked ? "poll several" : "poll" },
    h("strong", { dir: "auto" }, value.question),
    h("span", { class: "meta" }, value.is_closed ? "Final results" : isTicked ? `${kind}, several answers` : kind),
    rows,
    shown && value.explanation ? h("span", { class: "explanation", dir: "auto" }, value.explanation) : null,
    isTicked ? send : null,
    mayRetract ? h("button", { type: "button", class: "poll-button", onclick: () => vote([]) }, "Retract vote") : null,
    h("span", { class: "meta" }, value.total_voter_count === 1 ? "1 vote" : `${value.total_voter_count} votes`),
  );
}

/** How to mark an option for somebody who has voted: their own, and in a quiz right or wrong. */
function markOf(value, index, mine) {
  if (!mine.size && !value.is_closed) return "";
  if (value.type !== "quiz") return mine.has(index) ? "mine" : "";
  if (value.correct_option_ids?.includes(index)) return "right";
  return mine.has(index) ? "wrong" : "";
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

/** A game: with no buttons of its own it has one to play. */
function game(value, message, place) {
  const play = () => attempt(() => place.post("play", { message_id: message.message_id }));
  const button = message.reply_markup ? null : h("button", { type: "button", class: "primary", onclick: play }, "Play");
  return h("div", { class: "invoice" }, h("strong", { dir: "auto" }, value.title), h("p", { dir: "auto" }, value.description), button);
}

// The order matters: an animation is also a document, and a venue is also a location.
const KINDS = {
  animation: film,
  photo,
  sticker,
  voice,
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
  game,
};
