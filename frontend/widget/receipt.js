// The receipt with script: it checks the proof here, in the reader's own browser, and says what it proved.
// Its phrases stand in the page, in the page's language; nothing here writes markup.

import { check } from "./proof.js";

const ANSWER_WITHIN_MS = 15_000;

const part = document.getElementById("check");
const [button, list, verdict] = ["button", "ul", "[role=status]"].map((one) => part.querySelector(one));
const say = (phrase) => part.querySelector("template").content.querySelector(`[data-say="${phrase}"]`).textContent;

part.hidden = false;
button.addEventListener("click", async () => {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  list.replaceChildren();
  verdict.textContent = say("checking");
  verdict.textContent = say(await run());
  button.setAttribute("aria-disabled", "false");
});

/** Checks and lists each step; the phrase that says what came of it all. */
async function run() {
  if (!globalThis.crypto?.subtle) return "cannot";
  let answer;
  try {
    const response = await fetch(part.dataset.proof, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (response.status === 503) return "later";
    if (!response.ok) return "unreachable";
    answer = await response.json();
  } catch {
    return "unreachable";
  }
  const found = await check(answer, part.dataset.comment);
  if (found.words === "holds" && !areShown(answer.words)) found.words = "fails";
  for (const [step, result] of Object.entries(found)) {
    const item = document.createElement("li");
    item.dataset.result = result;
    item.textContent = say(`${step}-${result}`);
    list.append(item);
  }
  const results = Object.values(found);
  return results.includes("fails") ? "fails" : results.every((result) => result === "holds") ? "holds" : "partly";
}

/** Whether the proof's words are those on this page: a proof of other words would prove nothing to who reads these. */
function areShown({ name, body }) {
  const shown = (mark) => document.querySelector(`[data-own="${mark}"]`)?.textContent;
  return shown("name") === lineFeeds(name) && shown("body") === lineFeeds(body);
}

const lineFeeds = (text) => text.replace(/\r\n?/g, "\n");
