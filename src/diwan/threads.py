"""A thread: the comments under one article. Whether it is open follows from the records and the time."""

from diwan.articles import Article
from diwan.clock import DAY, Milliseconds


def closing_time(article: Article, close_after_days: int | None) -> Milliseconds | None:
    """When the thread stops taking comments; None if it stays open.

    The article's own closing time wins over the site's rule, which counts days from the registration.
    """
    if article.description.closes_at is not None:
        return article.description.closes_at
    if close_after_days is not None:
        return article.registered_at + close_after_days * DAY
    return None


def is_open(article: Article, close_after_days: int | None, at: Milliseconds) -> bool:
    """Whether the thread takes comments at `at`."""
    closes = closing_time(article, close_after_days)
    return closes is None or at < closes
