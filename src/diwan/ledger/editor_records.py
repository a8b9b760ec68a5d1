"""What the entries about the house's own rules hold of their records: term lists, pauses of autonomy, closings."""

from collections.abc import Callable, Mapping

from diwan.ledger import recomputed
from diwan.ledger.entries import ClosingSet, Paused, Resumed, TermsRevised
from diwan.ledger.rows import FieldValue, RowFields

KEYS: Mapping[str, str] = {"terms": "revision", "pause": "id", "resumption": "pause_id", "closing": "id"}

Held = tuple[tuple[str, ...], str, Callable[[RowFields], str | None]]
"""Columns that an entry holds only by a digest: their names, the digest, and what makes it anew."""


def fields(
    entry: TermsRevised | Paused | Resumed | ClosingSet,
) -> tuple[str, dict[str, FieldValue], tuple[Held, ...]]:
    """The kind of record that such an entry speaks of, its columns with their values, and those known by their digest."""
    done: dict[str, FieldValue] = {"by": entry.by, "at": entry.at}
    match entry:
        case TermsRevised():
            told: dict[str, FieldValue] = {"revision": entry.revision, "list": entry.list}
            held = (("texts", "salt"), entry.digest, recomputed.terms)
            return "terms", {**told, "follows": entry.follows, **done}, (held,)
        case Paused():
            reason = (("note", "note_salt"), entry.note, recomputed.note)
            return "pause", {"id": entry.pause, "site": entry.site, **done}, (reason,)
        case Resumed():
            return "resumption", {"pause_id": entry.pause, **done}, ()
        case ClosingSet():
            told = {"id": entry.closing, "thread_id": entry.thread, "closes_at": entry.closes_at}
            return "closing", {**told, **done}, ()
