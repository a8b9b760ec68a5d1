"""The invented paper is complete, in every language it prints."""

import re
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest

from diwan.articles import Description, check_description, check_key
from diwan.demo.newsroom import Newsroom, Story
from diwan.words.languages import LANGUAGES

NEWSROOM = Newsroom.load()
stories = pytest.mark.parametrize("story", NEWSROOM.stories, ids=lambda story: story.slug)


def test_the_paper_prints_in_both_directions_and_all_six_languages() -> None:
    assert {story.direction for story in NEWSROOM.stories} == {"ltr", "rtl"}
    assert {story.language for story in NEWSROOM.stories} == set(LANGUAGES)


@stories
def test_every_article_is_as_long_as_a_news_story(story: Story) -> None:
    words = sum(len(paragraph.split()) for paragraph in story.paragraphs)

    assert 240 <= words <= 460


@stories
def test_every_article_has_what_a_news_site_shows(story: Story) -> None:
    picture = story.picture
    shown = (
        story.section,
        story.kicker,
        story.headline,
        story.standfirst,
        story.byline,
        story.place,
        story.dated,
        story.quote,
        story.quote_by,
        picture.alt,
        picture.caption,
        picture.credit,
    )

    assert all(text and text == text.strip() for text in shown)
    years = {str(story.date.year), "٢٠٢٦", "۱۴۰۵"}
    assert any(year in story.dated for year in years)
    assert story.date <= NEWSROOM.date
    assert 0 < story.quote_after < len(story.paragraphs)


@stories
def test_every_pull_quote_was_said_in_the_paragraph_it_stands_under_or_near(story: Story) -> None:
    letters = re.compile(r"[^\w]+")
    said = letters.sub("", "".join(story.paragraphs))

    assert letters.sub("", story.quote.split(". ")[0]) in said


@stories
def test_every_article_can_be_registered_as_it_is(story: Story) -> None:
    check_key(story.slug)
    check_description(
        Description(
            url=f"http://127.0.0.1:8000/articles/{story.slug}",
            headline=story.headline,
            section=story.section,
            language=story.language,
        )
    )


@stories
def test_the_page_has_its_own_words_in_the_language_of_every_article(story: Story) -> None:
    assert story.language in NEWSROOM.phrases


@stories
def test_every_picture_is_a_small_whole_drawing_that_loads_nothing(story: Story) -> None:
    drawing = (files("diwan.demo") / "pictures" / story.picture.file).read_bytes()
    elements = list(ET.fromstring(drawing).iter())  # noqa: S314 - our own file

    assert len(drawing) < 25_000
    assert elements[0].get("viewBox") == "0 0 1600 900"
    for element in elements:
        assert element.tag.rpartition("}")[2] not in {"script", "image", "foreignObject"}
        assert element.get("href", "#").startswith("#")


def test_a_story_leads_on_to_three_others() -> None:
    last = NEWSROOM.stories[-1]

    others = NEWSROOM.others(last)

    assert others == NEWSROOM.stories[:3]


def test_an_unknown_slug_is_no_story() -> None:
    assert NEWSROOM.story("nothing") is None
