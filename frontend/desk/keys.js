// Setting keys by pressing them: in a field for a key, the key that is pressed is chosen, by its place on the keyboard. Without script, and
// for those who would rather choose, it is a list.

import { isCombined } from "./keymap.js";

const fields = document.querySelectorAll("select[data-place]");

for (const field of fields) {
  field.addEventListener("keydown", (event) => {
    if (isCombined(event) || event.shiftKey) return;
    const code = event.code.replace(/^Numpad(?=\d$)/, "Digit");
    if (event.code === "Backspace" || event.code === "Delete") choose(field, "", event);
    else if ([...field.options].some((option) => option.value === code)) choose(field, code, event);
  });
  field.addEventListener("change", mark);
}
for (const hint of document.querySelectorAll("[data-with-script]")) hint.hidden = false;

function choose(field, code, event) {
  event.preventDefault();
  field.value = code;
  mark();
}

/** Two fields of one group with the same key are shown at once; the server says so as well. */
function mark() {
  for (const group of document.querySelectorAll(".keymap fieldset")) {
    const chosen = [...group.querySelectorAll("select[data-place]")];
    for (const field of chosen) {
      const doubled = field.value !== "" && chosen.some((other) => other !== field && other.value === field.value);
      field.setAttribute("aria-invalid", String(doubled));
    }
  }
}
