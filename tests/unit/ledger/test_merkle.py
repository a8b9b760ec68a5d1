"""The tree's hashes and proofs, against RFC 6962's own definitions written out naively."""

import hashlib
import random

import pytest
from hypothesis import given, strategies as st

from diwan.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.unit.ledger.naive import mth, path, proof

# The reference tests of Certificate Transparency: eight leaves, and the root of the first 0, 1, … 8 of them.
LEAVES = [
    bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
] + [bytes.fromhex("606162636465666768696a6b6c6d6e6f")]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(str(i).encode()) for i in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_reference_tests(size: int) -> None:
    assert root([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size]


@pytest.mark.parametrize("sizes", CONSISTENCY)
def test_the_reference_consistency_proofs_verify(sizes: tuple[int, int]) -> None:
    old, new = sizes
    assert verify_consistency(
        old_size=old,
        old_root=bytes.fromhex(ROOTS[old]),
        new_size=new,
        new_root=bytes.fromhex(ROOTS[new]),
        proof=[bytes.fromhex(text) for text in CONSISTENCY[sizes]],
    )


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root([]) == Frontier().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_a_node_is_never_the_hash_of_a_leaf() -> None:
    left, right = hashes(2)
    assert node_hash(left, right) != leaf_hash(left + right)


def test_root_and_frontier_agree_with_the_naive_tree_at_every_size() -> None:
    all_hashes = hashes(600)
    frontier = Frontier()
    for size in range(600):
        expected = mth(all_hashes[:size])
        assert root(all_hashes[:size]) == expected
        assert frontier.root() == expected
        assert Frontier(frontier.size, frontier.subtrees).root() == expected
        frontier.append(all_hashes[size])


def test_a_copied_frontier_grows_alone() -> None:
    frontier = Frontier()
    frontier.append(leaf_hash(b"a"))
    copy = frontier.copy()
    copy.append(leaf_hash(b"b"))
    assert (frontier.size, copy.size) == (1, 2)
    assert frontier.root() == leaf_hash(b"a")


def test_a_frontier_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="frontier of size 3"):
        Frontier(3, [leaf_hash(b"a")])
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().append(b"short")


@given(st.integers(1, 300), st.data())
def test_an_inclusion_proof_holds_for_its_own_leaf_position_size_and_root_only(
    size: int, data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, size - 1))
    all_hashes = hashes(size)
    right = root(all_hashes)
    right_path = path(position, all_hashes)

    def holds(leaf: bytes, at: int, of: int, along: list[bytes], to: bytes) -> bool:
        return verify_inclusion(leaf, position=at, size=of, proof=along, root=to)

    leaf = all_hashes[position]
    assert holds(leaf, position, size, right_path, right)
    assert not holds(leaf_hash(b"other"), position, size, right_path, right)
    assert not holds(leaf, position, size, right_path, leaf_hash(b"other"))
    assert not holds(leaf, position, size, [*right_path, right], right)
    assert not holds(leaf, size, size, right_path, right)
    assert not holds(leaf, -1, size, right_path, right)
    if right_path:
        assert not holds(leaf, position, size, right_path[:-1], right)
        assert not holds(leaf, position ^ 1, size, right_path, right)
        broken = data.draw(st.integers(0, len(right_path) - 1))
        flipped = list(right_path)
        flipped[broken] = bytes([flipped[broken][0] ^ 1]) + flipped[broken][1:]
        assert not holds(leaf, position, size, flipped, right)


@given(st.integers(1, 300), st.data())
def test_a_consistency_proof_holds_for_its_own_two_trees_only(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    all_hashes = hashes(new)
    old_root, new_root = root(all_hashes[:old]), root(all_hashes)
    right = proof(old, all_hashes)

    def holds(first: bytes, second: bytes, along: list[bytes]) -> bool:
        return verify_consistency(old_size=old, old_root=first, new_size=new, new_root=second, proof=along)

    other = leaf_hash(b"other")
    assert holds(old_root, new_root, right)
    assert not holds(other, new_root, right)
    assert not holds(old_root, other, right)
    assert not holds(old_root, new_root, [*right, other])
    if right:
        assert not holds(old_root, new_root, right[:-1])
        broken = data.draw(st.integers(0, len(right) - 1))
        assert not holds(old_root, new_root, [*right[:broken], other, *right[broken + 1 :]])


def test_the_empty_tree_begins_every_tree_and_a_larger_one_begins_none() -> None:
    all_hashes = hashes(5)
    five = root(all_hashes)
    assert verify_consistency(old_size=0, old_root=EMPTY_ROOT, new_size=5, new_root=five, proof=[])
    assert not verify_consistency(old_size=0, old_root=five, new_size=5, new_root=five, proof=[])
    assert not verify_consistency(old_size=6, old_root=five, new_size=5, new_root=five, proof=[])
    assert not verify_consistency(old_size=4, old_root=five, new_size=5, new_root=five, proof=[])


def test_a_forged_history_does_not_pass_as_a_continuation() -> None:
    random.seed(6962)
    honest = hashes(200)
    for _ in range(200):
        old = random.randrange(1, 200)
        forged = list(honest)
        forged[random.randrange(old)] = leaf_hash(b"forged")
        assert not verify_consistency(
            old_size=old,
            old_root=root(honest[:old]),
            new_size=200,
            new_root=root(forged),
            proof=proof(old, forged),
        )
