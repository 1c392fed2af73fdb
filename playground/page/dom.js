// Builds elements. Text always becomes text nodes: nothing here or elsewhere parses markup.

/** Make an element: properties that start with "on" are listeners, the rest attributes; skips false and null. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  add: "M12 5v14M5 12h14",
  attach: "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.3 8.3a1.8 1.8 0 0 1-2.5-2.5L14.5 7",
  back: "m14 5-7 7 7 7",
  bin: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5",
  beside: "M4 5h16v14H4zM12 5v14",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.6 5.6l12.8 12.8",
  check: "m5 12.5 4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6 6 18",
  copy: "M9 9h11v11H9zM15 5.5V4H4v11h1.5",
  crowd: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6.5 6.5-6.5s6.5 2.5 6.5 6.5M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14c2.2.8 3.5 2.9 3.5 6",
  dice: "M5 5h14v14H5zM9 9v.01M15 9v.01M12 12v.01M9 15v.01M15 15v.01",
  down: "m6 9.5 6 6 6-6",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  edit: "m4 20 1-4.5L16 4.5a1.8 1.8 0 0 1 2.5 0l1 1a1.8 1.8 0 0 1 0 2.5L8.5 19z",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  forward: "m13 5 7 7-7 7M20 12H9a5 5 0 0 0-5 5v2",
  group: "M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM15.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 19c0-3 2.5-5 6-5 2 0 3.5.6 4.5 1.7 1-.7 2-1 3-1 3 0 5.5 1.7 5.5 4.3",
  link: "M8 8h8v8M16 8l-9 9",
  menu: "M5 7h14M5 12h14M5 17h9",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  pause: "M9 6v12M15 6v12",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c0-4 3-6.5 7-6.5s7 2.5 7 6.5",
  photo: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5v.01",
  pin: "M12 21c4-4.5 6-7.8 6-11a6 6 0 1 0-12 0c0 3.2 2 6.5 6 11zM12 10v.01",
  play: "M8 5.5v13l11-6.5z",
  reply: "m10 6-6 6 6 6M4 12h9a7 7 0 0 1 7 7",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5",
  send: "M4 12 20.5 4.5 15 20l-3.5-6z",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5c1 1.3 2.2 2 3.5 2s2.5-.7 3.5-2M9 9.5v.01M15 9.5v.01",
  table: "M4 5h16v14H4zM4 10h16M10 10v9",
  traffic: "M7 20V5m0 0L3.5 8.5M7 5l3.5 3.5M17 4v15m0 0-3.5-3.5M17 19l3.5-3.5",
  voice: "M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4zM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  warning: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.01",
};

/** Draw an icon, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  if (name === "more") path.setAttribute("stroke-width", "3");
  svg.append(path);
  return svg;
}

/** A button with an icon, and a label for screen readers and tooltips. */
export function iconButton(name, words, onclick, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": words, title: words, onclick, ...props }, icon(name));
}

/** A round avatar with initials, in a colour derived from the id. */
export function avatar(id, name, sign = null) {
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] ?? "").join("");
  const element = h("span", { class: sign ? "avatar square" : "avatar", "aria-hidden": "true" }, sign ? icon(sign) : initials.toUpperCase());
  element.style.setProperty("--hue", String((Math.abs(id) * 137) % 360));
  return element;
}

/** Copy the text to the clipboard. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without permission, use the old way.
    const area = h("textarea", { class: "offscreen", value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
