"""The reading path: printed files handed out from memory, without framework, database or compression.

A raw ASGI application. A pointer costs one `lstat` a request: it tells whether the file is still the one in memory, so
that a reprint shows at once, in every process, without anybody being told. An immutable page is looked at once a second,
only to notice that it was withdrawn. Everything that can be made ready when a file is read is made ready then; a hit sends two prepared messages.

What is answered here, nginx answers the same way from the same files (`docs/operating/nginx.conf`; a test compares them).
"""

import hashlib
import os
import re
import stat
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from starlette.types import Receive, Scope, Send

from diwan.press.house import ADDRESS, ASSET, FOLDER, SITE

Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]
Signature: TypeAlias = tuple[int, int, int, int]
Message: TypeAlias = dict[str, Any]

IMMUTABLE: Final = b"public, max-age=31536000, immutable"
REVALIDATED: Final = b"no-cache"
ASSETS: Final = b"public, max-age=300, stale-while-revalidate=86400"

CONTENT_TYPES: Final[Mapping[str, bytes]] = {
    ".json": b"application/json",
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".mjs": b"text/javascript; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".map": b"application/json",
    ".txt": b"text/plain; charset=utf-8",
    ".csv": b"text/csv; charset=utf-8",
    ".png": b"image/png",
    ".woff2": b"font/woff2",
}
_CHECKPOINT_TYPE: Final = b"text/plain; charset=utf-8"

# A sheet is made to be set into a page. Opened by itself it may show its text and nothing more.
FRAGMENT_POLICY: Final = b"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

# Public and the same for everyone: any page may read it, no cookie is looked at.
_COMMON: Final[Headers] = (
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"x-content-type-options", b"nosniff"),
)

CODINGS: Final[Mapping[str, str]] = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
"""Content codings and their siblings, the one we like best first: of equal weight, the smallest is sent."""
IDENTITY: Final = "identity"

_PAGES = re.compile(rf"/pages/([0-9a-f]{{2}})/(?=\1)({ADDRESS})\.(?:json|html)")
_THREADS = re.compile(rf"/threads/{SITE}/{FOLDER}/(?:pointer\.json|head\.html)")
_WIDGET = re.compile(rf"/widget/{ASSET}")
_TRANSPARENCY = re.compile(rf"/transparency/{SITE}/(?:page\.html|figures\.json|figures\.csv)")

PAGE_RECHECKED_AFTER: Final = 1.0
"""Seconds for which a withdrawn page may still come out of this process's memory."""

_ENTRY_OVERHEAD: Final = 4096
_MEMORISED_HEADERS: Final = 512
_MAX_FILE: Final = 16 << 20


@dataclass(frozen=True, slots=True)
class _Form:
    """One encoding of a file, ready to send. The messages are shared by all requests: nobody may change them, which is
    why the headers are tuples."""

    etag: bytes
    start: Message
    body: Message
    not_modified: Message


@dataclass(slots=True)
class _Entry:
    """A file in memory. `fresh_until`: till then it is not looked at again; in the past for all but pages."""

    signature: Signature
    forms: Mapping[str, _Form]
    size: int
    fresh_until: float


