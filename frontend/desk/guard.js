// The words that break a guideline, where the rejection of criticism needs them: what is selected in the comment goes into the field,
// and Enter sends what was to be sent. The form says itself that the field must be filled; without script it is typed or pasted.

import { isTyping, onCard } from "./keymap.js";

let wanted = null;

const fields = [...document.querySelectorAll(".quote-field textarea")];

for (const field of fields) {
  field.addEventListener("input", () => (field.dataset.typed = field.value ? "yes" : ""));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (wanted?.form === field.form && field.value.trim()) wanted.form.requestSubmit(wanted);
    else field.closest(".card").focus();
  });
}

if (fields.length > 0) {
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const text = chosen(selection);
    const words = selection.anchorNode?.parentElement?.closest(".card .words, .card .raw");
    const field = words?.closest(".card").querySelector(".quote-field textarea");
    // What somebody typed himself is not overwritten by a stray selection.
    if (text && field && !field.dataset.typed) field.value = text;
  });
  // Which rejection was asked for, by key or by hand, while the words were still missing.
  addEventListener("keydown", (event) => remember(onCard(event.code), event.target), true);
  addEventListener("click", (event) => want(event.target.closest?.(".reject button")), true);
}

/** What is selected, as its author wrote it: of a masked word the word, and not its dots. */
function chosen(selection) {
  if (selection.rangeCount === 0) return "";
  const copy = selection.getRangeAt(0).cloneContents();
  if (!copy.querySelector(".veil")) return selection.toString().trim();
  for (const dots of copy.querySelectorAll(".hid")) dots.remove();
  return copy.textContent.trim();
}

function remember(action, target) {
  if (!action || isTyping(target)) return;
  want(document.querySelector(`.card[aria-current="true"] .reject [data-key="${action}"]`));
}

function want(button) {
  if (button) wanted = button;
}
