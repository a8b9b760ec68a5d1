"""What is amiss with a page is seen, each thing by its name; on a page in order nothing is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.amiss import foreign, seen, violations

pytestmark = chromium.needed


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 600})
    yield context.new_page()
    context.close()


def show(page: Page, body: str, *, lang: str = "tr", direction: str = "ltr") -> None:
    page.set_content(
        f'<!doctype html><html lang="{lang}" dir="{direction}"><title>t</title><main><h1>1</h1>{body}</main></html>'
    )


ORDER = '<p>Yorumunuz</p><button style="margin: 5px; min-block-size: 24px">Oturum kapat</button>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<div style="inline-size: 400px">geniş</div>', "wider than the screen"),
        ('<div style="inline-size: 20px; white-space: nowrap">uzun bir söz</div>', "its words do not fit"),
        ('<div style="block-size: 5px; overflow: hidden">söz</div>', "cut off"),
        (
            '<button style="inline-size: 20px; block-size: 24px; padding: 0; overflow: clip">x</button>',
            "too small",
        ),
        (
            '<button style="block-size: 30px">Bir</button><button style="block-size: 30px">İki</button>',
            "pixels between",
        ),
    ],
)
def test_what_an_eye_would_see_is_seen(page: Page, body: str, told: str) -> None:
    show(page, ORDER)
    assert [violations(page, "page"), seen(page), foreign(page, "tr")] == [[], [], []]
    show(page, ORDER + body)
    assert told in " ".join(seen(page))


@pytest.mark.parametrize(
    ("language", "body", "found"),
    [
        ("tr", "<p>Back to the article</p>", ["Back to the article", "the"]),
        ("tr", "<p>It is for you.</p>", ["you"]),
        ("ar", "<p>التعليقات 12</p>", ["1", "2"]),
        ("ar", "<p>مزيد من comments</p>", ["comments"]),
        ("fa", "<p>دیدگاه‌ها ٤</p>", ["٤"]),
        ("fa", "<p>دیدگاه‌ها ۴ <bdi>Ann 3</bdi> (UTC)</p>", []),
    ],
)
def test_what_is_in_another_language_is_seen(page: Page, language: str, body: str, found: list[str]) -> None:
    direction = "ltr" if language == "tr" else "rtl"
    page.set_content(
        f'<!doctype html><html lang="{language}" dir="{direction}"><title>t</title>{body}</html>'
    )
    assert foreign(page, language) == found


def test_a_page_that_says_another_language_is_seen(page: Page) -> None:
    show(page, ORDER, lang="ku")
    assert foreign(page, "tr") == ["told to be ('ku', 'ltr')"]
