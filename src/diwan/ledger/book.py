"""What `verify` reads: a ledger as stored rows, in streams. The storage has one book, an exported file another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from diwan.ledger.rows import RecordRow


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger: its position, the leaf's bytes, and the leaf's hash (32 bytes), all as stored."""

    position: int
    leaf: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class TileRow:
    """One stored full tile: 8,192 bytes if nothing is wrong with it."""

    level: int
    number: int
    hashes: bytes


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """One stored checkpoint: the size it is filed under, and the signed note."""

    size: int
    note: str


class Book(Protocol):
    """A ledger to be verified. Each method starts a new stream.

    The streams are read side by side, each a little at a time, so they must not share one cursor: read each in batches
    by key (`WHERE position > ? ORDER BY position LIMIT 1000`). They must show one moment: read them in one
    transaction, or stop at the size the ledger had at the beginning.
    """

    def rows(self) -> Iterable[LedgerRow]:
        """The ledger, by position."""
        ...

    def tiles(self, level: int) -> Iterable[TileRow] | None:
        """The full tiles of one level (0 to 7), by number; None if this book keeps no tiles."""
        ...

    def checkpoints(self) -> Iterable[CheckpointRow]:
        """Every checkpoint, by size."""
        ...

    def records(self) -> Iterable[RecordRow] | None:
        """Every record of every kind (`records`), by position, those without one first; None if the book has none."""
        ...
