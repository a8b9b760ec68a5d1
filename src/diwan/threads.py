"""A thread: the comments under one article. Whether it is open follows from the records and the time."""

from diwan.articles import Article
from diwan.clock import DAY, Milliseconds
from diwan.pauses import NEVER


def closing_time(article: Article, close_after_days: int | None) -> Milliseconds | None:
    """When the thread stops taking comments; None if it stays open.

    An editor's word wins over the article's own closing time, and that over the site's rule, which counts days from the registration.
    """
    if article.closes_by_editor is not None:
        return None if article.closes_by_editor == NEVER else article.closes_by_editor
    if article.description.closes_at is not None:
        return article.description.closes_at
    if close_after_days is not None:
        return article.registered_at + close_after_days * DAY
    return None


def is_open(article: Article, close_after_days: int | None, at: Milliseconds) -> bool:
    """Whether the thread takes comments at `at`."""
    closes = closing_time(article, close_after_days)
    return closes is None or at < closes
