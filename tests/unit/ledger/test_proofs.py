"""A receipt proves that its comment stands in the ledger, and nothing else passes for one."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from diwan import comments
from diwan.comments import Words
from diwan.ledger.commitments import key_digest
from diwan.ledger.entries import Founded, Submitted
from diwan.ledger.leaves import encode
from diwan.ledger.merkle import leaf_hash, root
from diwan.ledger.notes import Checkpoint, SigningKey, sign
from diwan.ledger.proofs import BadProof, Proof, build_proof, check_receipt
from tests.unit.ledger.newsroom import KEY, ORIGIN, VERIFIER, Hashes, busy_newsroom

ROOM = busy_newsroom(steps=80, seed=2)
LEAVES = [encode(entry) for entry in ROOM.entries]
SOURCE = Hashes([leaf_hash(leaf) for leaf in LEAVES])
NOTE = ROOM.checkpoints[-1]


def proof_at(position: int) -> Proof:
    entry = ROOM.entries[position]
    assert isinstance(entry, Submitted)
    return build_proof(
        SOURCE,
        comment=entry.comment,
        position=position,
        leaf=LEAVES[position],
        checkpoint=NOTE.note,
        size=NOTE.size,
    )


SUBMISSIONS = [i for i, entry in enumerate(ROOM.entries) if isinstance(entry, Submitted)]


def test_every_receipt_proves_its_comment() -> None:
    for position in SUBMISSIONS:
        carried = json.loads(json.dumps(proof_at(position).as_json()))
        assert check_receipt(carried, VERIFIER) == ROOM.entries[position]


def test_a_receipt_has_the_fields_that_the_format_names() -> None:
    assert list(proof_at(SUBMISSIONS[0]).as_json()) == [
        "comment",
        "position",
        "leaf",
        "leaf_hash",
        "checkpoint",
        "inclusion",
    ]


def test_any_change_to_a_receipt_breaks_it() -> None:
    position, other = SUBMISSIONS[1], SUBMISSIONS[2]
    proof, another = proof_at(position).as_json(), proof_at(other).as_json()
    for name in proof:
        for value in (another[name], None, "", 7, []):
            if value != proof[name]:
                with pytest.raises(BadProof):
                    check_receipt({**proof, name: value}, VERIFIER)
        with pytest.raises(BadProof):
            check_receipt({key: value for key, value in proof.items() if key != name}, VERIFIER)
    with pytest.raises(BadProof):
        check_receipt({**proof, "extra": 1}, VERIFIER)
    with pytest.raises(BadProof):
        check_receipt({**proof, "leaf": "\ud800"}, VERIFIER)
    with pytest.raises(BadProof):
        check_receipt([], VERIFIER)


def test_a_leaf_with_other_words_under_the_true_hash_is_no_receipt() -> None:
    position = SUBMISSIONS[1]
    entry = ROOM.entries[position]
    assert isinstance(entry, Submitted)
    forged = encode(replace(entry, digest="0" * 64)).decode()
    with pytest.raises(BadProof, match="hash is not that of the leaf"):
        check_receipt({**proof_at(position).as_json(), "leaf": forged}, VERIFIER)


def test_another_entry_than_a_submission_is_no_receipt() -> None:
    founded = Proof("c", 0, LEAVES[0], NOTE.note, tuple(proof_at(SUBMISSIONS[0]).inclusion))
    with pytest.raises(BadProof, match="submission"):
        check_receipt(founded.as_json(), VERIFIER)


def test_a_receipt_is_not_believed_by_another_key() -> None:
    other = SigningKey.from_seed(ORIGIN, bytes(32)).verifier
    with pytest.raises(BadProof, match="not signed"):
        check_receipt(proof_at(SUBMISSIONS[0]).as_json(), other)


def test_a_checkpoint_from_before_the_entry_proves_nothing() -> None:
    with pytest.raises(ValueError, match="no leaf"):
        build_proof(SOURCE, comment="c", position=9, leaf=b"", checkpoint=NOTE.note, size=9)


def test_the_examples_in_the_description_of_the_format_are_true() -> None:
    page = Path(__file__).parents[3].joinpath("docs", "ledger-format.md").read_text(encoding="utf-8")
    words = Words(name="Berfîn", body="Spas!\n")
    digest = comments.digest(bytes(range(32)), site="main", article="a-1", parent_id=None, words=words)
    founded = Founded(1790000000000, f"{1:032x}", "comments.example.org")
    submitted = Submitted(
        at=1790000001000,
        comment=f"{3:032x}",
        thread=f"{2:032x}",
        site="main",
        article="a-1",
        parent=None,
        branch=f"{2:032x}",
        ordinal=0,
        key=key_digest("key-0000000000000001"),
        digest=digest.hex(),
    )
    leaves = [encode(founded), encode(submitted)]
    hashes = [leaf_hash(leaf) for leaf in leaves]
    whole = root(hashes)
    note = sign(Checkpoint(ORIGIN, 2, whole), KEY)
    for example in (
        digest.hex(),
        *(leaf.decode() for leaf in leaves),
        *(hash_.hex() for hash_ in hashes),
        whole.hex(),
        str(VERIFIER),
        *(line for line in note.split("\n") if line),
    ):
        assert f"\n    {example}\n" in page
