"""What is amiss with a reader's page as it stands on a screen: what axe finds, and what it cannot see."""

import re
from typing import Any

from playwright.sync_api import Page

from diwan.editions.words import words_for
from diwan.words import catalogs
from tests.browser.axe import Axe

OF_PAGES = {"landmark-one-main", "page-has-heading-one", "region"}
LEFT = [
    left
    for message in catalogs.template("reader").messages
    for text in (message.english, message.english_plural)
    if len(left := re.sub(r"\{.*", "", text)) > 5
]
"""What stands on English pages, up to the first place that is filled. Very short words may be part of others."""
ENGLISH = re.compile(r"\b(?:the|and|of|your|you|with|this|from|was|were|has|have)\b", re.IGNORECASE)
"""Words that no other of the six languages has: a sentence that stands in no catalog has one of them."""
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(
    r"\S+@\S+|https?://\S+|\b(?:UTC|ID|CSV|JSON|URL|HTML|ZIP|Courier|Diwan|SHA|data\.json|[\w-]+\.(?:org|com|example))\b"
)
DIGITS = set("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
OTHERS_WORDS = "code, pre, bdi, textarea, .body, .raw, .name, mark, a[dir=ltr], .counter"
"""What readers, programs and links have written, in whatever language and digits."""

# Both parts look into the widget too. Colours that are mixed from the page's own, axe gives up on: this mixes them as the screen does.
SEEN = """() => {
  const roots = [document, ...[...document.querySelectorAll("diwan-comments")].map(host => host.shadowRoot).filter(Boolean)];
  const all = roots.flatMap(root => [...root.querySelectorAll("body, body *, section.diwan, section.diwan *")]).filter(e => e.checkVisibility());
  const found = [];
  const told = e => e.outerHTML.slice(0, 120);
  if (document.documentElement.scrollWidth > innerWidth) found.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  for (const e of all) {
    const style = getComputedStyle(e);
    const is_hidden = e.closest(".trap, .away, .visually-hidden") !== null;
    const scrolls = /auto|scroll/.test(style.overflowX) || e.matches("input, textarea, select, svg, svg *");
    if (e.clientWidth && !is_hidden && !scrolls && e.scrollWidth > e.clientWidth + 1) found.push(`its words do not fit: ${told(e)}`);
    const box = e.getBoundingClientRect();
    const is_pressed = e.matches("button, summary, select, textarea, input:not([type=checkbox], [type=radio])") || (e.matches("a") && style.display !== "inline");
    if (is_pressed && !is_hidden && (box.height < 24 || box.width < 24)) found.push(`too small to press: ${box.width}x${box.height} ${told(e)}`);
    if (e.clientHeight && !is_hidden && style.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1) found.push(`cut off: ${told(e)}`);
  }
  const start = e => getComputedStyle(e).direction === "rtl" ? -e.getBoundingClientRect().right : e.getBoundingClientRect().left;
  for (const link of all.filter(e => e.matches(".replies + .all a"))) {
    const name = link.closest(".all").previousElementSibling.querySelector(".name");
    if (Math.abs(start(link) - start(name)) > 1) found.push(`not below the names of the replies: ${start(link)} ${start(name)}`);
  }
  const boxes = all.filter(e => e.matches("button")).map(e => [e, e.getBoundingClientRect()]);
  for (const [one, a] of boxes) for (const [other, b] of boxes) {
    const gap = Math.max(b.top - a.bottom, a.top - b.bottom, b.left - a.right, a.left - b.right);
    if (one !== other && gap < 5) found.push(`${gap} pixels between buttons: ${told(one)}`);
  }
  return found;
}"""
FAINT = """host => {
  const mix = (...colours) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18, 18, 18)" : "white";
  const faint = [];
  for (const e of host.shadowRoot.querySelectorAll("a, p, label, output, time, span, h2, bdi, button")) {
    const style = getComputedStyle(e);
    const [a, b] = [mix(ground, style.backgroundColor), mix(ground, style.backgroundColor, style.color)];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (e.checkVisibility() && e.textContent && ratio < 4.5) faint.push(`${e.className} ${style.color} ${ratio}`);
  }
  return faint;
}"""


def violations(page: Page, name: str) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first element that breaks it."""
    found = [(each["id"], each["nodes"][0]["html"][:200]) for each in Axe().run(page)["violations"]]
    # A mail is shown within its reader's own program: it needs no landmarks and no title.
    return [each for each in found if each[0] not in OF_PAGES] if name.startswith("letter-") else found


def seen(page: Page) -> list[str]:
    """What an eye would: a page that scrolls sideways, words that are cut off, colours too faint to read, what is out of line or too small to press."""
    found: list[str] = page.evaluate(SEEN)
    host = page.locator("diwan-comments")
    faint: list[Any] = host.evaluate(FAINT) if host.count() else []
    return [*found, *(f"too faint: {each}" for each in faint)]


def foreign(page: Page, language: str) -> list[str]:
    """What is not in this language: its tag, its direction, English, digits of others. Takes from the page what others wrote."""
    widget = page.locator("diwan-comments section.diwan")
    root = widget if widget.count() else page.locator("html")
    words = words_for(language)
    told = (root.get_attribute("lang"), root.get_attribute("dir"))
    root.evaluate(f"root => root.querySelectorAll('{OTHERS_WORDS}').forEach(part => part.remove())")
    text = NAMES.sub("", root.inner_text())
    english = [] if language == "en" else [*(left for left in LEFT if left in text), *ENGLISH.findall(text)]
    latin = LATIN.findall(text) if words.direction == "rtl" else []
    digits = sorted((DIGITS - set(words.digits)) & set(text))
    return [
        *([] if told == (language, words.direction) else [f"told to be {told}"]),
        *english,
        *latin,
        *digits,
    ]
