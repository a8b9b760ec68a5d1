"""What the publisher's own servers call, with an API key: registering articles and closing threads."""

import asyncio
import hashlib
import secrets
from datetime import UTC, datetime, timedelta

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from diwan import registration
from diwan.articles import MAX_TEXT_CHARACTERS, Article, Description, folder_name
from diwan.bootstrap import House
from diwan.clock import iso
from diwan.errors import Malformed, NotSignedIn, Unknown
from diwan.hours import opens_at
from diwan.storage.people import ApiKey, PeopleReader
from diwan.threads import closing_time, is_open
from diwan.web.requests import bearer, json_body

KEY_PREFIX = "diwan_"
_KEY_BYTES = 32
# A character of another plane takes two escapes in JSON, `\\ud83d\\ude00`.
_TEXT_BYTES = 12 * MAX_TEXT_CHARACTERS
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Told(msgspec.Struct, forbid_unknown_fields=True):
    """The body of PUT /api/articles/{site}/{article}. `closes_at` is RFC 3339 with an offset, or null; `text` is plain."""

    url: str
    headline: str
    language: str
    section: str = ""
    closes_at: str | None = None
    text: str = ""


class Registered(msgspec.Struct):
    """The answer: the thread, and where its front is printed. `open`: whether it takes comments now; `opens_at`: when it will again, where it is
    only the hours that keep it shut."""

    site: str
    article: str
    thread: str
    revision: int
    open: bool
    closes_at: str | None
    opens_at: str | None
    read: str


def new_key() -> tuple[str, bytes]:
    """A fresh key for a publisher's server, and the SHA-256 under which it is stored."""
    key = KEY_PREFIX + secrets.token_urlsafe(_KEY_BYTES)
    return key, hash_of(key)


def hash_of(key: str) -> bytes:
    """The SHA-256 of a key. Keys are random, so a plain hash keeps them as well as a slow one would."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


async def put_article(request: Request) -> Response:
    """Register an article, or say something new about it; repeating the same changes nothing."""
    house: House = request.app.state.house
    key = await run_in_threadpool(_authenticate, house, request)
    site = house.sites.get(request.path_params["site"])
    if site is None or key.site != site.id:
        raise Unknown("There is no such site for this key.", code="unknown-site")
    told = await json_body(request, _Told, house.settings.limits.max_body_bytes + _TEXT_BYTES)
    description = Description(told.url, told.headline, told.section, told.language, _moment(told.closes_at))
    article = await asyncio.wrap_future(
        registration.register(
            house.store,
            house.clock,
            site=site,
            key=request.path_params["article"],
            description=description,
            text=told.text,
            by=f"key:{key.name}",
        )
    )
    house.duties.print_soon()
    return _answer(house, article)


async def get_article(request: Request) -> Response:
    """What is registered about an article."""
    house: House = request.app.state.house
    key = await run_in_threadpool(_authenticate, house, request)
    if key.site != request.path_params["site"]:
        raise Unknown("There is no such site for this key.", code="unknown-site")
    article = await run_in_threadpool(_find, house, key.site, request.path_params["article"])
    return _answer(house, article)


def _find(house: House, site: str, key: str) -> Article:
    with house.store.reading() as view:
        article = view.article(site, key) if "\0" not in key else None
    if article is None:
        raise Unknown("This article is not registered.", code="unknown-article")
    return article


def _authenticate(house: House, request: Request) -> ApiKey:
    if presented := bearer(request):
        with house.store.connection() as connection:
            # Looked up by its hash: the time this takes tells nothing about the key.
            key = PeopleReader(connection).api_key(hash_of(presented))
        if key is not None:
            return key
    raise NotSignedIn("Send `Authorization: Bearer KEY` with a key made by `diwan keys add`.", code="api-key")


def _answer(house: House, article: Article) -> Response:
    site = house.sites[article.site]
    closes, at = closing_time(article, site.close_after_days), house.clock()
    hours = site.hours.of(article.description.section)
    takes = is_open(article, site.close_after_days, at)
    opens = opens_at(hours, at) if takes and hours is not None else at
    registered = Registered(
        site=article.site,
        article=article.key,
        thread=article.thread_id,
        revision=article.revision,
        open=takes and opens == at,
        closes_at=None if closes is None else iso(closes),
        opens_at=iso(opens) if opens > at else None,
        read=f"{house.settings.public_url}/read/{article.site}/{folder_name(article.key)}",
    )
    return Response(
        msgspec.json.encode(registered), headers={"cache-control": "no-store"}, media_type="application/json"
    )


def _moment(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Malformed(
            "closes_at must be RFC 3339 with an offset, such as 2026-12-31T18:00:00Z.", field="closes_at"
        )
    return (moment - _EPOCH) // timedelta(milliseconds=1)
