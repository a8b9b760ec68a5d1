"""Appealing against a rejection: where the form on a receipt is sent to. It needs no script."""

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import appealing, receipts
from diwan.bootstrap import House
from diwan.errors import DiwanError, Malformed, Unavailable
from diwan.identifiers import is_identifier
from diwan.storage.desk import DeskReader
from diwan.web.appeals_told import days_at
from diwan.web.instead import Kept, error_page, form_page_for_errors
from diwan.web.receipt_page import receipt_page
from diwan.web.requests import check_same_origin, form_body


@form_page_for_errors
async def appeal(request: Request) -> Response:
    """POST /receipts/{token}/appeal: `decision`, the rejection that the page showed, and `words`. A refusal comes back with the words."""
    house: House = request.app.state.house
    token = request.path_params["token"]
    comment_id = receipts.comment_of(house.secrets.receipts, token)
    words = decision_id = ""
    try:
        fields = await form_body(request, house.settings.limits.max_body_bytes)
        words, decision_id = fields.get("words", ""), fields.get("decision", "")
        check_same_origin(request, house.settings.public_url)
        request.app.state.limiter.admit(request)
        if not is_identifier(decision_id):
            raise Malformed(
                "The form does not say what it is against. Load the page again.", field="decision"
            )
        made = appealing.appeal(
            house.store,
            house.clock,
            comment_id=comment_id,
            decision_id=decision_id,
            words=words,
            days=await run_in_threadpool(_days, house, comment_id),
        )
        await asyncio.wrap_future(made)
    except DiwanError as refusal:
        return await run_in_threadpool(_page, request, words, refusal, decision_id)
    return RedirectResponse(
        f"{house.settings.public_url}/receipts/{token}#appeal", 303, {"cache-control": "no-store"}
    )


def _page(request: Request, words: str, refusal: DiwanError, decision_id: str) -> Response:
    """The receipt, with the words in its form. Where it cannot be shown, the page that says so has them."""
    try:
        return receipt_page(request, words=words, refusal=refusal)
    except Unavailable as trouble:
        address = (
            f"{request.app.state.house.settings.public_url}/receipts/{request.path_params['token']}/appeal"
        )
        again = Kept(words, "appeal-words", "words", address, {"decision": decision_id}, "appeal-submit")
        return error_page(request, trouble, kept=again if words else None)


def _days(house: House, comment_id: str) -> int:
    with house.store.connection() as connection:
        card = DeskReader(connection).card(comment_id)
    return days_at(house.sites, card.comment.site if card else "")
