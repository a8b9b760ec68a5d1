"""Revising the guidelines: a new numbered wording, which holds for the decisions that come after it."""

from collections.abc import Mapping
from concurrent.futures import Future

from diwan.clock import Clock
from diwan.errors import Conflict, NotAllowed
from diwan.guidelines import Guidelines, check_texts
from diwan.ledger import commitments
from diwan.ledger.entries import GuidelinesRevised
from diwan.ledger.leaves import encode
from diwan.ports import Storage, Transaction


class OutOfDate(Conflict):
    """Another revision came into force in the meantime. `revision` is its number."""

    code = "out-of-date"

    def __init__(self, detail: str, revision: int) -> None:
        super().__init__(detail)
        self.revision = revision


def revise(
    storage: Storage, clock: Clock, *, texts: Mapping[str, str], revision: int, by: str
) -> "Future[Guidelines]":
    """Make the next revision of the wording, from revision `revision`, by an editor's id. Raises Unacceptable at once.

    The future raises OutOfDate if another revision holds by now, NotAllowed for an editor dismissed in the meantime.
    Decisions keep the revision they were made under. If the process dies before the commit, the old revision holds.
    """
    kept = check_texts(texts)

    def work(transaction: Transaction) -> Guidelines:
        # The ledger's turn is taken before looking: of two editors at once the second sees the first one's revision.
        position = transaction.next_position()
        if not transaction.is_appointed(by):
            raise NotAllowed("This editor may no longer revise the guidelines.")
        current = transaction.current_revision()
        if current != revision:
            raise OutOfDate(
                f"Revision {current} came into force while you were writing. Nothing of yours was kept.",
                current,
            )
        at = clock()
        guidelines = Guidelines(revision=current + 1, texts=kept, by=by, at=at)
        transaction.keep_guidelines(guidelines, position)
        digest = commitments.texts_digest(kept)
        transaction.append(
            encode(GuidelinesRevised(at=at, revision=guidelines.revision, digest=digest, by=by))
        )
        return guidelines

    return storage.write(work)
