"""axe in a page: every rule is tried, and what it found amiss comes back.

A whole report also names each element that each rule passed. To put that together and carry it over took two thirds of the time, and
nobody read it. And it fetched every style sheet anew and parsed it, a third of what was left, for a rule about sound that plays by itself:
of a page without any it knows that.

Of what remained two thirds went into contrast, on pages of twenty cards that look alike. So of elements that have the same contrast only the
first `EACH_LOOK` are measured: they and all that they stand in have the same tags, classes, colours, backgrounds, opacity and font, and nothing of it
lies elsewhere than in its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from playwright.sync_api import Page

from tests import breadth

SCRIPT = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


EACH_LOOK = 3
MEASURE_EACH_LOOK_ONCE = """most => {
    const rule = axe._audit.rules.find(each => each.id === "color-contrast");
    const usual = rule.matches;
    const numbers = new Map();
    const looks = new WeakMap();
    const met = new Map();
    // Of an element and all that it stands in: what the contrast of its text can depend on. None where something lies over something else.
    const look = element => {
        if (element === null) return 0;
        if (looks.has(element)) return looks.get(element);
        const around = look(element.parentElement);
        const style = getComputedStyle(element);
        let number = null;
        if (around !== null && ["static", "relative"].includes(style.position)) {
            const told = [
                around, element.tagName, element.getAttribute("class"), style.color, style.backgroundColor, style.backgroundImage, style.opacity,
                style.fontSize, style.fontWeight, style.textShadow, style.filter, style.mixBlendMode, style.position, style.zIndex
            ].join("|");
            if (!numbers.has(told)) numbers.set(told, numbers.size + 1);
            number = numbers.get(told);
        }
        looks.set(element, number);
        return number;
    };
    rule.matches = function (node, ...others) {
        if (!usual.call(this, node, ...others)) return false;
        const number = look(node);
        if (number === null) return true;
        met.set(number, (met.get(number) ?? 0) + 1);
        return met.get(number) <= most;
    };
    return () => { rule.matches = usual; };
}"""

RUN = (
    """([given, most]) => {
    const as_usual = (MEASURE)(most);
    return axe.run(document, {
        ...given, resultTypes: ["violations"], preload: document.querySelector("audio, video") !== null
    }).then(({violations}) => ({violations})).finally(as_usual);
}"""
).replace("MEASURE", MEASURE_EACH_LOOK_ONCE)


BY_LOOK = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")
"""The rules whose answer depends on colours and on the screen; all others ask what the page's elements are."""


class Axe:
    """As the class of this name in `axe_core_python`, which brings the script."""

    def run_again(self, page: Page) -> dict[str, list[dict[str, Any]]]:
        """The same for a page on which all rules were tried, and which is now shown on another screen, in other colours."""
        return self.run(page, {"runOnly": list(BY_LOOK)})

    def run(self, page: Page, options: dict[str, Any] | None = None) -> dict[str, list[dict[str, Any]]]:
        """What is amiss, under `violations`, a rule each: its `id`, and the `nodes` that broke it.

        It looks once the page has loaded: where a click led to another page, its words may stand there before its colours.
        """
        page.wait_for_load_state()
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(SCRIPT)
        found: dict[str, list[dict[str, Any]]] = page.evaluate(RUN, [options or {}, EACH_LOOK])
        return found


@dataclass(frozen=True)
class Screen:
    """One that a page is shown on, and what axe finds amiss there. Written as "dark-320"."""

    width: int
    scheme: str
    violations: list[dict[str, Any]] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.scheme}-{self.width}"


def on_each(page: Page, screens: Sequence[tuple[int, Any]], *, is_known: bool = False) -> Iterator[Screen]:
    """The page as it stands, on one screen after the other: its width in CSS pixels, and its colour scheme.

    All rules are tried on the first; what the page's elements are is the same on the others, where it is looked at for what can differ. A page that
    `is_known` had them all tried in another language, whose elements are the same, too.
    """
    for number, (width, scheme) in enumerate(screens):
        page.set_viewport_size({"width": width, "height": 900})
        # Without motion: what changes its colour has it at once.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        is_known = (is_known or number > 0) and not breadth.EVERYTHING
        found = Axe().run_again(page) if is_known else Axe().run(page)
        yield Screen(width, scheme, found["violations"])
