"""Checkpoints as signed notes: what other tools write is read, what is malformed is refused."""

import base64

import pytest
from hypothesis import given, strategies as st

from diwan.ledger.notes import BadNote, Checkpoint, SigningKey, VerifierKey, check_name, open_checkpoint, sign

# The example key of golang.org/x/mod/sumdb/note, and its note.
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="

KEY = SigningKey.from_seed("comments.example.org", bytes(range(32)))
CHECKPOINT = Checkpoint("comments.example.org", 20852163, bytes(range(100, 132)))
NOTE = sign(CHECKPOINT, KEY)


def test_the_verifier_key_of_another_implementation_is_read_and_written_alike() -> None:
    key = VerifierKey.parse(GO_KEY)
    assert str(key) == GO_KEY
    assert SigningKey.from_seed("PeterNeumann", GO_SEED).verifier == key


def test_the_signature_of_another_implementation_is_ours() -> None:
    signing = SigningKey.from_seed("PeterNeumann", GO_SEED)
    made = base64.b64encode(signing.verifier.key_id + signing.private.sign(GO_TEXT.encode())).decode()
    assert made == GO_SIGNATURE


def test_a_signed_note_of_another_implementation_is_found_signed_though_it_is_no_checkpoint() -> None:
    note = f"{GO_TEXT}\n— PeterNeumann {GO_SIGNATURE}\n"
    with pytest.raises(BadNote, match="three lines"):
        open_checkpoint(note, VerifierKey.parse(GO_KEY))


def test_a_checkpoint_is_the_text_that_tlog_checkpoint_describes() -> None:
    lines = NOTE.split("\n")
    assert lines[:4] == [
        "comments.example.org",
        "20852163",
        base64.b64encode(CHECKPOINT.root).decode(),
        "",
    ]
    assert lines[4].startswith("— comments.example.org ")
    assert lines[5:] == [""]


@given(st.integers(0, 2**60), st.binary(min_size=32, max_size=32))
def test_what_was_signed_is_what_is_opened(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(KEY.name, size, root)
    assert open_checkpoint(sign(checkpoint, KEY), KEY.verifier) == checkpoint


def test_other_signatures_are_passed_over() -> None:
    witness = sign(Checkpoint("witness", 1, bytes(32)), SigningKey.from_seed("witness", bytes(32)))
    line = witness.split("\n")[4]
    own_name_other_key = sign(CHECKPOINT, SigningKey.from_seed(KEY.name, bytes(32))).split("\n")[4]
    assert open_checkpoint(f"{NOTE}{line}\n{own_name_other_key}\n", KEY.verifier) == CHECKPOINT
    assert open_checkpoint(NOTE.replace("\n\n", f"\n\n{line}\n"), KEY.verifier) == CHECKPOINT


def _changed(old: str, new: str) -> str:
    assert old in NOTE
    return NOTE.replace(old, new, 1)


SIGNATURE_LINE = NOTE.split("\n")[4]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "\n\n",
        NOTE[:-1],
        NOTE + "\n",
        NOTE + "trailing\n",
        NOTE.replace("\n", "\r\n"),
        "\ufeff" + NOTE,
        " " + NOTE,
        _changed("\n\n", "\n"),
        _changed("\n\n", "\n\n\n"),
        _changed("\n\n", "\nextension\n\n"),
        _changed("20852163", "020852163"),
        _changed("20852163", "+20852163"),
        _changed("20852163", "20852164"),
        _changed("20852163", "٢٠٨٥٢١٦٣"),
        _changed("20852163", ""),
        _changed("comments.example.org\n2", "comments.example.com\n2"),
        _changed("comments.example.org\n2", "comments.example.org\t\n2"),
        _changed("— ", "- "),
        _changed("— ", "—"),
        _changed("— comments.example.org", "— comments.example.net"),
        _changed("— comments.example.org ", "— comments.example.org  "),
        _changed("— comments.example.org ", "— comments+example.org "),
        NOTE[:-3] + "\n",
        NOTE[:-1] + "=\n",
        NOTE.replace(SIGNATURE_LINE, ""),
        NOTE.replace(SIGNATURE_LINE, f"{SIGNATURE_LINE}\n— other AAAA"),
        NOTE.replace(SIGNATURE_LINE, "\n".join([SIGNATURE_LINE] * 17)),
        NOTE + "\ud800",
        "x" * 200_000 + NOTE,
    ],
)
def test_a_malformed_or_changed_note_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        open_checkpoint(note, KEY.verifier)


@given(st.integers(0, len(NOTE) - 1), st.characters(exclude_categories=()))
def test_no_single_character_can_be_changed(index: int, character: str) -> None:
    if NOTE[index] == character:
        return
    with pytest.raises(BadNote):
        open_checkpoint(NOTE[:index] + character + NOTE[index + 1 :], KEY.verifier)


def test_a_key_of_the_same_id_and_name_that_did_not_sign_is_a_refusal_of_the_whole_note() -> None:
    forged = base64.b64encode(KEY.verifier.key_id + bytes(64)).decode()
    with pytest.raises(BadNote, match="does not fit"):
        open_checkpoint(f"{NOTE}— {KEY.name} {forged}\n", KEY.verifier)


@pytest.mark.parametrize(
    "name", ["", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\nb", "a\x00b", "a\x7fb", "\ud800"]
)
def test_a_name_without_sense_is_refused(name: str) -> None:
    with pytest.raises(BadNote):
        check_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        GO_KEY.replace("c74f20a3", "c74f20a4"),
        GO_KEY.replace("c74f20a3", "C74F20A3"),
        GO_KEY.replace("Peter", "Petra"),
        GO_KEY[:-1],
        GO_KEY + "=",
        GO_KEY.replace("+AR", "+BB"),
    ],
)
def test_a_mistyped_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        VerifierKey.parse(text)


def test_a_key_does_not_sign_for_another_ledger_or_nonsense() -> None:
    for checkpoint in (
        Checkpoint("other.example.org", 1, bytes(32)),
        Checkpoint(KEY.name, -1, bytes(32)),
        Checkpoint(KEY.name, 1, bytes(31)),
    ):
        with pytest.raises(BadNote):
            sign(checkpoint, KEY)


def test_a_signing_key_does_not_show_itself() -> None:
    assert bytes(range(32)).hex() not in repr(KEY)
