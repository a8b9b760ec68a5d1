"""Using a code up: each once, whichever process is asked, and not too often.

Tries are counted in the database, for each person and over all processes and addresses. Six digits would be guessed in a few days
otherwise: with three steps good at a time a guess is right once in 333,333, and after five free ones there are at most 96 a day.
"""

from dataclasses import dataclass

from diwan.clock import DAY, MINUTE, SECOND, Milliseconds
from diwan.factors import (
    Way,
    authenticator_secret,
    is_authenticator_code,
    matching_step,
    normal_code,
    recovery_hash,
)
from diwan.ports import Transaction

FREE = 5
FIRST_WAIT: Milliseconds = 30 * SECOND
LONGEST_WAIT: Milliseconds = 15 * MINUTE
FORGOTTEN_AFTER: Milliseconds = DAY


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a code: the way it opened (None: it is no good), or how long nothing more is looked at."""

    way: Way | None = None
    wait: Milliseconds = 0


def use(transaction: Transaction, key: bytes, moderator_id: str, typed: str, at: Milliseconds) -> Tried:
    """Use a code of the authenticator app or a recovery code up. Never raises for a bad one: that it was tried must be committed."""
    # From here to the commit nobody else looks: of many who bring the same code at once, one finds it good.
    transaction.next_position()
    count, last = transaction.code_tries(moderator_id)
    if at - last >= FORGOTTEN_AFTER:
        count = 0
    wait = last + waiting(count) - at
    if wait > 0:
        return Tried(wait=wait)
    way = _use(transaction, key, moderator_id, typed, at)
    transaction.keep_code_tries(moderator_id, 0 if way else count + 1, at)
    return Tried(way)


def waiting(count: int) -> Milliseconds:
    """How long after this many bad codes the next one is not looked at."""
    if count < FREE:
        return 0
    wait: Milliseconds = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(count - FREE, 10))
    return wait


def _use(transaction: Transaction, key: bytes, moderator_id: str, typed: str, at: Milliseconds) -> Way | None:
    code = normal_code(typed)
    if not is_authenticator_code(code):
        return Way.RECOVERY_CODE if _use_recovery_code(transaction, moderator_id, code) else None
    app = transaction.authenticator(moderator_id)
    if app is None:
        return None
    secret = authenticator_secret(key, moderator_id, app.nonce)
    step = matching_step(secret, code, at, after=app.last_step)
    if step is None:
        return None
    transaction.use_step(moderator_id, step)
    return Way.CODE


def _use_recovery_code(transaction: Transaction, moderator_id: str, code: str) -> bool:
    return transaction.use_recovery_code(recovery_hash(moderator_id, code))
