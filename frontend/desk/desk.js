// The desk with script: the same forms, sent without leaving the page, and keys.
//
// A decision shows at once and the next card comes up; the answer arrives later. What the desk refuses comes back to
// the card with the colleague's decision. What could not be sent leaves the card undecided, with a way to try again.
// While somebody works on the page it tells the desk so, and its cards stay on no one else's screen.
// Nothing here writes markup: text goes in as text, phrases come from the page's <template id="says">.

import { isCombined, isTyping, ofKinds, onCard } from "./keymap.js";
import { fromDigits, hereAndNow, inDigits } from "./numbers.js";

const HISTORY = "/desk/comments/";
const ANSWER_WITHIN_MS = 15_000;
const SWITCH = "diwan-desk-keys";
const LAST = "diwan-desk-last";
const NEEDS_CONFIRMATION = "needs-confirmation";
const IDLE_AFTER_MS = 5 * 60_000;

const root = document.documentElement;
const cards = [...document.querySelectorAll(".cards .card")];
const says = document.getElementById("says");
const status = document.getElementById("status");
const underway = new Set();
let pressing = false;

showTimesHere(document);
showCurrentLane();
if (says) {
  startDeciding();
  startKeys();
  startClaims();
}

// --- phrases -----------------------------------------------------------------------------------------------------

function say(phrase, slots = {}) {
  const said = says.content.querySelector(`[data-say="${phrase}"]`).cloneNode(true);
  for (const [name, fill] of Object.entries(slots)) {
    const slot = said.querySelector(`[data-slot="${name}"]`);
    if (typeof fill === "function") fill(slot);
    else if (fill instanceof Node) slot.replaceChildren(fill);
    else slot.textContent = fill;
  }
  return said;
}

/** Times are printed in UTC; here they become the moderator's own. */
function showTimesHere(within) {
  for (const time of within.querySelectorAll("time[datetime]")) setTime(time, time.dateTime);
}

function setTime(element, iso) {
  element.dateTime = iso;
  element.title = iso;
  element.textContent = hereAndNow(new Date(iso));
}

/** Lanes in a row that is wider than the screen: the one that is open is not left outside of it. */
function showCurrentLane() {
  const lane = document.querySelector(".lanes [aria-current]");
  const row = lane?.closest("ul");
  if (!row) return;
  const [inside, outside] = [lane.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += inside.left + inside.width / 2 - outside.left - outside.width / 2;
}

// --- one card after another --------------------------------------------------------------------------------------

function current() {
  return cards.find((card) => card.getAttribute("aria-current") === "true");
}

function isOpen(card) {
  return !card.dataset.state || card.dataset.state === "unsaved";
}

function mark(card) {
  for (const other of cards) if (other !== card) other.removeAttribute("aria-current");
  card.setAttribute("aria-current", "true");
}

function goTo(card) {
  mark(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" });
}

function step(by) {
  const next = cards[cards.indexOf(current()) + by];
  if (next) goTo(next);
  else if (by > 0) document.querySelector(".more a:not([hidden])")?.focus();
}

function moveOn(from) {
  const at = cards.indexOf(from);
  const next = [...cards.slice(at + 1), ...cards.slice(0, at)].find(isOpen);
  if (next) {
    goTo(next);
    return;
  }
  const again = document.getElementById("again");
  again.hidden = false;
  again.focus();
  tell(say("last"));
}

function tell(phrase) {
  const unsaved = cards.filter((card) => card.dataset.state === "unsaved");
  status.classList.toggle("trouble", unsaved.length > 0);
  if (unsaved.length > 0) {
    // Nothing that was said in passing may hide that a decision is not recorded.
    const show = (button) => button.addEventListener("click", () => goTo(unsaved[0]));
    status.replaceChildren(say("trouble", { count: inDigits(unsaved.length), show }));
  } else {
    status.replaceChildren(phrase ?? "");
  }
}

// --- deciding ----------------------------------------------------------------------------------------------------

function startDeciding() {
  for (const card of cards) {
    const form = card.querySelector("form.decide");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter?.dataset.opens) openKinds(card);
      else if (event.submitter && isOpen(card)) send(card, event.submitter);
    });
    card.addEventListener("focusin", () => pressing || mark(card));
    card.addEventListener("click", (event) => {
      mark(card);
      if (event.target.closest?.(".hid")) unmask(card);
    });
  }
  // A card grows when it is taken in hand. Not between pressing and releasing: the button would slip away.
  addEventListener("pointerdown", () => (pressing = true), true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => (pressing = false)), true);
  const again = document.getElementById("again");
  again?.addEventListener("click", (event) => {
    if (underway.size === 0) return;
    event.preventDefault();
    Promise.allSettled([...underway]).then(() => {
      if (cards.every((card) => card.dataset.state !== "unsaved")) location.assign(again.href);
    });
  });
  addEventListener("beforeunload", (event) => {
    if (cards.some((card) => card.dataset.state === "unsaved")) event.preventDefault();
  });
}

