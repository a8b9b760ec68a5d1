"""Every page and every state of the widget that a reader can meet: clean under axe, whole in its language, and no wider than its screen.

Each is looked at once, in a language and on a screen that change from one to the next, so that every language meets every screen and every kind of
page; `python -m tests.browser.pictures --axe` looks at all of them in all six.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser

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


@pytest.mark.parametrize("language", languages())
def test_every_page_is_accessible_fits_its_screen_and_speaks_one_language(
    houses: tuple[DeskHouse, Sites], browser: Browser, language: str
) -> None:
    found, screens = [], set()
    for at, (name, visit) in enumerate(visits(*houses, language)):
        turns, screen = turn(at)
        is_read_again = language == READ_AGAIN and turns == "en"
        if turns != language and not is_read_again:
            continue
        context = reader(browser, language)
        context.set_default_timeout(chromium.PATIENCE_MS)
        page = context.new_page()
        visit(page)
        if not is_read_again:
            screens.add(screen)
            on_screen(page, screen)
            found += [(name, screen, *each) for each in violations(page, name)]
            found += [(name, screen, each) for each in seen(page)]
        found += [(name, each) for each in foreign(page, language)]
        context.close()
    assert not found, "\n".join(map(str, found))
    assert screens == set(SCREENS.split(","))


def test_every_language_has_its_sample() -> None:
    assert SAMPLES.keys() == set(languages())
