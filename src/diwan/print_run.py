"""The record of a print run: publications, retractions and sheets, with the Printed entry, in one transaction."""

from collections.abc import Sequence

from diwan import identifiers
from diwan.clock import Milliseconds
from diwan.editions.edition import Edition
from diwan.ledger.entries import Added, Printed, PrintedSheet, Removed
from diwan.ledger.leaves import encode
from diwan.letters import Kind
from diwan.ports import Transaction
from diwan.stored import PrintedNow


def record(
    transaction: Transaction,
    at: Milliseconds,
    thread_id: str,
    edition: Edition,
    removed: Sequence[PrintedNow],
) -> int | None:
    """Record a print run and return its ledger position; None, with nothing written, if a decision has changed."""
    # The ledger's turn is taken before looking, as in `lifecycle.decide`.
    position = transaction.next_position()
    for printed in removed:
        decision = transaction.current_decision(printed.comment_id)
        if printed.rejected_by is not None and (decision is None or decision.id != printed.rejected_by):
            return None
    approvals = []
    for comment in edition.shown:
        if comment.publication_id is None:
            decision = transaction.current_decision(comment.id)
            if decision is None or decision.id != comment.decision_id or transaction.erasure_of(comment.id):
                return None
            approvals.append((decision, comment.parent_id))
    publications = []
    for approval, parent_id in approvals:
        publication_id = identifiers.new(at)
        transaction.keep_publication(publication_id, approval, at, position)
        transaction.owe_news(Kind.APPROVED, approval.comment_id, publication_id, at)
        if parent_id is not None:
            transaction.owe_news(Kind.REPLY, parent_id, publication_id, at)
        publications.append(Added(approval.comment_id, approval.id, approval.digest.hex(), publication_id))
    for printed in removed:
        transaction.keep_retraction(
            printed.publication_id,
            printed.comment_id,
            decision_id=printed.rejected_by,
            erasure_id=printed.erased_by,
            at=at,
            position=position,
        )
    transaction.keep_editions(thread_id, edition.rows, at=at, position=position)
    transaction.append(
        encode(
            Printed(
                at=at,
                thread=thread_id,
                top=edition.top,
                count=edition.count,
                added=tuple(publications),
                removed=tuple(
                    Removed(p.publication_id, p.comment_id, p.rejected_by, p.erased_by) for p in removed
                ),
                sheets=tuple(
                    PrintedSheet(r.branch, r.level, r.number, r.address, r.count) for r in edition.rows
                ),
            )
        )
    )
    return position
