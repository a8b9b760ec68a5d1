// The key for the search, on every page of the desk: the moderator's own, by its place; where it is that of /, by its sign as well.
// It is off where the keys are switched off, and while somebody types.

import { isCombined, isTyping, onCard } from "./keymap.js";

const SWITCH = "diwan-desk-keys";

document.addEventListener("keydown", (event) => {
  if (isCombined(event) || event.repeat || isTyping(event.target)) return;
  const byPlace = !event.shiftKey && onCard(event.code) === "search";
  const bySign = event.key === "/" && onCard("Slash") === "search";
  if (!byPlace && !bySign) return;
  if (switchedOff()) return;
  const field = document.querySelector(".seek input");
  const link = document.querySelector("a[data-search]");
  if (!field && !link) return;
  event.preventDefault();
  if (field) {
    field.focus();
    field.select();
  } else link.click();
});

function switchedOff() {
  try {
    return localStorage.getItem(SWITCH) === "off";
  } catch {
    return false; // A browser may forbid storage.
  }
}
