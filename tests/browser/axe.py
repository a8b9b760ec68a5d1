"""axe in a page: every rule is tried, and what it found amiss comes back.

A whole report also names each element that each rule passed. To put that together and carry it over took two thirds of the time, and
nobody read it. And it fetched every style sheet anew and parsed it, a third of what was left, for a rule about sound that plays by itself:
of a page without any it knows that.
"""

from importlib import resources
from typing import Any

from playwright.sync_api import Page

SCRIPT = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """given => axe.run(document, {
    ...given, resultTypes: ["violations"], preload: document.querySelector("audio, video") !== null
}).then(({violations}) => ({violations}))"""


class Axe:
    """As the class of this name in `axe_core_python`, which brings the script."""

    def run(self, page: Page, options: dict[str, Any] | None = None) -> dict[str, list[dict[str, Any]]]:
        """What is amiss, under `violations`, a rule each: its `id`, and the `nodes` that broke it.

        It looks once the page has loaded: where a click led to another page, its words may stand there before its colours.
        """
        page.wait_for_load_state()
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(SCRIPT)
        found: dict[str, list[dict[str, Any]]] = page.evaluate(RUN, options or {})
        return found
