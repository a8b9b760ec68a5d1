// Numbers and times as the page's language writes them. The page says how: its digits, its calendar and the order of a day's parts.
// Browsers know too few of our languages to be asked, but they know the calendars.

const { digits = "0123456789", calendar = "gregorian", day = "{year}-{month}-{day}", moment = "{day} {time}" } =
  document.documentElement.dataset;
const CALENDARS = { gregorian: "gregory", persian: "persian" };
const parts = new Intl.DateTimeFormat(`en-u-ca-${CALENDARS[calendar]}-nu-latn`, {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** A number or a text, its digits as the language writes them. */
export function inDigits(text) {
  return String(text).replace(/[0-9]/g, (digit) => digits[digit]);
}

/** A text with the language's digits, as a machine reads it. */
export function fromDigits(text) {
  return [...text].map((sign) => (digits.includes(sign) ? digits.indexOf(sign) : sign)).join("");
}

/** The time of a moment where the moderator is; with its day, unless that is today. */
export function hereAndNow(at) {
  const two = (number) => String(number).padStart(2, "0");
  const time = inDigits(`${two(at.getHours())}:${two(at.getMinutes())}`);
  if (new Date().toDateString() === at.toDateString()) return time;
  const found = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, inDigits(value)]));
  return fill(moment, { day: fill(day, found), time });
}

function fill(pattern, values) {
  return pattern.replace(/{(\w+)}/g, (_, name) => values[name]);
}
