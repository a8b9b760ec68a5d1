"""A batch: many comments decided alike in one act. Each has its own decision and its own entry; the batch says what they share."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.decisions import Outcome
from diwan.errors import Unacceptable
from diwan.guidelines import AbuseKind, Guideline

MOST = 10_000
"""So many comments are decided in one batch at most."""
HANDFUL = 5
"""So many are decided together without having read a sample: who sees them all on one page has read them."""
SAMPLE = 20
"""So many of a larger selection are read first, drawn uniformly. If all are alike, at most 14 in 100 of the others are not,
at a sureness of 95 % (1 - 0.05 ** (1 / 20))."""
SURENESS_MISSES = 14
"""The share, in hundred, that SAMPLE cannot rule out."""
MAX_SELECTION_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """The record that `by`, a moderator, decided `count` comments alike. `undoes` is the batch whose decisions it supersedes.

    `selection` is how they were chosen, as canonical JSON; it holds ids and scores, never a reader's words.
    """

    id: str
    by: str
    outcome: Outcome
    guideline: Guideline | None
    abuse_kind: AbuseKind | None
    selection: str
    count: int
    undoes: str | None
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Member:
    """A comment of a batch that is still to be decided: on these words, if this decision (or none) is in force."""

    number: int
    comment_id: str
    digest: bytes
    supersedes: str | None


def sample(seed: str, comment_ids: Sequence[str], size: int = SAMPLE) -> list[str]:
    """`size` of these drawn uniformly and without return, the same for the same seed; all of them if they are a handful.

    Where one of them falls out of the selection, another one comes in and the others stay.
    """
    if len(comment_ids) <= HANDFUL:
        return list(comment_ids)
    drawn = sorted(comment_ids, key=lambda each: hashlib.sha256(f"{seed}\n{each}".encode()).digest())
    return drawn[:size]


def check_count(count: int) -> None:
    """Raises Unacceptable for a batch of nothing, or of too many."""
    if count < 1:
        raise Unacceptable("Nothing is left to be decided together. Choose again.", field="selection")
    if count > MOST:
        raise Unacceptable(f"At most {MOST} comments are decided together. Choose fewer.", field="selection")
