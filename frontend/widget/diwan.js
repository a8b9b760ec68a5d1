// <diwan-comments>: shows the printed comments of one article. Reading takes this file and one more request, and
// touches no cookie, no storage and no third party. Writing is in compose.js, which comes when a reader means to write,
// reporting in report.js.
const style = `/*diwan.css*/`;
const server = new URL("..", import.meta.url).href.slice(0, -1);
const MINUTE = 60_000;
const TILE = 100;

let policy = { createHTML: (html) => html };
try {
  policy = globalThis.trustedTypes?.createPolicy("diwan", policy) ?? policy;
} catch {
  // The page allows no policy of this name; where it also enforces Trusted Types, the link in the slot remains.
}

// Safe, because it only ever takes files from the server this script came from, printed there from escaped text.
const parse = (html) => {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return template.content;
};

const get = async (path, cache = "default") => {
  const answer = await fetch(server + path, { cache, credentials: "omit" });
  if (!answer.ok) throw Object.assign(new Error(path), { status: answer.status });
  return answer;
};
const sheet = (address, form) => get(`/pages/${address.slice(0, 2)}/${address}.${form}`);

/** The same name as `folder_name` in articles.py. */
export const folderName = (key) =>
  Array.from(new TextEncoder().encode(key), (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w-]/.test(character) ? character : "~" + byte.toString(16).padStart(2, "0");
  }).join("");

/** The address of the first page after number `after` below a sheet. Tiles stand in order, so at most two branches are tried. */
const pageAfter = async (address, level, after) => {
  if (!level) return address;
  const { children } = await (await sheet(address, "json")).json();
  for (const child of children) {
    if ((child.number + 1) * TILE ** (level - 1) <= after + 1) continue;
    const found = await pageAfter(child.address, level - 1, after);
    if (found) return found;
  }
};

class DiwanComments extends HTMLElement {
  connectedCallback() {
    this.server = server;
    this.site = this.getAttribute("site");
    this.article = this.getAttribute("article");
    this.language = this.getAttribute("language") || this.closest("[lang]")?.lang || "en";
    this.folder = folderName(this.article);
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      const css = new CSSStyleSheet();
      css.replaceSync(style);
      root.adoptedStyleSheets = [css];
      root.append(document.createElement("slot")); // What the publisher put inside stands until comments do.
      root.addEventListener("click", (event) => this.#click(event));
      root.addEventListener("focusin", (event) => event.target.form?.matches(".write") && this.compose().catch(() => {}));
      root.addEventListener("submit", (event) => this.#submit(event));
    }
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.#look);
  }

  get root() {
    return this.shadowRoot;
  }

  get section() {
    return this.root.querySelector("section");
  }

  /** A copy of what the printed front has under this name, in the article's language. */
  word(name) {
    return this.root
      .querySelector("template")
      .content.querySelector(`[data-word="${name}"]`)
      ?.cloneNode(true);
  }

  text(name) {
    return this.word(name)?.textContent;
  }

  find(id) {
    return this.root.querySelector(`article[data-id="${CSS.escape(id)}"]`);
  }

  /** Put a form or a waiting comment below the comment it answers, else where forms stand. */
  seat(node) {
    const answered = node.dataset.parent && this.find(node.dataset.parent);
    if (answered) answered.after(node);
    else if (node.matches(".reporting")) node.remove();
    else if (node.matches("form")) this.root.querySelector(".desk").prepend(node);
    else this.root.querySelector(".desk").after(node);
  }

  focusOn(node) {
    node.tabIndex = -1;
    node.focus();
  }

  /** The part for writing, loaded once. If it cannot be had, the plain form and plain links still work. */
  compose() {
    this.composer ??= import("./compose.js").then((module) => module.compose(this));
    this.composer.catch(() => (this.composer = null));
    return this.composer;
  }

  /** For the publisher's page: who is there is `token`, a fresh one of its server's. Resolves to whether it was good. */
  async signIn(token) {
    const reader = await (await this.compose()).signIn(token);
    return !!reader;
  }

  async signOut() {
    await (await this.compose()).signOut();
  }

  /** The part for reporting, as that for writing. */
  report() {
    this.reporter ??= import("./report.js").then((module) => module.report(this));
    this.reporter.catch(() => (this.reporter = null));
    return this.reporter;
  }

  // Now, whenever the page is looked at again, and about every minute while it is.
  #look = async () => {
    clearTimeout(this.timer);
    if (document.hidden) return;
    await (this.section ? this.#poll() : this.#show()).catch(() => {});
    clearTimeout(this.timer);
    if (this.isConnected) this.timer = setTimeout(this.#look, MINUTE * (0.8 + Math.random() * 0.4));
  };

  async #head() {
    let answer;
    try {
      answer = await get(`/threads/${this.site}/${this.folder}/head.html`, "no-cache");
    } catch (error) {
      if (error.status !== 404) throw error;
      answer = await get(`/widget/blank/${this.site}/${this.language}.html`);
    }
    return parse(await answer.text());
  }

  async #show() {
    const head = await this.#head();
    const form = head.querySelector("form");
    form.action = `${server}/write/${this.site}/${this.folder}`;
    form.classList.add("folded");
    this.root.replaceChildren(head);
    this.#dress();
    const target = location.hash.startsWith("#diwan-") && this.root.getElementById(location.hash.slice(1));
    if (target) this.focusOn(target);
    // A mailed link has led back here: whoever pressed its button means to write.
    if (location.hash.startsWith("#diwan-enter=")) this.compose().catch(() => {});
  }

