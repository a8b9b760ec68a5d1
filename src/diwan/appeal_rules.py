"""Who may decide about a comment whose rejection was appealed against: never a machine, and nobody against himself.

Asked for each decision, whatever way it comes, inside the transaction that records it; the database asks the same once more
(migration 0008), and `verify` a third time (`ledger/appeal_audit`).
"""

from diwan.appeals import Appeal
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.errors import Conflict, NotAllowed
from diwan.ports import Transaction


class UnderAppeal(Conflict):
    """The decision in force is appealed against, and is changed by answering the appeal or not at all."""

    code = "under-appeal"


def check_decision(
    transaction: Transaction,
    author: Author,
    outcome: Outcome,
    current: Decision | None,
    *,
    answers: Appeal | None,
) -> None:
    """Whether this author may supersede `current`; `answers` is the appeal that the decision answers, if it does.

    Raises UnderAppeal or NotAllowed.
    """
    if current is None:
        return
    if author.kind is not AuthorKind.MODERATOR and transaction.appeal_against(current.id) is not None:
        raise NotAllowed("What was appealed against is decided by a person.")
    waiting = transaction.waiting_appeal(current.comment_id)
    if waiting is not None and (answers is None or answers.id != waiting.id):
        raise UnderAppeal(
            "The reader has appealed against this rejection. A colleague answers it in the lane of appeals."
        )
    if waiting is not None:
        check_another(transaction, author, current.comment_id)
    if outcome is Outcome.REJECTED and author.name in transaction.overturned_on_appeal(current.comment_id):
        raise NotAllowed(
            "Your rejection of this comment was overturned on appeal. If it should be rejected all the same, a colleague decides that."
        )


def check_another(transaction: Transaction, author: Author, comment_id: str) -> None:
    """A person answers an appeal, and one who never rejected this comment himself. Raises NotAllowed."""
    if author.kind is not AuthorKind.MODERATOR:
        raise NotAllowed("An appeal is answered by a person.")
    if author.name in transaction.rejected_by(comment_id):
        raise NotAllowed(
            "You have rejected this comment yourself. A colleague answers the appeal; until one does, it keeps waiting."
        )
