"""Answering appeals: the rejection is overturned, or upheld with a reason that the reader sees."""

from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from diwan import appealing
from diwan.appealing import AlreadyAnswered
from diwan.appeals import Heard, Verdict
from diwan.clock import iso
from diwan.desk.cards import Card
from diwan.errors import Malformed, Unknown
from diwan.identifiers import is_identifier
from diwan.moderators import Moderator
from diwan.storage.appeals import AppealReader
from diwan.storage.desk import DeskReader
from diwan.storage.people import PeopleReader
from diwan.web.desk import caring
from diwan.web.desk.decisions import asked_comment, go_on
from diwan.web.desk.pages import phrase
from diwan.web.desk.problems import refusal_with
from diwan.web.desk.sights import see
from diwan.web.desk.verdicts import read_digest, read_note
from diwan.web.desk.visits import Visit


def answer(visit: Visit) -> Response:
    """POST /desk/comments/{id}/appeals/{appeal}: `digest`, `verdict`, `note`. Answers as a decision does."""
    comment_id = asked_comment(visit)
    appeal_id = visit.request.path_params["appeal_id"]
    if not is_identifier(appeal_id):
        raise Unknown("There is no such appeal. Check that you have the whole address.")
    try:
        verdict = Verdict(visit.form.get("verdict", ""))
    except ValueError:
        raise Malformed(
            "The form does not say how to answer. Load the card again.", field="verdict"
        ) from None
    house = visit.house
    try:
        appealing.answer(
            house.store,
            house.clock,
            visit.moderator.id,
            appeal_id=appeal_id,
            digest=read_digest(visit.form.get("digest", "")),
            verdict=verdict,
            note=read_note(visit.form),
        ).result()
    except AlreadyAnswered as refused:
        if not visit.wants_json:
            raise
        return refusal_with(refused, decision=_told_of(visit, comment_id))
    house.duties.print_soon()
    read = caring.dealt_with(visit, comment_id)
    if visit.wants_json:
        answered = {"decision": _told_of(visit, comment_id), "care": caring.told(read)}
        return Response(msgspec.json.encode(answered), 201, media_type="application/json")
    return RedirectResponse(go_on(visit, comment_id), 303)


def told(heard: Heard, visit: Visit) -> dict[str, Any] | None:
    """An answer as a script is told of it: as of a decision, so that the page need know no difference. None while there is none."""
    given = heard.answer
    if given is None:
        return None
    return {
        "id": given.id,
        "comment": given.comment_id,
        "author": heard.answered_by,
        "yours": given.by == visit.moderator.id,
        "outcome": given.verdict,
        "at": iso(given.at),
        "said": phrase("answered", given.verdict),
    }


def against(visit: Visit, reader: AppealReader, people: PeopleReader) -> dict[str, Any]:
    """How many appeals wait against this moderator's own rejections, and whether anybody else is there to answer them."""
    others = [
        each for each in people.moderators() if each.dismissed_at is None and each.id != visit.moderator.id
    ]
    return {"count": reader.waiting_against(visit.moderator.id), "alone": not others}


def may_answer(card: Card, moderator: Moderator) -> bool:
    """Whether this moderator may answer the appeal that waits."""
    return card.waiting_appeal is not None and not card.rejected_by(moderator.id)


def _told_of(visit: Visit, comment_id: str) -> dict[str, Any] | None:
    see(visit, [comment_id])
    with visit.house.store.connection() as connection:
        card = DeskReader(connection).card(comment_id)
    return told(card.appeals[-1], visit) if card and card.appeals else None
