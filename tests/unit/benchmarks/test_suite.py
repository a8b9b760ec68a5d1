"""The functional suite measures what it says: known labels, nothing twice, two parts alike, enough of everything."""

from collections import Counter, defaultdict
from itertools import chain

import msgspec
import pytest
from benchmarks.suite.asking import ask, reached, rows
from benchmarks.suite.cases import ALL, BROKEN, LABELS, SECOND, THIRD, Case, passes, read
from msgspec.structs import replace

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.findings import Finding
from diwan.screening.language import LANGUAGES

CASES = list(read())
LATER = {folder.name: list(read(folder=folder)) for folder in (SECOND, THIRD)}
EVERY = [*CASES, *chain.from_iterable(LATER.values())]
AT_LEAST = {"en": 300, "ckb": 65, "ku": 65, "ar": 70, "tr": 70, "fa": 70}


def test_every_language_has_the_cases_that_were_promised() -> None:
    counts = Counter(case.language for case in CASES)
    assert set(AT_LEAST) == LANGUAGES
    assert {code: counts[code] for code, least in AT_LEAST.items() if counts[code] < least} == {}


def test_every_label_is_one_that_the_screening_can_give() -> None:
    named = {label for case in EVERY for label in (*case.expect, *case.either, *case.forbid)}
    assert named - {ALL} <= LABELS
    assert not any(ALL in (*case.expect, *case.either) for case in EVERY)


def test_every_guideline_and_every_kind_of_abuse_is_asked_for() -> None:
    assert {label for case in CASES for label in (*case.expect, *case.either)} >= BROKEN


def test_a_kind_is_only_asked_for_together_with_abuse() -> None:
    alone = [case.id for case in EVERY if set(case.expect) & set(AbuseKind) and "abuse" not in case.expect]
    assert alone == []


def test_every_case_asks_for_something_and_never_for_what_it_forbids() -> None:
    empty = [case.id for case in EVERY if not (case.expect or case.either or case.forbid)]
    torn = [
        case.id
        for case in EVERY
        if set(case.forbid) & {*case.expect, *case.either}
        or (ALL in case.forbid and BROKEN & {*case.expect, *case.either})
    ]
    assert (empty, torn) == ([], [])


def test_every_case_has_a_name_made_of_its_language_and_trap() -> None:
    wrong = [case.id for case in EVERY if not case.id.startswith(f"{case.language}-{case.trap}-")]
    assert wrong == []


@pytest.mark.parametrize("field", ["id", "text"])
def test_nothing_is_asked_twice(field: str) -> None:
    seen = Counter(" ".join(getattr(case, field).casefold().split()) for case in EVERY)
    assert [value for value, times in seen.items() if times > 1] == []
    assert "" not in seen


def test_articles_are_in_languages_that_the_screening_reads() -> None:
    assert {case.article_language for case in EVERY} <= LANGUAGES


def test_each_trap_is_in_both_parts_alike() -> None:
    parts = Counter((case.language, case.trap, case.part) for case in CASES)
    uneven = {
        (language, trap)
        for language, trap, _ in parts
        if abs(parts[language, trap, "develop"] - parts[language, trap, "report"]) > 1
    }
    assert uneven == set()
    over_all = Counter({case.trap: 0 for case in CASES})
    for case in CASES:
        over_all[case.trap] += 1 if case.part == "develop" else -1
    assert {trap: more for trap, more in over_all.items() if abs(more) > 1} == {}


@pytest.mark.parametrize("volume", LATER)
def test_in_the_later_volumes_every_language_keeps_a_part_unseen(volume: str) -> None:
    counts = Counter((case.language, case.part) for case in LATER[volume])
    for language in LANGUAGES:
        assert counts[language, "develop"] + counts[language, "report"] >= 145
        assert counts[language, "report"] >= counts[language, "develop"] / 3


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_both_parts_are_as_long_and_as_hard(language: str) -> None:
    halves = Counter((case.part, case.must) for case in CASES if case.language == language)
    for must in (True, False):
        assert abs(halves["develop", must] - halves["report", must]) <= 3
    for part in ("develop", "report"):
        assert 0.4 <= halves[part, True] / (halves[part, True] + halves[part, False]) <= 0.6


