"""Sealing: signing what the ledger holds, so that nobody can later deny or change it unnoticed."""

from diwan.ledger.notes import Checkpoint, SigningKey, sign
from diwan.ledger.tiles import tree_root
from diwan.ports import Press, Storage


def seal(storage: Storage, press: Press, key: SigningKey) -> int | None:
    """Sign a checkpoint over everything in the ledger, if it has grown since the last. Returns its size, or None.

    The note is stored first and handed out second; if the process dies in between, the next one is handed out
    instead, and covers the same entries. Raises Unavailable.
    """
    with storage.reading() as view:
        size = view.ledger_size()
        last = view.last_checkpoint()
        if size == 0 or (last and last[0] >= size):
            return None
        root = tree_root(view, size)
    note = sign(Checkpoint(key.name, size, root), key)
    storage.write(lambda transaction: transaction.keep_checkpoint(size, note)).result()
    press.checkpoint(note.encode())
    return size
