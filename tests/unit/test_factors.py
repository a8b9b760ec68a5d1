"""Second factors: codes as RFC 6238 has them, recovery codes, and who must have one."""

import base64
import urllib.parse

import pytest

from diwan.clock import SECOND
from diwan.errors import Unacceptable
from diwan.factors import (
    STEP,
    Passkey,
    Required,
    authenticator_secret,
    check_passkey_name,
    matching_step,
    new_recovery_codes,
    normal_code,
    provisioning_uri,
    recovery_hash,
    secret_text,
)
from diwan.moderators import Role

RFC_SECRET = b"12345678901234567890"
# Appendix B of RFC 6238, SHA-1, cut to six digits as section 5.3 of RFC 4226 does.
RFC_CODES = [
    (59, "287082"),
    (1_111_111_109, "081804"),
    (1_111_111_111, "050471"),
    (1_234_567_890, "005924"),
    (2_000_000_000, "279037"),
    (20_000_000_000, "353130"),
]


@pytest.mark.parametrize(("second", "code"), RFC_CODES)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert matching_step(RFC_SECRET, code, second * SECOND, after=-1) == second // 30


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_one_step_before_and_behind_its_own(steps: int, good: bool) -> None:
    second, code = RFC_CODES[3]
    at = second * SECOND + steps * STEP
    assert (matching_step(RFC_SECRET, code, at, after=-1) is not None) is good


def test_a_code_of_a_step_that_was_used_is_no_good() -> None:
    second, code = RFC_CODES[3]
    step = second // 30
    assert matching_step(RFC_SECRET, code, second * SECOND, after=step - 1) == step
    assert matching_step(RFC_SECRET, code, second * SECOND, after=step) is None


@pytest.mark.parametrize("code", ["", "000000", "28708", "2870822", "garbage"])
def test_what_is_no_code_matches_nothing(code: str) -> None:
    assert matching_step(RFC_SECRET, code, 59 * SECOND, after=-1) is None


def test_a_secret_belongs_to_a_key_a_person_and_a_nonce() -> None:
    made = {
        authenticator_secret(key, person, nonce)
        for key in (b"k" * 32, b"l" * 32)
        for person in ("one", "two")
        for nonce in (b"n" * 20, b"m" * 20)
    }
    assert len(made) == 8
    assert {len(each) for each in made} == {20}
    assert base64.b32decode(secret_text(RFC_SECRET)) == RFC_SECRET


def test_an_app_reads_whose_secret_it_is_and_where() -> None:
    uri = provisioning_uri(RFC_SECRET, name="Berfîn", issuer="Diwan courier.example")
    parts = urllib.parse.urlsplit(uri)
    told = dict(urllib.parse.parse_qsl(parts.query))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert urllib.parse.unquote(parts.path) == "/Diwan courier.example:Berfîn"
    assert told == {"secret": secret_text(RFC_SECRET), "issuer": "Diwan courier.example"}


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("287 082", "287082"),
        ("287-082\n", "287082"),
        ("٢٨٧٠٨٢", "287082"),
        ("۲۸۷۰۸۲", "287082"),
        ("２８７０８２", "287082"),
        ("abcd-ef01 2345-6789", "ABCDEF0123456789"),
        ("şîlan", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_in_any_digits_and_grouping(typed: str, normal: str) -> None:
    assert normal_code(typed) == normal


def test_recovery_codes_are_ten_long_and_different() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert {len(normal_code(code)) for code in codes} == {16}
    assert not set("".join(codes)) & set("ILOU")


def test_a_recovery_code_is_known_however_it_is_read_off_and_only_for_its_owner() -> None:
    stored = recovery_hash("one", "0110-ABCD-EFGH-JKMN")
    assert recovery_hash("one", "oilo abcd efgh jkmn") == stored
    assert recovery_hash("two", "0110-ABCD-EFGH-JKMN") != stored


@pytest.mark.parametrize(
    ("asked", "of_moderators", "of_editors"),
    [("nobody", False, False), ("editors", False, True), ("everyone", True, True)],
)
def test_the_newsroom_says_of_whom_it_asks_a_second_factor(
    asked: str, of_moderators: bool, of_editors: bool
) -> None:
    required = Required(asked)
    assert (required.of(Role.MODERATOR), required.of(Role.EDITOR)) == (of_moderators, of_editors)


@pytest.mark.parametrize(
    ("known", "told", "good"),
    [(0, 0, True), (0, 1, True), (1, 2, True), (1, 1, False), (2, 1, False), (1, 0, False)],
)
def test_a_counter_goes_on_or_the_passkey_is_doubted(known: int, told: int, good: bool) -> None:
    assert Passkey("i", "m", "Phone", b"c", b"k", known, 0).goes_on(told) is good


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "two\nlines", "\u202ename"])
def test_a_passkeys_name_is_a_line(name: str) -> None:
    with pytest.raises(Unacceptable):
        check_passkey_name(name)
    assert check_passkey_name(" کلیلی شین ") == "کلیلی شین"
