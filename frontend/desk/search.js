// The key for the search, on every page of the desk: / by its sign, and by its place where a keyboard has none there.
// It is off where the keys are switched off, and while somebody types.

const SWITCH = "diwan-desk-keys";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (event.key !== "/" && !(event.code === "Slash" && !event.shiftKey)) return;
  if (event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]")) return;
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
