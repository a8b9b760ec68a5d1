"""Every page and every state of the widget that a reader can meet: clean under axe, whole in its language, and no wider than its screen.

Each is looked at once, in a language and on a screen that change from one to the next, so that every language meets every screen and every kind of
page; `python -m tests.browser.pictures --axe` looks at all of them in all six.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page

from diwan.editions.words import languages
from tests.browser import chromium
from tests.browser.amiss import foreign, seen, violations
from tests.browser.pictures import SCREENS, on_screen, reader, visits
from tests.browser.reader_house import Sites, sites
from tests.browser.reader_tour import SAMPLES, house
from tests.desk_house import DeskHouse

pytestmark = chromium.needed

TURNS = list(product(languages(), SCREENS.split(",")))
READ_AGAIN = "ku"
"""What is looked at in English is read in another language too: an English sentence would not stand out there."""


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DeskHouse, Sites]]:
    """What all languages share."""
    make = tmp_path_factory.mktemp
    with house(make("threads")) as desk, sites(make("sites")) as of_sites:
        yield desk, of_sites


def turn(at: int) -> tuple[str, str]:
    """In which language and on which screen the page of this number is looked at."""
    # Four screens and six languages share a divisor: five steps at a time, every pair comes once in twenty-four pages.
    return TURNS[(at * 5 + at // len(TURNS)) % len(TURNS)]


class Reader:
    """One language's reader, who comes to each page as if it were his first. A new browser for each would take a fifth of the time."""

    def __init__(self, browser: Browser, language: str) -> None:
        self._browser, self._language = browser, language
        self.page = self._new()

    def _new(self) -> Page:
        context = reader(self._browser, self._language)
        context.set_default_timeout(chromium.PATIENCE_MS)
        return context.new_page()

    def forget(self) -> None:
        """Nothing of the last page is left. Where its clock was held, which stays so, the reader is another one."""
        page = self.page
        if page.evaluate("'__pwClock' in window"):
            page.context.close()
            self.page = self._new()
            return
        page.unroute_all(behavior="ignoreErrors")
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.context.clear_cookies()
        page.mouse.move(0, 0)


@pytest.mark.parametrize("language", languages())
def test_every_page_is_accessible_fits_its_screen_and_speaks_one_language(
    houses: tuple[DeskHouse, Sites], browser: Browser, language: str
) -> None:
    found: list[tuple[str, ...]] = []
    screens = set()
    visitor = Reader(browser, language)
    for at, (name, visit) in enumerate(visits(*houses, language)):
        turns, screen = turn(at)
        is_read_again = language == READ_AGAIN and turns == "en"
        if turns != language and not is_read_again:
            continue
        page = visitor.page
        visit(page)
        if not is_read_again:
            screens.add(screen)
            on_screen(page, screen)
            found += [(name, screen, *each) for each in violations(page, name)]
            found += [(name, screen, each) for each in seen(page)]
        found += [(name, each) for each in foreign(page, language)]
        visitor.forget()
    assert not found, "\n".join(map(str, found))
    assert screens == set(SCREENS.split(","))


def test_the_figures_are_printed_whole_and_on_white_paper(
    houses: tuple[DeskHouse, Sites], browser: Browser
) -> None:
    page = Reader(browser, "fa").page
    page.goto(f"{houses[1].public}/transparency/courier-fa/page.html")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("details:not([open]) table").count() == 2
    for table in page.locator("table").all():
        assert table.evaluate("table => table.checkVisibility()")
    assert (
        page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        == "rgb(255, 255, 255)"
    )


def test_every_language_has_its_sample() -> None:
    assert SAMPLES.keys() == set(languages())
