"""Every page that a reader can meet, in every state, as pictures: light and dark, 320 and 1280 pixels wide.

    PYTHONPATH=src python -m tests.browser.pictures FOLDER [LANGUAGE …] [--only PATTERN] [--screens 320-light,1280-dark] [--axe]

`--only` takes the pages whose name matches, `--screens` some of the four; `--axe` prints what axe finds on each page.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from diwan.editions.words import languages
from tests.browser import chromium
from tests.browser.axe import Axe
from tests.browser.reader_house import Sites, sites
from tests.browser.reader_places import Places
from tests.browser.reader_tour import Tour, Visit, house
from tests.browser.widget_states import WidgetStates
from tests.desk_house import DeskHouse

OF_PAGES = {"landmark-one-main", "page-has-heading-one", "region"}
SCREENS = "320-light,320-dark,1280-light,1280-dark"


def visits(desk: DeskHouse, of_sites: Sites, language: str) -> Iterator[tuple[str, Visit]]:
    """Every page's name, and how it is reached."""
    tour = Tour(desk, language)
    yield from tour.visits.items()
    yield "widget", tour.widget
    for name, visit in WidgetStates(tour).visits().items():
        yield f"widget-{name}", visit
    yield from Places(of_sites, language).visits().items()


def on_screen(page: Page, screen: str) -> None:
    """Show it on one of SCREENS."""
    width, scheme = screen.split("-")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of two words
    page.set_viewport_size({"width": int(width), "height": 800})


def violations(axe: Axe, page: Page, name: str) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first element that breaks it."""
    found = [(each["id"], each["nodes"][0]["html"][:200]) for each in axe.run(page)["violations"]]
    # A mail is shown within its reader's own program: it needs no landmarks and no title.
    return [each for each in found if each[0] not in OF_PAGES] if name.startswith("letter-") else found


def take(page: Page, stem: str, folder: Path, screens: str) -> None:
    """The page as it stands, on each screen."""
    for screen in screens.split(","):
        on_screen(page, screen)
        page.screenshot(path=folder / f"{stem}-{screen}.png", full_page=True)


def pictures(
    browser: Browser, desk: DeskHouse, of_sites: Sites, language: str, asked: argparse.Namespace
) -> None:
    """All of a language's."""
    for name, visit in visits(desk, of_sites, language):
        if not re.search(asked.only, name):
            continue
        context = browser.new_context(viewport={"width": 320, "height": 800})
        page = context.new_page()
        try:
            visit(page)
        except Error as trouble:
            # One page that cannot be reached is no reason to see none of the others.
            print(name, language, "cannot be reached:", trouble.message.splitlines()[0])
            context.close()
            continue
        if asked.axe:
            for found in violations(Axe(), page, name):
                print(name, language, *found)
        take(page, f"{name}-{language}", asked.folder, asked.screens)
        if name == "widget-about-to-close":
            page.emulate_media(forced_colors="active")
            page.screenshot(path=asked.folder / f"{name}-{language}-forced.png", full_page=True)
        context.close()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("languages", nargs="*", default=list(languages()))
    parser.add_argument("--only", default="", metavar="PATTERN")
    parser.add_argument("--screens", default=SCREENS)
    parser.add_argument("--axe", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        parts = [Path(data) / part for part in ("threads", "sites")]
        for part in parts:
            part.mkdir()
        with house(parts[0]) as desk, sites(parts[1]) as of_sites, chromium.started() as browser:
            for language in asked.languages:
                pictures(browser, desk, of_sites, language, asked)


if __name__ == "__main__":
    main()
