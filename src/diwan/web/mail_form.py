"""Asking for mail about a comment, and stopping it: where the forms on a receipt are sent to. They need no script."""

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import receipts, subscribing
from diwan.bootstrap import House
from diwan.errors import DiwanError, Unknown
from diwan.letters import Wants
from diwan.web.instead import form_page_for_errors
from diwan.web.mail_told import MailDraft
from diwan.web.receipt_page import receipt_page
from diwan.web.requests import check_same_origin, form_body


@form_page_for_errors
async def ask_for_mail(request: Request) -> Response:
    """POST /receipts/{token}/mail: `email`, `outcome` and `replies` where ticked, `when` (now or daily). A refusal comes back filled in.

    Whether a mail really goes out is not told: the mailbox may have had too many, or its owner may not want them.
    """
    house: House = request.app.state.house
    token = request.path_params["token"]
    comment_id = receipts.comment_of(house.secrets.receipts, token)
    draft = MailDraft()
    try:
        fields = await form_body(request, house.settings.limits.max_body_bytes)
        wants = Wants("outcome" in fields, "replies" in fields, fields.get("when") == "daily")
        draft = MailDraft(fields.get("email", ""), wants)
        check_same_origin(request, house.settings.public_url)
        if house.delivery is None:
            raise Unknown("No mail is sent here.", code="no-mail")
        request.app.state.mail_limiter.admit(request)
        asked = subscribing.ask(
            house.store,
            house.clock,
            house.envelopes,
            comment_id=comment_id,
            email=draft.email,
            wants=draft.wants,
        )
        await asyncio.wrap_future(asked)
    except DiwanError as refusal:
        return await run_in_threadpool(receipt_page, request, refusal=refusal, mail_draft=draft)
    house.duties.send_soon()
    return _back(house, token)


@form_page_for_errors
async def stop_mail_about(request: Request) -> Response:
    """POST /receipts/{token}/mail/stop: forget who wanted mail about this comment, confirmed or not."""
    house: House = request.app.state.house
    token = request.path_params["token"]
    comment_id = receipts.comment_of(house.secrets.receipts, token)
    check_same_origin(request, house.settings.public_url)
    await asyncio.wrap_future(subscribing.stop_about(house.store, comment_id))
    return _back(house, token)


def _back(house: House, token: str) -> Response:
    address = f"{house.settings.public_url}/receipts/{token}#mail"
    return RedirectResponse(address, 303, {"cache-control": "no-store"})
