"""What a publisher's token must be, and each way in which one is refused."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from joserfc.jwk import OctKey

from diwan.clock import MINUTE, SECOND
from diwan.errors import DiwanError
from diwan.readers import Badge, Source
from diwan.web.sign_in.keys import Key, KeyRing
from diwan.web.sign_in.token import LEEWAY, MOST_BYTES, Expected, Vouched, read
from tests.house import START
from tests.publisher import (
    AUDIENCE,
    ISSUER,
    SECRET,
    Publisher,
    ed25519,
    key_set,
    p256,
    rsa,
    shared_secret,
)

EXPECTED = Expected("courier", ISSUER, AUDIENCE, most_minutes=10)
RING = KeyRing(
    [Key("HS256", None, shared_secret())], lambda: key_set(ed25519(), p256(), rsa()), seconds=lambda: 0.0
)


@pytest.fixture
def publisher() -> Publisher:
    return Publisher(START)


def vouched(token: str, ring: KeyRing = RING, expected: Expected = EXPECTED) -> Vouched:
    return read(token, expected, ring, START)


def refused(token: str, ring: KeyRing = RING) -> str:
    with pytest.raises(DiwanError) as caught:
        vouched(token, ring)
    assert token not in caught.value.detail
    return caught.value.code


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("EdDSA", ed25519), ("Ed25519", ed25519), ("ES256", p256), ("RS256", rsa), ("HS256", shared_secret)],
)
def test_a_good_token_of_each_allowed_algorithm_signs_its_reader_in(algorithm: str, key: Any) -> None:
    publisher = Publisher(START, key(), algorithm)
    told = vouched(publisher.token(badge="staff")).arrival
    assert (told.site, told.source, told.subject) == ("courier", Source.PUBLISHER, "account-4711")
    assert (told.name, told.badge) == ("Berîvan", Badge.STAFF)


def test_what_need_not_be_there_may_be_left_out_or_null(publisher: Publisher) -> None:
    assert vouched(publisher.token()).arrival.badge is None


def test_an_audience_may_be_one_of_several_and_other_claims_are_passed_over(publisher: Publisher) -> None:
    vouched(publisher.token(aud=["https://elsewhere.example", AUDIENCE], roles=["admin"]))


# --- the signature ------------------------------------------------------------------------------------------


def test_a_token_that_is_not_signed_is_refused(publisher: Publisher) -> None:
    for spelled in ("none", "None", "NONE", "nOnE", ""):
        assert refused(publisher.forged({"alg": spelled})) == "sign-in-algorithm"
        assert refused(publisher.forged({"alg": spelled, "kid": "ed"}, b"x" * 64)) == "sign-in-algorithm"
    assert refused(publisher.forged({"typ": "JWT"})) == "sign-in-algorithm"
    assert refused(publisher.forged({"alg": 7})) == "sign-in-algorithm"
    assert refused(publisher.forged({"alg": "EdDSA", "kid": "ed"})) == "sign-in-signature"


@pytest.mark.parametrize("algorithm", ["HS384", "HS512", "RS384", "RS512", "PS256", "ES384", "ES256K"])
def test_an_algorithm_that_no_key_is_for_is_refused(publisher: Publisher, algorithm: str) -> None:
    assert refused(publisher.forged({"alg": algorithm, "kid": "rsa"}, b"x" * 64)) == "sign-in-algorithm"


def test_a_public_key_is_never_taken_for_a_secret(publisher: Publisher) -> None:
    private: Any = rsa().raw_value
    other: Any = ed25519().raw_value
    public = private.public_key()
    spellings = [
        public.public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
        for encoding in (serialization.Encoding.PEM, serialization.Encoding.DER)
    ]
    spellings += [
        json.dumps(rsa().as_dict(private=False)).encode(),
        other.public_key().public_bytes_raw(),
    ]
    for spelled in spellings:
        unsigned = publisher.forged({"alg": "HS256", "kid": "rsa"}).rpartition(".")[0]
        tag = hmac.new(spelled, unsigned.encode(), hashlib.sha256).digest()
        forged = f"{unsigned}.{urlsafe_b64encode(tag).rstrip(b'=').decode()}"
        assert refused(forged) == "sign-in-signature"
        no_secrets = KeyRing((), lambda: key_set(rsa(), ed25519()), seconds=lambda: 0.0)
        assert refused(forged, no_secrets) == "sign-in-algorithm"


def test_a_token_names_a_key_of_its_own_algorithm_or_is_refused(publisher: Publisher) -> None:
    for kid in ("ec", "rsa", "nobody"):
        assert refused(publisher.token(header={"kid": kid})) == "sign-in-key"
    assert refused(publisher.forged({"alg": "EdDSA", "kid": 7})) == "sign-in-malformed"


def test_a_token_of_another_key_is_refused_under_any_name(publisher: Publisher) -> None:
    stranger = ed25519("stranger")
    assert refused(publisher.token(key=stranger)) == "sign-in-key"
    assert refused(publisher.token(key=stranger, header={"kid": "ed"})) == "sign-in-signature"
    guessed = Publisher(START, OctKey.import_key(b"another secret, which is long enough too"), "HS256")
    assert refused(guessed.token()) == "sign-in-signature"


def test_a_key_that_the_token_brings_along_counts_for_nothing(publisher: Publisher) -> None:
    stranger = ed25519("stranger")
    for brought in ({"jwk": stranger.as_dict(private=False)}, {"jku": "https://evil.example/jwks.json"}):
        assert refused(publisher.token(key=stranger, header={"kid": "ed", **brought})) == "sign-in-signature"


def test_a_token_that_was_changed_is_refused(publisher: Publisher) -> None:
    head, payload, signature = publisher.token().split(".")
    other = publisher.token(badge="staff").split(".")[1]
    assert refused(f"{head}.{other}.{signature}") == "sign-in-signature"
    assert refused(f"{head}.{payload}.{signature[:-2]}") == "sign-in-signature"


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b",
        "a.b.c.d",
        "a b.c.d",
        "ä.b.c",
        "e30.e30.",
        "W10.e30.AA",
        "a" * (MOST_BYTES + 1),
        "YQ.YQ.YQ",
    ],
)
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(DiwanError) as caught:
        vouched(token)
    assert caught.value.code in {"sign-in-malformed", "sign-in-algorithm"}


def test_an_extension_that_the_token_insists_on_is_refused(publisher: Publisher) -> None:
    assert refused(publisher.forged({"alg": "EdDSA", "crit": ["b64"], "b64": False})) == "sign-in-malformed"


def test_without_a_name_every_key_of_the_algorithm_is_tried_so_that_keys_can_be_rotated() -> None:
    old, new = SECRET, b"the next secret of the courier's, long enough"
    ring = KeyRing([Key("HS256", None, OctKey.import_key(each)) for each in (old, new)])
    for secret in (old, new):
        vouched(Publisher(START, OctKey.import_key(secret), "HS256").token(), ring)
    first, second = ed25519("one"), ed25519("two")
    ring = KeyRing((), lambda: key_set(first, second), seconds=lambda: 0.0)
    for key in (first, second):
        vouched(Publisher(START, key).token(), ring)


# --- the claims ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "name", "iat", "exp", "jti"])
def test_a_token_without_a_claim_that_must_be_there_is_refused(publisher: Publisher, claim: str) -> None:
    with pytest.raises(DiwanError) as caught:
        vouched(publisher.token(**{claim: None}))
    assert caught.value.code == "sign-in-claims"
    assert f"`{claim}`" in caught.value.detail


@pytest.mark.parametrize(
    ("claim", "value", "code"),
    [
        ("iss", "https://evil.example", "sign-in-issuer"),
        ("iss", ISSUER + "/", "sign-in-issuer"),
        ("iss", [ISSUER], "sign-in-claims"),
        ("aud", "https://comments.courier.example", "sign-in-audience"),
        ("aud", ["https://elsewhere.example"], "sign-in-audience"),
        ("aud", [], "sign-in-audience"),
        ("aud", {"a": AUDIENCE}, "sign-in-audience"),
        ("sub", 4711, "sign-in-claims"),
        ("sub", "", "sign-in-claims"),
        ("name", ["Berîvan"], "sign-in-claims"),
        ("jti", "j" * 256, "sign-in-claims"),
        ("jti", 7, "sign-in-claims"),
        ("exp", "soon", "sign-in-claims"),
        ("exp", True, "sign-in-claims"),
        ("exp", -1, "sign-in-claims"),
        ("exp", 2**60, "sign-in-claims"),
        ("exp", float("nan"), "sign-in-claims"),
        ("iat", float("inf"), "sign-in-claims"),
        ("nbf", "now", "sign-in-claims"),
        ("badge", "editor", "sign-in-claims"),
        ("badge", ["staff"], "sign-in-claims"),
        ("badge", True, "sign-in-claims"),
    ],
)
def test_a_claim_that_is_not_as_it_must_be_is_told(
    publisher: Publisher, claim: str, value: object, code: str
) -> None:
    assert refused(publisher.token(**{claim: value})) == code


def test_a_token_is_good_from_its_issue_to_its_expiry_and_a_little_around(publisher: Publisher) -> None:
    now, little = START // SECOND, LEEWAY // SECOND
    for times in (
        {"iat": now + little},
        {"nbf": now + little},
        {"iat": now - 300, "exp": now - little + 1},
        {"iat": now - 1, "exp": now + 599},
    ):
        vouched(publisher.token(**times))
    assert refused(publisher.token(iat=now - 300, exp=now - little)) == "sign-in-expired"
    assert refused(publisher.token(iat=now - 9000, exp=now - 8900)) == "sign-in-expired"
    assert refused(publisher.token(iat=now + little + 1, exp=now + 300)) == "sign-in-early"
    assert refused(publisher.token(nbf=now + little + 1)) == "sign-in-early"
    assert refused(publisher.token(iat=now, exp=now + 601)) == "sign-in-too-long"


def test_a_token_is_used_up_for_as_long_as_it_is_good(publisher: Publisher) -> None:
    token = publisher.token()
    once = vouched(token).once
    assert once.until == START + 300 * SECOND + LEEWAY
    assert refused_at(token, once.until) == "sign-in-expired"
    assert read(token, EXPECTED, RING, once.until - 1).once == once


def refused_at(token: str, at: int) -> str:
    with pytest.raises(DiwanError) as caught:
        read(token, EXPECTED, RING, at)
    return caught.value.code


def test_the_same_jti_of_another_site_is_another_one(publisher: Publisher) -> None:
    token = publisher.token(jti="one")
    here = vouched(token).once.hash
    assert vouched(publisher.token(jti="one", sub="another")).once.hash == here
    assert vouched(publisher.token(jti="two")).once.hash != here
    assert vouched(token, expected=Expected("gazette", ISSUER, AUDIENCE, 10)).once.hash != here


def test_how_long_a_token_may_be_good_is_the_sites_to_say(publisher: Publisher) -> None:
    token = publisher.token()
    with pytest.raises(DiwanError) as caught:
        read(token, Expected("courier", ISSUER, AUDIENCE, 4), RING, START)
    assert caught.value.code == "sign-in-too-long"
    assert read(token, Expected("courier", ISSUER, AUDIENCE, 5), RING, START + MINUTE)
