"""What findings come to: the largest score that names a guideline, and nothing where nobody measured."""

import pickle
from collections.abc import Iterator, Sequence

import pytest

from diwan import screening
from diwan.guidelines import Guideline
from diwan.screening import Scored, Screener, Text, shipped
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark
from diwan.screening.scores import scored

PATIENCE_S = 60


def finding(guideline: Guideline | None, score: float, **given: object) -> Finding:
    return Finding("check", "1", guideline, score, **given)  # type: ignore[arg-type]


def test_the_largest_score_that_names_a_guideline_is_its_score() -> None:
    result = scored(
        "a",
        "en",
        [
            finding(Guideline.THREAT, 0.2),
            finding(Guideline.THREAT, 0.7),
            finding(Guideline.THREAT, 0.4),
            finding(Guideline.ABUSE, 0.0),
        ],
    )
    assert (result.scores[Guideline.THREAT], result.scores[Guideline.ABUSE]) == (0.7, 0.0)


def test_a_guideline_that_nobody_named_has_no_score_rather_than_none_of_it() -> None:
    result = scored("a", None, [finding(None, 0.9), finding(Guideline.PROMOTION, 0.7)])
    assert set(result.scores) == set(Guideline)
    assert [g for g, score in result.scores.items() if score is not None] == [Guideline.PROMOTION]
    assert (result.language, result.toxicity) == (None, None)


def test_what_a_check_says_while_it_cannot_tell_counts_for_nothing() -> None:
    silent = [
        finding(Guideline.THREAT, 0.9, could_not_tell=True),
        finding(None, 0.9, mark=Mark.TOXICITY, could_not_tell=True),
    ]
    result = scored("a", "en", silent)
    assert result.toxicity is None
    assert set(result.scores.values()) == {None}
    assert result.findings == tuple(silent)


def test_toxicity_is_the_score_of_its_mark_and_no_other_mark_is_a_score() -> None:
    marks = [finding(None, 0.9, mark=mark) for mark in Mark if mark is not Mark.TOXICITY]
    assert scored("a", "en", marks).toxicity is None
    assert scored("a", "en", [*marks, finding(None, 0.3, mark=Mark.TOXICITY)]).toxicity == 0.3


class Shared:
    """A check of every guideline: the share of capitals."""

    name = "check"
    version = "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        body = reading.words.body
        return [finding(Guideline.THREAT, sum(c.isupper() for c in body) / len(body))]


def test_texts_are_scored_in_their_order_without_holding_more_than_a_batch() -> None:
    taken = 0

    def texts() -> Iterator[Text]:
        nonlocal taken
        for number in range(10):
            taken += 1
            yield Text("X" * number + "x", id=number)

    results = Screener([Shared()], timeout_s=PATIENCE_S).score_many(texts(), together=3)
    assert taken == 0
    first = next(results)
    assert taken == 3
    rest = list(results)
    assert [each.id for each in (first, *rest)] == list(range(10))
    assert [each.scores[Guideline.THREAT] for each in (first, *rest)] == [n / (n + 1) for n in range(10)]


def test_a_check_sees_the_article_and_the_parent_of_a_text() -> None:
    surroundings = []

    class Curious(Shared):
        def look(self, reading: Reading) -> Sequence[Finding]:
            surroundings.append(reading.context)
            return []

    screener = Screener([Curious()], timeout_s=PATIENCE_S)
    screener.score("x", language="tr", headline="H", section="S", parent="P")
    assert next(screener.score_many([Text("x", "a", "tr", "H", "S", "P")])).id == "a"
    assert len(set(surroundings)) == 1
    [context] = set(surroundings)
    assert (context.language, context.headline, context.section, context.parent) == ("tr", "H", "S", "P")


def test_the_shipped_checks_are_ready_without_settings() -> None:
    result = shipped().score("Buy now: https://a.example https://b.example https://c.example", language="en")
    assert isinstance(result, Scored)
    assert result.scores[Guideline.PROMOTION] is not None
    assert result.findings
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own bytes


@pytest.mark.parametrize("name", screening.__all__)
def test_what_other_programs_use_is_there_under_its_name(name: str) -> None:
    assert getattr(screening, name).__name__ == name
    with pytest.raises(AttributeError, match="nobody"):
        _ = screening.nobody
