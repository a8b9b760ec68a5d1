// Who is writing: a reader whom the publisher's page signs in, or a guest. Comes after compose.js, when somebody means to write
// and the page signs readers in.
//
// The page hands a token over in one of two ways: by the attribute `sign-in`, an address of its own that answers with a fresh token
// (204 or 401: nobody is signed in there), or by calling `signIn(token)` on the element. With the attribute `sign-in-email` a link is
// mailed to whoever asks for one (email.js). The session that comes of it is
// kept in sessionStorage, for this tab alone, and sent along with what is written; no cookie is involved.
const TIMEOUT = 15_000;

export class Reader {
  #host;
  #store;
  #session;
  #line; // Who is signed in, and a button to sign in or out.
  #byEmail;
  #isAwaited = false; // Whether a mailed link has just signed him in: he goes on writing.

  constructor(host, store) {
    this.#host = host;
    this.#store = store;
    try {
      this.#session = JSON.parse(sessionStorage.getItem(this.#store));
    } catch {}
    if (!this.#session?.session || !(Date.parse(this.#session.until) > Date.now())) this.#keep(null);
  }

  /** `{name, badge}` of who is signed in; nothing for a guest. */
  get who() {
    return this.#session ?? undefined;
  }

  get headers() {
    return this.#session ? { Authorization: `Bearer ${this.#session.session}` } : {};
  }

  get canArrive() {
    return !!this.#source || this.#mails;
  }

  get #mails() {
    return this.#host.hasAttribute("sign-in-email");
  }

  get #source() {
    return this.#host.getAttribute("sign-in");
  }

  /** Say above the form under which name one writes: that of the sign-in, or one that is typed into `input`. */
  introduce(input, signOut) {
    const field = input.closest(".field");
    const { who } = this;
    this.#line?.remove();
    // A page that can sign its readers in says so by the attribute, empty if it calls `signIn` itself.
    const said = who ? "signed-in" : this.#host.hasAttribute("sign-in") && "sign-in";
    this.#line = said ? this.#host.word(said) : null; // Not `false`, which has no `remove` when he is introduced again.
    field.hidden = !!who;
    input.required = !who;
    if (who) this.#byEmail?.withdraw();
    else this.#byEmail?.offer(field);
    if (this.#isAwaited) input.form.elements.body.focus();
    this.#isAwaited = false;
    if (!this.#line) return;
    this.#line.removeAttribute("data-word");
    if (who) {
      this.#line.querySelector(".slot").textContent = who.name;
      const badge = this.#line.querySelector(".badge");
      badge.textContent = who.badge ? (this.#host.text(`badge:${who.badge}`) ?? "") : "";
      badge.hidden = !who.badge;
    }
    this.#line.querySelector(".own")?.addEventListener("click", () => this.#showOwn());
    const act = () => (who ? signOut() : this.tell("diwan-sign-in"));
    this.#line.querySelector("button").addEventListener("click", act);
    field.before(this.#line);
  }

  /** Open his own comments, on Diwan's page, which gets to know the session by this form and not by its address. */
  #showOwn() {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: `${this.#host.server}/yours/${this.#host.site}`, target: "_blank", hidden: true });
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "session", value: this.#session.session });
    form.append(input);
    document.body.append(form);
    form.submit();
    form.remove();
  }

  /** Let the publisher's page know; it opens its own way of signing in, or out. */
  tell(what) {
    this.#host.dispatchEvent(new CustomEvent(what, { bubbles: true, composed: true }));
  }

  /** Ask the publisher's page who is there. True if that is now known: a reader, or that nobody has signed in. */
  async arrive() {
    if (this.#mails && (await this.#arriveByEmail())) return true;
    if (!this.#source) return false;
    let answer, token;
    try {
      answer = await fetch(new URL(this.#source, document.baseURI), {
        credentials: "same-origin",
        cache: "no-store",
        headers: { Accept: "application/jwt, application/json" },
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if ([204, 401, 403].includes(answer.status)) {
        await this.leave();
        return true;
      }
      if (!answer.ok) return false;
      const text = (await answer.text()).trim();
      token = text.startsWith("{") ? JSON.parse(text).token : text;
    } catch {
      return false; // The page's server did not answer: whoever was signed in still is.
    }
    return !(await this.signIn(token));
  }

  /** Take over the session that a mailed link has led here for. True if that has signed him in. */
  async #arriveByEmail() {
    try {
      this.#byEmail ??= new (await import("./email.js")).ByEmail(this.#host);
    } catch {
      return false; // It is offered when he comes the next time.
    }
    const come = this.#byEmail.take();
    if (!come) return false;
    const wrong = come.state ? await this.#exchange("arrivals", come) : "elsewhere";
    if (!wrong) return (this.#isAwaited = true);
    this.#byEmail.tell(this.#host.text(wrong === "elsewhere" ? "enter-elsewhere" : "enter-lapsed"));
    return false;
  }

  /** Exchange a token for a session. Answers the code of what was wrong with it, or nothing. */
  signIn(token) {
    return this.#exchange("sessions", { token: `${token}` });
  }

  async #exchange(what, brought) {
    let answer, told;
    try {
      answer = await fetch(`${this.#host.server}/api/readers/${what}`, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        signal: AbortSignal.timeout(TIMEOUT),
        body: JSON.stringify({ site: this.#host.site, ...brought }),
      });
      told = await answer.json();
    } catch {
      return "sign-in-failed";
    }
    if (!answer.ok || !told.session) {
      // A page out of a cache brings a token that was used: whom it signed in then still is.
      if (told.code === "sign-in-used" && this.#session) return;
      console.warn(`diwan-comments: ${told.detail}`);
      return told.code ?? "sign-in-failed";
    }
    const before = this.headers;
    this.#keep({ session: told.session, name: told.name, badge: told.badge, until: told.until });
    this.#end(before);
  }

  /** Sign out, here and at the server. */
  async leave() {
    const before = this.headers;
    this.#keep(null);
    await this.#end(before);
  }

  /** The server no longer knows the session. */
  lapse() {
    this.#keep(null);
  }

  async #end(headers) {
    if (!headers.Authorization) return;
    await fetch(this.#host.server + "/api/readers/sessions", {
      method: "DELETE",
      credentials: "omit",
      headers,
      keepalive: true,
    }).catch(() => {}); // It ends by itself.
  }

  #keep(session) {
    this.#session = session;
    try {
      if (session) sessionStorage.setItem(this.#store, JSON.stringify(session));
      else sessionStorage.removeItem(this.#store);
    } catch {}
  }
}