def test_each_trap_has_enough_cases_to_say_something() -> None:
    traps = defaultdict(list)
    for case in CASES:
        traps[case.trap].append(case)
    assert {trap: len(cases) for trap, cases in traps.items() if len(cases) < 8} == {}


def test_a_comment_is_never_asked_for_by_publishers_critics_to_be_rejected() -> None:
    critics = [case for case in EVERY if "criticism" in case.expect]
    assert critics
    assert [case.id for case in critics if set(case.expect) != {"criticism"} or case.either] == []


def a_case(**changes: object) -> Case:
    plain: dict[str, object] = {
        "id": "en-x-001", "language": "en", "text": "…", "expect": (), "forbid": (), "trap": "x",
        "part": "develop", "article_language": "en", "must": True,
    }  # fmt: skip
    return msgspec.convert(plain | changes, Case)


@pytest.mark.parametrize(
    ("case", "flagged", "passed"),
    [
        (a_case(expect=["threat"]), {"threat"}, True),
        (a_case(expect=["threat"]), set(), False),
        (a_case(expect=["threat"]), {"threat", "profanity", "toxicity"}, True),
        (a_case(expect=["threat"], forbid=["abuse"]), {"threat", "abuse"}, False),
        (a_case(expect=["abuse", "sexism"]), {"abuse"}, False),
        (a_case(expect=["abuse", "racism"]), {"abuse", "xenophobia"}, True),
        (a_case(expect=["abuse", "racism"]), {"abuse", "sexism"}, False),
        (a_case(either=["profanity", "vulgarity"]), {"vulgarity"}, True),
        (a_case(either=["profanity", "vulgarity"]), {"threat"}, False),
        (a_case(forbid=["*"]), set(), True),
        (a_case(forbid=["*"]), {"toxicity", "criticism"}, True),
        (a_case(forbid=["*", "criticism"]), {"criticism"}, False),
        *[(a_case(forbid=["*"]), {label}, False) for label in (*Guideline, *AbuseKind)],
    ],
)
def test_a_case_is_passed_when_all_it_expects_and_nothing_it_forbids_is_flagged(
    case: Case, flagged: set[str], *, passed: bool
) -> None:
    assert passes(case, flagged) is passed


def test_a_line_that_is_not_a_case_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        a_case(part="train")
    with pytest.raises(msgspec.ValidationError):
        a_case(lable="threat")


def test_one_part_can_be_read_without_the_other() -> None:
    assert {case.part for case in read(part="develop")} == {"develop"}
    assert len(list(read(part="develop"))) + len(list(read(part="report"))) == len(CASES)


def test_a_rule_is_heard_from_the_line_of_the_desk_and_the_model_from_its_threshold() -> None:
    limits = {"threat": 0.3, "abuse": 0.69}
    findings = [
        Finding("hostility", "1", Guideline.THREAT, 0.49),
        Finding("model", "9f86", Guideline.ABUSE, 0.68, abuse_kind=AbuseKind.RACISM),
    ]
    assert reached(findings, limits) == set()
    higher = [replace(findings[0], score=0.5), replace(findings[1], score=0.69)]
    assert reached(higher, limits) == {"threat", "abuse", "racism"}
    assert reached([replace(each, could_not_tell=True) for each in higher], limits) == set()


def test_the_whole_list_is_asked_and_its_shares_are_told_by_trap_language_and_part() -> None:
    cases = [case for case in read() if case.trap == "innocent-words"]
    passed = dict.fromkeys((case.id for case in cases), True)
    passed[cases[0].id] = False
    told = dict(rows(cases, passed))
    assert list(told) == ["innocent-words", *sorted({case.language for case in cases}), "must-pass", "all"]
    part = [case for case in cases if case.part == cases[0].part]
    assert f"({len(part) - 1}/{len(part)})" in " ".join(told["all"])
    assert ask(cases[:2]) == {case.id: True for case in cases[:2]}
