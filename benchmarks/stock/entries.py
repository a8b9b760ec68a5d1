"""The ledger of a plan: entries in their canonical spelling, their hashes, and the tiles over them.

Entries are spelled without being read back one by one, as the lifecycle does: `diwan verify` reads them all.
"""

import json
from collections.abc import Iterator, Sequence

from benchmarks.stock.loading import Loader
from diwan.ledger.canonical import JsonValue, canonical
from diwan.ledger.merkle import HASH_BYTES, leaf_hash
from diwan.ledger.tiles import new_tiles
from diwan.storage import schema

# As `canonical` spells, without looking at every value: what is spelled here are texts and small numbers.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class Ledger:
    """Appends from a ledger that exists: `hashes` are those of its entries so far, joined."""

    def __init__(self, loader: Loader, hashes: bytes) -> None:
        self._loader = loader
        self._hashes = bytearray(hashes)
        self._before = self.size
        self._spelled: set[str] = set()

    @property
    def size(self) -> int:
        return len(self._hashes) // HASH_BYTES

    def append(self, kind: str, **fields: JsonValue) -> int:
        """The position at which the entry stands."""
        value: dict[str, JsonValue] = {"kind": kind, **fields}
        leaf = _ENCODER.encode(value).encode()
        if kind not in self._spelled:
            self._spelled.add(kind)
            if leaf != canonical(value):
                raise ValueError(f"an entry of the kind {kind} is not spelled canonically")
        return self.append_leaf(leaf)

    def append_leaf(self, leaf: bytes) -> int:
        position, hashed = self.size, leaf_hash(leaf)
        self._loader.add(schema.ledger_entries, position, leaf, hashed)
        self._hashes += hashed
        return position

    def finish(self) -> None:
        """Add the tiles that have become full."""
        for level, number, hashes in new_tiles(self, self._before, self.size):
            self._loader.add(schema.ledger_tiles, level, number, hashes)

    # --- tiles.HashSource ---------------------------------------------------------------------------------------

    def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]:
        return list(self._each(start, end))

    def tile(self, level: int, number: int) -> bytes | None:
        if level:
            return None
        joined = bytes(self._hashes[number * 256 * HASH_BYTES : (number + 1) * 256 * HASH_BYTES])
        return joined or None

    def _each(self, start: int, end: int) -> Iterator[bytes]:
        for position in range(start, end):
            yield bytes(self._hashes[position * HASH_BYTES : (position + 1) * HASH_BYTES])
