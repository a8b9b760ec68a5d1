"""Deciding many comments in one act: the batch is recorded at once, and its comments decided in portions.

A portion is one transaction of the writer, small enough that submissions hardly wait. Each comment's decision is made by the one way in
which decisions are made, in the transaction that takes the comment off the batch's list: if the process dies, what is left on the
list is decided later, and nothing twice. What cannot be decided any more is left out and its reason noted.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from diwan.batches import Batch, Member, check_count
from diwan.clock import Clock
from diwan.decisions import Author, AuthorKind, Outcome, Reason, check_reason
from diwan.errors import (
    AlreadyDecided,
    Conflict,
    NeedsConfirmation,
    NotAllowed,
    NotScreened,
    Refused,
    Unknown,
)
from diwan.guard import Why, guarded
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.entries import Batched, BatchOpened
from diwan.ledger.leaves import encode
from diwan.lifecycle import Verdict, record_decision
from diwan.ports import Storage, Transaction

PORTION = 50
"""Comments decided in one transaction: some hundredths of a second of the writer's time."""

CLAIMED, DECIDED, CRITICISM, NOBODY_KNOWS, UNREAD, WITHDRAWN, NO_LONGER = (
    "claimed",
    "decided",
    "criticism",
    "nobody-knows",
    "unread",
    "withdrawn",
    "no-longer",
)
STOPPED, REFUSED = "stopped", "refused"


def start(
    storage: Storage,
    clock: Clock,
    author: Author,
    *,
    batch_id: str,
    outcome: Outcome,
    guideline: Guideline | None,
    abuse_kind: AbuseKind | None,
    selection: str,
    members: Sequence[tuple[str, bytes, str | None]],
    undoes: str | None = None,
) -> "Future[Batch]":
    """Record that these comments (id, digest, and the decision that is superseded) are to be decided alike.

    `batch_id` is chosen by the sender, so that a form sent twice makes one batch. A batch that is undone decides nothing more: what was
    left on its list is left out. Raises Unacceptable at once for a reason that is none, for nothing and for too many; the future
    raises NotAllowed, Unknown for a batch that is to be undone and does not exist, and Conflict where it was undone before.
    """
    check_reason(outcome, Reason(1, guideline, abuse_kind))
    check_count(len(members))
    if author.kind is not AuthorKind.MODERATOR:
        raise NotAllowed("Only a moderator decides many at once.")

    def work(transaction: Transaction) -> Batch:
        position = transaction.next_position()
        known = transaction.batch(batch_id)
        if known is not None:
            return known
        if not transaction.is_appointed(author.name):
            raise NotAllowed("This moderator may no longer decide.")
        if undoes is not None:
            if transaction.batch(undoes) is None:
                raise Unknown("There is no such batch.")
            if transaction.is_undone(undoes):
                raise Conflict("This batch has been undone already.")
        at = clock()
        batch = Batch(
            batch_id,
            author.name,
            outcome,
            guideline,
            abuse_kind,
            selection,
            len({m[0] for m in members}),
            undoes,
            at,
        )
        if undoes is not None:
            transaction.skip_all(undoes, STOPPED)
        transaction.keep_batch(
            batch,
            [Member(n, *m) for n, m in enumerate({m[0]: m for m in members}.values())],
            position=position,
        )
        transaction.append(
            encode(
                BatchOpened(
                    at=at,
                    batch=batch.id,
                    by=batch.by,
                    outcome=outcome,
                    guideline=guideline,
                    abuse_kind=abuse_kind,
                    selection=selection,
                    count=batch.count,
                    undoes=undoes,
                )
            )
        )
        return batch

    return storage.write(work)


def go_on(storage: Storage, clock: Clock, screen_first: Callable[[str], None]) -> bool:
    """Decide the next portion of the oldest batch that is not done. False if there is none. Raises Unavailable.

    What no check has read yet is handed to `screen_first`, by its id, before it is rejected; if that comes to nothing, it is left out.
    """
    with storage.reading() as view:
        if not view.has_open_batch():
            return False
        unread = view.unscreened_in_batch(PORTION)
    for comment_id in unread:
        screen_first(comment_id)

    def work(transaction: Transaction) -> bool:
        # The ledger's turn is taken before looking: another process may be at the same batch.
        transaction.next_position()
        batch = transaction.open_batch()
        if batch is None:
            return False
        members = transaction.members(batch.id, PORTION)
        ids = [member.comment_id for member in members]
        transaction.read_ahead(ids)
        held = transaction.claimants(ids, clock())
        done, skipped = _decide(transaction, clock, batch, members, held)
        transaction.forget_ahead()
        if done:
            position = transaction.next_position()
            transaction.keep_batched(batch.id, done, position=position)
            transaction.append(encode(Batched(at=clock(), batch=batch.id, decisions=tuple(done))))
        transaction.settle_members(batch.id, members, skipped)
        return True

    return storage.write(work).result()


def _decide(
    transaction: Transaction, clock: Clock, batch: Batch, members: Sequence[Member], held: dict[str, str]
) -> tuple[list[str], dict[int, str]]:
    """Decide each, or say why not: the ids of the decisions, and the reasons by the members' numbers."""
    author = Author(AuthorKind.MODERATOR, batch.by)
    done: list[str] = []
    skipped: dict[int, str] = {}
    for member in members:
        if held.get(member.comment_id, batch.by) != batch.by:
            # It is on a colleague's screen, who is reading it: his reading counts for more.
            skipped[member.number] = CLAIMED
            continue
        verdict = Verdict(
            member.comment_id,
            member.digest,
            batch.outcome,
            batch.guideline,
            batch.abuse_kind,
            supersedes=member.supersedes,
        )
        try:
            done.append(record_decision(transaction, clock, author, verdict).id)
        except NeedsConfirmation:
            why = guarded(transaction, member.comment_id)
            skipped[member.number] = NOBODY_KNOWS if why is Why.NOBODY_KNOWS else CRITICISM
        except Refused as refused:
            skipped[member.number] = _why(refused)
    return done, skipped


def _why(refused: Refused) -> str:
    reasons = (
        (AlreadyDecided, DECIDED),
        (NotScreened, UNREAD),
        (Unknown, WITHDRAWN),
        (NotAllowed, NO_LONGER),
        (Conflict, DECIDED),
    )
    return next((why for kind, why in reasons if isinstance(refused, kind)), REFUSED)
