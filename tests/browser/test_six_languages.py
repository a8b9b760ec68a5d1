"""Every page that a reader can meet speaks his language, whole, and fits a small screen; axe looks at one of them in each language."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from diwan.editions.words import languages, words_for
from diwan.words import catalogs
from tests.browser import chromium
from tests.browser.axe import Axe
from tests.browser.reader_tour import SAMPLES, Tour, house
from tests.desk_house import DeskHouse

pytestmark = chromium.needed

ENGLISH = [
    re.sub(r"\{.*", "", text)
    for message in catalogs.template("reader").messages
    for text in (message.english, message.english_plural)
]
LEFT = [text for text in ENGLISH if len(text) > 5]
"""What stands on English pages, up to the first place that is filled. Very short words may be part of others."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    with house(tmp_path_factory.mktemp("six-languages")) as desk:
        yield desk


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme="dark")
    context.set_default_timeout(chromium.PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_every_language_has_its_sample() -> None:
    assert SAMPLES.keys() == set(languages())


@pytest.mark.parametrize("language", languages())
def test_every_page_is_in_the_article_s_language_alone_and_fits(
    desk: DeskHouse, page: Page, language: str
) -> None:
    tour = Tour(desk, language)
    words = words_for(language)
    for name, visit in {**tour.visits, "widget": tour.widget}.items():
        visit(page)
        root = page.locator("diwan-comments section" if name == "widget" else "html")
        assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, words.direction), name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        text = root.inner_text()
        if language != "en":
            assert [left for left in LEFT if left in text] == [], name
        for other in set("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") - set(words.digits):
            # The digest is hexadecimal whatever the language.
            assert other not in re.sub(r"[0-9a-f]{64}", "", text), (name, other)
        if name == "thread-refused":
            violations = Axe().run(page)["violations"]
            assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == [], name
