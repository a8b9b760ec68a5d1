"""Revising a term list of the desk: what its check looks for from the commit on, in all processes."""

import secrets
from collections.abc import Mapping
from concurrent.futures import Future

from diwan.clock import Clock
from diwan.comments import SALT_BYTES
from diwan.errors import NotAllowed, Unacceptable
from diwan.ledger import commitments
from diwan.ledger.entries import TermsRevised
from diwan.ledger.leaves import encode
from diwan.ports import Storage, Transaction
from diwan.revising import OutOfDate
from diwan.screening.terms.lines import Problem, Read, read_lines
from diwan.screening.terms.lists import Kind
from diwan.term_revisions import ListName, TermRevision, tidied


class BadLines(Unacceptable):
    """Lines that cannot be read, each with what is wrong with it."""

    code = "bad-lines"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("Some lines cannot be read. Correct them; nothing of yours was lost.")
        self.problems = problems


def read_list(name: ListName, texts: Mapping[str, str], revision: int = 0) -> Read:
    """The list in these texts, called as findings name it: `en-banned@7` as of revision 7, or just `en-banned`."""
    called = f"{name}@{revision}" if revision else str(name)
    kind: Kind = "banned" if name.kind == "banned" else "suspect"
    return read_lines(texts, name=called, language=name.spoken, kind=kind)


def check_list(name: ListName, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as they may be put into force. Raises Unacceptable; BadLines with everything that is wrong in the lines."""
    kept = tidied(texts)
    problems = read_list(name, kept).problems
    if problems:
        raise BadLines(problems)
    return kept


def revise_list(
    storage: Storage, clock: Clock, *, name: ListName, texts: Mapping[str, str], base: int, by: str
) -> "Future[TermRevision]":
    """Make the next revision of a list, from its revision `base` (0: there was none), by an editor's id. Raises Unacceptable at once.

    The future raises OutOfDate if the list was revised in the meantime, NotAllowed for an editor dismissed in the meantime. Comments that
    were screened keep their findings. If the process dies before the commit, the old list holds.
    """
    kept = check_list(name, texts)

    def work(transaction: Transaction) -> TermRevision:
        # The ledger's turn is taken before looking: of two editors at once the second sees the first one's revision.
        position = transaction.next_position()
        if not transaction.is_appointed(by):
            raise NotAllowed("This editor may no longer revise term lists.")
        current = transaction.term_revision(name)
        if current != base:
            raise OutOfDate(
                f"Revision {current} of this list came into force while you were writing. Nothing of yours was kept.",
                current,
            )
        at = clock()
        salt = secrets.token_bytes(SALT_BYTES)
        revised = TermRevision(transaction.term_revision() + 1, name, kept, by, at, current, salt)
        transaction.keep_terms(revised, position)
        transaction.append(
            encode(
                TermsRevised(
                    at=at,
                    revision=revised.revision,
                    list=str(name),
                    follows=current,
                    digest=commitments.terms_commitment(salt, kept),
                    by=by,
                )
            )
        )
        return revised

    return storage.write(work)
