"""The Merkle tree of RFC 6962, section 2.1: hashing, the root of a list, and verifying proofs.

A hash is 32 bytes (SHA-256). Leaves and nodes are hashed under different first bytes, so that no node can be
passed off as a leaf. Positions count from 0; a tree of size n has the leaves 0 to n-1.
"""

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of the tree without leaves."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf's bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, or over the roots of equally large complete subtrees.

    Works level by level and lifts an odd last hash unchanged, which yields the tree of the RFC: there the left
    part is the largest power of two below the size, so only the right edge is ever incomplete.
    """
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        above = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]


def fold(subtrees: Sequence[bytes]) -> bytes:
    """The root above complete subtrees of falling size, given largest first, as a size's binary digits list them."""
    if not subtrees:
        return EMPTY_ROOT
    folded = subtrees[-1]
    for left in reversed(subtrees[:-1]):
        folded = node_hash(left, folded)
    return folded


class Frontier:
    """The roots of the complete subtrees a size consists of, largest first: all that appending needs.

    A tree of a million leaves has a frontier of at most 20 hashes. Appending costs one hash on average.
    Build one from stored hashes with `tiles.frontier`.
    """

    __slots__ = ("_size", "_subtrees")

    def __init__(self, size: int = 0, subtrees: Sequence[bytes] = ()) -> None:
        if size < 0 or len(subtrees) != size.bit_count():
            raise ValueError(f"a frontier of size {size} does not have {len(subtrees)} subtrees")
        self._size = size
        self._subtrees = list(subtrees)

    @property
    def size(self) -> int:
        """How many leaves have been appended."""
        return self._size

    @property
    def subtrees(self) -> tuple[bytes, ...]:
        """The roots of the complete subtrees, largest first."""
        return tuple(self._subtrees)

    def append(self, hash_of_leaf: bytes) -> None:
        """Add the next leaf by its hash."""
        if len(hash_of_leaf) != HASH_BYTES:
            raise ValueError(f"a leaf hash has {HASH_BYTES} bytes, not {len(hash_of_leaf)}")
        joined = hash_of_leaf
        size = self._size
        while size & 1:
            joined = node_hash(self._subtrees.pop(), joined)
            size >>= 1
        self._subtrees.append(joined)
        self._size += 1

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        return fold(self._subtrees)

    def copy(self) -> "Frontier":
        """An independent frontier at the same size, for a batch that may yet fail."""
        return Frontier(self._size, self._subtrees)


def verify_inclusion(
    hash_of_leaf: bytes, *, position: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether `proof` shows the leaf at `position` of the tree with this size and root.

    RFC 9162, section 2.1.3.2; its names (fn, sn, r) are kept so that the two can be read side by side.
    """
    if not 0 <= position < size:
        return False
    fn, sn, r = position, size - 1, hash_of_leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows that the new tree begins with exactly the old tree's leaves.

    RFC 9162, section 2.1.4.2 (names kept). Equal sizes need equal roots, and the empty tree begins every tree;
    both take an empty proof.
    """
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root
