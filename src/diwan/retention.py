"""Terms: what people wrote is destroyed once it has been kept long enough, by records that say so. The ledger verifies as before.

    rejected words   an erasure by "retention", as if their author had withdrawn them; digest, decisions and entries stay
    reasons          an expiry; the report stays, with the guideline it named
    appeals' words   an expiry; the appeal stays, with its answer

What readers see, what was approved, what waits for a decision, a look or an answer, and what can still be objected to is never touched. Each
destruction is a transaction of its own, in which everything is looked at once more: what changed in between is left alone. If the process
dies here, the rest is found at the next look.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from diwan import erasure, identifiers
from diwan.clock import DAY, Clock, Milliseconds
from diwan.decisions import Outcome
from diwan.expiries import Expiry
from diwan.ledger.entries import Expired
from diwan.ledger.leaves import encode
from diwan.ports import Storage, Transaction
from diwan.sites import Site

AT_ONCE = 200
"""So much of each kind is destroyed in one look, so that a long past does not keep other duties waiting."""
BY = "retention"
"""The author of such an erasure, as records and ledger name him."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Days for which words are kept; None: as long as the comment."""

    rejected_words: int | None = None
    report_words: int | None = None
    appeal_words: int | None = None


def look(
    storage: Storage, clock: Clock, terms: Terms, sites: Mapping[str, Site], *, limit: int = AT_ONCE
) -> tuple[int, bool]:
    """Destroy what is overdue now, at most `limit` of each kind: how much that was, and whether there may be more. Raises Unavailable."""
    at = clock()
    counts: list[tuple[int, bool]] = []
    if terms.rejected_words is not None:
        for site in sites.values():
            # An objection can be made until its term is over, and needs the words it is about.
            before = at - max(terms.rejected_words, site.appeal_days) * DAY
            counts.append(_rejections(storage, clock, site.id, before, limit))
    if terms.report_words is not None:
        with storage.reading() as view:
            reasons = view.overdue_reasons(at - terms.report_words * DAY, limit)
        made = (_Due(comment, report, None) for report, comment in reasons)
        counts.append((_expire(storage, clock, made), len(reasons) >= limit))
    if terms.appeal_words is not None:
        with storage.reading() as view:
            appeals = view.overdue_appeals(at - terms.appeal_words * DAY, limit)
        made = (_Due(comment, None, appeal) for appeal, comment in appeals)
        counts.append((_expire(storage, clock, made), len(appeals) >= limit))
    done = sum(count for count, _ in counts)
    # Where nothing could be destroyed of a whole batch, asking again at once would not end.
    return done, any(count and more for count, more in counts)


def _rejections(
    storage: Storage, clock: Clock, site: str, before: Milliseconds, limit: int
) -> tuple[int, bool]:
    with storage.reading() as view:
        overdue = view.overdue_rejections(site, before, limit)

    def still_due(transaction: Transaction, comment_id: str) -> bool:
        current = transaction.current_decision(comment_id)
        return (
            current is not None
            and current.outcome is Outcome.REJECTED
            and current.at <= before
            and transaction.publication_of(comment_id) is None
            and transaction.waiting_appeal(comment_id) is None
        )

    done = sum(
        erasure.erase(storage, clock, comment_id=each, by=BY, if_still=still_due).result() for each in overdue
    )
    return done, len(overdue) >= limit


@dataclass(frozen=True, slots=True)
class _Due:
    comment_id: str
    report_id: str | None
    appeal_id: str | None


def _expire(storage: Storage, clock: Clock, overdue: Iterable[_Due]) -> int:
    return sum(_expire_one(storage, clock, each) for each in overdue)


def _expire_one(storage: Storage, clock: Clock, due: _Due) -> bool:
    def work(transaction: Transaction) -> bool:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`.
        position = transaction.next_position()
        at = clock()
        expiry = Expiry(identifiers.new(at), due.comment_id, due.report_id, due.appeal_id, at)
        if not transaction.keep_expiry(expiry, position):
            return False
        transaction.append(
            encode(
                Expired(
                    at=at,
                    comment=due.comment_id,
                    expiry=expiry.id,
                    report=due.report_id,
                    appeal=due.appeal_id,
                )
            )
        )
        return True

    return storage.write(work).result()
