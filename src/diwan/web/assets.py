"""Printing the widget: its script, with the style sheet put inside, and the blank fronts, as files beside the sheets.

One script with the style inside is one request; there is no build step, because this is all there is to build.
"""

from diwan.editions import render
from diwan.editions.render import Rendering
from diwan.editions.words import languages
from diwan.press.house import PrintingHouse
from diwan.sites import Site
from diwan.web import frontend

STYLE_MARK = "/*diwan.css*/"
PARTS = ("compose.js", "reader.js", "work.js", "report.js", "receipt.js", "proof.js")
"""What is fetched only by who means to write, to report, or to check a receipt's proof."""


def script() -> str:
    """`diwan.js` as it is served."""
    sheet = style()
    source = (frontend.folder("widget") / "diwan.js").read_text()
    if source.count(STYLE_MARK) != 1 or "`" in sheet or "\\" in sheet or "${" in sheet:
        raise ValueError(
            "diwan.js must hold the style mark once, and diwan.css nothing that ends a template string"
        )
    return source.replace(STYLE_MARK, sheet)


def style() -> str:
    """The style sheet, for the pages that show comments without the widget."""
    return _compact((frontend.folder("widget") / "diwan.css").read_text())


def print_assets(press: PrintingHouse, rendering: Rendering, sites: dict[str, Site]) -> None:
    """Write `widget/…` for readers' browsers: the scripts, and a blank front for each site and language."""
    press.asset("diwan.js", script().encode())
    for part in PARTS:
        press.asset(part, (frontend.folder("widget") / part).read_bytes())
    for site in sites.values():
        for language in languages():
            blank = render.blank(language, site.id, site.max_characters, rendering)
            press.asset(f"blank/{site.id}/{language}.html", blank)


def _compact(style: str) -> str:
    """The style sheet without its comments and indentation: what a reader's browser has no use for."""
    kept = []
    rest = style
    while (start := rest.find("/*")) >= 0:
        kept.append(rest[:start])
        rest = rest[rest.index("*/", start) + 2 :]
    kept.append(rest)
    return "\n".join(line.strip() for line in "".join(kept).splitlines() if line.strip())
