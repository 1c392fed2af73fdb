// A small menu at a button or at the pointer: arrow keys move, Enter chooses, Escape closes.

import { h, icon } from "./dom.js";

let open = null;

/**
 * Show a menu. `items` are {icon, label, detail, danger, run}, or null for a line. `place` is an element or {x, y}.
 */
export function showMenu(items, place, label = "Menu") {
  closeMenu();
  const before = document.activeElement;
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, tabindex: -1 });
  for (const item of items) {
    if (item === null) menu.append(h("hr"));
    else menu.append(entry(item));
  }
  menu.addEventListener("keydown", (event) => move(event, menu));
  document.body.append(menu);
  put(menu, place);
  open = { menu, before };
  menu.querySelector("button")?.focus();
  setTimeout(() => document.addEventListener("pointerdown", closeOutside), 0);
}

function entry({ icon: name, label, detail, danger, run }) {
  const choose = () => {
    closeMenu();
    run();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", class: danger ? "danger" : "", onclick: choose },
    name ? icon(name) : null,
    h("span", { class: "label" }, label),
    detail ? h("span", { class: "detail" }, detail) : null,
  );
}

function put(menu, place) {
  const box = menu.getBoundingClientRect();
  const at = place instanceof Element ? place.getBoundingClientRect() : { left: place.x, right: place.x, top: place.y, bottom: place.y };
  const below = at.bottom + 6 + box.height < innerHeight;
  // Inside its chat, if it fits there.
  const edge = (place instanceof Element && place.closest(".column")?.getBoundingClientRect().right) || innerWidth;
  const left = at.left + box.width > edge - 8 ? at.right - box.width : at.left;
  menu.style.left = `${Math.min(Math.max(8, left), innerWidth - box.width - 8)}px`;
  menu.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - box.height - 6)}px`;
}

function move(event, menu) {
  const buttons = [...menu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key in steps) {
    event.preventDefault();
    buttons.at(steps[event.key] % buttons.length)?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu();
  }
}

function closeOutside(event) {
  if (open && !open.menu.contains(event.target)) closeMenu();
}

export function closeMenu() {
  if (!open) return;
  document.removeEventListener("pointerdown", closeOutside);
  const { menu, before } = open;
  open = null;
  menu.remove();
  before?.focus?.();
}
