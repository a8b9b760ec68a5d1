"""The bytes of a body: what they are declared to be, unpacked, as JSON. Pure."""

import re
import zlib
from typing import Final

import msgspec

from diwan.web.compat.perspective import errors

MAX_BYTES: Final = 1 << 20
"""Of a body, as it was sent and unpacked. A comment of 20,480 bytes takes 123,000 where every character is escaped."""

# What clients send: most the first; browsers the second, to be spared a preflight; some nothing at all.
_JSON_TYPES = re.compile(r"(?:application/(?:[a-z0-9.-]+\+)?json|text/(?:plain|json)|)")
_UTF8_CHARSET = re.compile(r';\s*charset\s*=\s*"?(?:utf-?8|us-ascii)"?\s*(?:;|$)', re.IGNORECASE)
_PLACE = re.compile(r"\(byte (\d+)\)")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parsed(body: bytes, content_type: str, content_encoding: str) -> object:
    """What the JSON in `body` says; an empty body says `{}`. Raises Fault."""
    media_type = content_type.partition(";")[0].strip().lower()
    if not _JSON_TYPES.fullmatch(media_type):
        raise errors.bad_json("Send the body as application/json.")
    if "charset" in content_type.lower() and not _UTF8_CHARSET.search(content_type):
        raise errors.bad_json("Send the body in UTF-8.")
    text = _unpacked(body, content_encoding.strip().lower()).removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        return {}
    try:
        text.decode()
    except UnicodeDecodeError:
        raise errors.bad_json("The body is not valid UTF-8.") from None
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise errors.bad_json(_why(str(error))) from None


def _unpacked(body: bytes, encoding: str) -> bytes:
    """Google's client for Java packs every body with gzip. Raises Fault: another encoding, broken, or too large unpacked."""
    if encoding in {"", "identity"}:
        return body
    if encoding not in {"gzip", "x-gzip"}:
        raise errors.bad_json("Send the body as it is, or packed with gzip.")
    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        text = unpacking.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        raise errors.bad_json("The body is not packed with gzip, as its header says.") from None
    if len(text) > MAX_BYTES:
        raise errors.too_much(MAX_BYTES)
    if not unpacking.eof:
        raise errors.bad_json("The body is not packed with gzip, as its header says.")
    return text


def _why(complaint: str) -> str:
    """The decoder's complaint without anything of the payload."""
    if "truncated" in complaint:
        return "Unexpected end of string."
    place = _PLACE.search(complaint)
    return f"Unexpected token at byte {place[1]}." if place else "Unexpected token."
