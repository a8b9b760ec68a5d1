// Signing in by e-mail: asks for a link, and brings back what the session is taken over with once the link has led here again. Comes
// with reader.js, where the page has the attribute `sign-in-email`.
//
// This browser makes up a state and keeps it; only its hash is sent. The code that the link brings back is of use to nobody without it.
const TIMEOUT = 15_000;
const CODE = "#diwan-enter=";
const LOOK = [
  ".by-email { margin-block-end: .9em }",
  ".by-email[open] { border-inline-start: 3px solid var(--line); padding-inline-start: 1.15em }",
  ".by-email summary { padding-block: .65em; font-size: .875em; font-weight: 600; cursor: pointer }",
  ".by-email [role=status]:not(:empty) { margin-block-start: .75em }",
].join("\n");

export class ByEmail {
  #host;
  #store;
  #part;

  constructor(host) {
    this.#host = host;
    this.#store = `diwan:enter:${host.server}/${host.site}`;
    const look = new CSSStyleSheet();
    look.replaceSync(LOOK);
    host.root.adoptedStyleSheets.push(look);
  }

  /** What a link has just led here with: the code, and the state if this is the browser that asked. The address forgets the code. */
  take() {
    if (!location.hash.startsWith(CODE)) return;
    const code = location.hash.slice(CODE.length);
    history.replaceState(history.state, "", location.pathname + location.search);
    try {
      const state = localStorage.getItem(this.#store);
      localStorage.removeItem(this.#store);
      return { code, state };
    } catch {
      return { code };
    }
  }

  /** Put the offer in front of `field`; what was typed into it, and said of it, stays. */
  offer(field) {
    this.#part ??= this.#made();
    if (this.#part) field.before(this.#part);
  }

  withdraw() {
    this.#part?.remove();
  }

  /** Say what came of a link, where another one is to be had. */
  tell(text) {
    if (!(this.#part ??= this.#made())) return;
    this.#part.open = true;
    this.#part.querySelector("[role=status]").textContent = text;
  }

  #made() {
    const part = this.#host.word("sign-in-email"); // A thread that was printed before there was one has none.
    if (!part) return;
    part.removeAttribute("data-word");
    const input = part.querySelector("input");
    const button = part.querySelector("button");
    const ask = async () => {
      if (button.ariaDisabled === "true") return;
      button.ariaDisabled = "true";
      const wrong = await this.#ask(input.value);
      button.ariaDisabled = "false";
      this.tell(this.#host.text(wrong ? `problem:${wrong}` : "enter-asked") ?? this.#host.text("unasked"));
      if (!wrong) return input.removeAttribute("aria-invalid");
      if (wrong.startsWith("mailbox")) input.ariaInvalid = "true";
      input.focus();
    };
    button.addEventListener("click", ask);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      ask();
    });
    return part;
  }

  /** Answers the code of what was wrong, or nothing. */
  async #ask(email) {
    let answer;
    try {
      // The same state for every link that this browser asks for: not every mail is sent, and any of those that are may be the one used.
      const state = localStorage.getItem(this.#store) ?? hex(crypto.getRandomValues(new Uint8Array(32)));
      localStorage.setItem(this.#store, state);
      const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(state));
      answer = await fetch(this.#host.server + "/api/readers/links", {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        signal: AbortSignal.timeout(TIMEOUT),
        body: JSON.stringify({
          site: this.#host.site,
          article: this.#host.article,
          email: email.trim(),
          state: hex(new Uint8Array(hash)),
        }),
      });
    } catch {
      return "unasked";
    }
    if (!answer.ok) return (await answer.json().catch(() => ({}))).code ?? "unasked";
  }
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
