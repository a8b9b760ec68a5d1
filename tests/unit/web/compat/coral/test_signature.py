"""Whether a request was signed with the phase's secret."""

import hashlib
import hmac

from hypothesis import given, strategies as st

from diwan.web.compat.coral.signature import MOST_SIGNATURES, is_signed, sign

BODY = b'{\n  "action": "NEW"\n}'
NEW, OLD = "5f1c" * 16, "a09b" * 16


def test_the_signature_is_the_hmac_of_the_raw_body_under_the_secrets_characters() -> None:
    digest = hmac.new(NEW.encode(), BODY, hashlib.sha256).hexdigest()
    assert sign(NEW, BODY) == f"sha256={digest}"
    # RFC 4231, test case 2.
    assert sign("Jefe", b"what do ya want for nothing?") == (
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_while_a_secret_is_rotated_any_signature_by_any_secret_will_do() -> None:
    both = f"{sign(OLD, BODY)},{sign(NEW, BODY)}"
    assert is_signed(BODY, [both], [NEW])
    assert is_signed(BODY, [both], [OLD])
    assert is_signed(BODY, [sign(OLD, BODY)], [NEW, OLD])
    assert is_signed(BODY, [both.replace(",", ", ")], [NEW])
    assert is_signed(BODY, [sign(OLD, BODY), sign(NEW, BODY)], [NEW])


def test_another_secret_another_body_or_no_signature_will_not_do() -> None:
    assert not is_signed(BODY, [sign(OLD, BODY)], [NEW])
    assert not is_signed(BODY + b" ", [sign(NEW, BODY)], [NEW])
    assert not is_signed(b'{"action":"NEW"}', [sign(NEW, BODY)], [NEW])
    for header in ("", "sha256=", "sha256", ",", sign(NEW, BODY).removeprefix("sha256="), "sha1=" + "0" * 40):
        assert not is_signed(BODY, [header], [NEW])
    assert not is_signed(BODY, [], [NEW])
    assert not is_signed(BODY, [sign(NEW, BODY)], [])


def test_a_header_full_of_signatures_is_not_worked_through() -> None:
    many = ",".join(["sha256=" + "0" * 64] * MOST_SIGNATURES + [sign(NEW, BODY)])
    assert not is_signed(BODY, [many], [NEW])


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_a_changed_byte_of_the_body_is_noticed(place: int, change: int) -> None:
    altered = bytearray(BODY)
    altered[place] ^= change
    assert not is_signed(bytes(altered), [sign(NEW, BODY)], [NEW])


@given(st.integers(0, 70), st.characters(max_codepoint=255))
def test_a_changed_character_of_the_signature_is_noticed(place: int, character: str) -> None:
    signature = sign(NEW, BODY)
    altered = signature[:place] + character + signature[place + 1 :]
    assert is_signed(BODY, [altered], [NEW]) == (altered == signature)


@given(st.text(), st.binary())
def test_no_header_is_too_strange_to_be_refused(header: str, body: bytes) -> None:
    assert is_signed(body, [header], [NEW]) == (sign(NEW, body) in header.split(","))
