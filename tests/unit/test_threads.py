"""Whether a thread is open follows from what was registered and from the time, and from nothing else."""

import pytest

from diwan.articles import Article, Description
from diwan.clock import DAY
from diwan.threads import closing_time, is_open

REGISTERED = 1_790_000_000_000


def article(closes_at: int | None = None) -> Article:
    description = Description("https://courier.example/a", "A", "", "en", closes_at)
    return Article("f" * 32, "courier", "a", 1, description, REGISTERED)


@pytest.mark.parametrize(
    ("closes_at", "days", "expected"),
    [
        (None, None, None),
        (None, 7, REGISTERED + 7 * DAY),
        (REGISTERED + 5, None, REGISTERED + 5),
        (REGISTERED + 5, 7, REGISTERED + 5),
        (REGISTERED + 8 * DAY, 7, REGISTERED + 8 * DAY),
        (0, 7, 0),
    ],
)
def test_an_articles_own_time_wins_over_the_sites_days(
    closes_at: int | None, days: int | None, expected: int | None
) -> None:
    assert closing_time(article(closes_at), days) == expected


def test_a_thread_is_open_until_the_very_moment_it_closes() -> None:
    assert is_open(article(REGISTERED + 5), None, REGISTERED + 4)
    assert not is_open(article(REGISTERED + 5), None, REGISTERED + 5)
    assert is_open(article(), None, REGISTERED + 10**6 * DAY)
