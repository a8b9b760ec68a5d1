"""Roots and proofs from stored tiles, against the naive tree; and how little they read."""

import random
from collections.abc import Sequence

import pytest

from diwan.ledger.merkle import HASH_BYTES, leaf_hash, root, verify_consistency, verify_inclusion
from diwan.ledger.tiles import (
    TILE_BYTES,
    Remembering,
    consistency_proof,
    frontier,
    inclusion_proof,
    new_tiles,
    tree_root,
)
from tests.breadth import wide
from tests.unit.ledger.naive import mth, path, proof


class Store:
    """Leaf hashes and full tiles in memory, counting what is read."""

    def __init__(self, hashes: Sequence[bytes], *, tiled: bool = True) -> None:
        self.hashes = hashes
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.reads = 0
        if tiled:
            for level, number, tile in new_tiles(self, 0, len(hashes)):
                self.tiles[level, number] = tile
        self.reads = 0

    def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]:
        assert 0 <= start < end <= len(self.hashes)
        assert end - start <= 256
        self.reads += 1
        return self.hashes[start:end]

    def tile(self, level: int, number: int) -> bytes | None:
        found = self.tiles.get((level, number))
        self.reads += found is not None
        return found


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(i.to_bytes(4, "big")) for i in range(count)]


@pytest.fixture(scope="module")
def large() -> Store:
    return Store(hashes(70_000 + 1_234))


def test_roots_and_frontiers_agree_with_the_naive_tree_at_every_size() -> None:
    all_hashes = hashes(600)
    store = Store(all_hashes)
    for size in range(601):
        expected = mth(all_hashes[:size])
        assert tree_root(store, size) == expected
        assert frontier(store, size).root() == expected


def test_proofs_are_those_of_the_naive_tree() -> None:
    random.seed(1)
    all_hashes = hashes(600)
    store = Store(all_hashes)
    for size in range(1, 601):
        position, old = random.randrange(size), random.randrange(1, size + 1)
        assert inclusion_proof(store, position, size) == path(position, all_hashes[:size])
        assert consistency_proof(store, old, size) == proof(old, all_hashes[:size])


def test_every_inclusion_proof_of_a_small_tree_is_right() -> None:
    all_hashes = hashes(40)
    store = Store(all_hashes)
    for size in range(1, 41):
        for position in range(size):
            assert inclusion_proof(store, position, size) == path(position, all_hashes[:size])
        for old in range(1, size + 1):
            assert consistency_proof(store, old, size) == proof(old, all_hashes[:size])


@pytest.mark.parametrize("remember", [False, True])
def test_proofs_of_a_large_tree_verify(large: Store, remember: bool) -> None:
    random.seed(2)
    source = Remembering(large) if remember else large
    for _ in range(wide(4, 12)):
        size = random.randrange(65_537, len(large.hashes) + 1)
        position, old = random.randrange(size), random.randrange(1, size)
        whole = root(large.hashes[:size])
        assert tree_root(source, size) == whole
        assert frontier(source, size).root() == whole
        assert verify_inclusion(
            large.hashes[position],
            position=position,
            size=size,
            proof=inclusion_proof(source, position, size),
            root=whole,
        )
        assert verify_consistency(
            old_size=old,
            old_root=root(large.hashes[:old]),
            new_size=size,
            new_root=whole,
            proof=consistency_proof(source, old, size),
        )


def test_a_tile_is_laid_out_as_tlog_tiles_says(large: Store) -> None:
    assert max(level for level, _ in large.tiles) == 1
    assert large.tiles[0, 7] == b"".join(large.hashes[7 * 256 : 8 * 256])
    assert large.tiles[1, 0] == b"".join(root(large.hashes[n * 256 : n * 256 + 256]) for n in range(256))
    assert {len(tile) for tile in large.tiles.values()} == {TILE_BYTES}
    assert len(large.tiles) == len(large.hashes) // 256 + 1


def test_tiles_made_as_the_ledger_grows_are_those_made_at_once(large: Store) -> None:
    random.seed(3)
    grown = Store(large.hashes, tiled=False)
    size = 0
    while size < len(large.hashes):
        step = min(random.choice((1, 255, 256, 257, 5_000)), len(large.hashes) - size)
        for level, number, tile in list(new_tiles(grown, size, size + step)):
            assert (level, number) not in grown.tiles
            grown.tiles[level, number] = tile
        size += step
    assert grown.tiles == large.tiles


def test_a_remembering_source_reads_a_handful_of_tiles_for_each_proof(large: Store) -> None:
    size = len(large.hashes)
    source = Remembering(large)
    inclusion_proof(source, 5, size)
    for position in (0, 4_321, 65_535, 65_536, size - 1):
        large.reads = 0
        inclusion_proof(source, position, size)
        consistency_proof(source, position + 1, size)
        # At most: for each of two proofs a tile or leaves at two places on each of three levels.
        assert large.reads <= 12


def test_without_remembering_only_the_right_edge_is_read_tile_by_tile(large: Store) -> None:
    large.reads = 0
    inclusion_proof(large, 5, len(large.hashes))
    assert large.reads < 256 + 8


def test_partial_tiles_from_the_source_are_used() -> None:
    all_hashes = hashes(300)
    store = Store(all_hashes)
    store.tiles[0, 1] = b"".join(all_hashes[256:300])
    store.hashes = []
    assert tree_root(store, 300) == mth(all_hashes)
    assert len(store.tiles[0, 1]) == 44 * HASH_BYTES


def test_what_does_not_exist_is_refused() -> None:
    store = Store(hashes(3))
    with pytest.raises(ValueError, match="no leaf 3"):
        inclusion_proof(store, 3, 3)
    with pytest.raises(ValueError, match="no beginning"):
        consistency_proof(store, 4, 3)
    assert consistency_proof(store, 3, 3) == []
    assert consistency_proof(store, 0, 3) == []


def test_a_source_that_gives_too_few_leaves_is_not_believed() -> None:
    class Short(Store):
        def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]:
            return self.hashes[start : end - 1]

    with pytest.raises(ValueError, match="no leaf hashes"):
        tree_root(Short(hashes(3), tiled=False), 3)
