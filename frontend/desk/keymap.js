// The moderator's keys, as the page brings them: what a place on the keyboard does on a card, and once the kind of abuse is asked for.

const { card = {}, kinds = {} } = JSON.parse(document.body.dataset.keymap ?? "{}");

/** The digits of a number pad do what those above the letters do. */
const place = (code) => code.replace(/^Numpad(?=\d$)/, "Digit");

/** What the key in this place does on a card, if anything. */
export const onCard = (code) => card[place(code)];

/** The kind of abuse that the key in this place names, if any. */
export const ofKinds = (code) => kinds[place(code)];

/** Whether somebody is typing there, so that no key means anything else. */
export function isTyping(element) {
  return element instanceof Element && element.matches("input, textarea, select, [contenteditable]");
}

/** Whether the press is for the browser or the system, or a sign of its own, and not for us. */
export function isCombined(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.getModifierState("AltGraph");
}
