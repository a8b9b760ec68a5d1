"""Rereading at the desk: judging without knowing the decision, being shown it, and where two readers differ."""

from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from diwan import rereading
from diwan.clock import iso
from diwan.desk.rereadings import Known
from diwan.errors import Malformed
from diwan.rereading import AlreadyReread
from diwan.storage.desk import DeskReader
from diwan.storage.rereadings import RereadingReader
from diwan.web.desk.decisions import asked_comment, go_on
from diwan.web.desk.pages import page, phrase
from diwan.web.desk.problems import refusal_with
from diwan.web.desk.sights import see
from diwan.web.desk.verdicts import read_verdict
from diwan.web.desk.visits import Visit

PAGE = 50


def reread(visit: Visit) -> Response:
    """POST /desk/comments/{id}/rereading: `digest`, `outcome`, `guideline`, `abuse_kind`, as a decision's form sends them.

    Answers as a decision does: a script reads of a rereading what it reads of a decision.
    """
    comment_id = asked_comment(visit)
    verdict = read_verdict(comment_id, visit.form)
    if verdict.confirms is not None:
        raise Malformed("A rereading confirms nothing. Load the card again.", field="outcome")
    house, moderator = visit.house, visit.moderator
    try:
        made = rereading.reread(house.store, house.clock, moderator.id, verdict).result()
    except AlreadyReread as refused:
        with house.store.connection() as connection:
            before = RereadingReader(connection).of([comment_id]).get(comment_id)
        if before is None or not visit.wants_json:
            raise
        return refusal_with(refused, decision=told_of_rereading(before, visit))
    if visit.wants_json:
        answer = {"decision": told_of_rereading(Known(made, moderator.name), visit)}
        return Response(msgspec.json.encode(answer), 201, media_type="application/json")
    return RedirectResponse(go_on(visit, comment_id), 303)


def told_of_rereading(known: Known, visit: Visit) -> dict[str, Any]:
    """A rereading as a script is told of it: like a decision, for that is what it is to the card."""
    made = known.rereading
    return {
        "id": made.id,
        "comment": made.comment_id,
        "author": known.by_name,
        "yours": made.by == visit.moderator.id,
        "outcome": made.outcome,
        "guideline": made.guideline,
        "abuse_kind": made.abuse_kind,
        "supersedes": None,
        "at": iso(made.at),
        "said": phrase("reread", made.outcome, made.guideline, made.abuse_kind),
    }


def show(visit: Visit) -> Response:
    """POST /desk/comments/{id}/sight: to see what was decided, and not to be asked to reread it."""
    comment_id = asked_comment(visit)
    see(visit, [comment_id])
    return RedirectResponse(f"/desk/comments/{comment_id}", 303)


def differences(visit: Visit) -> Response:
    """GET /desk/differences: `before`, a ledger position, turns the page. For editors, who may then decide anew."""
    asked = visit.request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 18 else None
    with visit.house.store.connection() as connection:
        found = RereadingReader(connection).differing(PAGE + 1, before=before)
        cards = {
            card.comment.id: card for card in DeskReader(connection).cards([d.comment_id for d in found])
        }
    shown = found[:PAGE]
    return page(
        "differences",
        visit.moderator,
        # Words that were withdrawn between the two questions are left out.
        entries=[(each, cards[each.comment_id]) for each in shown if cards[each.comment_id].comment.words],
        older=shown[-1].position if len(found) > PAGE else None,
        newest=before is None,
    )