class Reading:
    """Answers GET, HEAD and OPTIONS for what lies below `root`. Keeps up to `cache_bytes` of it in memory."""

    def __init__(self, root: Path, cache_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._root = os.path.realpath(root)
        self._room = cache_bytes
        self._held = 0
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._orders: dict[bytes, tuple[str, ...]] = {}

    def matches(self, path: str) -> bool:
        """Whether the path is one of ours to answer, be it with 404."""
        return (
            path.startswith(("/pages/", "/threads/", "/widget/", "/transparency/")) or path == "/checkpoint"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape; no body is read
        method: str = scope["method"]
        if method not in {"GET", "HEAD"}:
            await _answer(send, _PREFLIGHT if method == "OPTIONS" else _NOT_ALLOWED)
            return
        try:
            entry = self._find(scope["path"])
        except OSError:
            await _answer(send, _UNREADABLE)
            return
        if entry is None:
            await _answer(send, _NOT_FOUND if method == "GET" else _headless(_NOT_FOUND))
            return
        accepted = b""
        known: bytes | None = None
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                accepted = accepted + b"," + value if accepted else value
            elif name == b"if-none-match":
                known = known + b"," + value if known else value
        form = self._choose(entry, accepted)
        # Nearly always it is the one tag that was given here, and need not be taken apart.
        if known is not None and (known == form.etag or matches_etag(known, form.etag)):
            await send(form.not_modified)
            await send(_NO_BODY)
            return
        await send(form.start)
        await send(form.body if method == "GET" else _NO_BODY)

    def _find(self, path: str) -> _Entry | None:
        """The file at `path` as it lies there now; None if there is none. Raises OSError if the disk does not answer."""
        entry = self._entries.get(path)
        if entry is None:
            if not _is_ours(path):
                return None
        elif entry.fresh_until and self._clock() < entry.fresh_until:
            self._entries.move_to_end(path)
            return entry
        try:
            found = os.lstat(self._root + path)
        except (FileNotFoundError, NotADirectoryError):
            self._forget(path)
            return None
        # A file is replaced by renaming another over it, so a new version has another inode; the times and the size
        # guard against an inode that was freed and taken again.
        signature = (found.st_ino, found.st_mtime_ns, found.st_size, found.st_ctime_ns)
        if entry is not None and entry.signature == signature:
            entry.fresh_until = self._fresh_until(path)
            self._entries.move_to_end(path)
            return entry
        self._forget(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MAX_FILE:
            return None
        entry = self._read(path, signature)
        if entry is not None:
            self._hold(path, entry)
        return entry

    def _read(self, path: str, signature: Signature) -> _Entry | None:
        """Read a file and its siblings; these few calls block for microseconds, less than a thread would cost.

        If it is replaced meanwhile, some forms may be newer than the signature: each is whole, and the next request
        sees another signature and reads again. None where the way leads out through a symbolic link.
        """
        file = self._root + path
        if os.path.realpath(file) != file:
            return None
        forms: dict[str, bytes] = {}
        try:
            with open(file, "rb") as opened:  # noqa: PTH123 - paths are plain text on this path
                forms[IDENTITY] = opened.read()
        except FileNotFoundError:
            return None
        for coding, suffix in CODINGS.items():
            try:
                descriptor = os.open(file + suffix, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            except OSError:
                continue  # a sibling saves bytes; without it the file is still served
            with os.fdopen(descriptor, "rb") as sibling:
                forms[coding] = sibling.read()
        content = hashlib.blake2b(forms[IDENTITY], digest_size=12).hexdigest()
        made = {
            coding: _form(path, coding, content, data, varies=len(forms) > 1)
            for coding, data in forms.items()
        }
        size = sum(map(len, forms.values())) + _ENTRY_OVERHEAD
        return _Entry(signature, made, size, self._fresh_until(path))

    def _fresh_until(self, path: str) -> float:
        return self._clock() + PAGE_RECHECKED_AFTER if path.startswith("/pages/") else 0.0

    def _hold(self, path: str, entry: _Entry) -> None:
        if entry.size > self._room:
            return
        self._entries[path] = entry
        self._held += entry.size
        while self._held > self._room:
            _, oldest = self._entries.popitem(last=False)
            self._held -= oldest.size

    def _forget(self, path: str) -> None:
        entry = self._entries.pop(path, None)
        if entry is not None:
            self._held -= entry.size

    def _choose(self, entry: _Entry, accepted: bytes) -> _Form:
        order = self._orders.get(accepted)
        if order is None:
            order = codings_by_preference(accepted)
            if (
                len(self._orders) < _MEMORISED_HEADERS
            ):  # browsers send a handful; whoever sends more gets no memory
                self._orders[accepted] = order
        forms = entry.forms
        for coding in order:
            if coding in forms:
                return forms[coding]
        return forms[IDENTITY]


def _is_ours(path: str) -> bool:
    return path == "/checkpoint" or any(
        pattern.fullmatch(path) is not None for pattern in (_PAGES, _THREADS, _WIDGET, _TRANSPARENCY)
    )


def codings_by_preference(accept_encoding: bytes) -> tuple[str, ...]:
    """The codings a client takes, the best first (RFC 9110, section 12.5.3). Always ends with identity: one who
    refuses even that gets it all the same, as the section allows.

    Identity that is not mentioned counts as acceptable and last; mentioned, it is weighed like the others.
    """
    weights: dict[str, float] = {}
    for part in accept_encoding.decode("latin-1").lower().split(","):
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        weights[{"x-gzip": "gzip"}.get(coding, coding)] = _weight(parameters)
    rest = weights.get("*", 0.0)
    weighed = [(weights.get(coding, rest), coding) for coding in CODINGS]
    weighed.append((weights.get(IDENTITY, 0.0), IDENTITY))
    # The sort is stable, so that of equal weight the order above decides.
    chosen = [coding for weight, coding in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]
    return tuple(chosen) if IDENTITY in chosen else (*chosen, IDENTITY)


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            return (
                float(parameter[2:])
                if re.fullmatch(r"q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", parameter)
                else 0.0
            )
    return 1.0


_TAG = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def matches_etag(if_none_match: bytes, etag: bytes) -> bool:
    """Whether the client has it already (RFC 9110, section 13.1.2: weak comparison, a list, or `*`)."""
    return if_none_match.strip() == b"*" or etag in _TAG.findall(if_none_match)


def _form(path: str, coding: str, content: str, data: bytes, *, varies: bool) -> _Form:
    suffix = os.path.splitext(path)[1]  # noqa: PTH122 - paths are plain text on this path
    etag = f'"{content}"' if coding == IDENTITY else f'"{content}-{coding}"'
    shared: list[tuple[bytes, bytes]] = [
        *_COMMON,
        (b"cache-control", _cache_control(path)),
        (b"etag", etag.encode()),
    ]
    if varies:
        shared.append((b"vary", b"Accept-Encoding"))
    if suffix in {".html", ".svg"}:
        shared.append((b"content-security-policy", FRAGMENT_POLICY))
    own = [
        (
            b"content-type",
            CONTENT_TYPES.get(suffix, _CHECKPOINT_TYPE if not suffix else b"application/octet-stream"),
        ),
        (b"content-length", str(len(data)).encode()),
    ]
    if coding != IDENTITY:
        own.append((b"content-encoding", coding.encode()))
    return _Form(
        etag=etag.encode(),
        start=_start(200, (*own, *shared)),
        body={"type": "http.response.body", "body": data},
        not_modified=_start(304, tuple(shared)),
    )


def _cache_control(path: str) -> bytes:
    if path.startswith("/pages/"):
        return IMMUTABLE
    return ASSETS if path.startswith("/widget/") else REVALIDATED


def _start(status: int, headers: Headers) -> Message:
    return {"type": "http.response.start", "status": status, "headers": headers}


_NO_BODY: Final[Message] = {"type": "http.response.body", "body": b""}


def _problem(status: int, title: bytes, *more: tuple[bytes, bytes]) -> tuple[Message, Message]:
    """RFC 9457, small, and never kept: what is not there now may be printed in a moment."""
    body = b'{"type":"about:blank","title":"%s","status":%d}' % (title, status)
    headers = (
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *_COMMON,
        *more,
    )
    return _start(status, headers), {"type": "http.response.body", "body": body}


_ALLOW: Final = b"GET, HEAD, OPTIONS"
_NOT_FOUND: Final = _problem(404, b"Nothing is printed here")
_NOT_ALLOWED: Final = _problem(405, b"This can only be read", (b"allow", _ALLOW))
_UNREADABLE: Final = _problem(503, b"The printed files cannot be read now", (b"retry-after", b"5"))
_PREFLIGHT: Final = (
    _start(
        204,
        (
            *_COMMON,
            (b"allow", _ALLOW),
            (b"access-control-allow-methods", _ALLOW),
            (b"access-control-allow-headers", b"If-None-Match"),
            (b"access-control-max-age", b"86400"),
        ),
    ),
    _NO_BODY,
)


def _headless(answer: tuple[Message, Message]) -> tuple[Message, Message]:
    return answer[0], _NO_BODY


async def _answer(send: Send, answer: tuple[Message, Message]) -> None:
    await send(answer[0])
    await send(answer[1])
