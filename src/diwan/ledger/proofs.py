"""A reader's receipt as a proof: that his comment, with this digest, stands in the ledger at this position.

It can be checked years later, with nothing but the proof, the ledger's verifier key and a program that knows RFC 6962.
"""

import re
from dataclasses import dataclass

from diwan.errors import DiwanError
from diwan.ledger.canonical import JsonValue
from diwan.ledger.entries import Submitted
from diwan.ledger.fields import BadEntry
from diwan.ledger.leaves import decode
from diwan.ledger.merkle import HASH_BYTES, leaf_hash, verify_inclusion
from diwan.ledger.notes import BadNote, VerifierKey, open_checkpoint
from diwan.ledger.tiles import HashSource, inclusion_proof

_HASH = re.compile(rf"[0-9a-f]{{{2 * HASH_BYTES}}}")


class BadProof(DiwanError):
    """The proof cannot be read, or does not prove what it says."""

    code = "bad-proof"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a receipt holds. `checkpoint` is a signed note; `inclusion` leads from the leaf to its root, lowest first."""

    comment: str
    position: int
    leaf: bytes
    checkpoint: str
    inclusion: tuple[bytes, ...]

    def as_json(self) -> dict[str, JsonValue]:
        """The proof as it is handed out."""
        return {
            "comment": self.comment,
            "position": self.position,
            "leaf": self.leaf.decode("utf-8"),
            "leaf_hash": leaf_hash(self.leaf).hex(),
            "checkpoint": self.checkpoint,
            "inclusion": [hash_.hex() for hash_ in self.inclusion],
        }


def build_proof(
    source: HashSource, *, comment: str, position: int, leaf: bytes, checkpoint: str, size: int
) -> Proof:
    """The proof that `leaf` stands at `position`, against a signed checkpoint of `size` entries.

    Raises ValueError if the checkpoint is from before the entry: wait for the next one.
    """
    inclusion = inclusion_proof(source, position, size)
    return Proof(comment, position, leaf, checkpoint, tuple(inclusion))


def check_receipt(proof: JsonValue, verifier_key: VerifierKey) -> Submitted:
    """The entry that `proof` (as from `as_json`) shows to be in the ledger. Raises BadProof, saying what is wrong.

    `verifier_key` must come from somewhere else than the proof. Whether the digest in the entry is that of one's own
    words is `comments.digest`, with the salt.
    """
    read, claimed_hash = _read(proof)
    try:
        checkpoint = open_checkpoint(read.checkpoint, verifier_key)
        entry = decode(read.leaf)
    except (BadNote, BadEntry) as error:
        raise BadProof(str(error)) from None
    if leaf_hash(read.leaf) != claimed_hash:
        raise BadProof("The leaf's hash is not that of the leaf.")
    if not isinstance(entry, Submitted) or entry.comment != read.comment:
        raise BadProof("The leaf is not the submission of this comment.")
    if not verify_inclusion(
        claimed_hash,
        position=read.position,
        size=checkpoint.size,
        proof=read.inclusion,
        root=checkpoint.root,
    ):
        raise BadProof("The entry is not in the ledger that the checkpoint signs, or not at this position.")
    return entry


def _read(proof: JsonValue) -> tuple[Proof, bytes]:
    """The proof, and the leaf hash it claims."""
    match proof:
        case {
            "comment": str(comment),
            "position": int(position),
            "leaf": str(leaf),
            "leaf_hash": str(claimed),
            "checkpoint": str(checkpoint),
            "inclusion": list(inclusion),
            **rest,
        } if not rest:
            hashes = [_hash(item) for item in inclusion]
            try:
                read = Proof(comment, position, leaf.encode("utf-8"), checkpoint, tuple(hashes))
            except UnicodeEncodeError:
                raise BadProof("The leaf is not valid Unicode.") from None
            return read, _hash(claimed)
        case _:
            raise BadProof(
                "A proof has the fields comment, position, leaf, leaf_hash, checkpoint and inclusion."
            )


def _hash(value: JsonValue) -> bytes:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise BadProof("A hash is not 64 lower-case hexadecimal digits.")
    return bytes.fromhex(value)
