"""Making sound requests unsound, by a seed: the same numbers give the same requests everywhere."""

import gzip
import json
import random
from collections.abc import Callable, Sequence
from typing import Any, Final

CANARY: Final = "a canary that must not be repeated"
_HUGE: Final = 10**400
_MARK: Final = "\ue000"
"""Stands for something that json.dumps cannot write, until it is replaced."""
_LITERALS: Final = (
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"1e999999",
    b"-0",
    b"0x10",
    b"1.",
    b"undefined",
    b'"\\ud800"',
    b'"\\x"',
    b"'a'",
)
_OTHERS: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**63, _HUGE, "", " ", "en", "PLAIN_TEXT", "HTML", "\0", "\u202e", "x" * 30_000,
    [], [[]], [None], {}, {"": None}, {"text": "other"}, ["other"] * 200, {"TOXICITY": []}, {"TOXICITY": {"scoreThreshold": "NaN"}},
)  # fmt: skip
_TYPES: Final = (
    "application/json", "application/json; charset=utf-16", "application/json; charset=", "text/plain", "text/html",
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/mixed", 'multipart/mixed; boundary="', "multipart/mixed; boundary=x",
    "application/x-protobuf", "", "application/json, text/plain", "/", "application/json" + ";a=b" * 500,
)  # fmt: skip
_ENCODINGS: Final = ("gzip", "deflate", "br", "identity", "gzip, gzip", "x" * 200)
_QUERIES: Final = (
    "alt=proto", "alt=media", "alt=", "prettyPrint=perhaps", "prettyPrint=false", "fields=", "fields=*", "fields=attributeScores(",
    "fields=a/b/c", "fields=" + "a(" * 300, "fields=%FF", "callback=alert(1)", "$.xgafv=3", "key=a&key=b", "%zz=%", "=&=&;", "a" * 5000,
    "fields=languages,detectedLanguages", "upload_protocol=raw", "access_token=%00",
)  # fmt: skip


def malformed_query(dice: random.Random) -> str:
    """Nothing, most of the time."""
    return dice.choice(_QUERIES) if dice.random() < 0.2 else ""


def malformed_type(dice: random.Random, usual: str) -> dict[str, str]:
    """Headers about the body: the usual type, most of the time."""
    headers = {"content-type": dice.choice(_TYPES) if dice.random() < 0.2 else usual}
    if dice.random() < 0.05:
        headers["content-encoding"] = dice.choice(_ENCODINGS)
    return headers if dice.random() > 0.03 else {}


def malformed_json(dice: random.Random, sound: Any) -> bytes:
    """The body `sound` with one to three things wrong: in the object, or in its bytes."""
    told: Any = json.loads(json.dumps(sound))
    for _ in range(dice.choice((0, 1, 1, 1, 2, 3))):
        told = _spoilt(dice, told)
    written = json.dumps(told, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")
    written = written.replace(_MARK.encode(), b"").replace(b'"\\ue000"', dice.choice(_LITERALS))
    return malformed_bytes(dice, written) if dice.random() < 0.5 else written


def malformed_bytes(dice: random.Random, sound: bytes) -> bytes:
    """One way of spoiling bytes."""
    place = dice.randrange(len(sound) + 1)
    ways: Sequence[Callable[[], bytes]] = (
        lambda: sound[:place],
        lambda: sound[place:],
        lambda: sound[:place] + dice.randbytes(dice.randrange(1, 9)) + sound[place:],
        lambda: sound[:place] + bytes([dice.choice((0, 0x80, 0xC0, 0xED, 0xFF))]) + sound[place + 1 :],
        lambda: sound + sound,
        lambda: b"",
        lambda: dice.randbytes(dice.randrange(200)),
        lambda: b"\xef\xbb\xbf" + sound,
        lambda: sound.decode("utf-8", "replace").encode(dice.choice(("utf-16", "utf-16-be", "utf-32"))),
        lambda: b"[" * dice.choice((100, 5_000, 200_000)),
        lambda: b'{"comment":' * dice.choice((100, 5_000, 50_000)),
        lambda: gzip.compress(sound) if dice.random() < 0.5 else gzip.compress(b"0" * 1_000_000),
        lambda: sound.replace(b'"', b"'"),
        lambda: sound.replace(b":", b"=", dice.randrange(1, 4)),
        lambda: b"9" * dice.choice((30, 5_000)),
        lambda: sound[:place] + b"," + sound[place:],
    )
    return dice.choice(ways)()


def malformed_batch(dice: random.Random, calls: Sequence[bytes], boundary: str) -> bytes:
    """A batch of calls, with its framing spoilt now and then."""
    line = dice.choice((b"\r\n", b"\n"))
    pieces = []
    for call in calls:
        head = dice.choice(
            (
                b"Content-Type: application/http" + line + b"Content-ID: <a + 1>",
                b"Content-Type: application/http",
                b"content-id: " + dice.randbytes(20).replace(b"\n", b""),
                b"Content-Type: text/plain",
                b"no header at all",
                b"",
            )
        )
        pieces.append(b"--" + boundary.encode() + line + head + line + line + call + line)
    whole = b"".join(pieces) + b"--" + boundary.encode() + b"--"
    return malformed_bytes(dice, whole) if dice.random() < 0.4 else whole


def _spoilt(dice: random.Random, told: Any) -> Any:
    """The value with one thing changed, somewhere in it."""
    if isinstance(told, dict) and told and dice.random() < 0.8:
        name = dice.choice(list(told))
        way = dice.randrange(5)
        if way == 0:
            return {key: value for key, value in told.items() if key != name}
        if way == 1:
            return {**told, dice.choice(("", "unknown", name.upper(), "__proto__", "x" * 300)): told[name]}
        if way == 2:
            return {(name + "s" if key == name else key): value for key, value in told.items()}
        return {**told, name: _spoilt(dice, told[name])}
    if isinstance(told, list) and told and dice.random() < 0.6:
        place = dice.randrange(len(told))
        return [*told[:place], _spoilt(dice, told[place]), *told[place + dice.randrange(2) :]]
    if dice.random() < 0.1:
        return [told] * dice.choice((1, 2, 300))
    return _MARK if dice.random() < 0.15 else dice.choice(_OTHERS)
