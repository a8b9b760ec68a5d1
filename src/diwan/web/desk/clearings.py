"""Keeping a reported comment printed: a moderator has looked, and lets the approval stand."""

from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from diwan import reporting
from diwan.clock import iso
from diwan.desk.cards import Card
from diwan.errors import AlreadyCleared, AlreadyDecided, Malformed
from diwan.identifiers import is_identifier
from diwan.reports import Clearing
from diwan.storage.desk import DeskReader
from diwan.web.desk import caring
from diwan.web.desk.decisions import already, asked_comment, go_on
from diwan.web.desk.pages import page, phrase
from diwan.web.desk.problems import refusal_with
from diwan.web.desk.sights import see
from diwan.web.desk.verdicts import read_digest, read_note
from diwan.web.desk.visits import Visit


def clear(visit: Visit) -> Response:
    """POST /desk/comments/{id}/clearings: `digest`, `supersedes` (the approval that is to stand), `through`, `note`.

    Answers as a decision does: a script reads of a clearing what it reads of a decision.
    """
    comment_id = asked_comment(visit)
    decision_id, through = visit.form.get("supersedes", ""), visit.form.get("through", "")
    if not is_identifier(decision_id):
        raise Malformed(
            "The form names no approval that is to stand. Load the card again.", field="supersedes"
        )
    if not through.isascii() or not through.isdigit() or len(through) > 18:
        raise Malformed(
            "The form does not say which reports were seen. Load the card again.", field="through"
        )
    house = visit.house
    try:
        clearing = reporting.clear(
            house.store,
            house.clock,
            visit.moderator,
            comment_id=comment_id,
            digest=read_digest(visit.form.get("digest", "")),
            decision_id=decision_id,
            through=int(through),
            note=read_note(visit.form),
            reopens=house.settings.desk.reports_reopen,
        ).result()
    except AlreadyDecided as refused:
        return already(visit, refused)
    except AlreadyCleared as refused:
        return _already_cleared(visit, refused)
    read = caring.dealt_with(visit, comment_id)
    if visit.wants_json:
        answer = {
            "decision": told_of_clearing(clearing, visit.moderator.name, visit),
            "care": caring.told(read),
        }
        return Response(msgspec.json.encode(answer), 201, media_type="application/json")
    return RedirectResponse(go_on(visit, comment_id), 303)


def told_of_clearing(clearing: Clearing, by_name: str, visit: Visit) -> dict[str, Any]:
    """A clearing as a script is told of it: like a decision, for that is what it is to the card."""
    return {
        "id": clearing.id,
        "comment": clearing.comment_id,
        "author": by_name,
        "yours": clearing.by == visit.moderator.id,
        "outcome": "approved",
        "guideline": None,
        "abuse_kind": None,
        "supersedes": None,
        "at": iso(clearing.at),
        "said": phrase("kept"),
    }


def told_of_last_clearing(card: Card, visit: Visit) -> dict[str, Any] | None:
    """The last clearing of a card, if it is what became of its reports: no decision was made after it."""
    last = card.kept
    if last is None:
        return None
    return told_of_clearing(last.clearing, last.by_name, visit)


def _already_cleared(visit: Visit, refused: AlreadyCleared) -> Response:
    """A colleague was first."""
    see(visit, [refused.clearing.comment_id])
    with visit.house.store.connection() as connection:
        card = DeskReader(connection).card(refused.clearing.comment_id)
    cleared = card.reported.cleared if card is not None and card.reported is not None else ()
    name = next((each.by_name for each in cleared if each.clearing.id == refused.clearing.id), "")
    if visit.wants_json:
        return refusal_with(refused, decision=told_of_clearing(refused.clearing, name, visit))
    return page("cleared", visit.moderator, status=409, clearing=refused.clearing, by_name=name)
