"""The suite asked of the whole list of checks as it is shipped: rules, term lists and model, in all six languages.

Flagged is what a moderator finds in a lane of what is likely broken: the model's labels from their shipped thresholds on, a rule's from the score
at which the desk takes it for likely (`desk.lanes.LIKELY_BROKEN`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.suite.cases import Case, Part, passes
from diwan.desk.lanes import LIKELY_BROKEN
from diwan.screening.findings import Finding
from diwan.screening.policy import MODEL
from diwan.screening.ready import shipped, shipped_model
from diwan.screening.scores import Text

PARTS: tuple[Part, ...] = ("develop", "report")
Passed = Mapping[str, bool]
"""By the ids of cases."""


def reached(findings: Iterable[Finding], limits: Mapping[str, float]) -> set[str]:
    """The labels that are flagged; `limits` are the model's thresholds, by label."""
    seen = set()
    for finding in findings:
        label = finding.guideline or finding.mark
        if label is None or finding.could_not_tell:
            continue
        if finding.score < (limits[label.value] if finding.check == MODEL else LIKELY_BROKEN):
            continue
        seen.add(label.value)
        if finding.abuse_kind is not None:
            seen.add(finding.abuse_kind.value)
    return seen


def ask(cases: Sequence[Case]) -> Passed:
    """Whether each case gets what it asks for. Raises CannotStart for a damaged model."""
    limits = shipped_model().description.thresholds
    texts = [Text(case.text, language=case.article_language) for case in cases]
    scored = shipped().score_many(texts)
    return {
        case.id: passes(case, reached(each.findings, limits))
        for case, each in zip(cases, scored, strict=True)
    }


def rows(cases: Sequence[Case], passed: Passed) -> Iterator[tuple[str, list[str]]]:
    """By trap, by language, of what must be passed, and of all: the share that is passed, for each part."""
    for trap in dict.fromkeys(case.trap for case in cases):
        yield trap, _shares([case for case in cases if case.trap == trap], passed)
    for language in dict.fromkeys(case.language for case in cases):
        yield language, _shares([case for case in cases if case.language == language], passed)
    yield "must-pass", _shares([case for case in cases if case.must], passed)
    yield "all", _shares(cases, passed)


def _shares(cases: Iterable[Case], passed: Passed) -> list[str]:
    cases = tuple(cases)
    return [_share([passed[case.id] for case in cases if case.part == part]) for part in PARTS]


def _share(oks: Sequence[bool]) -> str:
    return f"{sum(oks) / len(oks):.1%} ({sum(oks)}/{len(oks)})" if oks else "–"
