"""Every page that a reader can meet, in every state, as pictures: light and dark, 320 and 1280 pixels wide.

    PYTHONPATH=src python -m tests.browser.pictures FOLDER [LANGUAGE …] [--only PATTERN] [--screens 320-light,1280-dark] [--axe]

`--only` takes the pages whose name matches, `--screens` some of the four; `--axe` prints what is amiss with each page: what axe finds, and what `amiss` looks for.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page

from diwan.editions.words import languages
from tests.browser import chromium
from tests.browser.amiss import foreign, seen, violations
from tests.browser.reader_house import Sites, sites
from tests.browser.reader_places import Places
from tests.browser.reader_tour import Tour, Visit, house
from tests.browser.widget_states import WidgetStates
from tests.desk_house import DeskHouse

SCREENS = "320-light,320-dark,1280-light,1280-dark"


def visits(desk: DeskHouse, of_sites: Sites, language: str) -> Iterator[tuple[str, Visit]]:
    """Every page's name, and how it is reached."""
    tour = Tour(desk, language)
    yield from tour.visits.items()
    yield "widget", tour.widget
    for name, visit in WidgetStates(tour).visits().items():
        yield f"widget-{name}", visit
    yield from Places(of_sites, language).visits().items()


def reader(browser: Browser, language: str) -> BrowserContext:
    """A browser that has been nowhere yet and asks for pages in its reader's language."""
    return browser.new_context(viewport={"width": 320, "height": 800}, locale=language)


def on_screen(page: Page, screen: str) -> None:
    """Show it on one of SCREENS."""
    width, scheme = screen.split("-")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of two words
    page.set_viewport_size({"width": int(width), "height": 800})


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
        context = reader(browser, language)
        page = context.new_page()
        try:
            visit(page)
        except Error as trouble:
            # One page that cannot be reached is no reason to see none of the others.
            print(name, language, "cannot be reached:", trouble.message.splitlines()[0])
            context.close()
            continue
        if asked.axe:
            for found in [*violations(page, name), *seen(page)]:
                print(name, language, found)
        take(page, f"{name}-{language}", asked.folder, asked.screens)
        if name == "widget-about-to-close":
            page.emulate_media(forced_colors="active")
            page.screenshot(path=asked.folder / f"{name}-{language}-forced.png", full_page=True)
        if asked.axe:
            for each in foreign(page, language):
                print(name, language, each)
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
