"""Deciding, and the list of what was decided."""

from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from diwan import lifecycle, rereading
from diwan.clock import iso
from diwan.decisions import Author, AuthorKind, Decision
from diwan.desk.cards import Past
from diwan.errors import AlreadyDecided, NeedsConfirmation, NotScreened, Unknown
from diwan.identifiers import is_identifier
from diwan.lifecycle import Verdict
from diwan.storage.desk import DeskReader
from diwan.storage.rereadings import RereadingReader
from diwan.web.desk import caring
from diwan.web.desk.motions import moved
from diwan.web.desk.pages import page, phrase
from diwan.web.desk.paths import HOME, within_desk
from diwan.web.desk.problems import refusal_with
from diwan.web.desk.sights import see
from diwan.web.desk.verdicts import read_verdict
from diwan.web.desk.visits import Visit

PAGE = 50


def decide(visit: Visit) -> Response:
    """POST /desk/comments/{id}/decisions: `digest`, `outcome`, `guideline`, `abuse_kind`, `note`, `supersedes`, `quote`.

    The rejection of criticism, with the words that break the guideline in `quote`, becomes a motion that a second moderator confirms.

    A script that accepts JSON gets the decision, or problem details; a browser goes on to the page in `back`.
    """
    comment_id = asked_comment(visit)
    verdict = read_verdict(comment_id, visit.form)
    house, moderator = visit.house, visit.moderator
    try:
        decision = _decided(visit, verdict)
    except AlreadyDecided as refused:
        return already(visit, refused)
    except NeedsConfirmation:
        if not visit.form.get("quote", "").strip():
            raise
        try:
            made = moved(visit, verdict)
        except AlreadyDecided as refused:
            return already(visit, refused)
        read = caring.dealt_with(visit, comment_id, verdict.guideline)
        if visit.wants_json:
            answer = {"motion": made, "care": caring.told(read)}
            return Response(msgspec.json.encode(answer), 202, media_type="application/json")
        return RedirectResponse(go_on(visit, comment_id), 303)
    house.duties.print_soon()
    read = caring.dealt_with(visit, comment_id, verdict.guideline)
    if visit.wants_json:
        answer = {"decision": told(Past(decision, moderator.name), visit), "care": caring.told(read)}
        return Response(msgspec.json.encode(answer), 201, media_type="application/json")
    return RedirectResponse(go_on(visit, comment_id), 303)


def _decided(visit: Visit, verdict: Verdict) -> Decision:
    """Decide; what no check has read yet is screened before it is rejected. Raises what `lifecycle.decide` says of its future."""
    house = visit.house
    author = Author(AuthorKind.MODERATOR, visit.moderator.id)
    try:
        return rereading.decide(house.store, house.clock, author, verdict, house.lot).result()
    except NotScreened:
        lifecycle.screen_first(house.store, house.clock, house.screener, verdict.comment_id)
        return rereading.decide(house.store, house.clock, author, verdict, house.lot).result()


def go_on(visit: Visit, comment_id: str) -> str:
    """Where a browser goes on: to the page it came from, which then tells what was done with this comment."""
    back = within_desk(visit.form.get("back", ""))
    if back.startswith(HOME + "/comments/"):
        return back
    return f"{back}{'&' if '?' in back else '?'}decided={comment_id}"


def already(visit: Visit, refused: AlreadyDecided) -> Response:
    """A colleague was first: his decision, so that the loser need not go and look."""
    see(visit, [refused.decision.comment_id])
    with visit.house.store.connection() as connection:
        card = DeskReader(connection).card(refused.decision.comment_id)
    history = card.history if card else ()
    past = next((p for p in history if p.decision.id == refused.decision.id), Past(refused.decision, ""))
    if visit.wants_json:
        return refusal_with(refused, decision=told(past, visit))
    return page("already", visit.moderator, status=409, past=past, card=card)


def told(past: Past, visit: Visit) -> dict[str, Any]:
    """A decision as a script is told of it."""
    decision = past.decision
    return {
        "id": decision.id,
        "comment": decision.comment_id,
        "author": past.author_name,
        "yours": decision.author == Author(AuthorKind.MODERATOR, visit.moderator.id),
        "outcome": decision.outcome,
        "guideline": decision.reason.guideline,
        "abuse_kind": decision.reason.abuse_kind,
        "supersedes": decision.supersedes,
        "at": iso(decision.at),
        "said": phrase("decided", decision.outcome, decision.reason.guideline, decision.reason.abuse_kind),
    }


def decided(visit: Visit) -> Response:
    """GET /desk/decided: `before`, a ledger position, turns the page."""
    asked = visit.request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 18 else None
    with visit.house.store.connection() as connection:
        entries = DeskReader(connection, hidden_from=visit.moderator.id).decided(PAGE + 1, before=before)
        hides = RereadingReader(connection).hides_from(visit.moderator.id)
    return page(
        "decided",
        visit.moderator,
        entries=entries[:PAGE],
        older=entries[PAGE - 1].position if len(entries) > PAGE else None,
        newest=before is None,
        hides=hides,
    )


def asked_comment(visit: Visit) -> str:
    """The comment that the address names. Raises Unknown for what cannot be one."""
    comment_id: str = visit.request.path_params["comment_id"]
    if not is_identifier(comment_id):
        raise Unknown("There is no such comment. Check that you have the whole address.")
    return comment_id
