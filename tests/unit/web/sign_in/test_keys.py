"""Which keys are taken, how long a set is kept, and that it is not fetched at a stranger's bidding."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from diwan.errors import CannotStart, Unavailable
from diwan.web.sign_in.keys import AGAIN_S, FRESH_S, BadKeys, KeyRing, public_keys, secret_keys
from tests.publisher import ed25519, key_set, p256, rsa
from tests.waiting import PATIENCE_S, until


class Source:
    """A set that can be changed and broken, and counts how often it is loaded."""

    def __init__(self, *keys: object) -> None:
        self.document = key_set(*keys)
        self.loads = 0
        self.is_broken = False

    def __call__(self) -> bytes:
        self.loads += 1
        if self.is_broken:
            raise OSError("not now")
        return self.document


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_key_is_for_the_one_algorithm_that_its_kind_says() -> None:
    keys = public_keys(key_set(ed25519(), p256(), rsa()))
    assert [(key.kid, key.algorithm) for key in keys] == [("ed", "EdDSA"), ("ec", "ES256"), ("rsa", "RS256")]


def test_keys_that_cannot_check_a_token_are_passed_over() -> None:
    passed_over = [
        ECKey.generate_key("P-384"),
        OKPKey.generate_key("X25519"),
        OKPKey.generate_key("Ed448"),
        RSAKey.generate_key(2048, {"use": "enc"}),
        RSAKey.generate_key(2048, {"alg": "PS512"}),
        ECKey.generate_key("P-256", {"alg": "RS256"}),
    ]
    entries = json.loads(key_set(ed25519(), *passed_over))["keys"]
    entries += [
        {"kty": "XYZ"},
        {"kty": "RSA"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        "text",
        None,
    ]
    assert [key.kid for key in public_keys(json.dumps({"keys": entries}).encode())] == ["ed"]


def test_a_short_rsa_key_is_passed_over() -> None:
    with pytest.warns(SecurityWarning):
        short = RSAKey.generate_key(1024)
    assert [key.kid for key in public_keys(key_set(short, ed25519()))] == ["ed"]


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"no JSON",
        b"[]",
        b"{}",
        b'{"keys": {}}',
        b'{"keys": []}',
        b'{"keys": "abc"}',
        json.dumps({"keys": [{}] * 33}).encode(),
        json.dumps({"keys": [OctKey.import_key(bytes(range(32))).as_dict(private=True)]}).encode(),
        json.dumps({"keys": [ed25519().as_dict(private=True)]}).encode(),
    ],
)
def test_what_is_no_set_of_public_keys_is_refused(document: bytes) -> None:
    with pytest.raises(BadKeys):
        public_keys(document)


def test_a_secret_is_long_enough_or_nothing_starts(tmp_path: Path) -> None:
    file = tmp_path / "secrets"
    file.write_bytes(b"s" * 32 + b"\n\n" + b"t" * 40 + b"\r\n")
    assert [key.algorithm for key in secret_keys(file)] == ["HS256", "HS256"]
    for content in (b"", b"\n", b"s" * 31):
        file.write_bytes(content)
        with pytest.raises(CannotStart) as caught:
            secret_keys(file)
        assert "sss" not in caught.value.detail
    with pytest.raises(CannotStart):
        secret_keys(tmp_path / "nowhere")


def test_a_set_is_loaded_when_it_is_needed_and_kept_for_an_hour() -> None:
    source, seconds = Source(ed25519()), Seconds()
    ring = KeyRing((), source, seconds=seconds)
    assert source.loads == 0
    for _ in range(3):
        assert ring.candidates("EdDSA", "ed")
    assert source.loads == 1
    seconds.now = FRESH_S
    assert ring.candidates("EdDSA", "ed")
    assert source.loads == 2


def test_an_unknown_key_is_looked_for_at_most_once_a_minute() -> None:
    source, seconds = Source(ed25519()), Seconds()
    ring = KeyRing((), source, seconds=seconds)
    assert ring.candidates("EdDSA", "ed")
    source.document = key_set(ed25519(), ed25519("new"))
    for kid in range(20):
        assert ring.candidates("EdDSA", f"invented {kid}") == ()
    assert source.loads == 1
    seconds.now = AGAIN_S
    assert [key.kid for key in ring.candidates("EdDSA", "new")] == ["new"]
    assert source.loads == 2


def test_a_key_that_was_withdrawn_is_gone_once_the_set_is_loaded_anew() -> None:
    source, seconds = Source(ed25519(), ed25519("old")), Seconds()
    ring = KeyRing((), source, seconds=seconds)
    assert ring.candidates("EdDSA", "old")
    source.document = key_set(ed25519())
    seconds.now = FRESH_S
    assert ring.candidates("EdDSA", "old") == ()


def test_while_a_set_cannot_be_loaded_the_keys_that_were_there_stay_good() -> None:
    source, seconds = Source(ed25519()), Seconds()
    ring = KeyRing((), source, seconds=seconds)
    assert ring.candidates("EdDSA", "ed")
    source.is_broken = True
    seconds.now = FRESH_S * 5
    assert ring.candidates("EdDSA", "ed")


def test_where_no_set_was_ever_loaded_nobody_can_be_signed_in_now() -> None:
    source, seconds = Source(ed25519()), Seconds()
    source.is_broken = True
    ring = KeyRing((), source, seconds=seconds)
    for _ in range(5):
        with pytest.raises(Unavailable):
            ring.candidates("EdDSA", "ed")
    assert source.loads == 1
    source.is_broken = False
    seconds.now = AGAIN_S
    assert ring.candidates("EdDSA", "ed")


def test_a_set_that_has_become_rubbish_changes_nothing() -> None:
    source, seconds = Source(ed25519()), Seconds()
    ring = KeyRing((), source, seconds=seconds)
    assert ring.candidates("EdDSA", "ed")
    source.document = b"<html>"
    seconds.now = FRESH_S
    assert ring.candidates("EdDSA", "ed")


def test_whoever_has_keys_does_not_wait_for_the_one_who_loads() -> None:
    seconds, loading, go_on = Seconds(), threading.Event(), threading.Event()
    source = Source(ed25519())

    def slow() -> bytes:
        document = source()
        if source.loads > 1:
            loading.set()
            assert go_on.wait(30)
        return document

    ring = KeyRing((), slow, seconds=seconds)
    assert ring.candidates("EdDSA", "ed")
    seconds.now = FRESH_S
    other = threading.Thread(target=ring.candidates, args=("EdDSA", "ed"))
    other.start()
    try:
        assert loading.wait(30)
        assert ring.candidates("EdDSA", "ed")
    finally:
        go_on.set()
        other.join()
    assert source.loads == 2


def test_whoever_has_no_keys_waits_for_the_one_who_loads_the_first_set() -> None:
    begun, go, waits = threading.Event(), threading.Event(), threading.Event()

    def load() -> bytes:
        begun.set()
        assert go.wait(PATIENCE_S)
        return key_set(ed25519())

    ring = KeyRing((), load, seconds=Seconds())
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ring.candidates, "EdDSA", "ed")
        assert begun.wait(PATIENCE_S)
        ring._loading = Waited(ring._loading, waits)  # type: ignore[assignment]  # a lock that tells of who waits
        second = pool.submit(ring.candidates, "EdDSA", "ed")
        until(lambda: waits.is_set() or second.done(), "the second to wait for the first")
        go.set()
        assert first.result(PATIENCE_S) == second.result(PATIENCE_S) != ()


class Waited:
    """A lock that says when somebody means to wait for it."""

    def __init__(self, lock: threading.Lock, waits: threading.Event) -> None:
        self._lock, self._waits = lock, waits

    def acquire(self, *, blocking: bool) -> bool:
        self._waits.set()
        return self._lock.acquire(blocking=blocking)

    def release(self) -> None:
        self._lock.release()
