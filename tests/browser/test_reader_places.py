"""Every page and every state of the widget that a reader can meet: clean under axe, whole in its language, and no wider than its screen.

Each is looked at once, in a language and on a screen that change from one page to the next, so that every language meets every screen and every kind of
page; `python -m tests.browser.pictures --axe` looks at all of them in all six.
"""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from diwan.editions.words import languages, words_for
from tests.browser import chromium
from tests.browser.pictures import SCREENS, on_screen, violations, visits
from tests.browser.reader_house import sites
from tests.browser.reader_tour import Visit, house
from tests.browser.test_six_languages import LEFT

pytestmark = chromium.needed

TURNS = list(product(languages(), SCREENS.split(",")))
OTHERS_WORDS = "code, pre, bdi, textarea, .body, .raw, .name, mark, a[dir=ltr], .counter"
"""What readers, programs and links have written, in whatever language and digits."""

Pages = dict[str, list[tuple[str, Visit]]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """Each language's pages, in order."""
    with (
        house(tmp_path_factory.mktemp("threads")) as desk,
        sites(tmp_path_factory.mktemp("sites")) as of_sites,
    ):
        yield {language: list(visits(desk, of_sites, language)) for language in languages()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.started() as browser:
        yield browser


@pytest.mark.parametrize("first", range(6))
def test_every_page_is_accessible_fits_and_speaks_one_language(
    pages: Pages, browser: Browser, first: int
) -> None:
    axe = Axe()
    for at in range(first, len(pages["en"]), 6):
        # Four screens and six languages share a divisor: without the second term a language would meet half of the screens.
        language, screen = TURNS[(at * 5 + at // 24) % len(TURNS)]
        name, visit = pages[language][at]
        context = browser.new_context(viewport={"width": 320, "height": 800})
        context.set_default_timeout(chromium.PATIENCE_MS)
        page = context.new_page()
        visit(page)
        on_screen(page, screen)
        where = f"{name} {language} {screen}"
        assert violations(axe, page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        _speaks(page, language, where)
        context.close()


def _speaks(page: Page, language: str, where: str) -> None:
    widget = page.locator("diwan-comments section.diwan")
    root = widget if widget.count() else page.locator("html")
    words = words_for(language)
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, words.direction), where
    root.evaluate(f"root => root.querySelectorAll('{OTHERS_WORDS}').forEach(part => part.remove())")
    text = root.inner_text()
    if language != "en":
        assert [left for left in LEFT if left in text] == [], where
    for other in set("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") - set(words.digits):
        assert other not in re.sub(r"\S+@\S+", "", text), (where, other)


def test_every_language_meets_every_screen(pages: Pages) -> None:
    count = len(pages["en"])
    assert {TURNS[(at * 5 + at // 24) % len(TURNS)] for at in range(count)} == set(TURNS)
    assert all(
        [name for name, _ in pages[language]] == [name for name, _ in pages["en"]] for language in pages
    )