  /** "3 minutes ago", as printed: browsers know no Kurdish. */
  #ago(unit, past) {
    const { plural, digits } = this.section.dataset;
    const n = Math.floor(past);
    const form = this.word(`${unit}-ago`).children[plural[n]].textContent;
    return form.replace("{n}", `${n}`.replace(/\d/g, (d) => digits[d]));
  }

  /** What depends on the clock: how long ago, and whether comments are closed (the server has the last word). */
  #dress() {
    const section = this.section;
    // Older fronts have no plurals.
    for (const time of section.dataset.plural ? this.root.querySelectorAll("time") : []) {
      time.title ||= time.textContent;
      const minutes = Math.max(1, (Date.now() - Date.parse(time.dateTime)) / MINUTE);
      if (minutes < 60) time.textContent = this.#ago("minutes", minutes);
      else if (minutes < 1440) time.textContent = this.#ago("hours", minutes / 60);
      else if (minutes < 10080) time.textContent = this.#ago("days", minutes / 1440);
      else time.textContent = time.title;
    }
    const over = Date.now() >= Date.parse(section.dataset.closes);
    section.classList.toggle("over", over);
    section.querySelector(".closed").hidden = !over;
    // Words already typed are never hidden from their author.
    section.querySelector(".desk").hidden = over && !section.querySelector("textarea").value;
    // Served only where a site has opening hours; without them whoever is too late is told by the server.
    if ([/*sites with hours*/].includes(this.site)) import(`./hours/${this.site}/${section.lang}.js`).then((week) => week.dress(this), () => {});
  }

  async #poll() {
    this.#dress();
    const news = await (await get(`/threads/${this.site}/${this.folder}/pointer.json`, "no-cache")).json();
    const { version, count } = this.section.dataset;
    if (news.version <= version) return;
    if (news.count <= count) await this.#refresh();
    else this.section.querySelector(".news").replaceChildren(this.word("news"));
  }

  /** Print the current front in place of the shown one: pages and conversations stay open, the form is not touched. */
  async #refresh() {
    const head = await this.#head();
    const shown = this.section;
    const next = head.querySelector("section");
    const last = +shown.querySelector(".comments")?.dataset.page;
    for (let link; (link = next.querySelector(".more a")) && +link.dataset.after < last; ) await this.#follow(link);
    for (const item of shown.querySelectorAll("li[data-open]")) {
      const twin = next.querySelector(`#${CSS.escape(item.querySelector("article").id)}`)?.parentElement;
      const end = +item.querySelector("ol").dataset.page;
      for (let link; (link = twin?.querySelector("a[data-more]")) && +(link.dataset.after ?? -1) < end; )
        await this.#follow(link);
    }
    const known = new Set(Array.from(shown.querySelectorAll("article[data-id]"), (article) => article.dataset.id));
    const active = this.root.activeElement;
    const hold = this.#hold(active);
    const seated = shown.querySelectorAll(".list [data-parent]");
    for (const part of [".title", ".list"]) shown.querySelector(part).replaceWith(next.querySelector(part));
    shown.querySelector(".more")?.remove();
    shown.querySelector(".list").after(next.querySelector(".more") ?? "");
    shown.querySelector(".news").replaceChildren();
    Object.assign(shown.dataset, next.dataset);
    seated.forEach((node) => this.seat(node));
    for (const card of shown.querySelectorAll(".waiting")) if (this.find(card.dataset.comment)) card.remove();
    this.#dress();
    hold();
    const fresh = [...shown.querySelectorAll("article[data-id]")].filter((a) => !known.has(a.dataset.id));
    fresh.forEach((article) => article.classList.add("new"));
    return fresh[0] ?? shown.querySelector(".title");
  }

  /** Remember what the reader looks at and types into; the function returned brings it back to the same spot. */
  #hold(active) {
    const id = active?.closest("article")?.dataset.id;
    const kind = active?.className;
    const isOpen = active?.form;
    const mark = isOpen
      ? active.form
      : [...this.root.querySelectorAll("article[data-id]")].find((a) => a.getBoundingClientRect().bottom > 0);
    const top = mark?.getBoundingClientRect().top;
    return () => {
      const again = isOpen ? mark : mark && this.find(mark.dataset.id);
      if (again) scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
      const same = isOpen ? active : id && this.find(id)?.querySelector(`.${CSS.escape(kind || "reply")}`);
      same?.focus({ preventScroll: true });
    };
  }

  /** Add the next page to the list that the link stands below. Returns the first comment added. */
  async #follow(link) {
    const { top, topLevel, more, after = -1 } = link.dataset;
    const level = topLevel ?? (await (await sheet(more, "json")).json()).level ?? 0;
    const page = parse(await (await sheet(await pageAfter(top ?? more, +level, +after), "html")).text()).firstElementChild;
    const first = page.querySelector("article");
    const item = more && link.closest("li");
    const list = item ? item.querySelector("ol") : link.closest("section").querySelector(".comments");
    // All replies begin anew: those printed with the comment are the first of them.
    if (item && after === -1) list.replaceChildren();
    if (item) item.dataset.open = "";
    const count = (item && after === -1 ? 0 : +list.dataset.count) + +page.dataset.count;
    const total = item ? link.dataset.count : link.closest("section").dataset.count;
    list.append(...page.children);
    list.dataset.count = count;
    list.dataset.page = link.dataset.after = page.dataset.page;
    if (count >= total) link.parentElement.remove();
    else if (item) link.textContent = this.text("more-replies");
    return first;
  }

  #click(event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a, button");
    if (!link) return;
    const local = link.hash && link.matches(".answers a") && this.root.getElementById(link.hash.slice(1));
    let act;
    if (link.matches("[data-top], [data-more]")) act = () => this.#follow(link).then((first) => (this.#dress(), first));
    else if (link.dataset.word === "news") act = () => this.#refresh();
    else if (link.matches(".reply, .cancel"))
      act = () => this.compose().then((composer) => composer[link.className](link), () => location.assign(link.href));
    else if (link.matches(".report"))
      act = () => this.report().then((reporter) => reporter.open(link), () => location.assign(link.href));
    else if (link.matches(".reporting .close")) act = () => this.report().then((reporter) => reporter.close(link));
    else if (local) act = async () => local;
    if (!act) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    link.parentElement.querySelector(".failed")?.remove();
    act()
      .then((target) => target && this.focusOn(target))
      .catch(() => {
        const note = this.word("failed");
        note.className = "failed";
        note.role = "alert";
        link.after(note);
      })
      .finally(() => (link.ariaBusy = null));
  }

  #submit(event) {
    event.preventDefault();
    if (event.target.matches(".write")) this.compose().then((composer) => composer.submit(), () => event.target.submit());
    else this.report().then((reporter) => reporter.submit(event.target));
  }
}

customElements.get("diwan-comments") ?? customElements.define("diwan-comments", DiwanComments);
