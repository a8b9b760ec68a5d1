(() => {
// The wall: a page that holds many others in frames, provokes what is in them, and tells what it saw.
// `show(wanted, words)`: one frame for each wanted {url, fields?, texts}; resolves when all are provoked and looked at.
const ALLOWED = new Set(`a abbr address article aside b bdi bdo blockquote body br button caption circle cite code data datalist dd del details dfn diwan-comments
 div dl dt em fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hgroup hr html i input ins kbd label legend li line link main mark menu meta
 meter nav ol optgroup option output p path polygon polyline pre progress q rect s samp script search section select slot small span strong style sub summary
 sup svg table tbody td template text textarea tfoot th thead time title tr tspan u ul var wbr`.split(/\s+/));
// What readers and publishers wrote stands in these.
const WRITTEN = ".body, .name, .said, .found, .note, .words, .place, .article, .reason, bdi, q, blockquote, mark, h1, h2, title, [dir=auto]";
const OWN = "button, label, summary, select, input, textarea, form.decide";
const TYPES = ["focus", "focusin", "mouseover", "mouseenter", "mousemove", "pointerover", "click", "auxclick", "dblclick", "contextmenu", "keydown", "toggle", "animationend", "error", "load"];

const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 0)), 0)));

function* deep(root) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* deep(element.shadowRoot);
    if (element.localName === "template") yield* deep(element.content);
  }
}

const provoke = (win, everything) => {
  for (const element of deep(win.document)) {
    const handlers = [...element.attributes].filter((each) => /^on/i.test(each.name));
    // What is the house's own to press is left alone: it would decide, send and sign out.
    if (!everything && !handlers.length && (!element.closest(WRITTEN) || element.closest(OWN))) continue;
    const fire = (type) => {
      try {
        element.dispatchEvent(new (/click|mouse|menu/.test(type) ? win.MouseEvent : win.Event)(type, { bubbles: type === "click", composed: true, cancelable: true }));
      } catch {}
    };
    for (const { name } of handlers) fire(name.slice(2).toLowerCase());
    TYPES.forEach(fire);
    try {
      element.focus?.();
      if (everything || element.matches("a, area")) element.click?.();
    } catch {}
  }
};

const SCRIPTING = /^[\u0000-\u0020]*(javascript|data|vbscript)\s*:/i;
const strange = (document) => {
  const found = [];
  for (const element of deep(document)) {
    const tag = element.localName;
    if (!ALLOWED.has(tag)) found.push(`an element <${tag.slice(0, 20).replace(/[^a-z0-9-]/g, "?")}>`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`an attribute that listens`);
      if (/^(xlink:)?(href|src|action|formaction|data|background|poster|content)$/i.test(name) && SCRIPTING.test(value) && !(tag === "link" && element.rel === "icon"))
        found.push(`a ${tag} that leads to a script`);
      if (name === "srcdoc" || (name === "style" && element.closest(WRITTEN))) found.push(`an attribute ${name}`);
    }
    if (tag === "script" && !(element.src.startsWith(location.origin + "/") && !element.textContent.trim())) found.push("a script that is not a file of ours");
    if (tag === "meta" && /refresh/i.test(element.httpEquiv) && !element.content.includes(location.origin) && !/url=https?:/.test(element.content)) found.push("a refresh");
    const body = element.closest(".body");
    if (body && tag === "a" && !element.closest(".answers")) {
      const rel = (element.getAttribute("rel") || "").split(/\s+/);
      if (!/^https?:$/.test(element.protocol)) found.push(`a link in a comment with ${element.protocol}`);
      if (body.closest("article") && !["nofollow", "ugc", "noopener"].every((word) => rel.includes(word))) found.push("a link in a comment without its rel");
      found.links = (found.links ?? 0) + 1;
    }
    // An address that cannot be read leads nowhere: its protocol is a colon.
    if (tag === "a" && element.hasAttribute("href") && !/^(https?)?:$/.test(element.protocol)) found.push(`a link with ${element.protocol}`);
  }
  return found;
};

const plain = (text) => text.replace(/\s+/g, " ").trim();
const told = (document) => {
  let text = document.documentElement?.textContent ?? "";
  for (const element of deep(document)) {
    if (element.shadowRoot) text += [...element.shadowRoot.querySelectorAll("section")].map((each) => each.textContent).join(" ");
    if (element.matches("input, textarea")) text += ` ${element.value}`;
  }
  return plain(text);
};

const ready = (frame, wants) =>
  new Promise((done) => {
    const end = performance.now() + 10000;
    const look = () => {
      let there = true;
      try {
        const document = frame.contentDocument;
        there = !wants || [...(document?.querySelectorAll("diwan-comments") ?? [])].some((each) => each.shadowRoot?.querySelector(wants));
      } catch {}
      there || performance.now() > end ? done() : setTimeout(look, 5);
    };
    look();
  });

window.show = async (wanted, everything = false) => {
  const shown = wanted.map((each, number) => {
    const frame = document.createElement("iframe");
    frame.name = `f${number}`;
    // What is shown can do everything but lead the wall itself elsewhere.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-modals allow-popups");
    if (!each.fields) frame.src = each.url;
    return { frame, each };
  });
  document.body.append(...shown.map(({ frame }) => frame));
  // Only now: an empty frame has loaded as soon as it stands in the page.
  for (const one of shown) one.loaded = new Promise((done) => one.frame.addEventListener("load", done, { once: true }));
  for (const { frame, each } of shown.filter(({ each }) => each.fields)) {
    const form = Object.assign(document.createElement("form"), { method: "post", action: each.url, target: frame.name });
    for (const [name, value] of Object.entries(each.fields)) {
      const field = Object.assign(document.createElement("textarea"), { name });
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    HTMLFormElement.prototype.submit.call(form);
  }
  await Promise.race([Promise.all(shown.map(({ loaded, frame, each }) => loaded.then(() => ready(frame, each.wants)))), new Promise((done) => setTimeout(done, 30000))]);
  await settled();
  for (const { frame } of shown) {
    try {
      provoke(frame.contentWindow, everything);
    } catch {}
  }
  await settled();
  return shown.map(({ frame, each }, number) => {
    const seen = { ran: [...new Set(ran.filter(([which]) => which === number).map(([, how]) => how))], strange: [], links: 0, shown: false };
    try {
      const inside = frame.contentWindow;
      if (inside.name !== frame.name) seen.ran.push("window.name");
      if (!everything) {
        const found = strange(inside.document);
        seen.strange = [...new Set(found)];
        seen.links = found.links ?? 0;
        const text = told(inside.document);
        seen.shown = each.texts.some((one) => text.includes(plain(one)));
      }
    } catch {
      if (!everything) seen.strange.push("it led elsewhere");
    }
    return seen;
  });
};
window.clear = () => {
  document.body.replaceChildren();
  ran.length = 0;
};
// The same for a page that stands alone, as its policy wants it.
window.look = async (texts) => {
  await settled();
  provoke(window, false);
  await settled();
  const found = strange(document);
  const text = told(document);
  return { ran: [...new Set(ran.map(([, how]) => how))], strange: [...new Set(found)], links: found.links ?? 0, shown: texts.some((one) => text.includes(plain(one))) };
};
})();
