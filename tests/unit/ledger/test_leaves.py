"""Each entry has one spelling, each leaf one reading, and what is not an entry is refused by name."""

import hashlib
import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, strategies as st

from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import FIRST_TEXTS
from diwan.ledger import commitments
from diwan.ledger.canonical import JsonValue, canonical, parse
from diwan.ledger.entries import Decided, Founded
from diwan.ledger.fields import BadEntry
from diwan.ledger.leaves import decode, encode
from tests.unit.ledger.newsroom import busy_newsroom

ROOM = busy_newsroom(steps=80)
ONE_OF_EACH = list({entry.kind: entry for entry in ROOM.entries}.values())
DECIDED = next(entry for entry in ROOM.entries if isinstance(entry, Decided))


def test_every_entry_comes_back_from_its_leaf() -> None:
    for entry in ROOM.entries:
        assert decode(encode(entry)) == entry


def test_a_leaf_is_sorted_compact_json_in_utf_8() -> None:
    entry = Founded(at=5, instance="dîwan-1", origin="comments.example.org")
    expected = '{"at":5,"instance":"dîwan-1","kind":"founded","origin":"comments.example.org"}'
    assert encode(entry) == expected.encode()


@pytest.mark.parametrize("entry", ONE_OF_EACH, ids=lambda entry: entry.kind)
def test_any_field_missing_extra_or_of_another_type_is_named(entry: Founded) -> None:
    value = json.loads(encode(entry))
    for name in value:
        without = {key: item for key, item in value.items() if key != name}
        with pytest.raises(BadEntry, match="kind" if name == "kind" else name):
            decode(canonical(without))
        wrongs: list[JsonValue] = [[[]], {}, -1, "", "1" if isinstance(value[name], int) else 2**53 - 1]
        for wrong in wrongs:
            with pytest.raises(BadEntry, match=name):
                decode(canonical({**value, name: wrong}))
    with pytest.raises(BadEntry, match="status"):
        decode(canonical({**value, "status": "pending"}))


@pytest.mark.parametrize(
    "leaf",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"founded"',
        b"\xff",
        b'{"kind":"bypassed"}',
        b'{"kind":["founded"]}',
        b'{"at":5.0,"instance":"i","kind":"founded","origin":"o"}',
        b'{"at":1e3,"instance":"i","kind":"founded","origin":"o"}',
        b'{"at":NaN,"instance":"i","kind":"founded","origin":"o"}',
        b'{"at":true,"instance":"i","kind":"founded","origin":"o"}',
        b'{"at":9007199254740992,"instance":"i","kind":"founded","origin":"o"}',
        b'{"at":' + b"9" * 5000 + b',"instance":"i","kind":"founded","origin":"o"}',
        b'{"at":5,"at":5,"instance":"i","kind":"founded","origin":"o"}',
        b'{"at":5,"instance":"i","kind":"founded","origin":"o"} ',
        b'{"at": 5,"instance":"i","kind":"founded","origin":"o"}',
        b'{"instance":"i","at":5,"kind":"founded","origin":"o"}',
        b'{"at":5,"instance":"\\u0069","kind":"founded","origin":"o"}',
        b'{"at":5,"instance":"\\ud800","kind":"founded","origin":"o"}',
        b"\xef\xbb\xbf" + b'{"at":5,"instance":"i","kind":"founded","origin":"o"}',
        b"[" * 100_000,
    ],
    ids=range(22),
)
def test_what_is_not_the_one_spelling_of_an_entry_is_refused(leaf: bytes) -> None:
    with pytest.raises(BadEntry):
        decode(leaf)


def test_an_entry_that_could_not_be_read_back_is_not_written() -> None:
    for wrong in (
        replace(DECIDED, digest="A" * 64),
        replace(DECIDED, at=-1),
        replace(DECIDED, decision=""),
        replace(DECIDED, decision="\ud800"),
        replace(DECIDED, revision=0),
        replace(DECIDED, note="a note"),
    ):
        with pytest.raises(BadEntry):
            encode(wrong)


def test_a_decision_keeps_its_types() -> None:
    read = decode(encode(DECIDED))
    assert isinstance(read, Decided)
    assert isinstance(read.outcome, Outcome)
    assert isinstance(read.author, Author)
    for kind, version in (("moderator", "1"), ("rule", None), ("model", None), ("pope", "1")):
        value = json.loads(encode(DECIDED))
        value["author"] = {"kind": kind, "name": "n", "version": version}
        with pytest.raises(BadEntry, match="author"):
            decode(canonical(value))
    assert {field.name for field in fields(Author)} == {"kind", "name", "version"}
    assert AuthorKind("rule") is AuthorKind.RULE


@given(
    st.recursive(
        st.none() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=126)), inner),
    )
)
def test_canonical_json_reads_back_what_was_written(value: object) -> None:
    spelled = canonical(value)  # type: ignore[arg-type]
    assert parse(spelled) == value
    assert canonical(parse(spelled)) == spelled


def test_canonical_json_escapes_as_rfc_8785_does() -> None:
    text = '\u20ac$\u000f\nA\'B"\\\\"/\u2028\x7f'
    assert canonical(text) == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u2028\x7f"'.encode()


@pytest.mark.parametrize("value", [True, 1.5, 2**53, "\ud800", {"é": 1}, {1: 1}, (1,), b"x", [False]])
def test_canonical_json_refuses_what_it_cannot_spell_in_one_way(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)  # type: ignore[arg-type]


def test_the_digests_are_what_the_format_says() -> None:
    def sha(data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()

    assert commitments.key_digest("abc") == sha(b"abc")
    assert commitments.findings_digest(b"[]") == sha(b"[]")
    assert commitments.note_commitment(bytes(32), "têbînî") == sha(bytes(32) + "têbînî".encode())
    texts = dict(sorted(FIRST_TEXTS.items()))
    assert commitments.texts_digest(FIRST_TEXTS) == sha(json.dumps(texts, separators=(",", ":")).encode())
    described = commitments.description_digest(
        url="https://x/", headline="H", section="", language="ku", closes_at=None
    )
    assert described == sha(
        b'{"closes_at":null,"headline":"H","language":"ku","section":"","url":"https://x/"}'
    )
    with pytest.raises(ValueError, match="salt"):
        commitments.note_commitment(b"short", "note")
