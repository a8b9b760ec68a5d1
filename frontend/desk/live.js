// What changes while the page is open, told by the desk as it happens: the counts of the lanes, who is there, what colleagues have dealt with,
// and that new comments have come. One stream, and none while the page is hidden. Without it everything works as it would without script:
// the numbers are those of when the page was made.

import { isTyping } from "./keymap.js";
import { inDigits } from "./numbers.js";

const MOST_COUNTED = 1000;
const list = document.querySelector(".cards[data-live]");
const says = document.getElementById("says");
let source = null;
let over = false;
let known = null;

if (list && says && "EventSource" in window) {
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
}

function listen() {
  if (source || over || document.hidden) return;
  source = new EventSource(list.dataset.live);
  source.addEventListener("open", () => (list.dataset.stream = "open"));
  source.addEventListener("state", (event) => show(JSON.parse(event.data)));
  source.addEventListener("dealt", (event) => {
    document.dispatchEvent(new CustomEvent("desk:dealt", { detail: JSON.parse(event.data) }));
  });
  source.addEventListener("end", (event) => {
    const why = JSON.parse(event.data);
    // A server that starts anew is asked again, by the browser itself.
    if (why === "restart") return;
    hush();
    over = why === "signed-out";
    if (over) document.dispatchEvent(new CustomEvent("desk:ended"));
  });
}

function hush() {
  source?.close();
  source = null;
  delete list.dataset.stream;
}

function show({ lanes, newest, seats }) {
  for (const link of document.querySelectorAll(".lanes a[data-lane]")) count(link.querySelector(".count"), lanes[link.dataset.lane]);
  count(document.querySelector(".bar nav .count"), lanes.oldest);
  showSeats(seats);
  const here = { count: lanes[list.dataset.lane], newest };
  if (known && (here.count > known.count || here.newest > known.newest)) arrived();
  // What came between the making of the page and the first word of the stream counts as well, where nothing is before him.
  else if (!known && list.children.length === 0 && here.count > shownCount()) arrived();
  known = here;
}

function shownCount() {
  return Number(list.dataset.count);
}

function count(element, number) {
  if (!element || number === undefined) return;
  const written = number >= MOST_COUNTED ? `${MOST_COUNTED - 1}+` : String(number);
  element.textContent = inDigits(written);
  element.classList.toggle("none", number === 0);
}

function showSeats(seats) {
  const shown = document.querySelector("[data-seats]");
  shown?.replaceChildren(
    ...seats.map(({ name, lane, you }) => {
      const item = document.createElement("li");
      const who = document.createElement("bdi");
      const where = document.createElement("span");
      who.textContent = name;
      where.textContent = said(`lane-${lane}`) + (you ? ` ${said("you")}` : "");
      item.append(who, " ", where);
      return item;
    }),
  );
}

const said = (phrase) => says.content.querySelector(`[data-say="${phrase}"]`)?.textContent ?? "";

/** Who has nothing before him gets them; who has is told that there are more. */
function arrived() {
  const idle = list.children.length === 0;
  if (idle && !isTyping(document.activeElement)) location.assign(list.dataset.here);
  else document.getElementById("arrived").hidden = false;
}
