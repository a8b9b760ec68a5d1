"""The paper's pages, as a reader's browser gets them."""

from html.parser import HTMLParser

import pytest
from starlette.applications import Starlette

from diwan.demo.app import routes
from diwan.demo.newsroom import Newsroom, Story
from tests.client import TestClient

NEWSROOM = Newsroom.load()
stories = pytest.mark.parametrize("story", NEWSROOM.stories, ids=lambda story: story.slug)

Element = tuple[str, dict[str, str]]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements(html: str, *tags: str) -> list[dict[str, str]]:
    parser = _Elements()
    parser.feed(html)
    return [attributes for tag, attributes in parser.found if tag in tags]


@pytest.fixture(scope="module")
def reader() -> TestClient:
    return TestClient(Starlette(routes=routes(NEWSROOM)))


def path_of(story: Story) -> str:
    return f"/articles/{story.slug}"


PAGES = ["/", *map(path_of, NEWSROOM.stories), "/articles/nothing"]
pages = pytest.mark.parametrize("path", PAGES)


def test_the_front_page_tells_every_story_in_its_own_language_and_direction(reader: TestClient) -> None:
    html = reader.get("/").text

    told = [(e["id"], e["lang"], e["dir"]) for e in elements(html, "article")]

    assert told == [(story.slug, story.language, story.direction) for story in NEWSROOM.stories]
    assert {direction for _, _, direction in told} == {"ltr", "rtl"}


def test_the_front_page_leads_to_every_story(reader: TestClient) -> None:
    linked = {e.get("href") for e in elements(reader.get("/").text, "a")}

    assert {path_of(story) for story in NEWSROOM.stories} <= linked


@stories
def test_an_article_page_is_in_the_language_and_direction_of_its_article(
    reader: TestClient, story: Story
) -> None:
    (root,) = elements(reader.get(path_of(story)).text, "html")

    assert (root["lang"], root["dir"]) == (story.language, story.direction)


@stories
def test_an_article_page_embeds_its_own_thread_and_describes_itself(reader: TestClient, story: Story) -> None:
    (embedded,) = elements(reader.get(path_of(story)).text, "diwan-comments")

    assert embedded == {
        "site": "demo",
        "article": story.slug,
        "url": f"http://testserver/articles/{story.slug}",
        "headline": story.headline,
        "section": story.section,
        "language": story.language,
    }


@stories
def test_without_javascript_a_link_leads_to_the_comments(reader: TestClient, story: Story) -> None:
    links = elements(reader.get(path_of(story)).text, "a")

    assert f"/read/demo/{story.slug}" in {e["href"] for e in links}


@stories
def test_an_article_page_describes_its_picture_in_words(reader: TestClient, story: Story) -> None:
    picture, *_ = elements(reader.get(path_of(story)).text, "img")

    assert picture["src"] == f"/pictures/{story.picture.file}"
    assert picture["alt"] == story.picture.alt


@pages
def test_every_picture_has_alternative_text_or_says_that_it_is_decoration(
    reader: TestClient, path: str
) -> None:
    assert all("alt" in e for e in elements(reader.get(path).text, "img"))


@pages
def test_no_page_loads_anything_from_elsewhere(reader: TestClient, path: str) -> None:
    html = reader.get(path).text

    loaded = [e.get("src") or e.get("srcset") or "" for e in elements(html, "img", "script", "source")]
    loaded += [e["href"] for e in elements(html, "link") if e["rel"] != "canonical"]

    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert not elements(html, "iframe", "object", "style")


def test_the_style_sheet_loads_nothing_at_all(reader: TestClient) -> None:
    css = reader.get("/demo/courier.css").text

    assert "url(" not in css
    assert "@import" not in css


@pages
def test_every_page_says_that_it_is_a_demonstration_and_leads_to_the_desk(
    reader: TestClient, path: str
) -> None:
    html = reader.get(path).text

    assert "/desk" in {e.get("href") for e in elements(html, "a")}
    assert "strip" in {e.get("class") for e in elements(html, "aside")}


@pages
def test_what_a_page_loads_from_the_paper_is_there(reader: TestClient, path: str) -> None:
    html = reader.get(path).text
    own = [e["src"] for e in elements(html, "img")]
    own += [e["href"] for e in elements(html, "link") if e["rel"] != "canonical"]

    assert {reader.get(address).status_code for address in own} == {200}


@pytest.mark.parametrize(
    "path",
    ["/articles/nothing", "/pictures/nothing.svg", "/demo/nothing.css", "/demo/..%2fedition.toml"],
)
def test_an_unknown_address_is_answered_in_the_papers_style(reader: TestClient, path: str) -> None:
    answer = reader.get(path)

    assert answer.status_code == 404
    if not path.endswith("toml"):
        assert "/demo/courier.css" in answer.text
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/", "/articles/harbour-bridge", "/pictures/harbour-bridge.svg", "/demo/courier.css"]
)
def test_what_the_reader_already_has_is_not_sent_again(reader: TestClient, path: str) -> None:
    first = reader.get(path)

    again = reader.get(path, headers={"if-none-match": f'W/{first.headers["etag"]}, "other"'})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


def test_words_are_escaped_wherever_they_come_from(reader: TestClient) -> None:
    answer = reader.get("/articles/%3Cscript%3E")

    assert answer.status_code == 404
    assert "<script>" not in answer.text
