// Reporting a printed comment: the form opens below it, and what was received once is not sent twice. One form at a time.
const TIMEOUT = 30_000;

export const report = (host) => new Reporter(host);

class Reporter {
  #host;
  #isBusy = false;

  constructor(host) {
    this.#host = host;
  }

  open(link) {
    const article = link.closest("article");
    const open = this.#host.root.querySelector(`.list .reporting[data-parent="${CSS.escape(article.dataset.id)}"]`);
    this.#host.root.querySelectorAll(".list .reporting").forEach((other) => other !== open && other.remove());
    const part = open ?? this.#host.word("report");
    part.dataset.parent = article.dataset.id;
    const form = part.querySelector("form");
    if (!open) {
      part.removeAttribute("data-word");
      form.querySelector("[type=submit]").after(" ", part.querySelector(".close"));
      form.noValidate = true; // What is wrong is said below, in the article's language.
      part.addEventListener("keydown", (event) => event.key === "Escape" && this.close(part));
      article.after(part);
    }
    part.querySelector("input, .standing")?.focus();
  }

  close(inside) {
    const part = inside.closest(".reporting");
    const link = this.#host.find(part.dataset.parent)?.querySelector(".report");
    part.remove();
    link?.focus();
  }

  async submit(form) {
    if (this.#isBusy) return;
    const part = form.closest(".reporting");
    const fields = new FormData(form);
    const guideline = fields.get("guideline");
    if (!guideline) return this.#problem(form, this.#host.text("problem:report-guideline"), "guideline");
    const kind = guideline === "abuse" && fields.get("abuse_kind");
    const said = { guideline, ...(kind && { abuse_kind: kind }), reason: fields.get("reason").trim() };
    // The key belongs to what is said: a lost answer can be asked for again without reporting twice.
    const words = JSON.stringify(said);
    if (part.dataset.words !== words) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      part.dataset.words = words;
      part.dataset.key = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
    }
    this.#problem(form, "");
    this.#busy(form, true);
    let answer, told;
    try {
      answer = await fetch(this.#host.server + "/api/reports", {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        signal: AbortSignal.timeout(TIMEOUT),
        body: JSON.stringify({ site: this.#host.site, comment: part.dataset.parent, key: part.dataset.key, ...said }),
      });
      told = await answer.json();
    } catch {
      told ??= {}; // No answer, or one that is no JSON.
    }
    this.#busy(form, false);
    if (answer?.ok && told.report) {
      const thanks = this.#host.word("reported");
      thanks.removeAttribute("data-word");
      thanks.dataset.parent = part.dataset.parent;
      part.replaceWith(thanks);
      return this.#host.focusOn(thanks);
    }
    if (!answer || answer.ok) return this.#problem(form, this.#host.text("unsent-report"));
    const code = told.code ?? (answer.status === 429 ? "too-many" : answer.status >= 500 ? "unavailable" : "other");
    if (code === "key-reused") delete part.dataset.words;
    this.#problem(form, this.#host.text(`problem:${code}`) ?? this.#host.text("problem:other"), told.field);
  }

  #busy(form, isBusy) {
    this.#isBusy = isBusy;
    form.querySelector("button").ariaDisabled = isBusy;
  }

  #problem(form, text, field) {
    const line = form.querySelector(".problem");
    line.textContent = text;
    line.hidden = !text;
    const wrong = text && field && form.querySelector(`[name="${CSS.escape(field)}"]:not([type=hidden])`);
    if (wrong) wrong.focus();
  }
}
