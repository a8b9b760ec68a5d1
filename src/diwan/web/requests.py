"""Reading what a client sent: bounded, of exactly the expected type, or refused with what to do instead."""

import re
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

import msgspec
from starlette.requests import ClientDisconnect, Request

from diwan.errors import ForeignOrigin, Malformed

T = TypeVar("T")

MAX_FORM_FIELDS = 20

# An escaped first half without its second, or a second half on its own.
_LONE_SURROGATE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)


class TooLarge(Malformed):
    """The body is over the limit of the settings."""

    code = "too-large"


def bearer(request: Request) -> str:
    """The key in `Authorization: Bearer KEY`; "" if there is none."""
    scheme, _, presented = request.headers.get("authorization", "").partition(" ")
    return presented.strip() if scheme.lower() == "bearer" else ""


async def body(request: Request, limit: int) -> bytes:
    """The whole body, at most `limit` bytes. Raises TooLarge without reading further, and ClientDisconnect."""
    chunks = []
    size = 0
    declared = _declared_length(request)
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"The request is over {limit} bytes. Please send less.")
        chunks.append(chunk)
        # The server hands on what has come and tells of the end in a message of its own. To wait for that one is a way
        # through four threads, for what the length has said already.
        more = message.get("more_body", False) and str(size) != declared
    return b"".join(chunks)


def _declared_length(request: Request) -> str:
    """Of how many bytes the body is, as the client wrote it; "" where Transfer-Encoding overrules it (RFC 9112, 6.3)."""
    headers = request.headers
    return "" if "transfer-encoding" in headers else headers.get("content-length", "")


def media_type(request: Request) -> str:
    """The media type of the body, without parameters, in small letters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def form_body(request: Request, limit: int) -> dict[str, str]:
    """The fields of an urlencoded form. Raises Malformed: another content type, invalid UTF-8, too many fields, one of them twice."""
    if media_type(request) != "application/x-www-form-urlencoded":
        raise Malformed("Send the form as application/x-www-form-urlencoded.", code="content-type")
    sent = await body(request, limit)
    try:
        pairs = parse_qsl(
            sent.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FORM_FIELDS
        )
    except (UnicodeDecodeError, ValueError):
        raise Malformed("The form is not valid UTF-8, or has too many fields.", code="form") from None
    fields = dict(pairs)
    # Of two bodies one would be kept and the other cut away without a word.
    if len(fields) != len(pairs):
        raise Malformed(
            "The form names a field twice. Load the page again and send it from there.", code="form"
        )
    return fields


async def json_body(request: Request, kind: type[T], limit: int) -> T:
    """The JSON body as `kind`. Raises Malformed: wrong content type, invalid UTF-8 or JSON, missing or wrong fields."""
    if media_type(request) != "application/json":
        raise Malformed("Send the body as application/json.", code="content-type")
    sent = await body(request, limit)
    try:
        sent.decode()
    except UnicodeDecodeError:
        raise Malformed("The body is not valid UTF-8; send it in that encoding.", code="utf-8") from None
    try:
        return msgspec.json.decode(sent, type=kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"The JSON is not what is expected here: {error}.", code="json-fields") from None
    except (msgspec.DecodeError, RecursionError) as error:
        if _LONE_SURROGATE.search(sent) and "character" not in str(error):
            raise Malformed(
                "The text holds half of a surrogate pair; send valid Unicode.", code="surrogate"
            ) from None
        raise Malformed(
            "The body is not valid JSON, or it is nested too deeply; check what your program sends.",
            code="json",
        ) from None


def own_origin(public_url: str) -> str:
    """The origin of Diwan's own pages."""
    parts = urlsplit(public_url)
    return f"{parts.scheme}://{parts.netloc}"


def check_same_origin(request: Request, public_url: str) -> None:
    """Refuse an unsafe request that a page of another origin sent. Raises ForeignOrigin.

    Every browser sends Origin with a POST. Sec-Fetch-Site (Fetch Metadata) is asked as well where it is sent.
    A client without either is not a browser and carries no cookie of a browser's.
    """
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if origin is not None and origin != own_origin(public_url):
        raise ForeignOrigin(
            "This form belongs to another site. Open Diwan's own page and send it from there."
        )
    if site is not None and site not in {"same-origin", "none"}:
        raise ForeignOrigin(
            "This request comes from another site. Open Diwan's own page and send it from there."
        )
