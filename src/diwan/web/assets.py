"""Printing the widget: its script, with the style sheet put inside, and the blank fronts, as files beside the sheets.

One script with the style inside is one request; there is no build step, because this is all there is to build. Scripts go out without
their comments, which compress badly: a quarter of what a reader would fetch.
"""

import json
from collections.abc import Iterable
from functools import cache

from diwan.editions import render
from diwan.editions.render import Rendering
from diwan.editions.words import languages, words_for
from diwan.press.house import PrintingHouse
from diwan.sites import Site
from diwan.web import frontend, opening

STYLE_MARK = "/*diwan.css*/"
TIMED_MARK = "/*sites with hours*/"
HOURS_MARK = "{/*hours*/}"
PARTS = ("compose.js", "reader.js", "email.js", "work.js", "report.js", "receipt.js", "proof.js")
"""What is fetched only by who means to write (`reader.js`, `email.js`: where readers sign in; `work.js`: where work or a wait is asked for), to report,
or to check a receipt's proof."""


def script(timed: Iterable[str] = ()) -> str:
    """`diwan.js` as it is served; `timed` are the ids of the sites that have hours, for which it fetches them:
    where there is none it does not weigh a byte more."""
    sheet = style()
    names = json.dumps(sorted(timed))[1:-1]
    lines = part("diwan.js").splitlines(keepends=True)
    if sum(TIMED_MARK in line for line in lines) != 1:
        raise ValueError("diwan.js must hold the mark for sites with hours once")
    source = "".join(line.replace(TIMED_MARK, names) for line in lines if names or TIMED_MARK not in line)
    if source.count(STYLE_MARK) != 1 or "`" in sheet or "\\" in sheet or "${" in sheet:
        raise ValueError(
            "diwan.js must hold the style mark once, and diwan.css nothing that ends a template string"
        )
    return source.replace(STYLE_MARK, sheet)


def hours(site: Site, language: str) -> str:
    """`hours.js` as it is served for a site that has hours, with what it says in one language."""
    table = json.dumps(opening.printed(words_for(language), site.hours), ensure_ascii=False)
    return part("hours.js").replace(HOURS_MARK, table)


@cache
def part(name: str) -> str:
    """A script as it is served, `diwan.js` still without its style. Raises ValueError for one that cannot be made shorter safely."""
    return without_comments((frontend.folder("widget") / name).read_text())


@cache
def style() -> str:
    """The style sheet, for the pages that show comments without the widget."""
    return _compact((frontend.folder("widget") / "diwan.css").read_text())


def print_assets(press: PrintingHouse, rendering: Rendering, sites: dict[str, Site]) -> None:
    """Write `widget/…` for readers' browsers: the scripts, and for each site and language a blank front and its hours, if it has any."""
    # The hours first: a script that is new already must find them.
    timed = [site for site in sites.values() if site.hours.are_set]
    for site in timed:
        for language in languages():
            press.asset(f"hours/{site.id}/{language}.js", hours(site, language).encode())
    press.asset("diwan.js", script(site.id for site in timed).encode())
    for name in PARTS:
        press.asset(name, part(name).encode())
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


def without_comments(script: str) -> str:
    """`script` without indentation and comments. Raises ValueError where that could change what it does.

    One that ends a line of code stays if it holds a quotation mark of any kind. For what looks like a comment inside a string
    is followed by the mark that ends the string, so that no string is ever cut.
    """
    kept = []
    is_comment = False
    for line in map(str.strip, script.splitlines()):
        if line.count("`") % 2:
            raise ValueError(f"a template string must end on its line, or its text would change: {line}")
        is_comment = is_comment or line.startswith("/*")
        if is_comment:
            is_comment = "*/" not in line
            if not is_comment and not line.endswith("*/"):
                raise ValueError(f"no code may follow a comment on its line: {line}")
        elif line and not line.startswith("//"):
            code, _, told = line.partition(" // ")
            kept.append(line if set(told) & set("\"'`") else code.rstrip())
    return "\n".join(kept) + "\n"
