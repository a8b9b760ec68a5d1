"""Taking in comments: from the widget as JSON, and from the page without JavaScript as a form."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import lifecycle, receipts
from diwan.articles import Description, key_of_folder
from diwan.bootstrap import House
from diwan.clock import iso
from diwan.comments import Submission, Words
from diwan.editions.render import Draft
from diwan.errors import DiwanError, ForeignOrigin, MayNotWrite, OutsideHours, Unavailable, Unknown
from diwan.lifecycle import Acknowledgement
from diwan.readers import Reader
from diwan.sites import Site
from diwan.web import opening, reader_sessions, restrained_told
from diwan.web.door import Door, Presented
from diwan.web.problems import accident, problem
from diwan.web.reader_pages import read_page
from diwan.web.requests import check_same_origin, form_body, json_body, own_origin


class _Described(msgspec.Struct, forbid_unknown_fields=True):
    url: str
    headline: str
    language: str
    section: str = ""


class _Sent(msgspec.Struct, forbid_unknown_fields=True):
    """The body of POST /api/comments."""

    site: str
    article: str
    key: str
    body: str
    name: str = ""
    """A guest's. The name of a reader who has signed in is that of his sign-in."""
    parent: str | None = None
    described: _Described | None = None
    ticket: str = ""
    number: int | None = None
    """The answer to the ticket's work."""
    website: str = ""
    """The trap: a field that no reader sees."""


class Acknowledged(msgspec.Struct):
    """The answer, once the comment is durably stored. `digest` is hexadecimal; `position` is the ledger's."""

    comment: str
    receipt: str
    proof: str
    digest: str
    position: int
    at: str


async def submit_json(request: Request) -> Response:
    """POST /api/comments: 201 for a new comment, 200 for a repeated key, both with the same body; else a problem."""
    return await answered_across(request, _submit_json)


async def _submit_json(request: Request, origin: str | None) -> Response:
    house: House = request.app.state.house
    door: Door = request.app.state.door
    sent = await json_body(request, _Sent, house.settings.limits.max_body_bytes)
    site = site_of(house, sent.site)
    check_origin(site, origin, house)
    presented = Presented(ticket=sent.ticket, number=sent.number, trap=sent.website)
    manner = door.enter(request, site, sent.article, presented, from_form=origin is not None)
    reader = await reader_sessions.bearer_of(request, house, site.id)
    submission = Submission(
        site=site.id,
        article=sent.article,
        key=sent.key,
        words=Words(sent.name, sent.body),
        parent_id=sent.parent,
        described=_description(sent.described) if origin is not None else None,
        origin=origin,
        manner=manner,
    )
    try:
        acknowledged = await _acknowledge(house, site, submission, reader)
    except MayNotWrite as refused:
        raise await run_in_threadpool(restrained_told.tell, house, site, sent.article, refused) from None
    except OutsideHours as late:
        language = sent.described.language if sent.described is not None else site.language
        raise await run_in_threadpool(opening.tell, house, site, sent.article, language, late) from None
    receipt = _receipt_address(house, acknowledged.comment_id)
    answer = Acknowledged(
        comment=acknowledged.comment_id,
        receipt=receipt,
        proof=receipt + "/proof",
        digest=acknowledged.digest.hex(),
        position=acknowledged.position,
        at=iso(acknowledged.at),
    )
    return Response(
        msgspec.json.encode(answer),
        200 if acknowledged.repeated else 201,
        headers={"cache-control": "no-store"},
        media_type="application/json",
    )


async def preflight(request: Request) -> Response:
    """OPTIONS /api/comments: what a browser asks before it sends JSON from the publisher's page."""
    return may_ask(request, "POST")


def may_ask(request: Request, methods: str) -> Response:
    """What a browser wants to hear before it asks by these methods for a page of another origin."""
    return Response(
        status_code=204,
        headers={
            **cross_origin(request.headers.get("origin")),
            "access-control-allow-methods": methods,
            "access-control-allow-headers": "authorization, content-type",
            "access-control-max-age": "86400",
        },
    )