function send(card, button) {
  const form = button.form;
  const body = new URLSearchParams(new FormData(form, button));
  const said = button.dataset.said;
  const outcome = awaited(button) ? "waiting" : button.value.split("/", 1)[0].replace("confirmed", "rejected");
  closeKinds(card);
  show(card, "sending", say("sending", { said: colour(said, outcome) }));
  moveOn(card);
  const sending = ask(button.getAttribute("formaction") ?? form.getAttribute("action"), body)
    .then((answer) => settle(card, button, { said, outcome }, answer))
    .finally(() => underway.delete(sending));
  underway.add(sending);
}

/** Whether pressing it leaves the comment undecided: it is passed on, or a second moderator must confirm. */
function awaited(button) {
  return button.name === "asked" || (button.form.quote !== undefined && button.value.startsWith("rejected"));
}

/** What came of it: `decision` if there is one, or why there is none. Never throws. */
async function ask(action, body) {
  try {
    const response = await fetch(action, {
      method: "POST",
      body,
      headers: { accept: "application/json" },
      redirect: "error",
      keepalive: true,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const told = await response.json();
    return { status: response.status, decision: told.decision, passed: told.consultation ?? told.motion, care: told.care, why: told.detail, code: told.code };
  } catch {
    return { status: 0 };
  }
}

function settle(card, button, mine, answer) {
  const decision = answer.decision;
  if (answer.care) showCare(answer.care);
  if (answer.passed) {
    const passed = answer.passed;
    countDown();
    show(card, "saved", say("passed-on", { said: colour(passed.said, "waiting"), history: linkTo(passed.comment) }));
    tell(document.createTextNode(passed.said));
    return;
  }
  // An answer may have been lost on its way: the same decision of mine, found on the second try, is the one I made.
  const recorded = decision && (answer.status === 201 || (decision.yours && decision.said === mine.said));
  if (recorded) {
    remember(decision.comment);
    countDown();
    show(card, "saved", say("saved", { said: colour(decision.said, decision.outcome), history: linkTo(decision.comment) }));
    tell(document.createTextNode(decision.said));
  } else if (decision) {
    const refused = say("refused", {
      author: decision.author,
      at: (time) => setTime(time, decision.at),
      said: colour(decision.said, decision.outcome),
      history: linkTo(decision.comment),
    });
    tell(document.createTextNode(refused.textContent));
    countDown();
    show(card, "refused", refused);
    // Its keys decide nothing any more, so coming back cannot turn the next key press into a decision.
    if (!isTyping(document.activeElement) && !document.querySelector(".kinds[open]")) goTo(card);
  } else if (answer.code === NEEDS_CONFIRMATION && !button.form.quote) {
    // The card was shown before the checks had read the comment: what it lacks stands on the comment's own page.
    const twice = say("takes-two", { why: document.createTextNode(answer.why), history: linkTo(card.dataset.comment) });
    tell(document.createTextNode(twice.textContent));
    show(card, "refused", twice);
  } else {
    const why = answer.status === 401 ? say("signed-out") : answer.why ? document.createTextNode(answer.why) : say("no-answer");
    const retry = (again) => again.addEventListener("click", () => send(card, button));
    show(card, "unsaved", say("unsaved", { said: colour(mine.said, mine.outcome), why, retry }));
    document.getElementById("again").hidden = true;
    tell();
  }
}

function show(card, state, phrase) {
  const result = card.querySelector(".result");
  card.dataset.state = state;
  result.hidden = false;
  result.replaceChildren(phrase);
}

const colour = (said, outcome) => (slot) => {
  slot.textContent = said;
  slot.classList.add(outcome);
};

const linkTo = (comment) => (slot) => {
  slot.href = HISTORY + comment;
};

function countDown() {
  // A stream says how many there are: counting down besides would count twice.
  if (document.querySelector(".cards[data-stream]")) return;
  // "999+" stays: nobody has counted further.
  for (const count of document.querySelectorAll(".bar .count, .lanes a[aria-current] .count")) {
    const counted = fromDigits(count.textContent);
    if (/^\d+$/.test(counted)) count.textContent = inDigits(Math.max(0, Number(counted) - 1));
  }
}

/** What he has read in his shift, which only his own answers say. */
function showCare({ read, seen, rest }) {
  for (const count of document.querySelectorAll('[data-count="read"]')) count.textContent = inDigits(read);
  for (const line of document.querySelectorAll("[data-seen]")) {
    const count = seen[line.dataset.seen] ?? 0;
    line.hidden = count === 0;
    line.querySelector(".count").textContent = inDigits(count);
  }
  document.getElementById("breath").hidden = !rest;
}

function openKinds(card) {
  mark(card);
  const kinds = card.querySelector(".kinds");
  kinds.open = true;
  kinds.querySelector("button").focus();
}

function closeKinds(card) {
  const kinds = card.querySelector(".kinds");
  if (kinds) kinds.open = false;
}

// --- claims ------------------------------------------------------------------------------------------------------

/** The claims of a page that nobody works on lapse, as those of one that was closed without a word do. */
function startClaims() {
  const list = document.querySelector(".cards[data-page]");
  if (!list || cards.length === 0) return;
  let active = Date.now();
  let renewed = 0;
  const every = Number(list.dataset.renew) * 1000;
  const renewNow = () => {
    renewed = Date.now();
    renew(list);
  };
  const wake = () => {
    const slept = Date.now() - renewed > 2 * every;
    active = Date.now();
    if (slept) renewNow();
  };
  for (const sign of ["keydown", "pointerdown", "pointermove", "focus"]) addEventListener(sign, wake, { passive: true });
  setInterval(() => Date.now() - active < IDLE_AFTER_MS && renewNow(), every);
  addEventListener("pagehide", () => {
    navigator.sendBeacon("/desk/claims/back", new URLSearchParams({ page: list.dataset.page }));
  });
  // Brought back from the browser's memory, as by going back: what it showed may be elsewhere by now.
  addEventListener("pageshow", (event) => event.persisted && renewNow());
  // What the stream says of cards that are here is asked about at once; without a stream, at the next renewal.
  document.addEventListener("desk:dealt", ({ detail }) => {
    const here = cards.some((card) => !card.dataset.state && (!detail || detail.includes(card.dataset.comment)));
    if (here) renewNow();
  });
  document.addEventListener("desk:ended", () => tell(say("ended")));
  renewNow();
}

async function renew(list) {
  const open = cards.filter(isOpen);
  const comments = open.map((card) => card.dataset.comment).join(" ");
  const body = new URLSearchParams({ page: list.dataset.page, lane: list.dataset.lane, comments });
  try {
    const headers = { accept: "application/json" };
    const answer = await fetch("/desk/claims", { method: "POST", body, headers, redirect: "error", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (answer.ok) {
      const { taken, decided } = await answer.json();
      for (const card of open) if (isOpen(card)) tellOf(card, taken[card.dataset.comment], decided[card.dataset.comment]);
    }
  } catch {
    // Told at the next renewal, or when it is decided.
  }
}

/** What became of a card in somebody else's hands. A claim hinders nobody: the card can be decided all the same. */
function tellOf(card, holder, decision) {
  const result = card.querySelector(".result");
  // What he decided himself, and whose answer was lost, is found when he tries again.
  if (decision?.yours && card.dataset.state === "unsaved") return;
  if (decision) {
    const slots = { author: decision.author, at: (time) => setTime(time, decision.at), said: colour(decision.said, decision.outcome), history: linkTo(decision.comment) };
    countDown();
    show(card, "refused", say("meanwhile", slots));
    if (card === current() && !isTyping(document.activeElement)) moveOn(card);
  } else if (holder !== undefined) {
    result.hidden = false;
    result.dataset.taken = "";
    result.replaceChildren(say("taken", { author: holder }));
  } else if ("taken" in result.dataset) {
    delete result.dataset.taken;
    result.hidden = true;
  }
}

// --- keys --------------------------------------------------------------------------------------------------------

function startKeys() {
  const button = document.getElementById("keys-switch");
  button.hidden = false;
  setKeys(stored(localStorage, SWITCH) !== "off");
  button.addEventListener("click", () => {
    const on = root.dataset.keys !== "on";
    setKeys(on);
    store(localStorage, SWITCH, on ? "on" : "off");
    tell(say(on ? "keys-on" : "keys-off"));
  });
  document.addEventListener("keydown", onKey);
}

function setKeys(on) {
  root.dataset.keys = on ? "on" : "off";
  document.getElementById("keys-switch").setAttribute("aria-pressed", String(on));
  for (const button of document.querySelectorAll("[data-key]")) {
    const key = button.querySelector("kbd")?.textContent;
    if (on && key) button.setAttribute("aria-keyshortcuts", key);
    else button.removeAttribute("aria-keyshortcuts");
  }
}

/** Keys are physical (`code`): a Kurdish or Arabic layout has no letter A. A key held down decides once. */
function onKey(event) {
  if (isCombined(event) || event.shiftKey || event.repeat) return;
  const card = current();
  if (event.code === "Escape" && card) {
    if (isTyping(event.target) || card.querySelector(".kinds")?.open) {
      closeKinds(card);
      card.focus({ preventScroll: true });
    }
    return;
  }
  if (root.dataset.keys !== "on" || isTyping(event.target)) return;
  if (act(event.code, card)) event.preventDefault();
}

function act(code, card) {
  const action = onCard(code);
  const choosing = card && isOpen(card) && card.querySelector(".kinds")?.open;
  if (choosing && ofKinds(code)) press(card, `[data-kind="${ofKinds(code)}"]`);
  else if (action === "next") step(+1);
  else if (action === "previous") step(-1);
  else if (action === "last") goToLast();
  else if (action === "unmask" && card) unmask(card);
  else if (action === "article" && card) card.querySelector(".article a")?.click();
  else if (action === "note" && card && isOpen(card)) card.querySelector("textarea[name=note]")?.focus();
  else if (action && !choosing && card && isOpen(card)) press(card, `[data-key="${action}"]`);
  else return false;
  return true;
}

function press(card, selector) {
  const button = card.querySelector(`.decide ${selector}`);
  if (button) button.form.requestSubmit(button);
}

/** What is masked on a card is shown, or masked again. */
function unmask(card) {
  const toggle = card.querySelector(".unmask");
  if (toggle) toggle.open = !toggle.open;
}

function remember(comment) {
  store(sessionStorage, LAST, comment);
}

function goToLast() {
  const comment = stored(sessionStorage, LAST);
  if (comment) location.assign(HISTORY + comment);
}

// A browser may forbid storage; the desk works without.
function stored(where, name) {
  try {
    return where.getItem(name);
  } catch {
    return null;
  }
}

function store(where, name, value) {
  try {
    where.setItem(name, value);
  } catch {
    // Forgotten at the next page, no more.
  }
}
