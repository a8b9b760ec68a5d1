"""Taking in reports on printed comments: from the widget as JSON, and from a page of its own without JavaScript.

Whatever is no printed comment of this site (undecided, rejected, withdrawn, another site's, invented) gets the same answer.
"""

import asyncio
import secrets
from enum import StrEnum
from typing import TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import reporting
from diwan.articles import key_of_folder
from diwan.bootstrap import House
from diwan.clock import iso
from diwan.desk.cards import Card
from diwan.editions import render
from diwan.editions.render import ReportDraft
from diwan.editions.sheets import ThreadHeading
from diwan.errors import DiwanError, NotPrinted, Unacceptable, Unavailable
from diwan.guidelines import AbuseKind, Guideline
from diwan.identifiers import is_identifier
from diwan.reporting import Complaint, Received
from diwan.storage.desk import DeskReader
from diwan.web import problems
from diwan.web.instead import Kept, error_page
from diwan.web.reader_frame import page, rendering
from diwan.web.reader_pages import heading_of
from diwan.web.requests import check_same_origin, form_body, json_body
from diwan.web.submitting import answered_across, check_origin, site_of

Code = TypeVar("Code", bound=StrEnum)


class _Sent(msgspec.Struct, forbid_unknown_fields=True):
    """The body of POST /api/reports."""

    site: str
    comment: str
    key: str
    guideline: str
    abuse_kind: str | None = None
    reason: str = ""


class _Acknowledged(msgspec.Struct):
    """The answer, once the report is durably stored. `position` is the ledger's."""

    report: str
    position: int
    at: str


async def report_json(request: Request) -> Response:
    """POST /api/reports: 201 for a new report, 200 for a repeated key, both with the same body; else a problem."""
    return await answered_across(request, _report_json)


async def _report_json(request: Request, origin: str | None) -> Response:
    house: House = request.app.state.house
    sent = await json_body(request, _Sent, house.settings.limits.max_body_bytes)
    site = site_of(house, sent.site)
    check_origin(site, origin, house)
    request.app.state.limiter.admit(request)
    received = await _receive(
        house,
        Complaint(
            site=site.id,
            comment_id=sent.comment,
            key=sent.key,
            guideline=_guideline(sent.guideline),
            abuse_kind=None if sent.abuse_kind is None else _code(AbuseKind, sent.abuse_kind, "abuse_kind"),
            reason=sent.reason,
        ),
    )
    return Response(
        msgspec.json.encode(_Acknowledged(received.report_id, received.position, iso(received.at))),
        200 if received.repeated else 201,
        headers={"cache-control": "no-store"},
        media_type="application/json",
    )


def report_page(request: Request) -> Response:
    """GET /report/{site}/{folder}/{comment}: the printed comment, and a form to report it with."""
    return _page(request, ReportDraft(key=secrets.token_urlsafe(24)))


async def report_form(request: Request) -> Response:
    """POST /report/{site}/{folder}/{comment}: what that form sends. A refusal comes back with what the reader had filled in."""
    house: House = request.app.state.house
    draft = ReportDraft()
    try:
        fields = await form_body(request, house.settings.limits.max_body_bytes)
        draft = ReportDraft(
            guideline=fields.get("guideline", ""),
            abuse_kind=fields.get("abuse_kind", ""),
            reason=fields.get("reason", "").replace("\r\n", "\n").strip(),
            key=fields.get("key", ""),
        )
        check_same_origin(request, house.settings.public_url)
        site = site_of(house, request.path_params["site"])
        request.app.state.limiter.admit(request)
        guideline = _guideline(draft.guideline)
        # The choice of a kind is there whatever guideline is chosen: without script nothing hides it.
        kind = draft.abuse_kind if guideline is Guideline.ABUSE else ""
        await _receive(
            house,
            Complaint(
                site=site.id,
                comment_id=request.path_params["comment"],
                key=draft.key,
                guideline=guideline,
                abuse_kind=_code(AbuseKind, kind, "abuse_kind") if kind else None,
                reason=draft.reason,
            ),
        )
    except DiwanError as refusal:
        return await run_in_threadpool(_page, request, draft, refusal)
    site_id, folder = request.path_params["site"], request.path_params["folder"]
    address = f"{house.settings.public_url}/reported/{site_id}/{folder}"
    return RedirectResponse(address, 303, {"cache-control": "no-store"})


