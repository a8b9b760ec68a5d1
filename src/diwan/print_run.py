"""The records of print runs: publications, retractions and sheets, with a Printed entry for each thread, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diwan import identifiers
from diwan.clock import Milliseconds
from diwan.decisions import Decision
from diwan.editions.edition import Edition
from diwan.ledger.entries import Added, Printed, PrintedSheet, Removed
from diwan.ledger.leaves import encode
from diwan.letters import Kind
from diwan.ports import Transaction
from diwan.stored import PrintedNow


@dataclass(frozen=True, slots=True)
class Run:
    """What one thread's print run is to record: the new edition, and what readers see no longer."""

    thread_id: str
    edition: Edition
    removed: Sequence[PrintedNow]


def record(transaction: Transaction, at: Milliseconds, runs: Sequence[Run]) -> list[int | None]:
    """Record print runs and return the ledger position of each; None, with nothing written of it, where a decision has changed.

    Runs are of different threads: what one of them records changes nothing for another.
    """
    # The ledger's turn is taken before looking, as in `lifecycle.decide`.
    transaction.next_position()
    new = [comment.id for run in runs for comment in run.edition.shown if comment.publication_id is None]
    old = [printed.comment_id for run in runs for printed in run.removed]
    decisions = transaction.current_decisions([*new, *old])
    erased = transaction.erased_among(new)
    return [
        None if _is_overtaken(run, decisions, erased) else _record(transaction, at, run, decisions)
        for run in runs
    ]


def _is_overtaken(run: Run, decisions: Mapping[str, Decision], erased: set[str]) -> bool:
    """Whether something was decided or erased since the edition was composed."""
    for printed in run.removed:
        decision = decisions.get(printed.comment_id)
        if printed.rejected_by is not None and (decision is None or decision.id != printed.rejected_by):
            return True
    for comment in run.edition.shown:
        if comment.publication_id is None:
            decision = decisions.get(comment.id)
            if decision is None or decision.id != comment.decision_id or comment.id in erased:
                return True
    return False


def _record(transaction: Transaction, at: Milliseconds, run: Run, decisions: Mapping[str, Decision]) -> int:
    position = transaction.next_position()
    edition = run.edition
    publications = []
    letters = []
    for comment in edition.shown:
        if comment.publication_id is not None:
            continue
        approval = decisions[comment.id]
        publication_id = identifiers.new(at)
        transaction.keep_publication(publication_id, approval, at, position)
        letters.append((Kind.APPROVED, approval.comment_id, publication_id))
        if comment.parent_id is not None:
            letters.append((Kind.REPLY, comment.parent_id, publication_id))
        publications.append(Added(approval.comment_id, approval.id, approval.digest.hex(), publication_id))
    transaction.keep_editions(run.thread_id, edition.rows, at=at, position=position)
    for printed in run.removed:
        transaction.keep_retraction(
            printed.publication_id,
            printed.comment_id,
            decision_id=printed.rejected_by,
            erasure_id=printed.erased_by,
            at=at,
            position=position,
        )
    for kind, comment_id, cause in letters:
        transaction.owe_news(kind, comment_id, cause, at)
    transaction.append(
        encode(
            Printed(
                at=at,
                thread=run.thread_id,
                top=edition.top,
                count=edition.count,
                added=tuple(publications),
                removed=tuple(
                    Removed(p.publication_id, p.comment_id, p.rejected_by, p.erased_by) for p in run.removed
                ),
                sheets=tuple(
                    PrintedSheet(r.branch, r.level, r.number, r.address, r.count) for r in edition.rows
                ),
            )
        )
    )
    return position
