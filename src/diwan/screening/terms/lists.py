"""A term list as it is held in memory: what it lists, how each term matches, and how much it says."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

from diwan.guidelines import AbuseKind, Guideline

EVERY_LANGUAGE = "*"
"""The language of a list that speaks in all of them."""

Kind: TypeAlias = Literal["banned", "suspect"]
Strength: TypeAlias = Literal["strong", "mild", "ambiguous"]
Manner: TypeAlias = Literal["word", "stem", "phrase", "part"]

SCORES: dict[Kind, dict[Strength, float]] = {
    "banned": {"strong": 0.95, "mild": 0.55, "ambiguous": 0.3},
    "suspect": {"strong": 0.6, "mild": 0.4, "ambiguous": 0.25},
}
"""The score of a finding, by the list's kind and the entry's strength. Chosen by hand so that the default thresholds
can tell them apart; they are not probabilities."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term as its author wrote it. `open_ended`: more letters may follow (written with a `*` at its end)."""

    text: str
    manner: Manner
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Exempt:
    """Innocent words in which a term is no hit; `open_ended` as for a term."""

    text: str
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """A word, or several in a row, in whose neighbourhood terms count; `open_ended` as for a term."""

    text: str
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Terms that break the same guideline in the same way, with the innocent words that contain them, and, where they
    count only in company, the company."""

    guideline: Guideline
    terms: tuple[Term, ...]
    exempt: tuple[Exempt, ...] = ()
    abuse_kind: AbuseKind | None = None
    strength: Strength = "strong"
    note: str = ""
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class TermList:
    """One list in one language, as a file declares it."""

    name: str
    language: str
    kind: Kind
    entries: tuple[Entry, ...]
    exempt: tuple[Exempt, ...] = ()
    note: str = ""

    @property
    def size(self) -> int:
        """How many terms it lists."""
        return sum(len(entry.terms) for entry in self.entries)


def digest(lists: Sequence[TermList]) -> str:
    """What names exactly these lists in a check's version: 16 hexadecimal digits of the SHA-256 of all that decides.

    Notes, comments and the order of the lists play no part; everything that changes what matches, does.
    """
    deciding = sorted(
        msgspec.json.encode(
            [
                each.name,
                each.language,
                each.kind,
                [
                    # An entry without company has the name it had before there was any.
                    [entry.guideline, entry.abuse_kind, entry.strength, entry.terms, entry.exempt]
                    + ([entry.beside] if entry.beside else [])
                    for entry in each.entries
                ],
                each.exempt,
            ],
            order="sorted",
        )
        for each in lists
    )
    return hashlib.sha256(b"\n".join(deciding)).hexdigest()[:16]
