"""Many calls in one request: `multipart/mixed` of `application/http`, as Google's client libraries write and read it.

Each part is a call of its own, with its own key in its own address, its own quota, its own error. The answers stand in the order of the
calls, each under its call's Content-ID with `response-` in front.
"""

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from diwan.web.compat.perspective import errors, payload
from diwan.web.compat.perspective.analyzing import Service
from diwan.web.compat.perspective.calls import Answer, Call, answer, refusal
from diwan.web.requests import TooLarge

MAX_BYTES: Final = 8 << 20
MOST_CALLS: Final = 1000
"""More than Google's own library sends at once."""
MOST_ANSWERED_BYTES: Final = 32 << 20
"""When the answers of a batch are larger than this, the calls that are left are refused."""
AT_ONCE: Final = 16
"""Calls of a batch that are under way together: the checks read them together, and other clients get their turn."""

_BOUNDARY = re.compile(r';\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_REQUEST_LINE = re.compile(r"([A-Z]{1,20}) (\S{1,8000})(?: HTTP/\d(?:\.\d)?)?")
_HEADER = re.compile(r"([!-9;-~]+):[ \t]*(.*)")
_MOST_HEADERS = 50
_LONGEST_ID = 500


@dataclass(frozen=True, slots=True)
class Part:
    """`call` is None where the part is no call; `content_id` is None if it has none."""

    content_id: str | None
    call: Call | None


def parts(body: bytes, content_type: str) -> list[Part]:
    """The calls in a batch. Raises Fault if it is none, is empty, or holds too many."""
    boundary = _boundary(content_type)
    # A boundary stands at the beginning of a line; Python's library ends lines with "\n", others with "\r\n".
    pieces = re.split(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?=--|[ \t]*\r?\n)", body)
    inner = [piece for piece in pieces[1:] if not piece.startswith(b"--")]
    if len(pieces) < 2 or not inner:
        raise errors.invalid(
            "The batch holds no calls. Send multipart/mixed with a part of application/http for each."
        )
    if len(inner) > MOST_CALLS:
        raise errors.invalid(f"The batch request must not contain more than {MOST_CALLS} calls.")
    return [_part(piece) for piece in inner]


async def answered(service: Service, sent: Sequence[Part]) -> Answer:
    """The answers to the calls, in their order."""
    answers: list[Answer] = []
    size = 0
    for begin in range(0, len(sent), AT_ONCE):
        group = sent[begin : begin + AT_ONCE]
        if size > MOST_ANSWERED_BYTES:
            answers += [refusal(errors.too_much_answered()) for _ in group]
            continue
        came = await asyncio.gather(*(_answer(service, part) for part in group))
        size += sum(len(each.body) for each in came)
        answers += came
    boundary = f"batch_{secrets.token_urlsafe(24)}"
    lines = [
        b"--" + boundary.encode() + b"\r\n" + _written(part, each)
        for part, each in zip(sent, answers, strict=True)
    ]
    body = b"".join(lines) + b"--" + boundary.encode() + b"--\r\n"
    headers = {
        "content-type": f"multipart/mixed; boundary={boundary}",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "access-control-allow-origin": "*",
    }
    return Answer(200, headers, body)


async def _answer(service: Service, part: Part) -> Answer:
    if part.call is None:
        return refusal(
            errors.invalid("Failed to parse batch request, error: Failed in parsing HTTP request line.")
        )
    return await answer(service, part.call)


def _boundary(content_type: str) -> bytes:
    media_type = content_type.partition(";")[0].strip().lower()
    match = _BOUNDARY.search(content_type)
    boundary = (match[1] or match[2]) if match else ""
    if media_type != "multipart/mixed" or not boundary or not boundary.isascii():
        raise errors.invalid("Failed to parse batch request, error: send multipart/mixed with a boundary.")
    return boundary.encode()


def _part(piece: bytes) -> Part:
    """A part: its headers, an empty line, and the call."""
    head, inner = _divided(piece.partition(b"\n")[2])
    headers = _headers(head)
    content_id = headers.get("content-id")
    if content_id is not None and (len(content_id) > _LONGEST_ID or not content_id.isprintable()):
        content_id = None
    kind = headers.get("content-type", "application/http").partition(";")[0].strip().lower()
    return Part(content_id, _call(inner) if kind == "application/http" else None)


def _call(inner: bytes) -> Call | None:
    line, _, rest = inner.lstrip(b"\r\n").partition(b"\n")
    match = _REQUEST_LINE.fullmatch(line.decode("latin-1").rstrip())
    if match is None:
        return None
    head, content = _divided(rest)
    path, _, query = match[2].partition("?")

    async def body() -> bytes:
        if len(content) > payload.MAX_BYTES:
            raise TooLarge("A call of the batch is too large.")
        return content

    return Call(match[1], path, query, _headers(head), body)


def _divided(block: bytes) -> tuple[bytes, bytes]:
    """The header lines and what comes behind the empty line. The length that a client gives is not believed: Python's counts
    characters."""
    if block.startswith((b"\n", b"\r\n")):
        return b"", block.partition(b"\n")[2]
    match = re.search(rb"\r?\n\r?\n", block)
    return (block, b"") if match is None else (block[: match.start()], block[match.end() :])


def _headers(head: bytes) -> Mapping[str, str]:
    """The first of each name; lines that are none are passed over. Python's library folds a long Content-ID."""
    headers: dict[str, str] = {}
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head).decode("latin-1")
    for line in re.split(r"\r?\n", unfolded)[:_MOST_HEADERS]:
        if match := _HEADER.fullmatch(line):
            headers.setdefault(match[1].lower(), match[2].strip())
    return headers


def _written(part: Part, given: Answer) -> bytes:
    head = ["Content-Type: application/http"]
    if part.content_id is not None:
        head.append(f"Content-ID: {_response_id(part.content_id)}")
    inner = [f"HTTP/1.1 {given.status} {HTTPStatus(given.status).phrase}"]
    inner += [f"{name.title()}: {value}" for name, value in given.headers.items()]
    inner.append(f"Content-Length: {len(given.body)}")
    return "\r\n".join([*head, "", *inner, "", ""]).encode("latin-1") + given.body + b"\r\n"


def _response_id(content_id: str) -> str:
    if content_id.startswith("<"):
        return f"<response-{content_id[1:]}"
    return f"response-{content_id}"
