"""Founding an instance, appointing and dismissing the people who decide."""

from concurrent.futures import Future

from diwan import identifiers
from diwan.clock import Clock
from diwan.errors import Conflict, NotAllowed, Unknown
from diwan.first_wording import FIRST_WORDING
from diwan.guidelines import Guidelines
from diwan.ledger import commitments
from diwan.ledger.entries import Appointed, Dismissed, Founded, GuidelinesRevised
from diwan.ledger.leaves import encode
from diwan.moderators import Moderator, Role, check_name
from diwan.ports import Storage, Transaction


def found(storage: Storage, clock: Clock, *, origin: str) -> "Future[str]":
    """Begin a new instance: the ledger's first entry, and the guidelines' first revision. Returns its id.

    An instance that exists already is left as it is.
    """

    def work(transaction: Transaction) -> str:
        known = transaction.instance_id()
        if known is not None:
            return known
        at = clock()
        instance_id = identifiers.new(at)
        transaction.keep_instance(instance_id, origin, at, transaction.next_position())
        transaction.append(encode(Founded(at=at, instance=instance_id, origin=origin)))
        guidelines = Guidelines(revision=1, texts=dict(FIRST_WORDING), by="diwan", at=at)
        transaction.keep_guidelines(guidelines, transaction.next_position())
        digest = commitments.texts_digest(guidelines.texts)
        transaction.append(
            encode(GuidelinesRevised(at=at, revision=guidelines.revision, digest=digest, by=guidelines.by))
        )
        return instance_id

    return storage.write(work)


def appoint(storage: Storage, clock: Clock, *, name: str, role: Role) -> "Future[Moderator]":
    """Appoint a moderator or editor. Raises Unacceptable at once; the future raises Conflict for a name in use.

    Names are never given twice, not even after a dismissal: each decision keeps its author.
    """
    check_name(name)

    def work(transaction: Transaction) -> Moderator:
        if transaction.moderator_named(name):
            raise Conflict(f"There is, or was, a moderator called {name}; choose another name.")
        at = clock()
        moderator = Moderator(id=identifiers.new(at), name=name, role=role, appointed_at=at)
        transaction.keep_moderator(moderator, transaction.next_position())
        transaction.append(encode(Appointed(at=at, moderator=moderator.id, role=role.value, name=name)))
        return moderator

    return storage.write(work)


def dismiss(storage: Storage, clock: Clock, *, name: str, by: str) -> "Future[None]":
    """End an appointment: sessions, links and password go at once, decisions stay. The future raises Unknown."""

    def work(transaction: Transaction) -> None:
        moderator_id = transaction.moderator_named(name)
        if moderator_id is None or not transaction.is_appointed(moderator_id):
            raise Unknown(f"There is no moderator called {name}. `diwan moderators list` names them all.")
        at = clock()
        transaction.keep_dismissal(moderator_id, by, at, transaction.next_position())
        transaction.append(encode(Dismissed(at=at, moderator=moderator_id, by=by)))

    return storage.write(work)


def dismiss_by_editor(storage: Storage, clock: Clock, *, name: str, editor: str) -> "Future[None]":
    """The same by an editor, named by his id, who cannot dismiss himself. The future raises Unknown or NotAllowed.

    So an editor always remains: the one who acts, who is looked for in the transaction. Of two who dismiss each other at once,
    the second is no longer appointed.
    """

    def work(transaction: Transaction) -> None:
        # The ledger's turn is taken before looking.
        position = transaction.next_position()
        moderator_id = transaction.moderator_named(name)
        if moderator_id is None or not transaction.is_appointed(moderator_id):
            raise Unknown(f"There is no moderator called {name} any more. Load the page again.")
        if not transaction.is_appointed(editor):
            raise NotAllowed("This editor was dismissed and may no longer dismiss others.")
        if moderator_id == editor:
            raise NotAllowed("You cannot dismiss yourself. Ask another editor to do it.")
        at = clock()
        transaction.keep_dismissal(moderator_id, editor, at, position)
        transaction.append(encode(Dismissed(at=at, moderator=moderator_id, by=editor)))

    return storage.write(work)
