"""The tree over stored hashes: roots, proofs and new tiles, reading a few tiles whatever the ledger's size.

A *tile* is 256 hashes side by side (C2SP tlog-tiles): tile n of level 0 holds the leaf hashes 256n to 256n+255;
tile n of level L holds the roots of the full tiles 256n to 256n+255 of level L-1. A full tile never changes.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from diwan.ledger.merkle import HASH_BYTES, Frontier, fold, root

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
TILE_BYTES = TILE_WIDTH * HASH_BYTES


class HashSource(Protocol):
    """Where the hashes of a ledger are kept."""

    def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]:
        """The leaf hashes of the positions start to end-1; all of them exist. Never more than a tile's width."""
        ...

    def tile(self, level: int, number: int) -> bytes | None:
        """The tile's hashes joined: 8,192 bytes if full, fewer (whole hashes, from the left) if partial.

        None if there is none stored; it is then computed from the level below.
        """
        ...


class Remembering:
    """A source that also knows partial tiles above level 0, from roots it computed before.

    Without it, each proof in a ledger of a million computes the roots of some 60 full tiles at the right edge;
    with it, only the first proof does. Full tiles never change, so what it remembers (32 bytes for each 256
    entries) stays true. For one thread at a time.
    """

    def __init__(self, source: HashSource) -> None:
        self._source = source
        self._roots: dict[tuple[int, int], list[bytes]] = {}

    def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]:
        return self._source.leaf_hashes(start, end)

    def tile(self, level: int, number: int) -> bytes | None:
        stored = self._source.tile(level, number)
        if level == 0 or (stored is not None and len(stored) == TILE_BYTES):
            return stored
        roots = self._roots.setdefault((level, number), [])
        while len(roots) < TILE_WIDTH:
            below = self.tile(level - 1, number * TILE_WIDTH + len(roots))
            if below is None or len(below) < TILE_BYTES:
                break
            roots.append(root(_split(below)))
        return b"".join(roots) or None


def tree_root(source: HashSource, size: int) -> bytes:
    """The root of the first `size` leaves (RFC 6962, section 2.1)."""
    return _Reader(source).range_root(0, size)


def frontier(source: HashSource, size: int) -> Frontier:
    """The frontier of the first `size` leaves, ready to be appended to."""
    return Frontier(size, _Reader(source).subtrees(0, size))


def inclusion_proof(source: HashSource, position: int, size: int) -> list[bytes]:
    """The hashes that lead from the leaf at `position` to the root at `size`, lowest first.

    PATH of RFC 6962, section 2.1.1. Raises ValueError if there is no such leaf in that tree.
    """
    if not 0 <= position < size:
        raise ValueError(f"there is no leaf {position} in a tree of size {size}")
    reader = _Reader(source)
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split_point(end - start)
        if position < middle:
            path.append(reader.range_root(middle, end))
            end = middle
        else:
            path.append(reader.range_root(start, middle))
            start = middle
    path.reverse()
    return path


def consistency_proof(source: HashSource, old_size: int, new_size: int) -> list[bytes]:
    """The hashes that show the tree at `old_size` to be the beginning of the tree at `new_size`.

    PROOF of RFC 6962, section 2.1.2; empty where nothing needs showing (equal sizes, or nothing before).
    Raises ValueError if the old tree is larger than the new one.
    """
    if not 0 <= old_size <= new_size:
        raise ValueError(f"a tree of size {old_size} is no beginning of one of size {new_size}")
    if old_size in (0, new_size):
        return []
    reader = _Reader(source)
    proof: list[bytes] = []
    start, end = 0, new_size
    while end != old_size:
        middle = start + _split_point(end - start)
        if old_size <= middle:
            proof.append(reader.range_root(middle, end))
            end = middle
        else:
            proof.append(reader.range_root(start, middle))
            start = middle
    if start > 0:
        # With start 0 the verifier has this hash already: it is the old root.
        proof.append(reader.range_root(start, end))
    proof.reverse()
    return proof


def new_tiles(source: HashSource, old_size: int, new_size: int) -> Iterator[tuple[int, int, bytes]]:
    """The tiles that become full as the ledger grows from `old_size` to `new_size`: (level, number, 8,192 bytes).

    Lowest level first. `source` must already give the new leaf hashes; it need not have the new tiles.
    """
    reader = _Reader(source)
    level, span = 0, TILE_WIDTH
    while new_size >= span:
        for number in range(old_size // span, new_size // span):
            start = number * TILE_WIDTH
            yield level, number, b"".join(reader.hashes(level, start, start + TILE_WIDTH))
        level, span = level + 1, span * TILE_WIDTH


def _split_point(size: int) -> int:
    """The largest power of two smaller than `size` (which is at least 2)."""
    return 1 << (size - 1).bit_length() - 1


def _split(joined: bytes) -> list[bytes]:
    return [joined[i : i + HASH_BYTES] for i in range(0, len(joined), HASH_BYTES)]


class _Reader:
    """Reads subtree roots for one question, asking the source for each tile once."""

    def __init__(self, source: HashSource) -> None:
        self._source = source
        self._tiles: dict[tuple[int, int], list[bytes] | None] = {}

    def range_root(self, start: int, end: int) -> bytes:
        """The root over the leaves start to end-1, where `start` is a multiple of the range's largest subtree."""
        return fold(self.subtrees(start, end))

    def subtrees(self, start: int, end: int) -> list[bytes]:
        """The roots of the complete subtrees that the range consists of, largest first."""
        found: list[bytes] = []
        while start < end:
            height = (end - start).bit_length() - 1
            level, rest = divmod(height, TILE_HEIGHT)
            first = start >> (level * TILE_HEIGHT)
            found.append(root(self.hashes(level, first, first + (1 << rest))))
            start += 1 << height
        return found

    def hashes(self, level: int, start: int, end: int) -> list[bytes]:
        """The hashes start to end-1 of a level, each the root of 256**level existing leaves."""
        number = start // TILE_WIDTH
        offset, width = start - number * TILE_WIDTH, end - number * TILE_WIDTH
        tile = self._tile(level, number)
        if tile is not None and len(tile) >= width:
            return tile[offset:width]
        if level == 0:
            leaves = list(self._source.leaf_hashes(start, end))
            if len(leaves) != end - start:
                raise ValueError(f"the source has no leaf hashes for all of {start} to {end - 1}")
            return leaves
        return [root(self.hashes(level - 1, n * TILE_WIDTH, (n + 1) * TILE_WIDTH)) for n in range(start, end)]

    def _tile(self, level: int, number: int) -> list[bytes] | None:
        if (level, number) not in self._tiles:
            joined = self._source.tile(level, number)
            self._tiles[level, number] = None if joined is None else _split(joined)
        return self._tiles[level, number]
