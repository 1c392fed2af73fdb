// The page of a playground: people on the left, their chats in the middle, the traffic on the right.

import { closeMenu } from "./menu.js";
import { Desk } from "./desk.js";
import { h } from "./dom.js";
import { People } from "./people.js";
import { store } from "./store.js";
import { Traffic } from "./traffic.js";

const traffic = new Traffic(document.getElementById("traffic"));
const desk = new Desk(document.getElementById("desk"), traffic);
new People(document.getElementById("people"), desk);

// Only for the first frame: later ones leave the window as it is.
store.addEventListener("ready", () => desk.restore(), { once: true });

const lost = h("div", { class: "lost", role: "alert", hidden: true }, "The playground isn’t answering. Trying again …");
document.body.append(lost);
let lostTimer = 0;
store.addEventListener("connection", () => {
  clearTimeout(lostTimer);
  if (store.connected) lost.hidden = true;
  else lostTimer = setTimeout(() => (lost.hidden = false), 1500);
});

document.addEventListener("visibilitychange", () => {
  for (const id of desk.columns.keys()) desk.seen(id);
  desk.changed();
});
addEventListener("resize", closeMenu);
// A file dropped outside a chat must not replace the page.
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

store.connect();