async def submit_form(request: Request) -> Response:
    """POST /write/{site}/{folder}: the form of the page without JavaScript. A refusal comes back with the reader's words."""
    house: House = request.app.state.house
    draft = Draft()
    try:
        fields = await form_body(request, house.settings.limits.max_body_bytes)
        draft = Draft(
            name=fields.get("name", ""),
            body=fields.get("body", ""),
            parent=fields.get("parent", ""),
            key=fields.get("key", ""),
            ticket=fields.get("ticket", ""),
        )
        check_same_origin(request, house.settings.public_url)
        site = site_of(house, request.path_params["site"])
        article = key_of_folder(request.path_params["folder"])
        presented = Presented(ticket=draft.ticket, trap=fields.get("website", ""))
        door: Door = request.app.state.door
        manner = door.enter(request, site, article, presented, from_form=True)
        reader = None
        if "signed" in fields:
            # Only where the form said so: whoever was shown a field for a name writes under what he typed there.
            token = reader_sessions.presented(request)
            reader = await run_in_threadpool(reader_sessions.holder, house, token, site.id)
            if reader is None and site.guests:
                raise reader_sessions.lapsed()
        submission = Submission(
            site=site.id,
            article=article,
            key=draft.key,
            words=Words(draft.name, draft.body),
            parent_id=draft.parent or None,
            manner=manner,
        )
        acknowledged = await _acknowledge(house, site, submission, reader)
    except DiwanError as refusal:
        return await run_in_threadpool(read_page, request, draft=draft, refusal=refusal)
    return RedirectResponse(
        _receipt_address(house, acknowledged.comment_id), 303, {"cache-control": "no-store"}
    )


async def _acknowledge(
    house: House, site: Site, submission: Submission, reader: Reader | None
) -> Acknowledgement:
    # Asked before anything is read as well (`crowded.py`); meanwhile others may have come.
    if house.turns.are_taken:
        raise crowded()
    stored = lifecycle.submit(house.store, house.clock, site, submission, reader)
    # From here on, and not from his first byte: who sends his words slowly must not hold screening up.
    since = house.turns.come()
    try:
        acknowledged = await asyncio.wrap_future(stored)
    finally:
        house.turns.go(since)
    # From here on the reader is answered whatever happens; screening comes when it comes.
    if not acknowledged.repeated:
        house.duties.screen_soon(acknowledged.comment_id)
    return acknowledged


def crowded() -> Unavailable:
    """What is told while as many wait as should."""
    return Unavailable(
        "More comments come at this moment than can be stored. Nothing of this one was; please send it again in a few seconds, under the same key.",
        code="overloaded",
    )


def site_of(house: House, site_id: str) -> Site:
    """The site of this name. Raises Unknown."""
    site = house.sites.get(site_id)
    if site is None:
        raise Unknown(
            "There is no such site here. Correct the embed's `site`.", code="unknown-site", field="site"
        )
    return site


def check_origin(site: Site, origin: str | None, house: House) -> None:
    """Browsers always say where a POST comes from. Without an Origin it is a server, which may send but not register."""
    if origin is not None and origin not in site.origins and origin != own_origin(house.settings.public_url):
        raise ForeignOrigin(
            "This page may not send comments to this site. Its publisher can allow it: add its origin to `origins`."
        )


async def answered_across(
    request: Request, answering: Callable[[Request, str | None], Awaitable[Response]]
) -> Response:
    """The answer that `answering` gives for a page of this origin, or the problem with it: the paper's page can read either."""
    origin = request.headers.get("origin")
    try:
        answer = await answering(request, origin)
    except DiwanError as refusal:
        answer = problem(refusal)
    except Exception as error:  # noqa: BLE001 - the paper's page must be able to read that it failed
        answer = accident(error)
    answer.headers.update(cross_origin(origin))
    return answer


def cross_origin(origin: str | None) -> dict[str, str]:
    """Lets the publisher's page read the answer. It carries no credentials, so any page may; the Origin is checked before."""
    return (
        {
            "access-control-allow-origin": origin,
            "access-control-expose-headers": "Retry-After",
            "vary": "Origin",
        }
        if origin
        else {}
    )


def _description(described: _Described | None) -> Description | None:
    if described is None:
        return None
    return Description(described.url, described.headline, described.section, described.language)


def _receipt_address(house: House, comment_id: str) -> str:
    return f"{house.settings.public_url}/receipts/{receipts.token(house.secrets.receipts, comment_id)}"
