"""The suite asked of the whole list of checks as it is shipped: rules, term lists and model, in all six languages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.suite.cases import Case, Part, passes
from diwan.screening.findings import Finding
from diwan.screening.ready import shipped, shipped_model
from diwan.screening.scores import Text

PARTS: tuple[Part, ...] = ("develop", "report")
Passed = Mapping[Case, bool]


def reached(findings: Iterable[Finding], limits: Mapping[str, float]) -> set[str]:
    """The labels whose findings reach their thresholds."""
    seen = set()
    for finding in findings:
        label = finding.guideline or finding.mark
        if label is None or finding.could_not_tell or finding.score < limits.get(label.value, 0.0):
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
        case: passes(case, reached(each.findings, limits)) for case, each in zip(cases, scored, strict=True)
    }


def rows(passed: Passed) -> Iterator[tuple[str, list[str]]]:
    """A row for each language, for what must be passed, and for all, with a share for each part."""
    for name in dict.fromkeys(case.language for case in passed):
        yield name, _shares({case: ok for case, ok in passed.items() if case.language == name})
    yield "must-pass", _shares({case: ok for case, ok in passed.items() if case.must})
    yield "all", _shares(passed)


def by_trap(passed: Passed) -> Iterator[tuple[str, list[str]]]:
    """A row for each trap, with a share for each part."""
    for trap in dict.fromkeys(case.trap for case in passed):
        yield trap, _shares({case: ok for case, ok in passed.items() if case.trap == trap})


def _shares(passed: Passed) -> list[str]:
    return [_share([ok for case, ok in passed.items() if case.part == part]) for part in PARTS]


def _share(oks: Sequence[bool]) -> str:
    return f"{sum(oks) / len(oks):.1%} ({sum(oks)}/{len(oks)})" if oks else "–"
