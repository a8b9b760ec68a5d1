"""What a receipt tells of appeals: what was objected and answered, and whether one can object (still)."""

from collections.abc import Mapping
from dataclasses import dataclass

from diwan.appeals import DAYS, Heard, closes_at
from diwan.clock import Milliseconds
from diwan.decisions import Outcome
from diwan.desk.cards import Card
from diwan.sites import Site


@dataclass(frozen=True, slots=True)
class AppealsTold:
    """`heard` are the appeals so far. `until`, where one can appeal against `decision`; `over`, when one no longer could.

    `nobody_else`: an appeal waits, and there is nobody in the newsroom who could answer it. `words` is what the reader had
    written when he was refused, with the `problem`.
    """

    heard: tuple[Heard, ...]
    decision: str
    until: Milliseconds | None
    over: Milliseconds | None
    nobody_else: bool
    words: str
    problem: str | None


def days_at(sites: Mapping[str, Site], site: str) -> int:
    """The term at a site; the ordinary one at a site that is gone from the settings."""
    return sites[site].appeal_days if site in sites else DAYS


def told(
    card: Card,
    *,
    days: int,
    at: Milliseconds,
    somebody_else: bool,
    words: str = "",
    problem: str | None = None,
) -> AppealsTold | None:
    """What to tell of this comment; None where there is nothing to tell: not rejected, never appealed against, or withdrawn."""
    current = card.current.decision if card.current else None
    if card.comment.words is None or current is None:
        return None
    until = over = None
    appealed = any(heard.appeal.decision_id == current.id for heard in card.appeals)
    if current.outcome is Outcome.REJECTED and not appealed:
        ends = closes_at(current, days)
        until, over = (ends, None) if at < ends else (None, ends)
    if not card.appeals and until is None and over is None:
        return None
    return AppealsTold(
        heard=card.appeals,
        decision=current.id,
        until=until,
        over=over,
        nobody_else=card.waiting_appeal is not None and not somebody_else,
        words=words,
        problem=problem,
    )
