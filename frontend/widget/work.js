// A ticket that asks for work or a wait; the work is done while the reader writes: docs/decisions/0017-abuse.md.
//
// The work is PBKDF2 by the browser's own cryptography, which runs beside the page and not in it: nothing freezes, and no worker is
// needed, whose script a page of another origin could not load and whose `blob:` its policy may forbid. Without it (a page
// that is not served by HTTPS) nothing is lost but time: the ticket lets in as well once it is old enough.

const AT_ONCE = Math.max(1, Math.min(4, (navigator.hardwareConcurrency ?? 2) >> 1));

export class Ticket {
  #issued;
  #number;
  #isDropped = false;

  /** What has been found, or that waiting will do: settled at the latest when the ticket is old enough. */
  ready;
  /** As `ready`, but only for work that was done; null where there is none to do here. */
  worked = null;

  /** `issued` is what /api/tickets says. */
  constructor(issued) {
    this.#issued = issued;
    const waited = new Promise((resolve) => setTimeout(resolve, issued.wait_seconds * 1000));
    if (issued.most && globalThis.crypto?.subtle) this.worked = this.#work();
    // Work that fails is no harm either.
    this.ready = this.worked ? Promise.race([waited, this.worked.catch(() => waited)]) : waited;
  }

  /** What a submission shows. */
  get shown() {
    return { ticket: this.#issued.ticket, ...(this.#number !== undefined && { number: this.#number }) };
  }

  /** Its work is no longer wanted. */
  drop() {
    this.#isDropped = true;
  }

  async #work() {
    const { nonce, most, cost, target } = this.#issued;
    const prefix = new TextEncoder().encode("diwan work v1\n");
    const secret = new Uint8Array([...prefix, ...nonce.match(/../g).map((two) => parseInt(two, 16))]);
    const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
    const wanted = target.match(/../g).map((two) => parseInt(two, 16));
    let next = 0;
    const tries = async () => {
      while (next < most && this.#number === undefined && !this.#isDropped) {
        const number = next++;
        const salt = new Uint8Array(4);
        new DataView(salt.buffer).setUint32(0, number);
        const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: cost }, key, 128);
        const found = new Uint8Array(bits);
        if (wanted.every((byte, at) => byte === found[at])) this.#number = number;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, tries));
    if (this.#number === undefined) throw new Error("no number found");
  }
}
