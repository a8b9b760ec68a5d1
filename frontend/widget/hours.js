// Opening hours, for sites that have some: shows in place of the form when comments open again. Printed once for each site and language, with
// the week inside (`diwan.web.opening`), so that nothing is printed anew when a newsroom goes to bed. It reckons by the site's clock as this
// browser knows it; the server has the last word.
const hours = {/*hours*/};
const MINUTE = 60_000;
const DAY = 1440;

// Once the server has said it beside the words, it is not said above them, too.
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  ".diwan .shut { padding-block-end: 1.25em; color: var(--muted) } .shut:has(+ .desk:not([hidden]) .problem:not([hidden])) { display: none }",
);

/** Minutes by which the site's clock is ahead of UTC at a moment. */
const ahead = (at) => {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: hours.zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(at);
  const [year, month, day, hour, minute] = ["year", "month", "day", "hour", "minute"].map(
    (type) => +parts.find((part) => part.type === type).value,
  );
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE) / MINUTE);
};

/** The next opening, as { days: how far off, weekday: Monday is 0, begins: minutes after midnight, at }; null while it is open. */
export const next = (week, now) => {
  const clock = new Date(now + ahead(now) * MINUTE);
  const today = (clock.getUTCDay() + 6) % 7;
  const minutes = clock.getUTCHours() * 60 + clock.getUTCMinutes();
  const within = (weekday, at) => week[weekday].some(([begins, ends]) => begins <= at && at < ends);
  if (within(today, minutes) || within((today + 6) % 7, minutes + DAY)) return null;
  for (let days = 0; days <= 7; days++) {
    const weekday = (today + days) % 7;
    const found = week[weekday].find(([begins]) => days || begins > minutes);
    if (found) return { days, weekday, begins: found[0], at: now + (days * DAY + found[0] - minutes) * MINUTE };
  }
  return null;
};

/** "UTC+3", where the reader lives by another clock; otherwise nothing. */
const named = (at) => {
  const own = ahead(at);
  if (own === -new Date(at).getTimezoneOffset()) return "";
  const rest = Math.abs(own) % 60;
  return `UTC${own ? (own < 0 ? "-" : "+") + Math.floor(Math.abs(own) / 60) : ""}${rest ? `:${rest}` : ""}`;
};

/** The section that the article is in: as it is registered, else as the page would register it. A thread printed long ago tells none. */
const weekOf = (host) => {
  const name = host.section.dataset.section ?? host.getAttribute("section");
  if (name === null && Object.keys(hours.sections).length) return null;
  return hours.sections[name] ?? hours.everywhere;
};

export const dress = (host) => {
  const { section } = host;
  const desk = section.querySelector(".desk");
  let line = section.querySelector(".shut");
  const over = !section.querySelector(".closed").hidden;
  const week = weekOf(host);
  let opens = null;
  try {
    opens = (!over && week && next(week, Date.now())) || null;
  } catch {
    // A zone that this browser has never heard of.
  }
  if (!opens) return line?.remove();
  if (!line) {
    line = document.createElement("p");
    line.className = "shut";
    desk.before(line);
    if (!host.root.adoptedStyleSheets.includes(sheet)) host.root.adoptedStyleSheets.push(sheet);
  }
  const said = [hours.shut, (hours.days[opens.days] ?? hours.weekdays[opens.weekday]).replace("{time}", hours.times[opens.begins])];
  const zone = named(opens.at);
  const told = document.createElement("bdi");
  told.textContent = zone;
  const [before, after] = zone ? hours.named.split("{zone}") : ["", ""];
  line.replaceChildren(said.join(" "), ...(zone ? [` ${before}`, told, after] : []));
  section.classList.add("over");
  // What is typed, or is about to be, is never taken from its author's eyes.
  const form = host.root.querySelector("form.write");
  desk.hidden = !form.elements.body.value && !form.matches(":focus-within");
};
