"""Sheets that no pointer leads to any more: discarded at once if they carry words that may not be read, else after a day."""

from collections.abc import Collection

from diwan.clock import DAY, Clock, Milliseconds
from diwan.ports import Press, Storage

GRACE: Milliseconds = DAY
"""So long they are kept for readers who still turn the pages of an earlier edition."""

AT_ONCE = 500


def discard_unused(storage: Storage, press: Press, addresses: Collection[str]) -> None:
    """Remove those of the sheets that are not part of a present edition. Raises Unavailable."""
    with storage.reading() as view:
        in_use = view.current_addresses(addresses)
    for address in addresses:
        if address not in in_use:
            press.discard(address)


def discard_words(storage: Storage, press: Press, comment_ids: Collection[str]) -> None:
    """What readers may no longer see is gone from former sheets too, and not only once those have become stale."""
    for comment_id in comment_ids:
        with storage.reading() as view:
            held = view.sheets_that_held(comment_id)
        discard_unused(storage, press, held)


def clear_stale(storage: Storage, press: Press, clock: Clock) -> int:
    """Remove the files of sheets that no pointer has led to for a day. Returns how many. Raises Unavailable."""
    with storage.reading() as view:
        stale = view.stale_sheets(clock() - GRACE, AT_ONCE)
    discard_unused(storage, press, stale)
    if stale:
        storage.write(lambda transaction: transaction.forget_stale_sheets(stale)).result()
    return len(stale)
