// Writing: the form's draft, its count, replies, and a submission that cannot double.
const TIMEOUT = 30_000;
const LONGEST_WAIT = 600; // Seconds: who is told to wait longer decides himself when to try.
const BUSY = ["busy", "stale-ticket", "ticket-used"];

const GUEST = { headers: {} }; // reader.js comes only where somebody can be another.

export const compose = async (host) => {
  const composer = new Composer(host);
  if (composer.mayBeSigned) await composer.welcome();
  return composer;
};

class Composer {
  #host;
  #form;
  #fields;
  #draft = {};
  #draftName;
  #button;
  #label;
  #isBusy = false;
  #reader = GUEST;
  #readerName;
  #arrival;
  #ticket = null; // A promise of one; null until something is written.
  #turn = null; // What is to be sent by itself, while it waits.

  constructor(host) {
    this.#host = host;
    this.#form = host.root.querySelector("form");
    this.#fields = this.#form.elements;
    this.#button = this.#form.querySelector("button");
    this.#label = this.#button.textContent;
    this.#draftName = `diwan:${host.site}/${host.folder}`;
    this.#form.noValidate = true; // What is wrong is said below, in the article's language.
    this.#form.addEventListener("focusin", () => this.#open());
    this.#form.addEventListener("input", ({ target }) => {
      target.removeAttribute("aria-invalid");
      this.#turn = null; // These are other words now: they are sent when the reader says so.
      this.#ticket ??= this.#newTicket();
      this.#save();
    });
    this.#readerName = `diwan:reader:${host.server}/${host.site}`;
    this.#open();
    this.#restore();
  }

  /** Whether the page signs readers in, or has done so in this tab. */
  get mayBeSigned() {
    try {
      if (sessionStorage.getItem(this.#readerName)) return true;
    } catch {}
    return this.#host.matches("[sign-in],[sign-in-email]");
  }

  /** From now on the writer may be somebody. */
  async welcome() {
    const { Reader } = await import("./reader.js");
    if (this.#reader !== GUEST) return;
    this.#reader = new Reader(this.#host, this.#readerName);
    this.#introduce();
    this.#arrival = this.#arrive();
  }

  /** Who is there is asked of the publisher's page, where it says whom to ask. Nobody waits for it with what he types. */
  async #arrive() {
    if (!this.#reader.canArrive) return;
    await this.#reader.arrive();
    this.#introduce();
  }

  async signIn(token) {
    await this.welcome();
    const wrong = await this.#reader.signIn(token);
    this.#introduce();
    if (!wrong) this.#problem("");
    else this.#problem(this.#host.text(`problem:${wrong}`) ?? this.#host.text("problem:sign-in-failed"));
    return wrong ? undefined : this.#reader.who;
  }

  async signOut() {
    await this.welcome();
    await this.#reader.leave();
    this.#introduce();
    this.#reader.tell("diwan-sign-out");
    this.#fields.body.focus();
  }

  #introduce() {
    this.#reader.introduce(this.#fields.name, () => this.signOut());
  }

  reply(link) {
    const article = link.closest("article");
    this.#answer(article.dataset.id, article.querySelector(".name").textContent);
    this.#open();
    this.#host.seat(this.#form);
    this.#save();
    this.#fields.body.focus();
  }

  cancel() {
    const link = this.#host.find(this.#fields.parent.value)?.querySelector(".reply");
    this.#answer("", "");
    this.#host.seat(this.#form);
    this.#save();
    (link ?? this.#fields.body).focus();
  }

  async submit() {
    if (this.#isBusy) return;
    const { name, body, parent, website } = this.#fields;
    name.value = name.value.trim(); // In the field, before it is sent: what is sent is what is seen.
    if (!body.value.trim()) return this.#problem(this.#host.text("problem:body-empty"), "body");
    if ([...body.value].length > this.#form.dataset.limit)
      return this.#problem(this.#host.text("problem:body-too-long"), "body");
    const { who } = this.#reader;
    this.#busy(true);
    await this.#arrival;
    this.#busy(false);
    // What is sent is what is seen: whoever turns out to be another than the form said looks at it once more.
    if (this.#reader.who?.name !== who?.name) return;
    if (!who && !name.value) return this.#problem(this.#host.text("problem:name-empty"), "name");
    // The key belongs to the words: while they are the same, so is the key, after a reload as well. A lost
    // answer can therefore be asked for again, and other words can never be taken for a repetition.
    const words = JSON.stringify([who?.name ?? name.value, body.value, parent.value, ...(who ? ["signed"] : [])]);
    if (this.#draft.words !== words) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      this.#draft = { words, key: Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("") };
    }
    this.#save();
    this.#turn = null;
    this.#problem("");
    this.#busy(true);
    const ticket = await (this.#ticket ??= this.#newTicket());
    const slow = setTimeout(() => this.#problem(this.#host.text("queued") ?? ""), 3000);
    await ticket?.ready; // Nearly always long since: the work was done while he wrote.
    clearTimeout(slow);
    this.#problem("");
    let answer, told;
    try {
      answer = await fetch(this.#host.server + "/api/comments", {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json", ...this.#reader.headers },
        signal: AbortSignal.timeout(TIMEOUT),
        body: JSON.stringify({
          site: this.#host.site,
          article: this.#host.article,
          key: this.#draft.key,
          name: who ? "" : name.value,
          body: body.value,
          ...(parent.value && { parent: parent.value }),
          // A thread that was printed before there was a trap has none.
          ...(website?.value && { website: website.value }),
          ...ticket?.shown,
          described: this.#described(),
        }),
      });
      told = await answer.json();
    } catch {
      told ??= {}; // No answer, or one that is no JSON.
    }
    this.#busy(false);
    if (answer?.ok && told.receipt) return this.#acknowledged(told, who?.name ?? name.value);
    if (told.code === "session-lapsed") await this.#again();
    this.#refused(answer, told);
  }

  /** A session that has ended is opened anew where the page can do that; the words stay, and are sent by their author. */
  async #again() {
    this.#reader.lapse();
    this.#introduce();
    await this.#arrive();
    this.#reader.tell("diwan-session-lapsed");
  }

  #refused(answer, { code, detail, field, told }) {
    if (!answer || answer.ok || answer.status === 429 || answer.status >= 500)
      this.#button.textContent = this.#host.text("again");
    if (!answer || answer.ok) return this.#problem(this.#host.text("unsent"));
    if (!code) code = { 429: "too-many" }[answer.status] ?? (answer.status >= 500 ? "unavailable" : "other");
    const own = told ?? this.#host.text(`problem:${code}`);
    this.#problem(own ?? detail ?? this.#host.text("problem:other"), field, !own && detail ? "en" : "");
    if (code === "key-reused") this.#draft = {};
    const asked = +answer.headers.get("Retry-After");
    const seconds = Math.min(asked, LONGEST_WAIT);
    // By itself only when the server has said when, and never sooner: nobody is to be asked again and again.
    if (code === "ticket-used" || (seconds && seconds === asked && answer.status === 429)) this.#waitForTurn(code, seconds);
    else if (seconds && answer.status !== 409) this.#countDown(seconds);
  }

  #countDown(seconds, turn) {
    if (turn && turn !== this.#turn) seconds = 0;
    this.#isBusy = seconds > 0;
    this.#button.ariaDisabled = this.#isBusy;
    this.#button.textContent = this.#host.text("again") + (seconds > 0 ? ` (${this.#number(seconds)})` : "");
    if (seconds > 0) setTimeout(() => this.#countDown(seconds - 1, turn), 1000);
  }

  /** The same words go out again by themselves when the server said, or as soon as the work for them is done. Whoever changes them
      meanwhile sends them himself. */
  async #waitForTurn(code, seconds) {
    const turn = (this.#turn = {});
    const line = this.#form.querySelector(".problem");
    line.append(" ", this.#host.text("queued") ?? "");
    this.#countDown(seconds, turn);
    const told = new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const former = this.#ticket;
    if (!BUSY.includes(code)) await told;
    else {
      // A ticket that is good goes on growing older: it is kept until another one's work is done.
      const fresh = await this.#newTicket();
      const worked = fresh?.worked?.then(() => (this.#ticket = Promise.resolve(fresh)));
      if (code === "busy") await Promise.race([told, worked?.catch(() => told) ?? told]);
      else {
        this.#ticket = Promise.resolve(fresh);
        await Promise.race([fresh?.ready ?? told, told]);
      }
      if (this.#ticket === former) fresh?.drop?.();
    }
    if (turn !== this.#turn || !this.#form.isConnected) return;
    this.#isBusy = false;
    this.submit();
  }

  /** Settles always; with null where the site asks for none, or none can be had: then the server says what to do. */
  async #newTicket() {
    try {
      const { server, site, article } = this.#host;
      const asked = new URLSearchParams({ site, article });
      const options = { credentials: "omit", signal: AbortSignal.timeout(TIMEOUT / 2) };
      const answer = await fetch(`${server}/api/tickets?${asked}`, options);
      if (answer.status !== 200) return null;
      const issued = await answer.json();
      // On a calm day there is neither work nor a wait, and nothing more to fetch.
      if (!issued.most && !issued.wait_seconds) return { shown: { ticket: issued.ticket } };
      return new (await import("./work.js")).Ticket(issued);
    } catch {
      return null;
    }
  }

  #acknowledged({ comment, receipt }, shown) {
    const { name, body, parent } = this.#fields;
    const card = this.#host.word("waiting");
    card.querySelector(".name").textContent = shown;
    card.querySelector(".body").textContent = body.value;
    card.querySelector(".receipt").href = new URL(receipt, this.#host.server + "/");
    card.dataset.comment = comment;
    card.dataset.parent = parent.value;
    try {
      localStorage.removeItem(this.#draftName);
    } catch {}
    this.#draft = {};
    this.#ticket = null;
    name.value = body.value = "";
    this.#answer("", "");
    this.#button.textContent = this.#label;
    this.#count();
    this.#host.seat(this.#form);
    this.#form.classList.add("folded");
    this.#host.seat(card);
    this.#host.focusOn(card);
  }

  #described() {
    const attribute = (name) => this.#host.getAttribute(name) || "";
    const canonical = document.querySelector("link[rel=canonical]")?.href;
    return {
      url: attribute("url") || canonical || location.href.split("#")[0],
      headline: attribute("headline") || document.title,
      section: attribute("section"),
      language: this.#host.language,
    };
  }

  #open() {
    this.#form.classList.remove("folded");
  }

  #answer(id, name) {
    this.#fields.parent.value = this.#form.dataset.parent = id;
    const line = this.#form.querySelector(".replying");
    line.hidden = !id;
    const label = this.#host.word("write-reply");
    label.querySelector(".slot").textContent = name;
    line.querySelector("span").replaceChildren(...label.childNodes);
  }

  // Storage is read only here, when the reader has come to write: whoever only reads leaves no trace and is asked for none.
  #restore() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(this.#draftName));
    } catch {}
    const { name, body } = this.#fields;
    if (kept) {
      // What was typed while this file was on its way goes on from where the draft ended.
      body.value = kept.body + body.value;
      name.value ||= kept.name;
      this.#draft = { key: kept.key, words: kept.words };
      if (kept.parent) this.#answer(kept.parent, kept.to);
    }
    this.#count();
  }

  #save() {
    const { name, body, parent } = this.#fields;
    this.#count();
    const to = this.#form.querySelector(".slot")?.textContent;
    try {
      if (body.value) {
        const draft = { name: name.value, body: body.value, parent: parent.value, to, ...this.#draft };
        localStorage.setItem(this.#draftName, JSON.stringify(draft));
      } else localStorage.removeItem(this.#draftName);
    } catch {
      this.#problem(this.#host.text("unkept"));
    }
  }

  #count() {
    const length = [...this.#fields.body.value].length; // Code points, as the server counts.
    const counter = this.#form.querySelector(".counter");
    counter.textContent = length ? `${this.#number(length)} / ${this.#number(this.#form.dataset.limit)}` : "";
    counter.classList.toggle("exceeded", length > this.#form.dataset.limit);
  }

  #number(n) {
    const { digits, group } = this.#host.section.dataset;
    return `${n}`.replace(/\B(?=(\d{3})+$)/g, group).replace(/\d/g, (d) => digits[d]);
  }

  #busy(isBusy) {
    this.#isBusy = isBusy;
    this.#button.ariaDisabled = isBusy;
    this.#button.textContent = isBusy ? this.#host.text("sending") : this.#label;
    this.#fields.body.readOnly = this.#fields.name.readOnly = isBusy;
  }

  #problem(text, field, lang) {
    const line = this.#form.querySelector(".problem");
    line.textContent = text;
    line.hidden = !text;
    line.lang = lang || this.#host.section.lang;
    if (text && this.#fields[field]?.type !== "hidden" && this.#fields[field]) {
      this.#fields[field].ariaInvalid = "true";
      this.#fields[field].focus();
    }
  }
}
