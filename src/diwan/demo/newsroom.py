"""The invented paper, loaded from the package: its edition, its articles and the words around them."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

SITE = "demo"
"""The site under which the demonstration's threads are filed."""

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa"})


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML's `dir` wants it, for a language the paper prints in."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Picture:
    """An illustration; `file` is its name below /pictures/."""

    file: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Story:
    """An article as this newsroom wrote it. `slug` is the article's id, here and in its thread."""

    slug: str
    language: str
    section: str
    kicker: str
    headline: str
    standfirst: str
    byline: str
    place: str
    date: dt.date
    dated: str
    """The date as the article's language writes it."""
    paragraphs: tuple[str, ...]
    picture: Picture
    quote: str
    quote_by: str
    quote_after: int
    """The pull quote stands after this many paragraphs, next to where it is said."""

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words a page says around its article, in one language."""

    comments: str
    promise: str
    read_comments: str
    front_page: str
    more: str
    sections: str
    demonstration: str
    desk: str
    skip: str


@dataclass(frozen=True, slots=True)
class Newsroom:
    """One edition of the paper: the stories in the order of the front page, the first of them leading."""

    name: str
    city: str
    motto: str
    date: dt.date
    dated: str
    stories: tuple[Story, ...]
    phrases: Mapping[str, Phrases]

    @classmethod
    def load(cls) -> "Newsroom":
        """Read the edition from the package's own files. Raises KeyError or TypeError if one is incomplete."""
        edition = _read(_package() / "edition.toml")
        slugs = edition.pop("stories")
        phrases = {language: Phrases(**words) for language, words in edition.pop("phrases").items()}
        return cls(
            stories=tuple(_story(slug) for slug in slugs), phrases=MappingProxyType(phrases), **edition
        )

    def story(self, slug: str) -> Story | None:
        """The story with this slug, or None."""
        return next((story for story in self.stories if story.slug == slug), None)

    def others(self, story: Story) -> tuple[Story, ...]:
        """Three more stories to read: those that follow on the front page, going round."""
        at = self.stories.index(story)
        return (self.stories[at + 1 :] + self.stories[:at])[:3]


def _story(slug: str) -> Story:
    fields = _read(_package() / "articles" / f"{slug}.toml")
    picture = Picture(**fields.pop("picture"))
    return Story(slug=slug, picture=picture, paragraphs=tuple(fields.pop("paragraphs")), **fields)


def _package() -> Traversable:
    return files("diwan.demo")


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))
