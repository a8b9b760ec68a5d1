"""Rereadings as the desk shows them: beside the decision they are about, and never as a judgement of who made it."""

from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.decisions import Outcome
from diwan.guidelines import AbuseKind, Guideline
from diwan.rereadings import Rereading


@dataclass(frozen=True, slots=True)
class Known:
    """A rereading with its author's name, for the comment's own page."""

    rereading: Rereading
    by_name: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody said of a comment: the outcome and, if he rejected it, under what."""

    outcome: Outcome
    guideline: Guideline | None
    abuse_kind: AbuseKind | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two readers differ: the first decision and the rereading, and the decision in force if that is another one by now (None: the
    first one is). `position` is the rereading's in the ledger.
    """

    comment_id: str
    position: int
    at: Milliseconds
    first: Judged
    second: Judged
    anew: Judged | None
