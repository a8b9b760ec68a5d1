// Signing in by e-mail: asks for a link, and takes the session over when the link has led back here. Comes with compose.js, where the
// page has the attribute `sign-in-email`.
//
// This browser makes up a state and keeps it; only its hash is sent. The code that the link brings back is of use to nobody without it.
const TIMEOUT = 15_000;
const CODE = "#diwan-enter=";

export class ByEmail {
  #host;
  #store;

  constructor(host) {
    this.#host = host;
    this.#store = `diwan:enter:${host.server}/${host.site}`;
  }

  /** The code and the state, if a link has just led here; the address forgets the code. */
  static hasCome = () => location.hash.startsWith(CODE);

  take() {
    if (!ByEmail.hasCome()) return;
    const code = location.hash.slice(CODE.length);
    history.replaceState(history.state, "", location.pathname + location.search);
    try {
      const state = localStorage.getItem(this.#store);
      localStorage.removeItem(this.#store);
      if (state) return { code, state };
    } catch {}
  }

  /** Where to put one's address. `part` is the printed words for it. */
  offer(part) {
    const input = part.querySelector("input");
    const said = part.querySelector("[role=status]");
    const say = (text) => (said.textContent = text);
    const ask = async () => {
      const wrong = await this.#ask(input.value);
      if (wrong) {
        input.setAttribute("aria-invalid", "true");
        say(this.#host.text(`problem:${wrong}`) ?? this.#host.text("failed"));
        input.focus();
      } else {
        input.removeAttribute("aria-invalid");
        say(this.#host.text("enter-asked"));
      }
    };
    part.querySelector("button").addEventListener("click", ask);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        ask();
      }
    });
    return part;
  }

  /** Answers the code of what was wrong, or nothing. */
  async #ask(email) {
    const state = hex(crypto.getRandomValues(new Uint8Array(32)));
    let answer;
    try {
      localStorage.setItem(this.#store, state);
      answer = await fetch(this.#host.server + "/api/readers/links", {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        signal: AbortSignal.timeout(TIMEOUT),
        body: JSON.stringify({
          site: this.#host.site,
          article: this.#host.article,
          email,
          state: hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(state)))),
        }),
      });
    } catch {
      return "failed";
    }
    return answer.ok ? undefined : ((await answer.json().catch(() => ({}))).code ?? "failed");
  }
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
