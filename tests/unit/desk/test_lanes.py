"""Which lanes a comment stands in, and in which order a moderator meets them."""

import pytest

from diwan.desk.lanes import BROKEN, MILLION, Lane, Reads, Shelf, apart, of, places
from diwan.guidelines import Guideline
from diwan.moderators import Role
from diwan.screening.findings import Finding, Mark

ALL_FINE = [Finding("model", "1", guideline, 0.01) for guideline in Guideline]


def saying(guideline: Guideline, score: float) -> list[Finding]:
    return [Finding("model", "1", each, score if each is guideline else 0.01) for each in Guideline]


def test_every_comment_stands_in_the_lane_of_all_that_wait() -> None:
    for findings in (
        [],
        ALL_FINE,
        saying(Guideline.THREAT, 0.9),
        [Finding("x", "1", None, 0, could_not_tell=True)],
    ):
        assert places(findings)[Lane.OLDEST] == 0


def test_what_the_model_finds_harmless_throughout_is_likely_fine_the_surest_first() -> None:
    assert places(ALL_FINE) == {Lane.OLDEST: 0, Lane.FINE: 10_000}
    assert places(saying(Guideline.ABUSE, 0.2))[Lane.FINE] == 200_000


@pytest.mark.parametrize(
    "also",
    [
        Finding("lexicon", "1", None, 0.0, could_not_tell=True),
        Finding("lexicon", "1", Guideline.ABUSE, 0.4),
        Finding("disguise", "1", None, 0.1, mark=Mark.DISGUISE),
        Finding("campaign", "1", None, 0.1, mark=Mark.CAMPAIGN),
        Finding("model", "1", None, 0.6, mark=Mark.TOXICITY),
        Finding("length", "1", None, 0.1),
    ],
)
def test_nothing_is_likely_fine_beside_silence_or_a_remark(also: Finding) -> None:
    assert Lane.FINE not in places([*ALL_FINE, also])


def test_nothing_is_likely_fine_that_was_not_measured_by_every_guideline() -> None:
    assert Lane.FINE not in places([])
    assert Lane.FINE not in places(ALL_FINE[1:])


def test_criticism_of_the_publisher_has_a_lane_and_is_as_fine_as_anything() -> None:
    criticism = Finding("criticism", "1", None, 0.9, mark=Mark.CRITICISM)
    assert set(places([*ALL_FINE, criticism])) == {Lane.OLDEST, Lane.FINE, Lane.CRITICISM}


def test_a_comment_is_likely_broken_under_the_one_guideline_that_is_surest() -> None:
    both = [*saying(Guideline.THREAT, 0.75), Finding("lexicon", "1", Guideline.ABUSE, 0.9)]
    assert places(both) == {Lane.OLDEST: 0, Lane.ABUSE: 100_000}
    assert set(places(saying(Guideline.THREAT, 0.49))) == {Lane.OLDEST}
    assert places(saying(Guideline.THREAT, 0.5))[Lane.THREAT] == MILLION // 2


def test_each_guideline_has_its_lane() -> None:
    assert set(BROKEN.values()) == set(Guideline)
    assert all(lane.value == guideline.value for lane, guideline in BROKEN.items())


def test_a_campaign_has_its_lane() -> None:
    found = places([Finding("campaign", "1", None, 0.5, mark=Mark.CAMPAIGN)])
    assert set(found) == {Lane.OLDEST, Lane.CAMPAIGN}


def test_what_was_escalated_is_for_editors() -> None:
    assert set(of(Role.EDITOR)) == set(Lane)
    assert set(of(Role.MODERATOR)) == set(Lane) - {Lane.ESCALATED}


def test_the_worst_are_kept_apart_as_far_as_there_is_anything_between() -> None:
    assert apart(["w1", "w2", "w3"], ["f1", "f2"]) == ["w1", "f1", "w2", "f2", "w3"]
    assert apart(["w1"], ["f1", "f2"]) == ["w1", "f1"]
    assert apart([], ["f1"]) == []


def test_a_moderator_reads_what_he_chose_and_everything_where_he_chose_nothing() -> None:
    city, sport = Shelf("courier", "City", "ckb"), Shelf("courier", "Sport", "en")
    assert Reads().of([city, sport]) == (city, sport)
    assert Reads().everything
    reads = Reads(languages=frozenset({"ckb", "ar"}))
    assert reads.of([city, sport]) == (city,)
    assert not reads.everything
    assert Reads(sites=frozenset({"other"})).of([city]) == ()
