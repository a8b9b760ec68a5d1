"""The cases of the suite, and when one is passed."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.findings import Mark
from diwan.screening.language import LANGUAGES

FOLDER = Path(__file__).parent
SECOND, THIRD = FOLDER / "second", FOLDER / "third"
"""The later volumes: see the README."""
Part = Literal["develop", "report"]

ALL = "*"
"""In `forbid`: every guideline and every kind of abuse, but no mark."""
BROKEN: frozenset[str] = frozenset({*Guideline, *AbuseKind})
LABELS: frozenset[str] = BROKEN | {Mark.TOXICITY, Mark.CRITICISM}
"""What a case may name."""

_ONE_KIND: frozenset[str] = frozenset({AbuseKind.RACISM, AbuseKind.XENOPHOBIA})


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One comment and what a newsroom would want to be told about it."""

    id: str
    language: str
    """What the comment is written in; of a mixed one, the language of the file it stands in."""
    text: str
    expect: tuple[str, ...]
    """Labels of which every one must be flagged."""
    forbid: tuple[str, ...]
    """Labels of which none may be flagged; see ALL."""
    trap: str
    """What is tested, in short."""
    part: Part
    article_language: str
    must: bool
    """Whether no newsroom may get it wrong."""
    either: tuple[str, ...] = ()
    """Labels of which at least one must be flagged, where guidelines overlap and every one of them is right."""


def read(*, part: Part | None = None, folder: Path = FOLDER) -> Iterator[Case]:
    """The cases of one part, or all, by language and in the order written.

    Raises msgspec.ValidationError for a line that is not a case.
    """
    decoder = msgspec.json.Decoder(Case)
    for language in sorted(LANGUAGES):
        for case in decoder.decode_lines((folder / f"{language}.jsonl").read_bytes()):
            if part in (None, case.part):
                yield case


def passes(case: Case, flagged: Collection[str]) -> bool:
    """Whether `flagged`, the labels that reached their thresholds, is what the case asks for.

    Racism and xenophobia count as one kind: careful people draw the line between them differently.
    """
    seen = _as_one_kind(flagged)
    forbidden = _as_one_kind(BROKEN if ALL in case.forbid else ()) | _as_one_kind(set(case.forbid) - {ALL})
    return (
        _as_one_kind(case.expect) <= seen
        and (not case.either or not seen.isdisjoint(_as_one_kind(case.either)))
        and seen.isdisjoint(forbidden)
    )


def _as_one_kind(labels: Collection[str]) -> set[str]:
    return {AbuseKind.XENOPHOBIA if label in _ONE_KIND else label for label in labels}
