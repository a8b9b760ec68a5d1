"""Checking stored hashes, tiles and checkpoints against hashes computed anew from the leaves, in one pass."""

from collections.abc import Iterator

from diwan.ledger.book import Book, CheckpointRow, TileRow
from diwan.ledger.merkle import HASH_BYTES, Frontier, root
from diwan.ledger.notes import BadNote, VerifierKey, open_checkpoint
from diwan.ledger.tiles import TILE_BYTES, TILE_WIDTH
from diwan.ledger.violations import Kind, Violation

MAX_LEVEL = 7
"""A tile of level 7 would span 2**64 entries."""
MAX_GAP = 1 << 16
"""Over a larger gap the tree is not continued: nothing behind it can be compared."""
_SHOWN = 8


class TreeCheck:
    """The tree as it grows leaf by leaf. Feed it every hash in order; ask `finish` for what is left over."""

    def __init__(self, book: Book, verifier_key: VerifierKey) -> None:
        self._key = verifier_key
        self._frontier = Frontier()
        self._complete: list[list[bytes]] = [[] for _ in range(MAX_LEVEL + 1)]
        streams = [book.tiles(level) for level in range(MAX_LEVEL + 1)]
        self._tiles = [_Ahead(iter(stream)) for stream in streams if stream is not None]
        self._checkpoints = iter(book.checkpoints())
        self._next_checkpoint = next(self._checkpoints, None)
        self._sound = 0
        """The largest size at which the tree is known to be what was signed."""
        self._deviates = False
        self._comparable = True
        self.checkpoints = 0
        self.signed = 0
        """The size of the largest checkpoint that fits."""

    @property
    def size(self) -> int:
        """How many leaves were taken, gaps included: the position that is due next."""
        return self._frontier.size

    def begin(self) -> Iterator[Violation]:
        """Checkpoints of the empty tree."""
        yield from self._due_checkpoints()

    def append(self, hash_of_leaf: bytes) -> Iterator[Violation]:
        """Take the next leaf's hash; name the tiles and checkpoints that it completes and that do not fit."""
        self._frontier.append(hash_of_leaf)
        if self._comparable:
            yield from self._complete_tiles(hash_of_leaf)
        yield from self._due_checkpoints()

    def skip(self, count: int) -> Iterator[Violation]:
        """Leave room for `count` missing leaves, so that what follows keeps its place in the tiles."""
        if count > MAX_GAP:
            self._comparable = False
            yield Violation(
                self.size, Kind.TILE, "tiles", "the gap is too large to compare anything behind it"
            )
            return
        for _ in range(count):
            yield from self.append(bytes(HASH_BYTES))

    def jump(self, position: int) -> None:
        """Continue at `position` after a gap too large to be filled."""
        self._frontier = Frontier(position, [bytes(HASH_BYTES)] * position.bit_count())

    def finish(self) -> Iterator[Violation]:
        """Tiles and checkpoints of entries that are not there."""
        for level, stream in enumerate(self._tiles):
            while self._comparable and (tile := stream.take()) is not None:
                first = tile.number * TILE_WIDTH ** (level + 1)
                yield Violation(first, Kind.TILE, _name(tile), "there are no entries for this tile")
        while (checkpoint := self._next_checkpoint) is not None:
            self._advance()
            what = f"it speaks of {checkpoint.size} entries, but the ledger ends after {self.size}"
            yield Violation(checkpoint.size, Kind.CHECKPOINT, f"checkpoint {checkpoint.size}", what)

    def _complete_tiles(self, newest: bytes) -> Iterator[Violation]:
        for level, hashes in enumerate(self._complete):
            hashes.append(newest)
            if len(hashes) < TILE_WIDTH:
                return
            number = self._frontier.size // TILE_WIDTH ** (level + 1) - 1
            if self._tiles:
                yield from self._compare(level, number, hashes)
            newest = root(hashes)
            hashes.clear()

    def _compare(self, level: int, number: int, hashes: list[bytes]) -> Iterator[Violation]:
        span = TILE_WIDTH**level
        first = number * TILE_WIDTH * span
        stream = self._tiles[level]
        while (tile := stream.peek()) is not None and tile.number < number:
            stream.take()
            yield Violation(first, Kind.TILE, _name(tile), "it stands there twice or out of order")
        if tile is None or tile.number != number:
            yield Violation(first, Kind.TILE, f"tile {level}/{number}", "it is missing")
            return
        stream.take()
        if len(tile.hashes) != TILE_BYTES:
            yield Violation(
                first, Kind.TILE, _name(tile), f"it has {len(tile.hashes)} bytes, not {TILE_BYTES}"
            )
            return
        wrong = [
            first + i * span
            for i, expected in enumerate(hashes)
            if tile.hashes[i * HASH_BYTES : (i + 1) * HASH_BYTES] != expected
        ]
        if wrong:
            places = ", ".join(map(str, wrong[:_SHOWN])) + (", …" if len(wrong) > _SHOWN else "")
            what = f"its hashes do not fit the entries at {places}"
            yield Violation(wrong[0], Kind.TILE, _name(tile), what)

    def _due_checkpoints(self) -> Iterator[Violation]:
        while (checkpoint := self._next_checkpoint) is not None and checkpoint.size <= self.size:
            self._advance()
            subject = f"checkpoint {checkpoint.size}"
            if checkpoint.size < self.size:
                what = "it stands out of order, or within a gap"
                yield Violation(checkpoint.size, Kind.CHECKPOINT, subject, what)
                continue
            try:
                signed = open_checkpoint(checkpoint.note, self._key)
            except BadNote as error:
                yield Violation(checkpoint.size, Kind.CHECKPOINT, subject, str(error))
                continue
            if signed.size != checkpoint.size:
                what = f"it is signed for {signed.size} entries"
                yield Violation(checkpoint.size, Kind.CHECKPOINT, subject, what)
                continue
            yield from self._check_root(checkpoint, signed.root)

    def _check_root(self, checkpoint: CheckpointRow, signed_root: bytes) -> Iterator[Violation]:
        if signed_root == self._frontier.root():
            self._sound = self.signed = checkpoint.size
            self._deviates = False
            return
        # Every later root contains the fault as well: told once, not again at each checkpoint behind it.
        if not self._deviates:
            what = f"the entries {self._sound} to {checkpoint.size - 1} are not all those that were signed"
            yield Violation(checkpoint.size, Kind.CHECKPOINT, f"checkpoint {checkpoint.size}", what)
        self._deviates = True

    def _advance(self) -> None:
        self.checkpoints += 1
        self._next_checkpoint = next(self._checkpoints, None)


class _Ahead:
    """A stream of tiles of which the next can be looked at before it is taken."""

    def __init__(self, tiles: Iterator[TileRow]) -> None:
        self._tiles = tiles
        self._next = next(tiles, None)

    def peek(self) -> TileRow | None:
        return self._next

    def take(self) -> TileRow | None:
        taken, self._next = self._next, next(self._tiles, None)
        return taken


def _name(tile: TileRow) -> str:
    return f"tile {tile.level}/{tile.number}"
