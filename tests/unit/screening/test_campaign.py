"""When many that are nearly alike are called a campaign, and when not."""

import pytest

from diwan.comments import Words
from diwan.screening.check import Context, read
from diwan.screening.findings import Finding, Mark
from diwan.screening.rules.campaign import Campaign


def look(alike: int, threads: int, names: int) -> list[Finding]:
    context = Context("en", alike=alike, alike_threads=threads, alike_names=names)
    return list(Campaign().look(read(Words("Rojîn", "words"), context)))


def test_a_campaign_is_told_with_its_size_its_threads_and_its_names() -> None:
    [finding] = look(12, 5, 9)
    assert finding.detail == "12 like this, in 5 threads, under 9 names"
    assert finding.mark is Mark.CAMPAIGN


def test_a_campaign_breaks_no_guideline() -> None:
    assert look(100, 50, 90)[0].guideline is None


@pytest.mark.parametrize(("alike", "threads", "names"), [(0, 1, 1), (1, 2, 2), (5, 1, 1)])
def test_one_reader_in_one_thread_and_two_of_a_kind_are_no_campaign(
    alike: int, threads: int, names: int
) -> None:
    assert look(alike, threads, names) == []


@pytest.mark.parametrize(("threads", "names"), [(1, 3), (3, 1)])
def test_several_readers_or_several_threads_are_enough(threads: int, names: int) -> None:
    assert len(look(2, threads, names)) == 1


def test_the_more_the_surer_but_never_certain() -> None:
    scores = [look(n, 2, 2)[0].score for n in (2, 5, 10, 100)]
    assert scores == sorted(scores)
    assert scores[0] < scores[-1] < 1