def reported_page(request: Request) -> Response:
    """GET /reported/{site}/{folder}: thanks, the same for every report in a thread."""
    try:
        heading = heading_of(request)
    except DiwanError as trouble:
        return error_page(request, trouble)
    return page(
        "reported.html",
        view=render.view(heading, rendering(request.app.state.house)),
        headline=heading.headline,
        article_url=heading.url or None,
    )


async def _receive(house: House, complaint: Complaint) -> Received:
    return await asyncio.wrap_future(reporting.report(house.store, house.clock, complaint))


def _page(request: Request, draft: ReportDraft, refusal: DiwanError | None = None) -> Response:
    """The page; after a refusal with what the reader had filled in, and what was wrong with it. Where it cannot be made, his reason is on the one
    that is shown instead.
    """
    try:
        heading = heading_of(request)
        card = _printed(request)
    except DiwanError as trouble:
        return _instead(request, draft, refusal or trouble)
    words = card.comment.words
    look = render.view(heading, rendering(request.app.state.house))
    return page(
        "report.html",
        200 if refusal is None else problems.status_of(refusal)[0],
        {} if refusal is None else problems.headers_for(refusal),
        view=look,
        headline=heading.headline,
        article_url=heading.url or None,
        name="" if words is None else words.name,
        body="" if words is None else words.body,
        form=render.report_form(
            heading,
            rendering(request.app.state.house),
            comment_id=card.comment.id,
            draft=draft,
            problem=look.words.problem(refusal.code) if refusal else None,
            problem_field=refusal.field if refusal else None,
        ),
    )


def _instead(request: Request, draft: ReportDraft, trouble: DiwanError) -> Response:
    """What was filled in can be sent again once the storage answers; where there is nothing to report, it can be copied."""
    site = request.app.state.house.sites.get(request.path_params["site"])
    comment_id = request.path_params["comment"]
    if site is None or not draft.guideline or not isinstance(trouble, Unavailable):
        kept = Kept(draft.reason, label="your-words") if draft.reason else None
        return error_page(request, trouble, kept=kept)
    article = key_of_folder(request.path_params["folder"])
    heading = ThreadHeading(site.id, article, site.name, site.language, None, site.max_characters)
    look = rendering(request.app.state.house)
    problem = render.view(heading, look).words.problem(trouble.code)
    form = render.report_form(heading, look, comment_id=comment_id, draft=draft, problem=problem)
    return error_page(request, trouble, form=form)


def _printed(request: Request) -> Card:
    """The comment that the address names, if readers see it. Raises NotPrinted."""
    house: House = request.app.state.house
    comment_id = request.path_params["comment"]
    card = None
    if is_identifier(comment_id):
        with house.store.connection() as connection:
            card = DeskReader(connection).card(comment_id)
    if (
        card is None
        or not card.printed
        or card.standing != "approved"
        or card.comment.site != request.path_params["site"]
    ):
        raise NotPrinted("This comment does not stand here, or no longer. There is nothing to report.")
    return card


def _guideline(written: str) -> Guideline:
    try:
        return Guideline(written)
    except ValueError:
        known = ", ".join(Guideline)
        raise Unacceptable(
            f"Say which guideline the comment breaks: one of {known}.",
            code="report-guideline",
            field="guideline",
        ) from None


def _code(kind: type[Code], written: str, field: str) -> Code:
    try:
        return kind(written)
    except ValueError:
        raise Unacceptable(f"The {field} must be one of: {', '.join(kind)}.", field=field) from None
